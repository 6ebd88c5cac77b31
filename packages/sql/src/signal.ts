import type { Plan, ValueKind } from '@leadline/core';
import { getPropertyKind, type SignalChoice } from '@leadline/core/compiler';
import type { LeadFacts } from './lead-facts.ts';
import { type Leaf, listPropertyLeaves, listWheres } from './leaf.ts';
import { addRelation, dayOf, isKnown, type Program, tableOf } from './program.ts';
import { addUp, allOf, anyOf, hold, joinSql, type Sql, select, sql, toSql } from './sql.ts';
import { toStoredId } from './stored-text.ts';
import { propertyColumn } from './table.ts';
import { addTypedValues, startTypedValues } from './typed-values.ts';
import { compileWhere } from './unit-criterion.ts';
import { compileValueTest, getMissingTruth, isOfKind } from './value-test.ts';

/** Bits in one mask; a model with more signals has several masks. */
const bitsOfMask = 50;
/** What a sum, and each value in it, is held within, in thousandths. */
export const mostSummed = 9_000_000_000;

/** Activities that count for a model, each with its age and a mask of the signals it is one of. */
export interface SignalRows {
  /** `lead_number`, `happened_at`, `age`, `signals_<n>`, and `property_<n>` for each property that readings read. */
  readonly rows: Sql;
  /** Whether a row `r` is one of a signal, by its place among those of the plan's own and then of its account readings. */
  readonly isOf: (signal: number) => Sql;
  /** The value id of a property of a row `r`; undefined where the tables have no such property. */
  readonly valueId: (property: string) => Sql | undefined;
  /** What values of a property share exactly when they are equal, of a row `v` of typed values; NULL for a missing one. */
  readonly key: (property: string) => Sql;
  /** Thousandths of a number, of a row `v` of typed values; NULL for a missing one. */
  readonly amount: (property: string) => Sql;
}

/** Adds the activities after each lead's R (`since` has `lead_number` and `since`), with the signals of a plan. */
export function addSignals(
  program: Program,
  prefix: string,
  plan: Plan,
  facts: LeadFacts,
  since: Sql | undefined,
): SignalRows {
  const { dialect, moment } = program;
  const tests = addPropertyTests(program, prefix, plan);
  const leafColumn = (leaf: Leaf): Sql => tests.truth(leaf as PropertyLeaf);
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
  const read = [...plan.readings.readings, ...plan.accountReadings.readings]
    .filter(({ kind }) => kind === 'distinct' || kind === 'sum')
    .map(({ property }) => property);
  const columnOf = (property: string): Sql | undefined => {
    const place = program.properties.indexOf(property);
    return place < 0 ? undefined : toSql(propertyColumn(place));
  };
  const kept = [...new Set(read)].flatMap((property) => columnOf(property) ?? []);
  const lead = sql`COALESCE(i.merged_into, a.lead_number)`;
  const marked = addRelation(
    program,
    `${prefix}marked_activities`,
    select({
      columns: [
        sql`${lead} AS lead_number`,
        sql`a.happened_at AS happened_at`,
        sql`${moment.day} - ${dayOf(program, sql`a.happened_at`)} AS age`,
        ...masks,
        ...kept.map((column) => sql`a.${column} AS ${column}`),
      ],
      from: sql`${tableOf(program, 'activities')} a
JOIN ${tableOf(program, 'activity_types')} t ON t.type_id = a.type_id
LEFT JOIN ${facts.merged} i ON i.lead_number = a.lead_number${tests.joins}${
        since ? sql`\nLEFT JOIN ${since} s ON s.lead_number = ${lead}` : sql``
      }`,
      where: [
        sql`a.happened_at <= ${moment.until}`,
        ...isKnown(program, sql`a.known_at`),
        ...(since ? [sql`(s.since IS NULL OR a.happened_at > s.since)`] : []),
      ],
    }),
  );
  const rows = addRelation(
    program,
    `${prefix}activities`,
    select({
      columns: [sql`a.*`],
      from: sql`${marked} a`,
      where: [anyOf(masks.map((_, n) => toSql(`a.signals_${n} <> 0`)))],
    }),
  );
  const kindOf = (property: string): ValueKind => getPropertyKind(plan.model, property);
  return {
    rows,
    isOf: (signal) =>
      dialect.hasBit(
        toSql(`r.signals_${Math.floor(signal / bitsOfMask)}`),
        sql`${2 ** (signal % bitsOfMask)}`,
      ),
    valueId: (property) => {
      const column = columnOf(property);
      return column && sql`r.${column}`;
    },
    key: (property) => distinctKey(program, kindOf(property)),
    amount: (property) => {
      const amount = kindOf(property) === 'number' ? hold(sql`v.lo`, -mostSummed, mostSummed) : sql`0`;
      return sql`CASE WHEN ${isOfKind.number} THEN ${amount} END`;
    },
  };
}

type PropertyLeaf = Extract<Leaf, { property: string }>;

/** What criteria say of the properties of a row `a` of activities. */
interface PropertyTests {
  /** Joins of a relation for each property that criteria read. */
  readonly joins: Sql;
  readonly truth: (leaf: PropertyLeaf) => Sql;
}

/** Adds for each property that criteria read a relation of `value_id` and `where_<n>`, once per distinct value. */
function addPropertyTests(program: Program, prefix: string, plan: Plan): PropertyTests {
  const leaves = new Map<string, PropertyLeaf[]>();
  const seen = new Set<string>();
  for (const leaf of listWheres(plan).flatMap(listPropertyLeaves)) {
    const text = JSON.stringify(leaf);
    if (seen.has(text)) continue;
    seen.add(text);
    leaves.set(leaf.property, [...(leaves.get(leaf.property) ?? []), leaf]);
  }
  const columns = new Map<string, Sql>();
  const joins = [...leaves].flatMap(([property, ofProperty]) => {
    const place = program.properties.indexOf(property);
    if (place < 0) return [];
    const values = startTypedValues(program);
    const kind = getPropertyKind(plan.model, property);
    const tests = ofProperty.map((leaf, n) => {
      columns.set(JSON.stringify(leaf), sql`w${place}.where_${n}`);
      return sql`${compileValueTest(values, leaf, kind)} AS ${toSql(`where_${n}`)}`;
    });
    const typed = addTypedValues(values, `${prefix}property_${place}_`);
    const relation = addRelation(
      program,
      `${prefix}property_${place}_tests`,
      select({ columns: [sql`v.value_id AS value_id`, ...tests], from: sql`${typed} v` }),
    );
    return [sql`\nLEFT JOIN ${relation} w${place} ON w${place}.value_id = a.${toSql(propertyColumn(place))}`];
  });
  return {
    joins: toSql(joins.join('')),
    truth: (leaf) => {
      const column = columns.get(JSON.stringify(leaf));
      const missing = getMissingTruth(leaf);
      return column ? sql`COALESCE(${column}, ${missing})` : sql`${missing}`;
    },
  };
}

/** What values of a kind share exactly when they are equal. */
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
    text: sql`v.text_id`,
    number: sql`v.lo`,
    boolean: sql`v.is_true`,
    date: sql`v.moment`,
    list: sql`v.list`,
    range: interval,
    money: interval,
  };
  return sql`CASE WHEN ${isOfKind[kind]} THEN ${keys[kind]} END`;
}

function compileChoice(program: Program, choice: SignalChoice, leaf: (leaf: Leaf) => Sql): Sql {
  const types = choice.types.map((type) => program.dialect.text(toStoredId(type)));
  return allOf([
    sql`t.activity_type IN (${joinSql(types, ', ')})`,
    ...(choice.includeAutomated ? [] : [sql`a.automated = 0`]),
    ...(choice.where ? [sql`${compileWhere({ leaf }, choice.where)} = 2`] : []),
  ]);
}
