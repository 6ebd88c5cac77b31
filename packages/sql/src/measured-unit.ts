import { firstSlot, type ReadingPlan } from '@leadline/core/compiler';
import { addAdjustmentSums, addAdjustments } from './adjustment.ts';
import { addWeights, type Weights } from './decay.ts';
import { aggregateMembers } from './points.ts';
import { addRelation, dayOf } from './program.ts';
import { addReadings, type PooledRows, planWeights, type ReadingScope, slotColumn } from './reading.ts';
import { addSignals } from './signal.ts';
import { type Sql, select, sql, toSql } from './sql.ts';
import {
  addFieldTests,
  addOutcomeTests,
  addSince,
  addSuppressed,
  joinUnit,
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
  /** A column of it and what it equals. */
  readonly on: Sql;
  readonly columns: readonly { readonly name: string; readonly absent: number | undefined }[];
}

/** Adds the row of each unit: fields, outcomes, readings, lists, adjustments, members. */
export function addMeasured(units: Units, members: MemberTotals): MeasuredUnits {
  const { program, prefix, plan } = units;
  const fields = addFieldTests(units);
  const parts: Part[] = (fields?.tests ?? []).map(({ relation, column, columns }) => ({
    relation,
    on: sql`value_id = f.${column}`,
    columns,
  }));
  const add = (relation: Sql | undefined, columns: Part['columns'], key = 'unit_id'): void => {
    if (relation) parts.push({ relation, on: sql`${toSql(key)} = b.unit_id`, columns });
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
    ...(fields ? [sql`\nLEFT JOIN ${fields.values} f ON f.unit_id = b.unit_id`] : []),
    ...parts.map(({ relation, on }, i) => sql`\nLEFT JOIN ${relation} j${i} ON j${i}.${on}`),
  ];
  return {
    adjustments,
    measured: addRelation(
      program,
      `${prefix}measured`,
      select({
        columns: [sql`b.unit_id AS unit_id`, sql`b.never_day AS never_day`, ...columns],
        from: sql`${never} b${toSql(joins.join(''))}`,
      }),
      false,
    ),
  };
}

/** Adds `unit_id` and the day that silence is counted from: that of the later of creation and R. */
function addNeverSince(units: Units, since: Sql | undefined): Sql {
  const { program, prefix, plan, facts, accounts } = units;
  const owners = plan.scoresAccounts ? accounts!.accounts : facts.leads;
  const name = `${prefix}units`;
  if (!since) {
    const columns = [sql`o.owner_id AS unit_id`, sql`${dayOf(program, sql`o.created`)} AS never_day`];
    return addRelation(program, name, select({ columns, from: sql`${owners} o` }));
  }
  const { unitId, from } = joinUnit(units, since, 's');
  const newest = select({
    columns: [sql`${unitId} AS unit_id`, sql`MAX(s.since) AS since`],
    from,
    groupBy: [unitId],
  });
  const relation = addRelation(program, `${prefix}newest_since`, newest);
  const later = sql`CASE WHEN n.since > o.created THEN n.since ELSE o.created END`;
  return addRelation(
    program,
    name,
    select({
      columns: [sql`o.owner_id AS unit_id`, sql`${dayOf(program, later)} AS never_day`],
      from: sql`${owners} o\nLEFT JOIN ${relation} n ON n.unit_id = o.owner_id`,
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
    const rows = addUnitRows(units, signals.rows);
    const columns = own.plan.readings.map(({ kind }, i) => ({
      name: readingName(firstSlot + i, false),
      absent: kind === 'silence' ? undefined : 0,
    }));
    parts.push({ relation: addReadings(own, rows, days), on: sql`pool_id = b.unit_id`, columns });
  }
  if (ofAccount.plan.readings.length > 0) {
    const pools = addPools(units);
    const rows = addRelation(
      program,
      `${prefix}account_activities`,
      select({
        columns: [sql`r.*`, sql`p.pool_id AS pool_id`],
        from: sql`${signals.rows} r JOIN ${pools} p ON p.unit_id = r.lead_number`,
      }),
    );
    const readings = addReadings(ofAccount, { relation: rows, pool: sql`r.pool_id` }, days);
    const slots = ofAccount.plan.readings.map((_, i) => firstSlot + i);
    const byLead = addRelation(
      program,
      `${prefix}account_slots`,
      select({
        columns: [
          sql`p.unit_id AS unit_id`,
          ...slots.map((slot) => sql`r.${slotColumn(slot)} AS ${toSql(readingName(slot, true))}`),
        ],
        from: sql`${pools} p JOIN ${readings} r ON r.pool_id = p.pool_id`,
      }),
    );
    const columns = ofAccount.plan.readings.map(({ kind }, i) => ({
      name: readingName(firstSlot + i, true),
      absent: kind === 'silence' ? undefined : 0,
    }));
    parts.push({ relation: byLead, on: sql`unit_id = b.unit_id`, columns });
  }
  return parts;
}

/** Activities by the unit they count for. */
function addUnitRows(units: Units, rows: Sql): PooledRows {
  const { program, prefix, plan } = units;
  if (!plan.scoresAccounts) return { relation: rows, pool: sql`r.lead_number` };
  const { unitId, from } = joinUnit(units, rows, 'r');
  const columns = [sql`r.*`, sql`${unitId} AS pool_id`];
  const relation = addRelation(program, `${prefix}unit_activities`, select({ columns, from }));
  return { relation, pool: sql`r.pool_id` };
}

/** Whose activities an account rule reads for each lead: those of its account's leads, without an account its own. */
function addPools({ program, prefix, facts, accounts }: Units): Sql {
  const { join, types } = program.dialect;
  const own = join(sql`'lead '`, sql`CAST(l.owner_id AS ${types.text})`);
  const shared = join(sql`'account '`, sql`m.account_id`);
  return addRelation(
    program,
    `${prefix}pools`,
    select({
      columns: [
        sql`l.owner_id AS unit_id`,
        sql`CASE WHEN m.account_id IS NULL THEN ${own} ELSE ${shared} END AS pool_id`,
      ],
      from: sql`${facts.leads} l\nLEFT JOIN ${accounts!.members} m ON m.lead_number = l.owner_id`,
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
      select({
        columns: [
          sql`m.account_id AS unit_id`,
          sql`${aggregateMembers(program, rule.members.take, sql`t.total`)} AS ${toSql(`members_value_${i}`)}`,
        ],
        from: sql`${accounts!.members} m JOIN ${scored} t ON t.unit_id = m.lead_number`,
        where: [sql`t.in_audience = 1`],
        groupBy: [sql`m.account_id`],
      }),
    );
    return [{ relation, on: sql`unit_id = b.unit_id`, columns: [{ name: `members_value_${i}`, absent: undefined }] }];
  });
}
