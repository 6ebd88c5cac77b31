import type { Activity } from '@leadline/core';
import { readOutcome } from './outcome-row.ts';
import {
  checkRepeat,
  problemAt,
  type RowContext,
  type RowResult,
  readAccount,
  readFields,
  readIdentity,
  readRowDate,
} from './row-reader.ts';
import { Problem, type TableRow, writeCell } from './table.ts';

const mostTimes = 10_000;

/**
 * Reads a row of leads: its fields, its counters as activities, its outcome. The lead is the row's id, else its e-mail
 * address, else the row itself.
 */
export function readLeadRow(row: TableRow, context: RowContext): RowResult {
  const { plan, sink, source, knownAt } = context;
  const named = readIdentity(row, context);
  const keyColumn = plan.only.leadId ?? plan.only.email;
  const fields = readFields(row, context);
  if (!Array.isArray(fields)) return fields as RowResult;
  if (named === undefined && fields.length === 0)
    return problemAt(keyColumn, row, new Problem('lead_missing'));
  const lead = named ?? `${source}:${row.line}`;
  const rowDate = readRowDate(row, context);
  if (typeof rowDate === 'object') return rowDate;
  const activities = readCounters(row, lead, rowDate, context);
  if (!Array.isArray(activities)) return activities as RowResult;
  const outcome = readOutcome(row, context, rowDate, false);
  if (outcome !== undefined && 'problem' in outcome) return outcome;
  // Last, so that a bad row does not stand in the way of its corrected repeat.
  const repeat = checkRepeat(named, row, context, keyColumn);
  if (repeat !== 'accepted') return repeat;
  context.registry.see(lead);
  const account = readAccount(row, context);
  if (account !== undefined)
    sink.fieldValues.push({ lead, field: 'account', value: account, source, knownAt });
  for (const [field, value] of fields) sink.fieldValues.push({ lead, field, value, source, knownAt });
  for (const activity of activities) sink.activities.push(activity);
  if (outcome !== undefined) sink.outcomes.push({ lead, ...outcome, knownAt });
  return 'accepted';
}

/** "Email opens = 12" stands for the ordinals 1 to 12, each with an id of its own that stays when the count grows. */
function readCounters(
  row: TableRow,
  lead: string,
  rowDate: number | undefined,
  context: RowContext,
): Activity[] | ReturnType<typeof problemAt> {
  const { plan, source, knownAt, tally } = context;
  const activities: Activity[] = [];
  for (const { column, dates } of plan.counters) {
    const times = readTimes(row, column.index, context);
    if (times === null || times === 0) continue;
    if (times instanceof Problem) {
      if (context.keepRowsWithBadCells) {
        tally.badCells++;
        continue;
      }
      return problemAt(column, row, times);
    }
    let at = rowDate;
    for (const date of dates) {
      const own = date.readTime(row.cells[date.index]);
      if (typeof own === 'number') at = own;
      else if (own instanceof Problem && !context.keepRowsWithBadCells) return problemAt(date, row, own);
    }
    if (at === undefined) tally.fileDates += times;
    const type = column.column.activity!;
    for (let ordinal = 1; ordinal <= times; ordinal++) {
      activities.push({
        lead,
        type,
        at: at ?? context.fileAt,
        source,
        id: `${lead}:${column.column.column}:${ordinal}`,
        knownAt,
      });
    }
  }
  return activities;
}

function readTimes(row: TableRow, index: number, context: RowContext): number | null | Problem {
  const column = context.plan.counters.find(({ column }) => column.index === index)!.column;
  const value = column.read(row.cells[index]);
  if (value === null) return null;
  const written = writeCell(row.cells[index]).trim();
  if (value instanceof Problem || typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    return new Problem('counter_invalid', { value: written });
  }
  return value > mostTimes ? new Problem('counter_too_large', { value: written }) : value;
}
