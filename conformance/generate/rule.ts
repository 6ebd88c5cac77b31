import fc from 'fast-check';
import type { ValueKind } from '../../packages/core/src/fact.ts';
import type { Decay, Rule, RuleKind } from '../../packages/core/src/rule.ts';
import { journeyPhases } from '../../packages/core/src/score.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import { activityChoice, activityTypes, fieldCriterion, where } from './criterion.ts';
import { amounts, literals, points, risingPoints, windowDays } from './vocabulary.ts';

/** A rule without its id and name, which the model gives it by its place. */
export type Bare<R = Rule> = R extends Rule ? Omit<R, 'id' | 'name'> : never;

/** An object without its undefined values: fast-check's way to leave a key out. */
export function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

export function sometimes<T>(arbitrary: fc.Arbitrary<T>, oneIn = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: oneIn - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: arbitrary as fc.Arbitrary<T | undefined> },
  );
}

export const cap = fc
  .record({
    min: sometimes(fc.constantFrom(0, -1, -5, -0.5), 2),
    max: sometimes(fc.constantFrom(0, 1, 4, 0.5), 2),
  })
  .filter(({ min, max }) => min !== undefined || max !== undefined)
  .map(present) as fc.Arbitrary<{ min?: number; max?: number }>;

export const halfLifeDays = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(1, 2, 3, 7, 14, 30, 90) },
  { weight: 1, arbitrary: fc.constantFrom(365, 3650) },
);

const stepAges = fc.uniqueArray(fc.constantFrom(0, 1, 7, 8, 30, 90), { minLength: 1, maxLength: 3 });
const percents = fc.constantFrom(0, 0.0001, 12.3456, 33.3333, 50, 99.9, 100);
const steps = stepAges.chain((from) =>
  fc.tuple(...from.sort((a, b) => a - b).map((fromAge) => percents.map((percent) => ({ fromAge, percent })))),
);

export const decay: fc.Arbitrary<Decay> = fc.oneof(
  halfLifeDays.map((days) => ({ halfLifeDays: days })),
  fc.constantFrom(1, 2, 7, 30, 31, 90, 400_000).map((days) => ({ linearDays: days })),
  steps.map((rows) => ({ steps: rows })),
);

/** Decays that never rise with age. */
export const fallingDecay: fc.Arbitrary<Decay> = fc.oneof(
  halfLifeDays.map((days) => ({ halfLifeDays: days })),
  fc.constantFrom(1, 7, 31, 90).map((days) => ({ linearDays: days })),
  steps.map((rows) => {
    const falling = rows.map((row) => row.percent).sort((a, b) => b - a);
    return { steps: rows.map((row, n) => ({ fromAge: row.fromAge, percent: falling[n]! })) };
  }),
);

export function tiersFrom(
  from: readonly number[],
  given = points,
): fc.Arbitrary<{ from: number; points: number }[]> {
  return fc
    .uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 })
    .chain((starts) =>
      fc.tuple(
        ...starts.sort((a, b) => a - b).map((start) => given.map((some) => ({ from: start, points: some }))),
      ),
    );
}

const countTiers = tiersFrom([0, 1, 2, 3, 0.5, 1.001, 10]);
const others = { otherwise: sometimes(points, 2), unknown: sometimes(points, 2) };
const selection = {
  where: sometimes(where, 3),
  includeAutomated: sometimes(fc.boolean()),
  of: sometimes(fc.constantFrom('lead' as const, 'account' as const)),
};
/** What all ways of counting share. */
const window = { withinDays: sometimes(windowDays, 2), decay: sometimes(decay, 2) };
/** Points for each one, points for every n-th, or tiers. */
const payment = fc.oneof(
  points.map((some) => ({ points: some })),
  countTiers.map((tiers) => ({ tiers })),
  fc.record({ points, every: fc.constantFrom(2, 3) }),
);
const unitPayment = fc.oneof(
  points.map((some) => ({ points: some })),
  countTiers.map((tiers) => ({ tiers })),
);
const counted = fc
  .tuple(payment, sometimes(fc.constantFrom(1, 2, 3)))
  .map(([paid, atMostPerDay]) => present({ ...paid, atMostPerDay }));

const countingMode = fc.oneof(
  counted,
  counted,
  fc
    .tuple(unitPayment, fc.constantFrom('path', 'note', 'amount', 'paid', 'on', 'lead'))
    .map(([paid, distinct]) =>
      distinct === 'lead' ? { ...paid, distinct, of: 'account' } : { ...paid, distinct },
    ),
  unitPayment.map((paid) => ({ ...paid, activeDays: true as const })),
  fc
    .oneof(
      points.map((some) => ({ points: some })),
      tiersFrom([-5, -0.001, 0, 0.001, 5, 10, 9_000_000]).map((tiers) => ({ tiers })),
    )
    .map((paid) => ({ ...paid, sum: 'amount' })),
);

const activityRule = fc
  .tuple(
    fc.record({
      activity: activityTypes,
      ...selection,
      ...window,
      journey: sometimes(fc.constantFrom(...journeyPhases)),
    }),
    countingMode,
  )
  .map(([{ journey, ...selected }, mode]) => {
    const rule = { ...selected, ...mode };
    return present(rule.of === 'account' ? rule : { ...rule, journey });
  });

const keys = literals.filter((key) => key !== '__proto__');
const valueTable = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), points), {
  minLength: 1,
  maxLength: 4,
  selector: ([key]) => foldText(key),
});

const rangeTable = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...amounts), { minLength: 2, maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
    fc.array(points, { minLength: 3, maxLength: 3 }),
  )
  .map(([edges, openBelow, mayOpenAbove, given]) => {
    const sorted = edges.sort((a, b) => a - b);
    const openAbove = mayOpenAbove && (sorted.length > 2 || !openBelow);
    return sorted.slice(1).map((to, n) => ({
      ...(n === 0 && openBelow ? {} : { from: sorted[n]! }),
      ...(n === sorted.length - 2 && openAbove ? {} : { to }),
      points: given[n]!,
    }));
  });

const choice = fc.oneof(activityTypes, activityChoice);

const rules = (
  fields: Readonly<Record<string, ValueKind>>,
): Readonly<Record<RuleKind, fc.Arbitrary<unknown>>> => {
  const named = (...kinds: ValueKind[]): fc.Arbitrary<string> =>
    fc.constantFrom(...Object.keys(fields).filter((name) => kinds.includes(fields[name]!)));
  return {
    criteria: fc.record({ when: fieldCriterion(fields), points, ...others }).map(present),
    values: fc
      .record({
        field: named('text', 'list'),
        values: valueTable.map((rows) => Object.fromEntries(rows)),
        ...others,
      })
      .map(present),
    ranges: fc.oneof(
      fc.record({ field: named('number', 'range'), ranges: rangeTable, ...others }).map(present),
      fc
        .record({ field: named('money'), ranges: rangeTable, currency: fc.constant('EUR'), ...others })
        .map(present),
    ),
    activity: activityRule,
    silence: fc
      .record({
        silence: activityTypes,
        ...selection,
        tiers: tiersFrom([0, 1, 7, 8, 30, 90]),
        never: sometimes(fc.record({ points, afterDays: fc.constantFrom(0, 1, 7, 30) }), 2),
      })
      .map(present),
    rate: fc.record({
      rate: fc
        .record({
          of: choice,
          in: choice,
          distinct: sometimes(fc.constantFrom('path', 'note', 'amount')),
          withinDays: sometimes(windowDays, 2),
          atLeast: sometimes(fc.constantFrom(1, 2, 3)),
        })
        .map(present),
      tiers: tiersFrom([0, 0.001, 33.333, 33.334, 50, 66.667, 100]),
    }),
    trend: fc.record({
      trend: fc.oneof(
        fc.record({ activity: choice, days: fc.constantFrom(1, 7, 14, 30, 400_000) }),
        fc
          .record({
            activity: choice,
            days: fc.constantFrom(1, 7, 14, 30),
            percent: fc.constant(true as const),
            atLeast: sometimes(fc.constantFrom(1, 2)),
          })
          .map(present),
      ),
      tiers: tiersFrom([-100, -50, -2, -1, 0, 1, 2, 33.333, 100, 300]),
    }),
    sequence: fc
      .tuple(
        // biome-ignore lint/suspicious/noThenProperty: it holds types or a choice, never a function, so nothing awaits it
        fc.record({ first: choice, then: choice, withinDays: fc.constantFrom(0, 1, 7, 30, 400_000) }),
        fc.record(window),
        counted,
      )
      .map(([sequence, when, paid]) => present({ sequence, ...when, ...paid })),
    members: fc
      .tuple(
        fc.constantFrom('sum' as const, 'max' as const, 'average' as const),
        fc.oneof(
          points.map((some) => ({ points: some })),
          tiersFrom([-5, -0.001, 0, 0.001, 1, 5, 10]).map((tiers) => ({ tiers })),
        ),
        sometimes(points, 2),
      )
      .map(([take, paid, unknown]) => present({ members: { model: 'leads', take }, ...paid, unknown })),
  };
};

/** Rules of some kinds over some fields, each kind as often. */
export function ruleOf(
  fields: Readonly<Record<string, ValueKind>>,
  kinds: readonly RuleKind[],
): fc.Arbitrary<Bare> {
  const made = rules(fields);
  const bare = fc.oneof(...kinds.map((kind) => made[kind])) as fc.Arbitrary<Bare>;
  return fc
    .tuple(bare, sometimes(cap, 4))
    .map(([rule, bound]) => (bound === undefined ? rule : { ...rule, cap: bound }));
}

/** Activity rules whose points only fall as time goes by: no negative points, falling decays, rising tiers. */
export const fadingRule: fc.Arbitrary<Bare> = fc
  .tuple(
    fc.record({
      activity: activityTypes,
      where: sometimes(where, 3),
      includeAutomated: sometimes(fc.boolean()),
      withinDays: sometimes(windowDays, 2),
      decay: sometimes(fallingDecay, 2),
    }),
    fc.oneof(
      fc
        .tuple(risingPoints, sometimes(fc.constantFrom(1, 2)))
        .map(([some, atMostPerDay]) => present({ points: some, atMostPerDay })),
      fc.record({ points: risingPoints, every: fc.constantFrom(2, 3) }),
      fc.record({ points: risingPoints, distinct: fc.constantFrom('path', 'amount') }),
      fc.record({ points: risingPoints, activeDays: fc.constant(true as const) }),
      tiersFrom([1, 2, 3, 0.5], risingPoints).map((tiers) => {
        const rising = tiers.map((tier) => tier.points).sort((a, b) => a - b);
        return { tiers: tiers.map((tier, n) => ({ from: tier.from, points: rising[n]! })) };
      }),
    ),
  )
  .map(([selected, paid]) => present({ ...selected, ...paid }) as Bare);

/** Field rules none of whose points is negative. */
export function givingRule(fields: Readonly<Record<string, ValueKind>>): fc.Arbitrary<Bare> {
  const most = fc.constantFrom(0, 1, 5, 0.001);
  return fc
    .record({
      when: fieldCriterion(fields),
      points: most,
      otherwise: sometimes(most),
      unknown: sometimes(most),
    })
    .map(present) as fc.Arbitrary<Bare>;
}
