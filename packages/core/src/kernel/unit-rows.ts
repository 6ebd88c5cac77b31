import type { Columns } from '../columns.ts';
import type { UnitFacts } from './bound-criterion.ts';
import { addRows, findRowAfter, getRowTime, type RowReader } from './row-reader.ts';
import { clearSlots, readAllRows, readPeople, readSilences } from './slow-reading.ts';

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
