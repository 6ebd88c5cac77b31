import type { Columns } from '../columns.ts';
import type { UnitFacts } from './bound-criterion.ts';
import { addCounts, addRows, type RowReader } from './row-reader.ts';
import { findRowAfter, getRowTime } from './row-time.ts';
import type { SettledRows, SettledSum } from './settled-rows.ts';
import { clearSlots, holdSum, readAllRows, readPeople, readSilences, weighAmount } from './slow-reading.ts';

/**
 * Reads all rows of some leads into the reader's slots: those later than R of their lead and not later than the moment.
 * `countSince` has 1 for the outcomes that R is the newest of.
 */
export function readUnitRows(
  reader: RowReader,
  columns: Columns,
  countSince: Uint8Array | undefined,
  facts: UnitFacts,
  leads: Uint32Array,
  firstLead: number,
  endLead: number,
): void {
  clearSlots(reader);
  let leadCount = 0;
  for (let i = firstLead; i < endLead; i++) {
    const before = reader.rowCount;
    readLeadRows(reader, columns, countSince, facts, leads[i]!);
    if (reader.rowCount > before) leadCount++;
  }
  if (reader.slow.length === 0) return;
  if (leadCount > 1) sortRows(reader);
  readAllRows(reader, facts.day - columns.activities.firstDay);
}

function readLeadRows(
  reader: RowReader,
  columns: Columns,
  countSince: Uint8Array | undefined,
  facts: UnitFacts,
  lead: number,
): void {
  const { activities } = columns;
  let from = activities.offsets[lead]!;
  let to = activities.offsets[lead + 1]!;
  if (from === to) return;
  const day = facts.day - activities.firstDay;
  if (activities.day[to - 1]! >= day) to = findRowAfter(activities, from, to, facts.at);
  if (countSince !== undefined) {
    const since = getCountSince(columns, countSince, lead, facts.at);
    if (since > Number.NEGATIVE_INFINITY) from = findRowAfter(activities, from, to, since);
  }
  const start = reader.rowCount;
  addRows(reader, from, to, day);
  if (reader.silences.length > 0) readSilences(reader, from, to, day);
  if (reader.people.length > 0) readPeople(reader, start, day);
}

/**
 * Reads the rows of a lead that count all, as settled, into the reader's slots; false if they do not: one is later than
 * the moment, or R may cut some off. The slots must be clear.
 */
export function readSettledRows(
  reader: RowReader,
  settled: SettledRows,
  columns: Columns,
  countSince: Uint8Array | undefined,
  facts: UnitFacts,
  lead: number,
): boolean {
  const { activities } = columns;
  const from = activities.offsets[lead]!;
  const to = activities.offsets[lead + 1]!;
  if (from === to) return true;
  const day = facts.day - activities.firstDay;
  if (activities.day[to - 1]! >= day && getRowTime(activities, to - 1) > facts.at) return false;
  if (countSince && getCountSince(columns, countSince, lead, facts.at) > Number.NEGATIVE_INFINITY)
    return false;
  addCounts(reader, reader.table.settled!, from, to, day);
  readNewest(reader, settled.newest, lead, day);
  for (let i = 0; i < settled.sums.length; i++) readSettledSum(reader, settled.sums[i]!, lead, day);
  return true;
}

function readNewest(
  { slots, silences, base }: RowReader,
  newest: Int32Array,
  lead: number,
  day: number,
): void {
  const start = lead * silences.length;
  for (let s = 0; s < silences.length; s++) {
    const newestDay = newest[start + s]!;
    if (newestDay >= 0) slots[base + silences[s]!] = day - newestDay;
  }
}

function readSettledSum(reader: RowReader, sum: SettledSum, lead: number, day: number): void {
  const { slot, reach, offsets } = sum;
  const end = offsets[lead + 1]!;
  const { width, factors } = reader.weights;
  let total = 0;
  for (let i = offsets[lead]!; i < end; i++) {
    const age = day - sum.day[i]!;
    if (age >= reach) break;
    total += weighAmount(sum.amounts[i]!, factors[age * width + slot]!);
  }
  reader.slots[reader.base + slot] = holdSum(total);
}

/** R of a lead: its newest outcome up to a moment that begins the count anew; -Infinity for none. */
export function getCountSince(columns: Columns, countSince: Uint8Array, lead: number, at: number): number {
  const { offsets, kind, at: times } = columns.outcomes;
  for (let row = offsets[lead + 1]! - 1; row >= offsets[lead]!; row--) {
    if (countSince[kind[row]!] === 1 && times[row]! <= at) return times[row]!;
  }
  return Number.NEGATIVE_INFINITY;
}

/** Brings the wanted rows of several leads together, the newest first. */
function sortRows(reader: RowReader): void {
  const { activities } = reader;
  reader.rows
    .subarray(0, reader.rowCount)
    .sort((a, b) => getRowTime(activities, b) - getRowTime(activities, a) || b - a);
}
