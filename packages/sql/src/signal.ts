import type { Plan, ValueKind } from '@leadline/core';
import { getPropertyKind, type Signal, type SignalChoice } from '@leadline/core/compiler';
import type { LeadFacts } from './lead-facts.ts';
import { type Leaf, listPropertyLeaves, listWheres } from './leaf.ts';
import { addRelation, dayOf, isKnown, type Program, tableOf } from './program.ts';
import {
  addUp,
  allOf,
  anyOf,
  as,
  hold,
  type Join,
  join,
  joinSql,
  leftJoin,
  nest,
  type Sql,
  sql,
  toSql,
} from './sql.ts';
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
  /** `lead_number`, `age`, `signals_<n>`, `happened_at` for sequences, `property_<n>` for properties that readings read. */
  readonly rows: Sql;
  /** The names of these columns. */
  readonly columns: readonly Sql[];
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
  const signals = [...plan.readings.signals, ...plan.accountReadings.signals];
  const types = addTypeMasks(program, prefix, signals);
  const readings = [...plan.readings.readings, ...plan.accountReadings.readings];
  const columnOf = (property: string): Sql | undefined => {
    const place = program.properties.indexOf(property);
    return place < 0 ? undefined : toSql(propertyColumn(place));
  };
  const read = readings.filter(({ kind }) => kind === 'distinct' || kind === 'sum');
  const kept = [...new Set(read.flatMap(({ property }) => columnOf(property) ?? []))];
  const lead = sql`COALESCE(i.merged_into, a.lead_number)`;
  const readsTime = readings.some(({ kind }) => kind === 'sequence');
  const columns = [
    { name: sql`lead_number`, value: lead },
    ...(readsTime ? [{ name: sql`happened_at`, value: sql`a.happened_at` }] : []),
    { name: sql`age`, value: sql`${moment.day} - ${dayOf(program, sql`a.happened_at`)}` },
    ...types.masks(tests).map((value, n) => ({ name: maskColumn(n), value })),
    ...kept.map((name) => ({ name, value: sql`a.${name}` })),
  ];
  const rows = addRelation(
    program,
    `${prefix}activities`,
    dialect.select({
      columns: columns.map(({ name, value }) => sql`${value} AS ${name}`),
      from: as(tableOf(program, 'activities'), 'a'),
      joins: [
        join(types.relation, 't', [sql`t.type_id`, sql`a.type_id`]),
        leftJoin(facts.merged, 'i', [sql`i.lead_number`, sql`a.lead_number`]),
        ...tests.joins,
        ...(since ? [leftJoin(since, 's', [sql`s.lead_number`, lead])] : []),
      ],
      where: [
        sql`a.happened_at <= ${moment.until}`,
        ...isKnown(program, sql`a.known_at`),
        ...(since ? [sql`(s.since IS NULL OR a.happened_at > s.since)`] : []),
      ],
    }),
  );
  const kindOf = (property: string): ValueKind => getPropertyKind(plan.model, property);
  return {
    rows,
    columns: columns.map(({ name }) => name),
    isOf: (signal) => dialect.hasBit(sql`r.${maskColumn(Math.floor(signal / bitsOfMask))}`, bitOf(signal)),
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
  readonly joins: readonly Join[];
  readonly truth: (leaf: Leaf) => Sql;
}

/**
 * Adds for each property that criteria read a relation of `value_id` and `where_<n>`, the outcomes of its criteria: judged
 * once per value, and only for values that some criterion is not false of.
 */
function addPropertyTests(program: Program, prefix: string, plan: Plan): PropertyTests {
  const leaves = new Map<string, PropertyLeaf[]>();
  const seen = new Set<string>();
  for (const leaf of listWheres(plan).flatMap(listPropertyLeaves)) {
    const text = JSON.stringify(leaf);
    if (seen.has(text)) continue;
    seen.add(text);
    leaves.set(leaf.property, [...(leaves.get(leaf.property) ?? []), leaf]);
  }
  const truths = new Map<string, Sql>();
  const joins = [...leaves].flatMap(([property, ofProperty]) => {
    const place = program.properties.indexOf(property);
    if (place < 0) return [];
    const column = toSql(propertyColumn(place));
    const values = startTypedValues(program);
    const kind = getPropertyKind(plan.model, property);
    const tests = ofProperty.map((leaf, n) => {
      const missing = sql`CASE WHEN a.${column} IS NULL THEN ${getMissingTruth(leaf)} ELSE 0 END`;
      truths.set(JSON.stringify(leaf), sql`COALESCE(w${place}.where_${n}, ${missing})`);
      return sql`${compileValueTest(values, leaf, kind)} AS ${toSql(`where_${n}`)}`;
    });
    const typed = addTypedValues(values, `${prefix}property_${place}_`);
    const all = program.dialect.select({
      columns: [sql`v.value_id AS value_id`, ...tests],
      from: as(typed, 'v'),
    });
    const relation = addRelation(
      program,
      `${prefix}property_${place}_tests`,
      program.dialect.select({
        columns: [sql`p.*`],
        from: as(nest(all), 'p'),
        where: [anyOf(tests.map((_, n) => toSql(`p.where_${n} <> 0`)))],
      }),
      true,
    );
    const alias = `w${place}`;
    return [leftJoin(relation, alias, [toSql(`${alias}.value_id`), sql`a.${column}`])];
  });
  return {
    joins,
    truth: (leaf) => truths.get(JSON.stringify(leaf)) ?? sql`${getMissingTruth(leaf)}`,
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

/** A relation `t` of the types that signals are of. */
interface TypeMasks {
  readonly relation: Sql;
  /** The masks of a row `a` of activities and its type `t`. */
  readonly masks: (tests: PropertyTests) => Sql[];
}

/**
 * Adds the types that signals name. `people_<n>` and `automated_<n>` are masks of the signals that every activity of the
 * type is, when it was not, and when it was, automated; `is_choice_<n>` says for choices of the other signals, which also
 * depend on properties, whether they take the type.
 */
function addTypeMasks(program: Program, prefix: string, signals: readonly Signal[]): TypeMasks {
  const { dialect } = program;
  const takesType = ({ types }: SignalChoice): Sql => {
    const names = types.map((type) => dialect.text(toStoredId(type)));
    return sql`y.activity_type IN (${joinSql(names, ', ')})`;
  };
  const isPlain = ({ choices }: Signal): boolean => choices.every(({ where }) => where === undefined);
  const plainMasks = (isTaken: (choice: SignalChoice) => boolean): Sql[] =>
    addBits(
      signals.map((signal) => (isPlain(signal) ? signal.choices.filter(isTaken).map(takesType) : [])),
    ).map(dialect.asInteger);
  const tested = [...new Set(signals.filter((signal) => !isPlain(signal)).flatMap(({ choices }) => choices))];
  const ofChoice = (choice: SignalChoice): Sql => toSql(`is_choice_${tested.indexOf(choice)}`);
  const relation = addRelation(
    program,
    `${prefix}signal_types`,
    dialect.select({
      columns: [
        sql`y.type_id AS type_id`,
        ...plainMasks(() => true).map((mask, n) => sql`${mask} AS ${toSql(`people_${n}`)}`),
        ...plainMasks(({ includeAutomated }) => includeAutomated).map(
          (mask, n) => sql`${mask} AS ${toSql(`automated_${n}`)}`,
        ),
        ...tested.map(
          (choice) => sql`CASE WHEN ${takesType(choice)} THEN 1 ELSE 0 END AS ${ofChoice(choice)}`,
        ),
      ],
      from: as(tableOf(program, 'activity_types'), 'y'),
      where: [anyOf(signals.flatMap(({ choices }) => choices.map(takesType)))],
    }),
    true,
  );
  return {
    relation,
    masks: ({ truth }) => {
      const isTaken = (choice: SignalChoice): Sql =>
        allOf([
          sql`t.${ofChoice(choice)} = 1`,
          ...(choice.includeAutomated ? [] : [sql`a.automated = 0`]),
          ...(choice.where ? [sql`${compileWhere({ leaf: truth }, choice.where)} = 2`] : []),
        ]);
      const masks = addBits(signals.map((signal) => (isPlain(signal) ? [] : signal.choices.map(isTaken))));
      return masks.map((mask, n) => {
        const plain = toSql(`CASE WHEN a.automated = 0 THEN t.people_${n} ELSE t.automated_${n} END`);
        return dialect.asInteger(mask === '0' ? plain : sql`${plain} + ${mask}`);
      });
    },
  };
}

/** Masks that have the bit of each signal where any of its conditions holds. */
function addBits(signals: readonly (readonly Sql[])[]): Sql[] {
  const bits = signals.map((conditions, signal) =>
    conditions.length === 0 ? [] : [sql`CASE WHEN ${anyOf(conditions)} THEN ${bitOf(signal)} ELSE 0 END`],
  );
  return Array.from({ length: Math.ceil(signals.length / bitsOfMask) }, (_, n) =>
    addUp(bits.slice(n * bitsOfMask, (n + 1) * bitsOfMask).flat()),
  );
}

function bitOf(signal: number): Sql {
  return sql`${2 ** (signal % bitsOfMask)}`;
}

function maskColumn(mask: number): Sql {
  return toSql(`signals_${mask}`);
}
