import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdsCondition } from '../explain/stage.ts';
import { outcomeKinds } from '../fact.ts';
import type { Model, StageCondition } from '../model.ts';
import { canHold, provesExclusive } from './exclusive.ts';

const rule = { id: 'r', name: 'R', activity: 'A', points: 1 };
const groups = { g: { rules: [rule] } };
const model: Model = {
  leadline: 1,
  id: 'm',
  name: 'M',
  dimensions: {
    fit: { kind: 'fit', cap: { min: -5, max: 20 }, groups },
    interest: { kind: 'engagement', floor: 0, groups },
  },
  grades: { fit: { A: 10, B: 0 }, engagement: { 1: 5, 2: -1000 }, unknownBelow: 300 },
};

const exclusive: readonly (readonly [enter: StageCondition, leave: StageCondition])[] = [
  [{ total: { gte: 12 } }, { total: { lt: 8 } }],
  [{ total: { gt: 12 } }, { total: { lte: 12 } }],
  [{ total: { gte: 12, lt: 20 } }, { any: [{ total: { lt: 12 } }, { total: { gte: 20 } }] }],
  [{ total: { gt: 12, lt: 12.001 } }, { total: { gte: -1000 } }],
  [{ outcome: 'accepted' }, { outcome: 'rejected' }],
  [{ grade: ['A1', 'A2'] }, { grade: ['B1'] }],
  [{ grade: ['A1', 'A2'] }, { none: [{ grade: ['A1', 'A2', 'B1'] }] }],
  [{ all: [{ total: { gte: 20 } }, { grade: ['A1'] }] }, { total: { lt: 15 } }],
  [
    { any: [{ total: { gte: 20 } }, { outcome: 'accepted' }] },
    { all: [{ total: { lt: 15 } }, { outcome: 'lost' }] },
  ],
  [{ grade: ['A1', 'A2'] }, { dimension: 'fit', lt: 10 }],
  [{ grade: ['B1'] }, { dimension: 'interest', lt: 5 }],
  [
    { dimension: 'fit', gte: 3 },
    { dimension: 'fit', gt: 20 },
  ],
  [
    { dimension: 'fit', gte: 3 },
    { dimension: 'interest', lt: 0 },
  ],
];

it.each(exclusive)('proves %j and %j exclusive', (enter, leave) => {
  expect(provesExclusive(model, enter, leave)).toBe(true);
});

const together: readonly (readonly [enter: StageCondition, leave: StageCondition])[] = [
  [{ total: { gte: 12 } }, { total: { lte: 12 } }],
  [{ total: { gte: 12 } }, { dimension: 'fit', lt: 3 }],
  [{ any: [{ total: { gte: 20 } }, { outcome: 'accepted' }] }, { total: { lt: 15 } }],
  [{ outcome: 'won' }, { none: [{ outcome: 'lost' }] }],
  [{ grade: ['?1'] }, { dimension: 'fit', lt: 3 }],
  [{ grade: ['A1', '?1'] }, { dimension: 'fit', lt: 3 }],
];

it.each(together)('does not prove %j and %j exclusive', (enter, leave) => {
  expect(provesExclusive(model, enter, leave)).toBe(false);
});

it('knows conditions that no lead can meet', () => {
  expect(canHold(model, { all: [{ dimension: 'fit', gt: 20 }] })).toBe(false);
  expect(canHold(model, { all: [{ grade: ['A1'] }, { dimension: 'fit', lt: 10 }] })).toBe(false);
  expect(canHold(model, { dimension: 'fit', gte: 20 })).toBe(true);
});

it('gives up on conditions that branch too often, and says so by proving nothing', () => {
  const parts = Array.from({ length: 14 }, (_, i) => ({
    any: [
      { dimension: `d${i}`, lt: 0 },
      { dimension: `d${i}`, gt: 5 },
    ],
  }));
  expect(provesExclusive(model, { all: parts }, { all: [{ total: { lt: 1 } }, { total: { gt: 1 } }] })).toBe(
    false,
  );
});

const points = fc.constantFrom(-1, 0, 0.001, 5, 9.999, 10, 12);
const comparison = fc
  .record({ gte: points, gt: points, lte: points, lt: points }, { requiredKeys: [] })
  .filter((one) => Object.keys(one).length > 0);
const marks = ['A1', 'A2', 'B1', 'B2', '?1', '?2'];
const { condition } = fc.letrec<{ condition: StageCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison.map((total) => ({ total })),
    comparison.map((one) => ({ dimension: 'fit', ...one })),
    comparison.map((one) => ({ dimension: 'interest', ...one })),
    fc.subarray(marks, { minLength: 1 }).map((grade) => ({ grade })),
    fc.constantFrom(...outcomeKinds).map((outcome) => ({ outcome })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((none) => ({ none })),
  ),
}));

/** A score whose grade is what its dimensions give, so one that a lead can have. */
const score = fc
  .record({
    total: fc.integer({ min: -2000, max: 13_000 }),
    fit: fc.integer({ min: -5000, max: 20_000 }),
    interest: fc.integer({ min: 0, max: 12_000 }),
    isKnown: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...outcomeKinds), { nil: undefined }),
  })
  .map(({ total, fit, interest, isKnown, outcome }) => ({
    score: {
      total,
      dimensions: { fit, interest },
      grade: `${isKnown ? (fit >= 10_000 ? 'A' : 'B') : '?'}${interest >= 5000 ? 1 : 2}`,
    },
    outcome,
  }));

it('never proves exclusive what holds together for some score', () => {
  let proofs = 0;
  fc.assert(
    fc.property(
      condition,
      condition,
      fc.array(score, { minLength: 20, maxLength: 20 }),
      (enter, leave, scores) => {
        if (!provesExclusive(model, enter, leave)) return;
        proofs++;
        for (const { score: one, outcome } of scores) {
          const both = holdsCondition(enter, one, outcome) && holdsCondition(leave, one, outcome);
          expect(both).toBe(false);
        }
      },
    ),
    { numRuns: 3000 },
  );
  expect(proofs).toBeGreaterThan(100);
});
