import fc from 'fast-check';
import {
  type Activity,
  type Adjustment,
  type Facts,
  type FieldValue,
  type Outcome,
  outcomeKinds,
  type SourceRanking,
  type Suppression,
} from '../../packages/core/src/fact.ts';
import { present, sometimes } from './rule.ts';
import {
  accounts,
  anonymous,
  dayMs,
  dimensionIds,
  leadFields,
  leads,
  lists,
  moment,
  properties,
  sources,
  today,
  types,
  valueFor,
} from './vocabulary.ts';

const lead = fc.constantFrom(...leads);
const identity = fc.oneof(
  { weight: 7, arbitrary: lead },
  { weight: 1, arbitrary: fc.constantFrom(...anonymous) },
);
const source = fc.constantFrom(...sources);

/** Mostly known from long ago, sometimes late. */
export const knownAt = fc.oneof(
  { weight: 3, arbitrary: fc.constant((today - 4000) * dayMs) },
  { weight: 1, arbitrary: moment },
);

const maybeAt = fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: moment });
/** Values of one moment from several sources are ties. */
const tiedAt = fc.constantFrom(undefined, (today - 7) * dayMs);

/** Three times in four. */
function mostly<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 4 });
}

const plainFields = Object.entries(leadFields).filter(([field]) => !field.startsWith('account.'));
const described = Object.fromEntries(plainFields.map(([field, kind]) => [field, mostly(valueFor(kind))]));

/** Some fields of one lead or account as one row of a file gives them. */
const leadRow = fc.record({
  ...described,
  account: mostly(fc.constantFrom(...accounts, ...accounts, null, ' ')),
  emailDomain: sometimes(fc.constantFrom('acme.com', 'Globex.com', 'gmail.com'), 2),
  createdAt: sometimes(fc.constantFrom('2026-02-01', '2025-01-01T12:00:00Z', '2026-03-02', 'soon', null), 5),
});

const rowOf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      identity.map((id) => ({ lead: id })),
      leadRow,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...accounts).map((id) => ({ account: id })),
      fc.record(described),
    ),
  },
);

const fieldValues = fc
  .tuple(rowOf, fc.record({ at: fc.oneof(maybeAt, tiedAt), knownAt, source }))
  .map(([[of, row], known]) =>
    Object.entries(present(row)).map(
      ([field, value]) => present({ ...of, field, value, ...known }) as FieldValue,
    ),
  );

const activity = fc
  .record({
    lead: identity,
    type: fc.constantFrom(...types),
    at: moment,
    properties: sometimes(
      fc
        .record(
          Object.fromEntries(
            Object.entries(properties).map(([name, kind]) => [
              name,
              sometimes(
                valueFor(kind).map((value) => value ?? undefined),
                2,
              ),
            ]),
          ),
        )
        .map(present),
      2,
    ),
    automated: sometimes(fc.boolean(), 4),
    source,
    id: fc.oneof(
      { weight: 6, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constantFrom('1', '2') },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    knownAt,
  })
  .map((one) => present(one) as Activity);

const outcome: fc.Arbitrary<Outcome> = fc.record({
  lead: identity,
  outcome: fc.constantFrom(...outcomeKinds),
  at: moment,
  knownAt,
});

const adjustment = fc
  .record({
    lead: fc.constantFrom(...leads, ...accounts),
    model: fc.constantFrom('model', 'model', 'another'),
    dimension: fc.constantFrom(...dimensionIds),
    points: fc.constantFrom(1, -1, 2500, -7000, 1_000_000_000),
    from: fc.constantFrom(today, today - 1, today - 30, today + 1),
    until: fc.constantFrom(undefined, today, today + 1, today + 30),
    reason: fc.constantFrom('Met at a fair', "It's a rival"),
    by: fc.constant('sam'),
    knownAt,
  })
  .filter(({ from, until }) => until === undefined || from < until)
  .map((one) => present(one) as Adjustment);

const suppression = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...leads, ...accounts).map((one) => ({ lead: one })),
      fc.constantFrom('ACME.com', 'globex.com').map((domain) => ({ domain })),
    ),
    fc.record({ list: fc.constantFrom(...lists), at: moment, knownAt }),
  )
  .map(([of, known]): Suppression => ({ ...of, ...known }));

const ranking: fc.Arbitrary<SourceRanking> = fc.record({
  sources: fc.shuffledSubarray([...sources], { minLength: 1 }),
  at: moment,
  knownAt,
});

/** Identities and one lead that turned out to be another; never in chains. */
const identities = fc
  .record({
    'anon-1': sometimes(lead, 2),
    'anon-2': sometimes(lead, 2),
    [leads[2]]: sometimes(fc.constantFrom('ann', 'Bo')),
  })
  .map((one): Record<string, string> => {
    const known = present(one) as Record<string, string>;
    return Object.fromEntries(Object.entries(known).map(([from, to]) => [from, known[to] ?? to]));
  });

/** Random facts about a handful of leads and accounts, of which few are far from the others. */
export const someFacts: fc.Arbitrary<Facts> = fc
  .record({
    fieldValues: fc.array(fieldValues, { maxLength: 16, size: 'max' }).map((rows) => rows.flat()),
    activities: fc.array(activity, { maxLength: 60, size: 'max' }),
    outcomes: fc.array(outcome, { maxLength: 4 }),
    adjustments: sometimes(fc.array(adjustment, { minLength: 1, maxLength: 4 }), 2),
    suppressions: sometimes(fc.array(suppression, { minLength: 1, maxLength: 2 })),
    sourceRankings: sometimes(fc.array(ranking, { minLength: 1, maxLength: 2 }), 2),
    identities: sometimes(identities, 2),
  })
  .map((facts) => present(facts) as Facts);

/** Moments to score at: near today, on either side of a midnight. */
export const scoredAt = fc
  .tuple(fc.constantFrom(0, 0, 0, 1, 6, 7, 30, -7), fc.constantFrom(0, 43_200_000, dayMs - 1))
  .map(([days, timeOfDay]) => (today + days) * dayMs + timeOfDay);

/** One moment for all, or one for each lead (and account). */
export const scoredAtEach = fc
  .tuple(...[...leads, ...anonymous, ...accounts].map((id) => fc.tuple(fc.constant(id as string), scoredAt)))
  .map((entries) => new Map(entries));

export const asked = fc
  .record({
    at: fc.oneof({ weight: 3, arbitrary: scoredAt }, { weight: 1, arbitrary: scoredAtEach }),
    knownAt: sometimes(
      fc.constantFrom(0, 1, 7, 30).map((days) => (today - days) * dayMs),
      4,
    ),
    until: sometimes(
      fc.constantFrom(0, 1, 8).map((days) => (today - days) * dayMs),
      4,
    ),
  })
  .map(present) as fc.Arbitrary<{
  at: number | ReadonlyMap<string, number>;
  knownAt?: number;
  until?: number;
}>;

/** More facts, all of them after a moment, and all of them known only after a moment. */
export const laterFacts = fc
  .record({ some: someFacts, after: fc.constantFrom(1, dayMs, 40 * dayMs) })
  .map(({ some, after }) => {
    const { fieldValues: values, activities, outcomes = [], suppressions = [], sourceRankings = [] } = some;
    const own = activities.map((one, n) => ({ ...one, id: `later ${n}` }));
    return {
      happened: (at: number): Partial<Facts> => {
        const late = <T>(all: readonly T[]): (T & { at: number })[] =>
          all.map((fact) => ({ ...fact, at: at + after }));
        return {
          fieldValues: late(values),
          activities: late(own),
          outcomes: late(outcomes),
          suppressions: late(suppressions),
          sourceRankings: late(sourceRankings),
        };
      },
      learnt: (knownFrom: number): Partial<Facts> => {
        const late = <T>(all: readonly T[]): (T & { knownAt: number })[] =>
          all.map((fact) => ({ ...fact, knownAt: knownFrom + after }));
        return {
          fieldValues: late(values),
          activities: late(own.map((one) => ({ ...one, id: `learnt ${one.id}` }))),
          outcomes: late(outcomes),
          suppressions: late(suppressions),
          sourceRankings: late(sourceRankings),
        };
      },
    };
  });
