import type { Reading } from './reading.ts';
import { isOfSignal, type RowReader, type SlowReading } from './row-reader.ts';

/**
 * Which rows add to a slow reading, out of those of its signals from `start` up to, not including, `end` of `rows`, the
 * newest first: into `picked`, the newest first; returns how many. Windows play no part: all that is asked of a row is
 * asked of it and newer ones, or of older ones it is itself compared with, so a row too old changes none that counts.
 */
export function pickRows(
  reader: RowReader,
  bound: SlowReading,
  rows: Uint32Array,
  start: number,
  end: number,
): number {
  if (reader.picked.length < end - start) reader.picked = new Uint32Array((end - start) * 2);
  const { reading } = bound;
  switch (reading.kind) {
    case 'distinct':
      return pickDistinct(reader, bound, rows, start, end);
    case 'activeDays':
      return pickDays(reader, rows, start, end);
    case 'sequence': {
      const count = pickSequence(reader, reading, rows, start, end);
      return pickNumbered(reader, reading, reader.picked, 0, count);
    }
    default:
      return pickNumbered(reader, reading, rows, start, end);
  }
}

/** The newest row of each value. */
function pickDistinct(
  reader: RowReader,
  { codes, distinct }: SlowReading,
  rows: Uint32Array,
  start: number,
  end: number,
): number {
  const { stamps, picked } = reader;
  if (distinct.length === 0) return 0;
  if (reader.turn === 0xffff_ffff) {
    stamps.fill(0);
    reader.turn = 0;
  }
  const turn = ++reader.turn;
  let count = 0;
  for (let i = start; i < end; i++) {
    const code = distinct[codes[rows[i]!]!]!;
    if (code === 0 || stamps[code] === turn) continue;
    stamps[code] = turn;
    picked[count++] = rows[i]!;
  }
  return count;
}

/** One row of each day. */
function pickDays({ activities, picked }: RowReader, rows: Uint32Array, start: number, end: number): number {
  const { day } = activities;
  let last = -1;
  let count = 0;
  for (let i = start; i < end; i++) {
    const r = rows[i]!;
    if (day[r] === last) continue;
    last = day[r]!;
    picked[count++] = r;
  }
  return count;
}

/** Every n-th row, of at most so many a day; `rows` may be `picked`. */
function pickNumbered(
  { activities, picked }: RowReader,
  { every, atMostPerDay }: Reading,
  rows: Uint32Array,
  start: number,
  end: number,
): number {
  const { day } = activities;
  let count = 0;
  let position = 0;
  let ofDay = 0;
  let last = -1;
  for (let i = start; i < end; i++) {
    const r = rows[i]!;
    if (day[r] !== last) {
      last = day[r]!;
      ofDay = 0;
    }
    if (++ofDay > atMostPerDay) continue;
    if (++position < every) continue;
    position = 0;
    picked[count++] = r;
  }
  return count;
}

/**
 * Rows of a sequence's signal that have a `first` strictly before them, at most `apart` days earlier, the newest first
 * into `picked`; returns how many. The newest `first` before a row decides.
 */
export function pickSequence(
  reader: RowReader,
  reading: Reading,
  rows: Uint32Array = reader.rows,
  start = 0,
  end: number = reader.rowCount,
): number {
  const { day, timeOfDay } = reader.activities;
  if (reader.picked.length < end - start) reader.picked = new Uint32Array((end - start) * 2);
  const { picked } = reader;
  let at = picked.length;
  /** Day of the newest `first` before the moment, and of one at the very moment. */
  let before = Number.NEGATIVE_INFINITY;
  let same = Number.NEGATIVE_INFINITY;
  let dayNow = -1;
  let timeNow = -1;
  for (let i = end - 1; i >= start; i--) {
    const r = rows[i]!;
    if (day[r] !== dayNow || timeOfDay[r] !== timeNow) {
      if (same > before) before = same;
      dayNow = day[r]!;
      timeNow = timeOfDay[r]!;
    }
    if (isOfSignal(reader, r, reading.signal) && dayNow - before <= reading.apart) picked[--at] = r;
    if (isOfSignal(reader, r, reading.first)) same = dayNow;
  }
  picked.copyWithin(0, at);
  return picked.length - at;
}
