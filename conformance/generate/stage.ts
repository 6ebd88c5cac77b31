import fc from 'fast-check';
import { outcomeKinds } from '../../packages/core/src/fact.ts';
import type { Model, StageCondition } from '../../packages/core/src/model.ts';
import type { StepQuestion } from '../reference.ts';
import { present, sometimes } from './rule.ts';
import { dayMs, today } from './vocabulary.ts';

const thresholds = fc.constantFrom(0, 5, 8, 12, 20);
const comparison = fc.oneof(
  thresholds.map((gte) => ({ gte })),
  thresholds.map((lt) => ({ lt })),
  thresholds.map((gt) => ({ gt })),
  thresholds.map((lte) => ({ lte })),
);
const simple: fc.Arbitrary<StageCondition> = fc.oneof(
  comparison.map((total) => ({ total })),
  comparison.map((compare) => ({ dimension: 'fit', ...compare })),
  fc.subarray(['A1', 'A2', 'B1', 'B2'], { minLength: 1 }).map((grade) => ({ grade })),
  fc.constantFrom(...outcomeKinds).map((outcome) => ({ outcome })),
);
const members = fc.array(simple, { minLength: 1, maxLength: 2 });
const condition: fc.Arbitrary<StageCondition> = fc.oneof(
  { weight: 3, arbitrary: simple },
  { weight: 1, arbitrary: members.map((all) => ({ all })) },
  { weight: 1, arbitrary: members.map((any) => ({ any })) },
  { weight: 1, arbitrary: members.map((none) => ({ none })) },
);
/** `leave` is the negation of `enter`, so that the two can never hold at once. */
const stages = fc.array(
  fc.record({
    enter: condition,
    isLeft: fc.constantFrom(true, true, true, false),
    holdDays: sometimes(fc.constantFrom(0, 1, 7), 2),
  }),
  { minLength: 1, maxLength: 4, size: 'max' },
);

/** Models with stages alone, each of which can be entered and, mostly, left. */
export const stagedModel: fc.Arbitrary<Model> = stages.map((rows) => ({
  leadline: 1,
  id: 'model',
  name: 'Model',
  dimensions: {
    fit: {
      kind: 'fit',
      groups: { g: { rules: [{ id: 'a', name: 'A', when: { field: 'country', equals: 'BE' }, points: 9 }] } },
    },
    interest: {
      kind: 'engagement',
      groups: { g: { rules: [{ id: 'b', name: 'B', activity: 'Page Viewed', points: 1 }] } },
    },
  },
  grades: { fit: { A: 5, B: -1000 }, engagement: { 1: 5, 2: -1000 } },
  stages: rows.map(({ enter, isLeft, holdDays }, n) =>
    present({ id: `s${n}`, enter, leave: isLeft ? { none: [enter] } : undefined, holdDays }),
  ),
})) as fc.Arbitrary<Model>;

const millipoints = fc.constantFrom(-1, 0, 4999, 5000, 5001, 8000, 11_999, 12_000, 20_000, 20_001);
const moments = fc
  .tuple(fc.constantFrom(0, 1, 2, 6, 7, 8), fc.constantFrom(0, dayMs - 1))
  .map(([days, timeOfDay]) => (today - days) * dayMs + timeOfDay);

export const stepQuestion: fc.Arbitrary<StepQuestion> = fc
  .record({
    stage: fc.constantFrom(undefined, 's0', 's1', 's1', 's2', 's2', 's3', 's3', 'retired'),
    since: moments,
    total: millipoints,
    fit: millipoints,
    grade: fc.constantFrom('A1', 'A2', 'B1', 'B2'),
    disqualified: sometimes(fc.constant('Not our market'), 8),
    newestOutcome: fc.constantFrom(undefined, ...outcomeKinds),
  })
  .map(({ stage, since, total, fit, grade, disqualified, newestOutcome }) => {
    const score = {
      total,
      dimensions: { fit },
      grade,
      ...(disqualified === undefined ? {} : { disqualified }),
    };
    return { stage, since, score, newestOutcome, at: today * dayMs + 43_200_000 };
  });
