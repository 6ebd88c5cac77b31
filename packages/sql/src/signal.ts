import type { Plan, ValueKind } from '@leadline/core';
import { getPropertyKind, type SignalChoice } from '@leadline/core/compiler';
import type { LeadFacts } from './lead-facts.ts';
import { type Leaf, listPropertyLeaves, listWheres } from './leaf.ts';
import { addRelation, type Program, tableOf } from './program.ts';
import { addUp, allOf, anyOf, hold, joinSql, noSql, type Sql, select, sql, toSql } from './sql.ts';
import { toStoredId } from './stored-text.ts';
import { addTypedValues, startTypedValues } from './typed-values.ts';
import { compileWhere } from './unit-criterion.ts';
import { compileValueTest, getMissingTruth, isOfKind } from './value-test.ts';

/** Bits in one mask; a model with more signals has several masks. */
const bitsOfMask = 50;
/** What a sum, and each value in it, is held within, in thousandths. */
export const mostSummed = 9_000_000_000;

/** Activities that a model reads, each with its age and a mask of the signals it is one of. */
export interface SignalRows {
  /** `activity_id`, `lead_id`, `happened_at`, `day`, `age`, `signals_<n>`, `key_<n>`, `amount_<n>`. */
  readonly rows: Sql;
  /** Whether a row `r` is one of a signal, by its place among those of the plan's own and then of its account readings. */
  readonly isOf: (signal: number) => Sql;
  /** The text that equal values of a property share, NULL for a missing one; thousandths of a number. */
  readonly key: (property: string) => Sql;
  readonly amount: (property: string) => Sql;
}

/** Adds the activities after each lead's R (`since` has `lead_id` and `since`), with the signals of a plan. */
export function addSignals(
  program: Program,
  prefix: string,
  plan: Plan,
  facts: LeadFacts,
  since: Sql | undefined,
): SignalRows {
  const { dialect, moment } = program;
  const properties = planProperties(plan);
  const tests = properties.isEmpty ? undefined : addActivityTests(program, prefix, plan, properties);
  const leafColumn = (leaf: Leaf): Sql =>
    sql`COALESCE(t.where_${properties.leaves.indexOf(JSON.stringify(leaf))}, ${getMissingTruth(leaf)})`;
  const signals = [...plan.readings.signals, ...plan.accountReadings.signals];
  const bits = signals.map(({ choices }, i) => {
    const isOne = anyOf(choices.map((choice) => compileChoice(program, choice, leafColumn)));
    return sql`CASE WHEN ${isOne} THEN ${2 ** (i % bitsOfMask)} ELSE 0 END`;
  });
  const masks: Sql[] = [];
  for (let start = 0; start < bits.length; start += bitsOfMask) {
    const mask = dialect.asInteger(addUp(bits.slice(start, start + bitsOfMask)));
    masks.push(sql`${mask} AS signals_${start / bitsOfMask}`);
  }
  const joined = [
    tests ? sql`\nLEFT JOIN ${tests} t ON t.activity_id = a.activity_id` : noSql,
    since ? sql`\nLEFT JOIN ${since} s ON s.lead_id = a.lead_id` : noSql,
  ];
  const rows = addRelation(
    program,
    `${prefix}activities`,
    select({
      columns: [
        sql`a.activity_id AS activity_id`,
        sql`a.lead_id AS lead_id`,
        sql`a.happened_at AS happened_at`,
        sql`a.day AS day`,
        sql`${moment.day} - a.day AS age`,
        ...masks,
        ...properties.distinct.map((_, i) => sql`t.key_${i} AS key_${i}`),
        ...properties.summed.map((_, i) => sql`t.amount_${i} AS amount_${i}`),
      ],
      from: sql`${facts.activities} a${joined[0]!}${joined[1]!}`,
      where: since ? [sql`(s.since IS NULL OR a.happened_at > s.since)`] : [],
    }),
  );
  return {
    rows,
    isOf: (signal) =>
      dialect.hasBit(
        toSql(`r.signals_${Math.floor(signal / bitsOfMask)}`),
        sql`${2 ** (signal % bitsOfMask)}`,
      ),
    key: (property) => toSql(`r.key_${properties.distinct.indexOf(property)}`),
    amount: (property) => toSql(`r.amount_${properties.summed.indexOf(property)}`),
  };
}

/** What a plan reads of properties. */
interface PropertyReads {
  readonly isEmpty: boolean;
  /** Criteria as JSON. */
  readonly leaves: readonly string[];
  readonly distinct: readonly string[];
  readonly summed: readonly string[];
}

function planProperties(plan: Plan): PropertyReads {
  const readings = [...plan.readings.readings, ...plan.accountReadings.readings];
  const read = (kind: 'distinct' | 'sum'): string[] => [
    ...new Set(readings.filter((reading) => reading.kind === kind).map(({ property }) => property)),
  ];
  const leaves = [
    ...new Set(
      listWheres(plan)
        .flatMap(listPropertyLeaves)
        .map((leaf) => JSON.stringify(leaf)),
    ),
  ];
  const [distinct, summed] = [read('distinct'), read('sum')];
  return { leaves, distinct, summed, isEmpty: leaves.length + distinct.length + summed.length === 0 };
}

/** Adds what the properties of each activity say: `where_<n>` per criterion, `key_<n>`, `amount_<n>`. */
function addActivityTests(program: Program, prefix: string, plan: Plan, reads: PropertyReads): Sql {
  const { dialect } = program;
  const values = startTypedValues(program);
  const of = (property: string, value: Sql, name: string): Sql =>
    sql`MAX(CASE WHEN p.property = ${dialect.text(toStoredId(property))} THEN ${value} END) AS ${toSql(name)}`;
  const kindOf = (property: string): ValueKind => getPropertyKind(plan.model, property);
  const columns = [
    ...reads.leaves.map((text, i) => {
      const leaf = JSON.parse(text) as Extract<Leaf, { property: string }>;
      return of(leaf.property, compileValueTest(values, leaf, kindOf(leaf.property)), `where_${i}`);
    }),
    ...reads.distinct.map((property, i) => of(property, distinctKey(program, kindOf(property)), `key_${i}`)),
    ...reads.summed.map((property, i) => {
      const amount = kindOf(property) === 'number' ? hold(sql`v.lo`, -mostSummed, mostSummed) : sql`0`;
      return of(property, sql`CASE WHEN ${isOfKind.number} THEN ${amount} END`, `amount_${i}`);
    }),
  ];
  const typed = addTypedValues(values, `${prefix}property_`);
  return addRelation(
    program,
    `${prefix}activity_tests`,
    select({
      columns: [sql`p.activity_id AS activity_id`, ...columns],
      from: sql`${tableOf(program, 'activity_properties')} p JOIN ${typed} v ON v.value_id = p.value_id`,
      groupBy: [sql`p.activity_id`],
    }),
  );
}

/** A text that values of a kind share exactly when they are equal. */
function distinctKey({ dialect }: Program, kind: ValueKind): Sql {
  const asText = (value: Sql): Sql => sql`CAST(${value} AS ${dialect.nullable(dialect.types.text)})`;
  const space = sql`' '`;
  const interval = dialect.join(
    asText(sql`v.lo`),
    space,
    asText(sql`v.hi`),
    space,
    sql`COALESCE(v.currency, '')`,
  );
  const keys: Readonly<Record<ValueKind, Sql>> = {
    text: sql`v.folded`,
    number: asText(sql`v.lo`),
    boolean: asText(sql`v.is_true`),
    date: asText(sql`v.moment`),
    list: sql`v.list`,
    range: interval,
    money: interval,
  };
  return sql`CASE WHEN ${isOfKind[kind]} THEN ${keys[kind]} END`;
}

function compileChoice(program: Program, choice: SignalChoice, leaf: (leaf: Leaf) => Sql): Sql {
  const types = choice.types.map((type) => program.dialect.text(toStoredId(type)));
  return allOf([
    sql`a.activity_type IN (${joinSql(types, ', ')})`,
    ...(choice.includeAutomated ? [] : [sql`a.automated = 0`]),
    ...(choice.where ? [sql`${compileWhere({ leaf }, choice.where)} = 2`] : []),
  ]);
}
