import { firstSlot, type ReadingPlan } from '@leadline/core/compiler';
import { addAdjustmentSums, addAdjustments } from './adjustment.ts';
import { addWeights, type Weights } from './decay.ts';
import { aggregateMembers } from './points.ts';
import { addRelation, dayOf } from './program.ts';
import { addReadings, type PooledRows, planWeights, type ReadingScope, slotColumn } from './reading.ts';
import { addSignals, type SignalRows } from './signal.ts';
import { as, type Join, join, leftJoin, type Sql, sql, toSql } from './sql.ts';
import {
  addFieldTests,
  addOutcomeTests,
  addSince,
  addSuppressed,
  joinUnit,
  placeFields,
  type Units,
} from './unit.ts';
import { getOutcomeKey, listOutcomeTests } from './unit-criterion.ts';

/** What `members` rules read of a model of leads: `unit_id`, `in_audience`, `total`. */
export type MemberTotals = ReadonlyMap<string, Sql>;

/** Names of what later relations read. */
export interface MeasuredUnits {
  /** A row for each unit that exists, with all that rules, criteria and outputs read. */
  readonly measured: Sql;
  readonly adjustments: Sql | undefined;
}

/** A relation that is joined to each unit `b` and its fields `f`, with the columns that are wanted of it, NULL replaced. */
interface Part {
  readonly relation: Sql;
  /** The name of a column of it, and the column that it equals. */
  readonly on: readonly [string, Sql];
  readonly columns: readonly { readonly name: string; readonly absent: number | undefined }[];
}

const unitId = sql`b.unit_id`;

/** Adds the row of each unit: fields, outcomes, readings, lists, adjustments, members. */
export function addMeasured(units: Units, members: MemberTotals): MeasuredUnits {
  const { plan } = units;
  const parts: Part[] = addFieldTests(units).map(({ relation, value, columns }) => ({
    relation,
    on: ['value_id', value],
    columns,
  }));
  const add = (relation: Sql | undefined, columns: Part['columns'], key = 'unit_id'): void => {
    if (relation) parts.push({ relation, on: [key, unitId], columns });
  };
  add(
    addOutcomeTests(units),
    listOutcomeTests(plan).map((test) => ({
      name: `outcome_${getOutcomeKey(test.outcome, test.withinDays)}`,
      absent: 0,
    })),
  );
  add(
    addSuppressed(units),
    plan.suppress.map((_, i) => ({ name: `list_${i}`, absent: 0 })),
  );
  const adjustments = plan.dimensions.length > 0 ? addAdjustments(units) : undefined;
  if (adjustments) {
    add(
      addAdjustmentSums(units, adjustments),
      plan.dimensions.map((_, i) => ({ name: `adjustment_${i}`, absent: 0 })),
    );
  }
  const since = addSince(units);
  parts.push(...addAllReadings(units, since), ...addMembers(units, members));
  const never = addNeverSince(units, since);
  return { adjustments, measured: addJoined(units, never, parts) };
}

/** Adds the row of each unit from what is joined to it, so many relations at a time as the dialect joins quickly. */
function addJoined(units: Units, never: Sql, parts: readonly Part[]): Sql {
  const { program, prefix } = units;
  const { mostJoins } = program.dialect;
  const own = ['unit_id', 'never_day'];
  const keep = (names: readonly string[]): Sql[] => names.map((name) => toSql(`b.${name} AS ${name}`));
  const fields = joinFields(units);
  const joinParts = (some: readonly Part[]): { readonly columns: Sql[]; readonly joins: Join[] } => ({
    columns: some.flatMap(({ columns }, i) => columns.map((column) => readColumn(`j${i}`, column))),
    joins: some.map(({ relation, on: [key, of] }, i) =>
      leftJoin(relation, `j${i}`, [toSql(`j${i}.${key}`), of]),
    ),
  });
  const add = (name: string, from: Sql, columns: readonly Sql[], joins: readonly Join[]): Sql =>
    addRelation(program, prefix + name, program.dialect.select({ columns, from: as(from, 'b'), joins }));
  if (fields.length + parts.length <= mostJoins) {
    const { columns, joins } = joinParts(parts);
    return add('measured', never, [...keep(own), ...columns], [...fields, ...joins]);
  }
  // The values of fields come first, under names of their own, for later joins to go by.
  const values = [...new Set(parts.flatMap(({ on: [, of] }) => (of === unitId ? [] : [of])))];
  const nameOf = (value: Sql): string => value.replace('.', '_');
  const named = values.map((value) => sql`${value} AS ${toSql(nameOf(value))}`);
  let joined = add('unit_values', never, [...keep(own), ...named], fields);
  const held = [...own, ...values.map(nameOf)];
  for (let start = 0; start < parts.length; start += mostJoins) {
    const some = parts.slice(start, start + mostJoins).map((part): Part => {
      const [key, of] = part.on;
      return { ...part, on: [key, of === unitId ? of : toSql(`b.${nameOf(of)}`)] };
    });
    const { columns, joins } = joinParts(some);
    const isLast = start + mostJoins >= parts.length;
    joined = add(isLast ? 'measured' : `joined_${start}`, joined, [...keep(held), ...columns], joins);
    held.push(...some.flatMap((part) => part.columns.map(({ name }) => name)));
  }
  return joined;
}

function readColumn(alias: string, { name, absent }: Part['columns'][number]): Sql {
  const column = toSql(`${alias}.${name}`);
  return absent === undefined
    ? sql`${column} AS ${toSql(name)}`
    : sql`COALESCE(${column}, ${absent}) AS ${toSql(name)}`;
}

/** Joins the fields `f` of a unit `b`, and of a lead also those of its account, `g`. */
function joinFields(units: Units): Join[] {
  const { plan, leadFields, accounts } = units;
  const own = plan.scoresAccounts ? accounts!.fields : leadFields;
  const aliases = placeFields(units).map(({ alias }) => alias);
  return [
    ...(aliases.length > 0 ? [leftJoin(own.relation, 'f', [sql`f.owner_id`, sql`b.unit_id`])] : []),
    ...(aliases.includes('g')
      ? [
          leftJoin(accounts!.members, 'a', [sql`a.lead_number`, sql`b.unit_id`]),
          leftJoin(accounts!.fields.relation, 'g', [sql`g.owner_id`, sql`a.account_id`]),
        ]
      : []),
  ];
}

/** Adds `unit_id` and the day that silence is counted from: that of the later of creation and R. */
function addNeverSince(units: Units, since: Sql | undefined): Sql {
  const { program, prefix, plan, facts, accounts } = units;
  const { dialect } = program;
  const owners = plan.scoresAccounts ? accounts!.accounts : facts.leads;
  const name = `${prefix}units`;
  if (!since) {
    const columns = [sql`o.owner_id AS unit_id`, sql`${dayOf(program, sql`o.created`)} AS never_day`];
    return addRelation(program, name, dialect.select({ columns, from: as(owners, 'o') }));
  }
  const { unitId, ...sources } = joinUnit(units, since, 's');
  const newest = dialect.select({
    columns: [sql`${unitId} AS unit_id`, sql`MAX(s.since) AS since`],
    ...sources,
    groupBy: [unitId],
  });
  const relation = addRelation(program, `${prefix}newest_since`, newest);
  const later = sql`CASE WHEN n.since > o.created THEN n.since ELSE o.created END`;
  return addRelation(
    program,
    name,
    dialect.select({
      columns: [sql`o.owner_id AS unit_id`, sql`${dayOf(program, later)} AS never_day`],
      from: as(owners, 'o'),
      joins: [leftJoin(relation, 'n', [sql`n.unit_id`, sql`o.owner_id`])],
    }),
  );
}

/** Name of a reading's column in the row of a unit. */
export function readingName(slot: number, ofAccount: boolean): string {
  return ofAccount ? `account_slot_${slot}` : `slot_${slot}`;
}

function addAllReadings(units: Units, since: Sql | undefined): Part[] {
  const { program, prefix, plan, facts } = units;
  if (plan.readings.readings.length + plan.accountReadings.readings.length === 0) return [];
  const signals = addSignals(program, prefix, plan, facts, since);
  const weights: Weights = { keys: [], readings: [] };
  const scope = (name: string, readings: ReadingPlan, firstSignal: number): ReadingScope => ({
    program,
    prefix: prefix + name,
    plan: readings,
    firstSignal,
    signals,
    weights,
  });
  const own = scope('', plan.readings, 0);
  const ofAccount = scope('account_', plan.accountReadings, plan.readings.signals.length);
  planWeights(own);
  planWeights(ofAccount);
  const days = addWeights(program, prefix, weights, signals.rows);
  const parts: Part[] = [];
  if (own.plan.readings.length > 0) {
    const rows = addUnitRows(units, signals);
    const columns = own.plan.readings.map(({ kind }, i) => ({
      name: readingName(firstSlot + i, false),
      absent: kind === 'silence' ? undefined : 0,
    }));
    parts.push({ relation: addReadings(own, rows, days), on: ['pool_id', unitId], columns });
  }
  if (ofAccount.plan.readings.length > 0) {
    const pools = addPools(units);
    const rows = addRelation(
      program,
      `${prefix}account_activities`,
      program.dialect.select({
        columns: [...signals.columns.map((name) => sql`r.${name} AS ${name}`), sql`p.pool_id AS pool_id`],
        from: as(signals.rows, 'r'),
        joins: [join(pools, 'p', [sql`p.unit_id`, sql`r.lead_number`])],
      }),
    );
    const readings = addReadings(ofAccount, { relation: rows, pool: sql`r.pool_id` }, days);
    const slots = ofAccount.plan.readings.map((_, i) => firstSlot + i);
    const byLead = addRelation(
      program,
      `${prefix}account_slots`,
      program.dialect.select({
        columns: [
          sql`p.unit_id AS unit_id`,
          ...slots.map((slot) => sql`r.${slotColumn(slot)} AS ${toSql(readingName(slot, true))}`),
        ],
        from: as(pools, 'p'),
        joins: [join(readings, 'r', [sql`r.pool_id`, sql`p.pool_id`])],
      }),
    );
    const columns = ofAccount.plan.readings.map(({ kind }, i) => ({
      name: readingName(firstSlot + i, true),
      absent: kind === 'silence' ? undefined : 0,
    }));
    parts.push({ relation: byLead, on: ['unit_id', unitId], columns });
  }
  return parts;
}

/** Activities by the unit they count for. */
function addUnitRows(units: Units, { rows, columns: own }: SignalRows): PooledRows {
  const { program, prefix, plan } = units;
  if (!plan.scoresAccounts) return { relation: rows, pool: sql`r.lead_number` };
  const { unitId, ...sources } = joinUnit(units, rows, 'r');
  const columns = [...own.map((name) => sql`r.${name} AS ${name}`), sql`${unitId} AS pool_id`];
  const select = program.dialect.select({ columns, ...sources });
  const relation = addRelation(program, `${prefix}unit_activities`, select);
  return { relation, pool: sql`r.pool_id` };
}

/** Whose activities an account rule reads for each lead: those of its account's leads, without an account its own. */
function addPools({ program, prefix, facts, accounts }: Units): Sql {
  const { dialect } = program;
  const own = dialect.join(sql`'lead '`, sql`CAST(l.owner_id AS ${dialect.types.text})`);
  const shared = dialect.join(sql`'account '`, sql`m.account_id`);
  return addRelation(
    program,
    `${prefix}pools`,
    dialect.select({
      columns: [
        sql`l.owner_id AS unit_id`,
        sql`CASE WHEN m.account_id IS NULL THEN ${own} ELSE ${shared} END AS pool_id`,
      ],
      from: as(facts.leads, 'l'),
      joins: [leftJoin(accounts!.members, 'm', [sql`m.lead_number`, sql`l.owner_id`])],
    }),
  );
}

/** Per `members` rule the aggregated totals of each account: NULL without members. */
function addMembers({ program, prefix, plan, accounts }: Units, totals: MemberTotals): Part[] {
  return plan.rules.flatMap(({ rule }, i): Part[] => {
    if (!('members' in rule)) return [];
    const scored = totals.get(rule.members.model);
    if (scored === undefined) {
      throw new RangeError(
        `Cannot read members of "${rule.members.model}" for "${plan.model.id}": give that model too`,
      );
    }
    const relation = addRelation(
      program,
      `${prefix}members_${i}`,
      program.dialect.select({
        columns: [
          sql`m.account_id AS unit_id`,
          sql`${aggregateMembers(program, rule.members.take, sql`t.total`)} AS ${toSql(`members_value_${i}`)}`,
        ],
        from: as(accounts!.members, 'm'),
        joins: [join(scored, 't', [sql`t.unit_id`, sql`m.lead_number`])],
        where: [sql`t.in_audience = 1`],
        groupBy: [sql`m.account_id`],
      }),
    );
    return [
      {
        relation,
        on: ['unit_id', unitId],
        columns: [{ name: `members_value_${i}`, absent: undefined }],
      },
    ];
  });
}
