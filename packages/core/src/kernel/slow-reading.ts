import { million } from './decay.ts';
import type { Reading } from './reading.ts';
import { pickRows } from './row-pick.ts';
import { isOfSignal, mostSummed, type RowReader, type SlowReading } from './row-reader.ts';
import { readingsInSet } from './row-table.ts';

/** Makes the slots of all units ready for rows. */
export function clearAllSlots({ slots, silences, width }: RowReader): void {
  slots.fill(0);
  for (let s = 0; s < silences.length; s++)
    for (let at = silences[s]!; at < slots.length; at += width) slots[at] = -1;
}

/** Makes the slots at `base` ready for the rows of another unit. */
export function clearSlots(reader: RowReader): void {
  const { slots, silences, base } = reader;
  const end = base + reader.width;
  for (let i = base; i < end; i++) slots[i] = 0;
  for (let i = 0; i < silences.length; i++) slots[base + silences[i]!] = -1;
  reader.rowCount = 0;
}

/** Ages of the newest rows `from` up to, not including, `to` that silences ask for; the least age of all leads stays. */
export function readSilences(reader: RowReader, from: number, to: number, day: number): void {
  const { slots, silences, activities, table, base } = reader;
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
        const slot = base + silences[first + n]!;
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
    reader.slots[reader.base + slot]! += getFactor(reader, slot, reading, age);
  }
}

/** 0 outside the reading's window. */
function getFactor(reader: RowReader, slot: number, reading: Reading, age: number): number {
  return age < reading.reach ? reader.weights.factors[age * reader.weights.width + slot]! : 0;
}

/** Readings over all wanted rows of the unit, the newest first. */
export function readAllRows(reader: RowReader, day: number): void {
  if (reader.rowCount === 0) return;
  listRows(reader);
  const { slow, lists, listRoom, listCounts, slots, base } = reader;
  for (let k = 0; k < slow.length; k++) {
    const start = k * listRoom;
    const end = start + listCounts[k]!;
    if (end === start) continue;
    const bound = slow[k]!;
    const count = pickRows(reader, bound, lists, start, end);
    slots[base + bound.slot] =
      bound.reading.kind === 'sum'
        ? sumAmounts(reader, bound, day, count)
        : sumFactors(reader, bound, day, count);
  }
}

/** Gives each slow reading the rows that are of its signals. */
export function listRows(reader: RowReader): void {
  const { rows, rowCount, slow, listCounts, table } = reader;
  const { of, firstRow, count } = reader.classes;
  listCounts.fill(0);
  if (reader.listRoom < rowCount) {
    reader.listRoom = Math.max(rowCount, reader.listRoom * 2);
    reader.lists = new Uint32Array(reader.listRoom * slow.length);
  }
  const { lists, listRoom } = reader;
  for (let first = 0, start = 0; first < slow.length; first += readingsInSet, start += count) {
    for (let i = 0; i < rowCount; i++) {
      const r = rows[i]!;
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

/** Sum of a reading's factors over the picked rows. */
function sumFactors(reader: RowReader, { reading, slot }: SlowReading, day: number, count: number): number {
  const { picked, activities } = reader;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const age = day - activities.day[picked[i]!]!;
    if (age >= reading.reach) break;
    sum += getFactor(reader, slot, reading, age);
  }
  return sum;
}

/** Sum in thousandths of the picked rows' amounts, each times its factor. */
function sumAmounts(reader: RowReader, bound: SlowReading, day: number, count: number): number {
  const { picked, activities } = reader;
  const { reading, slot, codes, amounts } = bound;
  if (amounts.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const r = picked[i]!;
    const age = day - activities.day[r]!;
    if (age >= reading.reach) break;
    sum += weighAmount(amounts[codes[r]!]!, getFactor(reader, slot, reading, age));
  }
  return holdSum(sum);
}

export function holdSum(sum: number): number {
  return Math.max(-mostSummed, Math.min(mostSummed, sum));
}

/** An amount in thousandths times a factor in parts per million. */
export function weighAmount(amount: number, factor: number): number {
  return Math.trunc((amount * factor) / million);
}
