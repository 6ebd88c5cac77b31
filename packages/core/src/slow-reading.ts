import { million } from './decay.ts';
import type { Reading } from './reading.ts';
import { isOfSignal, mostSummed, type RowReader, type SlowReading } from './row-reader.ts';

/** Gives the slow slots their values before any row is read. */
export function clearSlots(reader: RowReader): void {
  const { slots, slow } = reader;
  for (let i = 0; i < slots.length; i++) slots[i] = 0;
  if (reader.hasSilence) {
    for (const { reading, slot } of slow) if (reading.kind === 'silence') slots[slot] = -1;
  }
  reader.rowCount = 0;
}

/**
 * Readings that look at one lead's rows at a time: silence and people. Its wanted rows are `rows` from `start` on; rows
 * `from` up to `oldRow` were too old to be looked at, but silence knows no window.
 */
export function readOneLead(
  reader: RowReader,
  start: number,
  from: number,
  oldRow: number,
  day: number,
): void {
  for (const { reading, slot } of reader.slow) {
    if (reading.kind !== 'silence' && reading.kind !== 'people') continue;
    let newest = findNewest(reader, reading, start);
    if (reading.kind === 'silence') {
      for (let r = oldRow; newest < 0 && r >= from; r--)
        if (isOfSignal(reader, r, reading.signal)) newest = r;
    }
    if (newest < 0) continue;
    const age = day - reader.activities.day[newest]!;
    if (reading.kind === 'people') reader.slots[slot]! += getFactor(reader, slot, reading, age);
    else if (reader.slots[slot]! < 0 || age < reader.slots[slot]!) reader.slots[slot] = age;
  }
}

function findNewest(reader: RowReader, reading: Reading, start: number): number {
  for (let i = start; i < reader.rowCount; i++) {
    if (isOfSignal(reader, reader.rows[i]!, reading.signal)) return reader.rows[i]!;
  }
  return -1;
}

/** 0 outside the reading's window. */
function getFactor(reader: RowReader, slot: number, reading: Reading, age: number): number {
  return age < reading.reach ? reader.weights.factors[(slot << reader.weights.shift) + age]! : 0;
}

/** Readings over all wanted rows of the unit, the newest first. */
export function readAllRows(reader: RowReader, day: number): void {
  if (reader.rowCount === 0) return;
  for (const bound of reader.slow) {
    const { slot } = bound;
    switch (bound.reading.kind) {
      case 'distinct':
        reader.slots[slot] = readDistinct(reader, bound, day);
        break;
      case 'activeDays':
        reader.slots[slot] = readActiveDays(reader, bound, day);
        break;
      case 'numbered':
        reader.slots[slot] = readNumbered(reader, bound, day, reader.rows, reader.rowCount);
        break;
      case 'sum':
        reader.slots[slot] = readSum(reader, bound, day);
        break;
      case 'sequence':
        reader.slots[slot] = readNumbered(
          reader,
          bound,
          day,
          reader.picked,
          pickSequence(reader, bound.reading),
        );
        break;
      default:
    }
  }
}

function readDistinct(
  reader: RowReader,
  { reading, slot, codes, distinct }: SlowReading,
  day: number,
): number {
  const { rows, rowCount, stamps, activities } = reader;
  if (reader.turn === 0xffff_ffff) {
    stamps.fill(0);
    reader.turn = 0;
  }
  const turn = ++reader.turn;
  let sum = 0;
  for (let i = 0; i < rowCount; i++) {
    const r = rows[i]!;
    const age = day - activities.day[r]!;
    if (age >= reading.reach) break;
    if (!isOfSignal(reader, r, reading.signal)) continue;
    const code = distinct.length === 0 ? 0 : distinct[codes[r]!]!;
    if (code === 0 || stamps[code] === turn) continue;
    stamps[code] = turn;
    sum += getFactor(reader, slot, reading, age);
  }
  return sum;
}

function readActiveDays(reader: RowReader, { reading, slot }: SlowReading, day: number): number {
  const { rows, rowCount, activities } = reader;
  let last = -1;
  let sum = 0;
  for (let i = 0; i < rowCount; i++) {
    const age = day - activities.day[rows[i]!]!;
    if (age >= reading.reach) break;
    if (age === last || !isOfSignal(reader, rows[i]!, reading.signal)) continue;
    last = age;
    sum += getFactor(reader, slot, reading, age);
  }
  return sum;
}

/** Sum of the factors of every n-th row, of at most so many a day. */
function readNumbered(
  reader: RowReader,
  { reading, slot }: SlowReading,
  day: number,
  rows: Uint32Array,
  rowCount: number,
): number {
  const { every, atMostPerDay, signal, reach } = reading;
  let [sum, position, ofDay, last] = [0, 0, 0, -1];
  for (let i = 0; i < rowCount; i++) {
    const age = day - reader.activities.day[rows[i]!]!;
    if (age >= reach) break;
    if (!isOfSignal(reader, rows[i]!, signal)) continue;
    if (age !== last) {
      last = age;
      ofDay = 0;
    }
    if (++ofDay > atMostPerDay) continue;
    if (++position === every) {
      position = 0;
      sum += getFactor(reader, slot, reading, age);
    }
  }
  return sum;
}

function readSum(reader: RowReader, { reading, slot, codes, amounts }: SlowReading, day: number): number {
  const { rows, rowCount, activities } = reader;
  if (amounts.length === 0) return 0;
  let [sum, ofDay, last] = [0, 0, -1];
  for (let i = 0; i < rowCount; i++) {
    const r = rows[i]!;
    const age = day - activities.day[r]!;
    if (age >= reading.reach) break;
    if (!isOfSignal(reader, r, reading.signal)) continue;
    if (age !== last) {
      last = age;
      ofDay = 0;
    }
    if (++ofDay > reading.atMostPerDay) continue;
    sum += Math.trunc((amounts[codes[r]!]! * getFactor(reader, slot, reading, age)) / million);
  }
  return Math.max(-mostSummed, Math.min(mostSummed, sum));
}

/**
 * Rows of a sequence's signal that have a `first` strictly before them, at most `apart` days earlier, the newest first
 * into `picked`; returns how many. The newest `first` before a row decides.
 */
export function pickSequence(reader: RowReader, reading: Reading): number {
  const { rows, rowCount, activities } = reader;
  const { day, timeOfDay } = activities;
  if (reader.picked.length < rowCount) reader.picked = new Uint32Array(reader.rows.length);
  const { picked } = reader;
  let at = picked.length;
  /** Day of the newest `first` before the moment, and of one at the very moment. */
  let [before, same] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [dayNow, timeNow] = [-1, -1];
  for (let i = rowCount - 1; i >= 0; i--) {
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
