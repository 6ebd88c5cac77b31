import { outcomeKinds, type Plan } from '@leadline/core';
import type { FieldCriterion, RangesRule, ValuesRule } from '@leadline/core/compiler';
import type { AccountFacts } from './account.ts';
import type { LeadFacts } from './lead-facts.ts';
import { listCriteria, listFieldLeaves } from './leaf.ts';
import { compileRangesTable, compileValuesTable } from './points-table.ts';
import { addRelation, isKnown, type Program, tableOf } from './program.ts';
import {
  as,
  chooseFirst,
  type Join,
  join,
  leftJoin,
  nest,
  type Select,
  type Sql,
  sql,
  toSql,
  unionAll,
} from './sql.ts';
import { toStoredId } from './stored-text.ts';
import { addTypedValues, startTypedValues, type TypedValues } from './typed-values.ts';
import { getOutcomeKey, listOutcomeTests } from './unit-criterion.ts';
import { compileValueTest, getMissingTruth, isOfKind } from './value-test.ts';

/** What is known of the leads, or accounts, that a model scores; all relations have a `unit_id`. */
export interface Units {
  readonly program: Program;
  readonly prefix: string;
  readonly plan: Plan;
  readonly facts: LeadFacts;
  /** `owner_id`, `field`, `value_id` of leads. */
  readonly leadFields: Sql;
  readonly accounts: AccountFacts | undefined;
}

/** Facts of leads with the unit each counts for: itself, or in a model of accounts the account it belongs to. */
export function joinUnit(
  { plan, accounts }: Units,
  relation: Sql,
  alias: string,
): { readonly unitId: Sql } & Pick<Select, 'from' | 'joins'> {
  const [from, lead] = [as(relation, alias), toSql(`${alias}.lead_number`)];
  if (!plan.scoresAccounts) return { unitId: lead, from };
  return {
    unitId: sql`u.account_id`,
    from,
    joins: [join(accounts!.members, 'u', [sql`u.lead_number`, lead])],
  };
}

/** Criteria on fields, each once, as JSON. */
export function listFieldTests(plan: Plan): string[] {
  return [
    ...new Set(
      listCriteria(plan)
        .flatMap(listFieldLeaves)
        .map((leaf) => JSON.stringify(leaf)),
    ),
  ];
}

/** Columns of a relation that is joined to units. */
export interface FieldTests {
  /** `unit_id`, and for each field that the model reads `value_<place>`: its value's id. */
  readonly values: Sql;
  /** Per field a relation by `value_id` and its columns, with what they are where the field has no value. */
  readonly tests: readonly {
    readonly relation: Sql;
    readonly column: Sql;
    readonly columns: readonly { readonly name: string; readonly absent: number | undefined }[];
  }[];
}

/**
 * Adds what the fields of units say: `test_<n>` per criterion, `points_<rule>` per table (NULL for missing values),
 * `known_<place>` for the fields that coverage reads. Each distinct value of a field is judged once.
 */
export function addFieldTests(units: Units): FieldTests | undefined {
  const { program, prefix, plan } = units;
  if (plan.fields.length === 0) return undefined;
  const fields = addUnitFields(units);
  const valueColumn = (place: number): Sql => toSql(`value_${place}`);
  const values = addRelation(
    program,
    `${prefix}field_values`,
    program.dialect.select({
      columns: [
        sql`f.unit_id AS unit_id`,
        ...plan.fields.map(({ name }, place) => {
          const isField = sql`f.field = ${program.dialect.text(toStoredId(name))}`;
          return sql`MAX(CASE WHEN ${isField} THEN f.value_id END) AS ${valueColumn(place)}`;
        }),
      ],
      from: as(fields, 'f'),
      groupBy: [sql`f.unit_id`],
    }),
    true,
  );
  const tests = plan.fields.map((_, place) => {
    const typed = startTypedValues(program);
    const read = listFieldReads(units, typed, place);
    const all = addTypedValues(typed, `${prefix}field_${place}_`);
    const used = sql`SELECT DISTINCT f.${valueColumn(place)} AS value_id FROM ${values} f`;
    const relation = addRelation(
      program,
      `${prefix}field_${place}_tests`,
      program.dialect.select({
        columns: [
          sql`v.value_id AS value_id`,
          ...read.map(({ name, value }) => sql`${value} AS ${toSql(name)}`),
        ],
        from: as(nest(used), 'u'),
        joins: [join(all, 'v', [sql`v.value_id`, sql`u.value_id`])],
      }),
    );
    return { relation, column: valueColumn(place), columns: read };
  });
  return { values, tests: tests.filter(({ columns }) => columns.length > 0) };
}

/** What is asked of the values of a field, as expressions over typed values `v`. */
function listFieldReads(
  { plan }: Units,
  typed: TypedValues,
  place: number,
): { readonly name: string; readonly absent: number | undefined; readonly value: Sql }[] {
  const { name, kind } = plan.fields[place]!;
  const tests = listFieldTests(plan).flatMap((text, i) => {
    const leaf = JSON.parse(text) as FieldCriterion;
    const absent = getMissingTruth(leaf);
    return leaf.field === name
      ? [{ name: `test_${i}`, absent, value: compileValueTest(typed, leaf, kind) }]
      : [];
  });
  const points = plan.rules.flatMap(({ rule, table }, i) => {
    if (!table || (rule as ValuesRule | RangesRule).field !== name) return [];
    const value =
      'values' in rule
        ? compileValuesTable(typed, rule, kind)
        : compileRangesTable(typed, rule as RangesRule, kind);
    return [{ name: `points_${i}`, absent: undefined, value }];
  });
  const known = plan.coverage.includes(place)
    ? [{ name: `known_${place}`, absent: 0, value: sql`CASE WHEN ${isOfKind[kind]} THEN 1 ELSE 0 END` }]
    : [];
  return [...tests, ...points, ...known];
}

/** Fields of units by the names a model gives them: those of a lead's account begin with `account.`. */
function addUnitFields({ program, prefix, plan, accounts, leadFields }: Units): Sql {
  const of = (relation: Sql): Sql => sql`SELECT owner_id AS unit_id, field, value_id FROM ${relation}`;
  if (plan.scoresAccounts) return addRelation(program, `${prefix}unit_fields`, of(accounts!.fields));
  const selects = [of(leadFields)];
  if (accounts) {
    selects.push(
      program.dialect.select({
        columns: [
          sql`m.lead_number AS unit_id`,
          sql`${program.dialect.join(sql`'account.'`, sql`f.field`)} AS field`,
          sql`f.value_id AS value_id`,
        ],
        from: as(accounts.members, 'm'),
        joins: [join(accounts.fields, 'f', [sql`f.owner_id`, sql`m.account_id`])],
      }),
    );
  }
  return addRelation(program, `${prefix}unit_fields`, unionAll(selects));
}

/** Adds `outcome_<kind>` or `outcome_<kind>_<days>`: 1 where there is such an outcome in the window. */
export function addOutcomeTests(units: Units): Sql | undefined {
  const { program, prefix, plan, facts } = units;
  const tests = listOutcomeTests(plan);
  if (tests.length === 0) return undefined;
  const { unitId, ...sources } = joinUnit(units, facts.outcomes, 'o');
  const columns = tests.map(({ outcome, withinDays }) => {
    const isOne = sql`o.outcome = ${program.dialect.text(outcomeKinds[outcome]!)}`;
    const isInside = Number.isFinite(withinDays)
      ? sql` AND ${program.moment.day} - o.day < ${withinDays}`
      : sql``;
    return sql`MAX(CASE WHEN ${isOne}${isInside} THEN 1 ELSE 0 END) AS ${toSql(`outcome_${getOutcomeKey(outcome, withinDays)}`)}`;
  });
  return addRelation(
    program,
    `${prefix}outcome_tests`,
    program.dialect.select({
      columns: [sql`${unitId} AS unit_id`, ...columns],
      ...sources,
      groupBy: [unitId],
    }),
  );
}

/** Adds the newest outcome of each unit; of one time the last in the order of `outcomeKinds`. */
export function addNewestOutcome(units: Units): Sql {
  const { program, prefix, facts } = units;
  const { unitId, ...sources } = joinUnit(units, facts.outcomes, 'o');
  const places = outcomeKinds.map((kind, i) => ({
    when: sql`o.outcome = ${program.dialect.text(kind)}`,
    give: i,
  }));
  return addRelation(
    program,
    `${prefix}newest_outcome`,
    program.dialect.firstOfEach(
      { columns: [sql`${unitId} AS unit_id`, sql`o.outcome AS outcome`], ...sources },
      [unitId],
      [sql`o.happened_at DESC`, sql`${chooseFirst(places, -1)} DESC`],
    ),
  );
}

/** Adds R of each lead: its newest outcome of the kinds that begin the count anew. */
export function addSince({ program, prefix, plan, facts }: Units): Sql | undefined {
  const kinds = plan.model.countSince;
  if (!kinds) return undefined;
  return addRelation(
    program,
    `${prefix}since`,
    program.dialect.select({
      columns: [sql`o.lead_number AS lead_number`, sql`MAX(o.happened_at) AS since`],
      from: as(facts.outcomes, 'o'),
      where: [sql`o.outcome IN (${toSql(kinds.map(program.dialect.text).join(', '))})`],
      groupBy: [sql`o.lead_number`],
    }),
  );
}

/** Adds `list_<n>`: 1 for units on a suppression list, by their id or by the domain of their address. */
export function addSuppressed({ program, prefix, plan, leadFields, accounts }: Units): Sql | undefined {
  if (plan.suppress.length === 0) return undefined;
  const { dialect, moment } = program;
  const entries = (unitId: Sql, joins: readonly Join[], condition: Sql): Sql =>
    dialect.select({
      columns: [sql`s.list AS list`, sql`${unitId} AS unit_id`],
      from: as(tableOf(program, 'suppressions'), 's'),
      joins,
      where: [sql`s.happened_at <= ${moment.until}`, ...isKnown(program, sql`s.known_at`), condition],
    });
  const fields = plan.scoresAccounts ? accounts!.fields : leadFields;
  const leads = tableOf(program, 'leads');
  const all = unionAll([
    entries(
      plan.scoresAccounts ? sql`COALESCE(k.lead_id, l.lead_id)` : sql`COALESCE(l.merged_into, l.lead_number)`,
      [
        join(leads, 'l', [sql`l.lead_id`, sql`s.lead_id`]),
        ...(plan.scoresAccounts ? [leftJoin(leads, 'k', [sql`k.lead_number`, sql`l.merged_into`])] : []),
      ],
      sql`s.lead_id IS NOT NULL`,
    ),
    entries(
      sql`f.owner_id`,
      [
        join(tableOf(program, 'plain_values'), 'v', [sql`v.folded`, sql`s.domain`]),
        join(fields, 'f', [sql`f.value_id`, sql`v.value_id`]),
      ],
      sql`f.field = 'emailDomain'`,
    ),
  ]);
  const columns = plan.suppress.map(
    (list, i) =>
      sql`MAX(CASE WHEN e.list = ${dialect.text(toStoredId(list))} THEN 1 ELSE 0 END) AS ${toSql(`list_${i}`)}`,
  );
  return addRelation(
    program,
    `${prefix}suppressed`,
    dialect.select({
      columns: [sql`e.unit_id AS unit_id`, ...columns],
      from: as(nest(all), 'e'),
      groupBy: [sql`e.unit_id`],
    }),
  );
}
