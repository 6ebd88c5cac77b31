import { million } from './decay.ts';
import type { Reading } from './reading.ts';
import { isOfSignal, mostSummed, type RowReader, type SlowReading } from './row-reader.ts';
import { readingsInSet } from './row-table.ts';

/** Makes the slots ready for the rows of another unit. */
export function clearSlots(reader: RowReader): void {
  const { slots, silences } = reader;
  for (let i = 0; i < slots.length; i++) slots[i] = 0;
  for (let i = 0; i < silences.length; i++) slots[silences[i]!] = -1;
  reader.rowCount = 0;
}

/** Ages of the newest rows `from` up to, not including, `to` that silences ask for; the least age of all leads stays. */
export function readSilences(reader: RowReader, from: number, to: number, day: number): void {
  const { slots, silences, activities, table } = reader;
  const { of, firstRow, count } = reader.classes;
  const dayOf = activities.day;
  for (let first = 0, start = 0; first < silences.length; first += readingsInSet, start += count) {
    const bitCount = Math.min(readingsInSet, silences.length - first);
    let missing = 2 ** bitCount - 1;
    for (let r = to - 1; missing !== 0 && r >= from; r--) {
      let found = table.silences[start + of[r - firstRow]!]! & missing;
      missing &= ~found;
      while (found !== 0) {
        const n = 31 - Math.clz32(found);
        found ^= 1 << n;
        const slot = silences[first + n]!;
        const age = day - dayOf[r]!;
        if (slots[slot]! < 0 || age < slots[slot]!) slots[slot] = age;
      }
    }
  }
}

/** Adds one lead to the readings that count people; its wanted rows are `rows` from `start` on. */
export function readPeople(reader: RowReader, start: number, day: number): void {
  for (const { reading, slot } of reader.people) {
    let i = start;
    while (i < reader.rowCount && !isOfSignal(reader, reader.rows[i]!, reading.signal)) i++;
    if (i === reader.rowCount) continue;
    const age = day - reader.activities.day[reader.rows[i]!]!;
    reader.slots[slot]! += getFactor(reader, slot, reading, age);
  }
}

/** 0 outside the reading's window. */
function getFactor(reader: RowReader, slot: number, reading: Reading, age: number): number {
  return age < reading.reach ? reader.weights.factors[age * reader.weights.width + slot]! : 0;
}

/** Readings over all wanted rows of the unit, the newest first. */
export function readAllRows(reader: RowReader, day: number): void {
  if (reader.rowCount === 0) return;
  listRows(reader, day);
  const { slow, lists, listRoom, listCounts, slots } = reader;
  for (let k = 0; k < slow.length; k++) {
    const start = k * listRoom;
    const end = start + listCounts[k]!;
    if (end === start) continue;
    const bound = slow[k]!;
    switch (bound.reading.kind) {
      case 'distinct':
        slots[bound.slot] = readDistinct(reader, bound, day, start, end);
        break;
      case 'activeDays':
        slots[bound.slot] = readActiveDays(reader, bound, day, start, end);
        break;
      case 'numbered':
        slots[bound.slot] = readNumbered(reader, bound, day, lists, start, end);
        break;
      case 'sum':
        slots[bound.slot] = readSum(reader, bound, day, start, end);
        break;
      case 'sequence': {
        // Picks first: it may put a longer array in the place of `picked`.
        const count = pickSequence(reader, bound.reading, lists, start, end);
        slots[bound.slot] = readNumbered(reader, bound, day, reader.picked, 0, count);
        break;
      }
      default:
    }
  }
}

/** Gives each slow reading the rows that are of its signals. */
function listRows(reader: RowReader, day: number): void {
  const { rows, rowCount, slow, listCounts, table, slowEndAge } = reader;
  const { of, firstRow, count } = reader.classes;
  const dayOf = reader.activities.day;
  listCounts.fill(0);
  if (reader.listRoom < rowCount) {
    reader.listRoom = Math.max(rowCount, reader.listRoom * 2);
    reader.lists = new Uint32Array(reader.listRoom * slow.length);
  }
  const { lists, listRoom } = reader;
  for (let first = 0, start = 0; first < slow.length; first += readingsInSet, start += count) {
    for (let i = 0; i < rowCount; i++) {
      const r = rows[i]!;
      if (day - dayOf[r]! >= slowEndAge) break;
      let bits = table.rowReadings[start + of[r - firstRow]!]!;
      while (bits !== 0) {
        const n = 31 - Math.clz32(bits);
        bits ^= 1 << n;
        const k = first + n;
        lists[k * listRoom + listCounts[k]!++] = r;
      }
    }
  }
}

function readDistinct(
  reader: RowReader,
  { reading, slot, codes, distinct }: SlowReading,
  day: number,
  start: number,
  end: number,
): number {
  const { lists, stamps, activities } = reader;
  const { width, factors } = reader.weights;
  if (distinct.length === 0) return 0;
  if (reader.turn === 0xffff_ffff) {
    stamps.fill(0);
    reader.turn = 0;
  }
  const turn = ++reader.turn;
  let sum = 0;
  for (let i = start; i < end; i++) {
    const r = lists[i]!;
    const age = day - activities.day[r]!;
    if (age >= reading.reach) break;
    const code = distinct[codes[r]!]!;
    if (code === 0 || stamps[code] === turn) continue;
    stamps[code] = turn;
    sum += factors[age * width + slot]!;
  }
  return sum;
}

function readActiveDays(
  reader: RowReader,
  { reading, slot }: SlowReading,
  day: number,
  start: number,
  end: number,
): number {
  const { lists, activities } = reader;
  let last = -1;
  let sum = 0;
  for (let i = start; i < end; i++) {
    const age = day - activities.day[lists[i]!]!;
    if (age >= reading.reach) break;
    if (age === last) continue;
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
  start: number,
  end: number,
): number {
  const { every, atMostPerDay, reach } = reading;
  let sum = 0;
  let position = 0;
  let ofDay = 0;
  let last = -1;
  for (let i = start; i < end; i++) {
    const age = day - reader.activities.day[rows[i]!]!;
    if (age >= reach) break;
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

function readSum(
  reader: RowReader,
  { reading, slot, codes, amounts }: SlowReading,
  day: number,
  start: number,
  end: number,
): number {
  const { lists, activities } = reader;
  if (amounts.length === 0) return 0;
  let sum = 0;
  let ofDay = 0;
  let last = -1;
  for (let i = start; i < end; i++) {
    const r = lists[i]!;
    const age = day - activities.day[r]!;
    if (age >= reading.reach) break;
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
