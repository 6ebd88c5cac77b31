import type { PlainValue } from '../fact.ts';
import type { Evidence } from '../score.ts';
import { testUnit } from './bound-criterion.ts';
import { million } from './decay.ts';
import { readMembers } from './members.ts';
import type { Pass } from './pass.ts';
import { firstSlot, type Reading } from './reading.ts';
import { pickSequence } from './row-pick.ts';
import { isOfSignal, type RowReader } from './row-reader.ts';
import { findRowAfter, getRowTime } from './row-time.ts';
import type { PlannedRule } from './rule-plan.ts';
import { readColumn } from './typed-column.ts';
import { getCountSince } from './unit-rows.ts';
import { isFalse, isTrue, type Truth } from './value-test.ts';

/** What a rule read of the unit that was scored last. */
export function getEvidence(pass: Pass, rule: PlannedRule, index: number, unit: number): Evidence {
  const { slots } = rule.ofAccount ? pass.binding.accountReader! : pass.binding.reader;
  const value = slots[rule.slot]! + 0;
  switch (rule.formula) {
    case 'criteria':
    case 'table':
      return { reads: 'fields', result: getResult(pass, index, unit), values: getValues(pass, rule, unit) };
    case 'rate':
      return { reads: 'rate', of: value / million, in: slots[rule.baseSlot]! / million };
    case 'trend':
      return { reads: 'trend', recent: value / million, earlier: slots[rule.baseSlot]! / million };
    case 'members': {
      const { count, value: taken } = readMembers(pass.members, pass.columns.accounts!, rule, unit);
      return count === 0
        ? { reads: 'members', members: 0 }
        : { reads: 'members', members: count, value: taken };
    }
    case 'silence': {
      const rows = findCountedRows(pass, rule, unit);
      const newest = rows.newestAt === undefined ? {} : { newestAt: rows.newestAt };
      return { reads: 'silence', ...(value >= 0 && { days: value }), ...newest };
    }
    default: {
      const { count, newestAt } = findCountedRows(pass, rule, unit);
      return { reads: 'activities', count, weighted: value, ...(newestAt !== undefined && { newestAt }) };
    }
  }
}

function getResult(pass: Pass, index: number, unit: number): true | false | 'unknown' {
  const bound = pass.binding.fieldRules[index]!;
  const truth: Truth =
    'points' in bound
      ? (bound.truths[bound.codes[unit]!] as Truth)
      : testUnit(bound.criterion, unit, pass.facts);
  return truth === isTrue ? true : truth === isFalse ? false : 'unknown';
}

function getValues(pass: Pass, rule: PlannedRule, unit: number): Record<string, PlainValue | null> {
  return Object.fromEntries(
    rule.fieldsRead.map((field) => {
      const { name, kind } = pass.plan.fields[field]!;
      const column = pass.binding.columns[field]!;
      const code = column.codes[unit]!;
      return [name, readColumn(column, kind)[code] === undefined ? null : (column.values[code] ?? null)];
    }),
  );
}

/** How many rows (values, people, days) a rule counted, and when the newest was. */
interface CountedRows {
  count: number;
  newestAt: number | undefined;
}

function findCountedRows(pass: Pass, rule: PlannedRule, unit: number): CountedRows {
  const reader = rule.ofAccount ? pass.binding.accountReader! : pass.binding.reader;
  const reading = reader.plan.readings[rule.slot - firstSlot]!;
  const rows = listRows(pass, rule, reader, reading, unit);
  const { activities } = reader;
  const day = pass.facts.day - activities.firstDay;
  const seen = new Set<number>();
  const slow = reader.slow.find(({ slot }) => slot === rule.slot);
  const counted: CountedRows = { count: 0, newestAt: undefined };
  let [ofDay, last] = [0, -1];
  for (const [r, lead] of rows) {
    const age = day - activities.day[r]!;
    if (age >= reading.toAge) break;
    if (age !== last) [ofDay, last] = [0, age];
    if (++ofDay > reading.atMostPerDay) continue;
    const key =
      reading.kind === 'distinct'
        ? (slow?.distinct[slow.codes[r]!] ?? 0)
        : reading.kind === 'people'
          ? lead
          : reading.kind === 'activeDays'
            ? age
            : undefined;
    if (key !== undefined) {
      if (seen.has(key) || (reading.kind === 'distinct' && key === 0)) continue;
      seen.add(key);
    }
    counted.count++;
    counted.newestAt ??= getRowTime(activities, r);
  }
  return counted;
}

/** All rows of a reading's signal with the lead each is of, the newest first, whatever their age. */
function listRows(
  pass: Pass,
  rule: PlannedRule,
  reader: RowReader,
  reading: Reading,
  unit: number,
): (readonly [row: number, lead: number])[] {
  const { columns, plan, facts } = pass;
  const { activities, accounts } = columns;
  const account = rule.ofAccount ? accounts!.of[unit]! : -1;
  const leads =
    account >= 0
      ? accounts!.leads.subarray(accounts!.offsets[account]!, accounts!.offsets[account + 1]!)
      : Array.from({ length: facts.endLead - facts.firstLead }, (_, i) => facts.leads[facts.firstLead + i]!);
  const rows: [number, number][] = [];
  for (const lead of leads) {
    const end = activities.offsets[lead + 1]!;
    const since = plan.countSince
      ? getCountSince(columns, plan.countSince, lead, facts.at)
      : Number.NEGATIVE_INFINITY;
    const from = findRowAfter(activities, activities.offsets[lead]!, end, since);
    const to = findRowAfter(activities, from, end, facts.at);
    for (let r = to - 1; r >= from; r--) {
      if (
        isOfSignal(reader, r, reading.signal) ||
        (reading.first >= 0 && isOfSignal(reader, r, reading.first))
      ) {
        rows.push([r, lead]);
      }
    }
  }
  rows.sort(([a], [b]) => getRowTime(activities, b) - getRowTime(activities, a) || b - a);
  return reading.kind === 'sequence' ? keepSequence(reader, reading, rows) : rows;
}

function keepSequence(
  reader: RowReader,
  reading: Reading,
  rows: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
  const scratch = { ...reader, rows: Uint32Array.from(rows, ([r]) => r), rowCount: rows.length };
  const count = pickSequence(scratch, reading);
  const leadOf = new Map(rows);
  return Array.from(scratch.picked.subarray(0, count), (r) => [r, leadOf.get(r)!] as const);
}
