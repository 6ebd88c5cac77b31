import fc from 'fast-check';
import type { ActivityChoice, ActivityCriterion, Criterion } from '../../packages/core/src/criterion.ts';
import { outcomeKinds, type ValueKind } from '../../packages/core/src/fact.ts';
import { amount, literalText, properties, types, windowDays } from './vocabulary.ts';

/** An operator with what stands behind it. */
type Operation = Readonly<Record<string, unknown>>;

const operation = (operators: readonly string[], operand: fc.Arbitrary<unknown>): fc.Arbitrary<Operation> =>
  fc.tuple(fc.constantFrom(...operators), operand).map(([operator, value]) => ({ [operator]: value }));

const patterns = [
  '^/pricing',
  'market',
  'it$',
  '^(be|nl)$',
  '[a-z]+ [a-z]+',
  'o.brien',
  's{2}',
  '^.{2}$',
  '[^a-z]',
];
const empty = operation(['is_empty', 'is_not_empty'], fc.constant(true));
const someTexts = fc.uniqueArray(literalText, { minLength: 1, maxLength: 3 });
const money = fc.tuple(amount, fc.constantFrom('EUR', 'EUR', 'SEK')).map(([number, currency]) => ({
  amount: number,
  currency,
}));
const day = fc.constantFrom('2026-03-01', '2026-02-28', '2026-02-23', '2026-03-08', '1900-01-01');
const rising = fc
  .uniqueArray(amount, { minLength: 2, maxLength: 2 })
  .map((pair) => pair.sort((a, b) => a - b));
const risingMoney = fc
  .tuple(rising, fc.constantFrom('EUR', 'SEK'))
  .map(([pair, currency]) => pair.map((number) => ({ amount: number, currency })));
const comparisons = ['lt', 'lte', 'gt', 'gte'];
const equality = ['equals', 'not_equals'];

const operations: Readonly<Record<ValueKind, fc.Arbitrary<Operation>>> = {
  text: fc.oneof(
    empty,
    operation([...equality, 'contains', 'not_contains', 'starts_with', 'ends_with'], literalText),
    operation(['in', 'not_in'], someTexts),
    operation(['matches'], fc.constantFrom(...patterns)),
  ),
  list: fc.oneof(
    empty,
    operation([...equality, 'contains', 'not_contains'], literalText),
    operation(['in', 'not_in'], someTexts),
  ),
  number: fc.oneof(
    empty,
    operation([...equality, ...comparisons], amount),
    operation(['in', 'not_in'], fc.uniqueArray(amount, { minLength: 1, maxLength: 3 })),
    operation(['between'], rising),
  ),
  range: fc.oneof(empty, operation([...equality, ...comparisons], amount), operation(['between'], rising)),
  money: fc.oneof(
    empty,
    operation([...equality, ...comparisons], money),
    operation(['between'], risingMoney),
  ),
  boolean: fc.oneof(
    empty,
    operation(equality, fc.boolean()),
    operation(['is_true', 'is_false'], fc.constant(true)),
  ),
  date: fc.oneof(
    empty,
    operation([...equality, 'before', 'after'], day),
    operation(['within_days', 'in_next_days'], windowDays),
  ),
};

function testsOf(
  key: 'field' | 'property',
  kinds: Readonly<Record<string, ValueKind>>,
): fc.Arbitrary<Operation> {
  return fc.oneof(
    ...Object.entries(kinds).map(([name, kind]) =>
      operations[kind].map((test) => ({ [key]: name, ...test })),
    ),
  );
}

/** Criteria of one kind, sometimes in groups, at most two groups deep. */
function grouped(leaf: fc.Arbitrary<Operation>): fc.Arbitrary<Operation> {
  const group = (member: fc.Arbitrary<Operation>): fc.Arbitrary<Operation> =>
    operation(['all', 'any', 'none'], fc.array(member, { minLength: 1, maxLength: 3 }));
  const level = (member: fc.Arbitrary<Operation>): fc.Arbitrary<Operation> =>
    fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: group(member) });
  return level(level(leaf));
}

/** Criteria that read nothing but fields. */
export function fieldCriterion(kinds: Readonly<Record<string, ValueKind>>): fc.Arbitrary<Criterion> {
  return grouped(testsOf('field', kinds)) as fc.Arbitrary<Criterion>;
}

export const activityTypes = fc.oneof(
  fc.constantFrom(...types),
  fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }),
);

export const where = grouped(testsOf('property', properties)) as fc.Arbitrary<ActivityCriterion>;

/** Which activities are meant; mostly without `where`, so that something is found. */
export const activityChoice: fc.Arbitrary<ActivityChoice> = fc
  .tuple(activityTypes, fc.option(where, { freq: 2, nil: undefined }), fc.boolean())
  .map(([chosen, condition, includeAutomated]) => ({
    types: chosen,
    ...(condition === undefined ? {} : { where: condition }),
    ...(includeAutomated ? { includeAutomated } : {}),
  }));

/** Criteria of fields, counted activities and outcomes. */
export function leadCriterion(kinds: Readonly<Record<string, ValueKind>>): fc.Arbitrary<Criterion> {
  const count = fc
    .tuple(activityChoice, fc.option(windowDays, { nil: undefined }), fc.constantFrom(undefined, 1, 2, 3))
    .map(([choice, withinDays, least]) => ({
      activity: {
        ...choice,
        ...(withinDays === undefined ? {} : { withinDays }),
        ...(least === undefined ? {} : { count: least }),
      },
    }));
  const outcome = fc
    .tuple(fc.constantFrom(...outcomeKinds), fc.option(windowDays, { nil: undefined }))
    .map(([kind, withinDays]) =>
      withinDays === undefined ? { outcome: kind } : { outcome: kind, withinDays },
    );
  return grouped(
    fc.oneof({ weight: 4, arbitrary: testsOf('field', kinds) }, count, outcome),
  ) as fc.Arbitrary<Criterion>;
}
