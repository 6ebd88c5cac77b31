import { firstSlot, type ReadingPlan } from '@leadline/core/compiler';
import { addAdjustmentSums, addAdjustments } from './adjustment.ts';
import { addWeights, type Weights } from './decay.ts';
import { aggregateMembers } from './points.ts';
import { addRelation, dayOf } from './program.ts';
import { addReadings, type PooledRows, planWeights, type ReadingScope, slotColumn } from './reading.ts';
import { addSignals, type SignalRows } from './signal.ts';
import { as, join, leftJoin, type Sql, sql, toSql } from './sql.ts';
import { addFieldTests, addOutcomeTests, addSince, addSuppressed, joinUnit, type Units } from './unit.ts';
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

/** Adds the row of each unit: fields, outcomes, readings, lists, adjustments, members. */
export function addMeasured(units: Units, members: MemberTotals): MeasuredUnits {
  const { program, prefix, plan } = units;
  const fields = addFieldTests(units);
  const parts: Part[] = (fields?.tests ?? []).map(({ relation, column, columns }) => ({
    relation,
    on: ['value_id', sql`f.${column}`],
    columns,
  }));
  const add = (relation: Sql | undefined, columns: Part['columns'], key = 'unit_id'): void => {
    if (relation) parts.push({ relation, on: [key, sql`b.unit_id`], columns });
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
  const columns = parts.flatMap(({ columns }, i) =>
    columns.map(({ name, absent }) => {
      const column = toSql(`j${i}.${name}`);
      return absent === undefined
        ? sql`${column} AS ${toSql(name)}`
        : sql`COALESCE(${column}, ${absent}) AS ${toSql(name)}`;
    }),
  );
  const joins = [
    ...(fields ? [leftJoin(fields.values, 'f', [sql`f.unit_id`, sql`b.unit_id`])] : []),
    ...parts.map(({ relation, on: [key, of] }, i) =>
      leftJoin(relation, `j${i}`, [toSql(`j${i}.${key}`), of]),
    ),
  ];
  return {
    adjustments,
    measured: addRelation(
      program,
      `${prefix}measured`,
      program.dialect.select({
        columns: [sql`b.unit_id AS unit_id`, sql`b.never_day AS never_day`, ...columns],
        from: as(never, 'b'),
        joins,
      }),
      false,
    ),
  };
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
    parts.push({ relation: addReadings(own, rows, days), on: ['pool_id', sql`b.unit_id`], columns });
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
    parts.push({ relation: byLead, on: ['unit_id', sql`b.unit_id`], columns });
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
        on: ['unit_id', sql`b.unit_id`],
        columns: [{ name: `members_value_${i}`, absent: undefined }],
      },
    ];
  });
}
