import type { Codes } from '@leadline/core';
import { type BitSlot, packSlots } from './bit-slot.ts';
import { allocateShared } from './shared-array.ts';

/** One column that travels with the rows. */
export interface RowColumn {
  /** Number of its values, code 0 included. */
  readonly size: number;
}

/** Activity rows in any order, on their way to being sorted by lead and time. */
export interface RowSorter {
  /** Takes a row; returns the place of its first word. */
  take(unit: number, day: number, timeOfDay: number, row: number): number;
  /** Rows one after the other, all of a row together: its place is the only one that a row touches. */
  readonly words: Uint32Array;
  /** Where a row's codes go, by column; their bits are 0 before. */
  readonly slots: readonly BitSlot[];
  /** Puts all rows in their final order, without those whose number has its bit set in `dropped`. */
  finish(dropped: Uint32Array | undefined): SortedRows;
}

/** Rows by unit and then by time, on shared memory. */
export interface SortedRows {
  readonly offsets: Uint32Array;
  readonly firstDay: number;
  readonly day: Uint16Array | Uint32Array;
  readonly timeOfDay: Uint32Array;
  readonly codes: readonly Codes[];
}

/** Rows of a block, so that blocks of all buckets can share one array. */
const blockRows = 256;
/** About as many rows a bucket as fit the second-level cache with all their columns. */
const bucketRows = 16_384;

/** Words of a row before its codes: unit within its bucket and day, time of day, number. */
const headWords = 3;
/** Most bits of a unit within its bucket; days up to the year 3000 take 19 of the same word. */
const mostUnitBits = 12;

/**
 * Sorts rows in two steps that both keep within the cache: rows go to the bucket of their unit as they come, and each
 * bucket is sorted by unit and time at the end. Needs no more than the number of rows beforehand.
 */
export function createRowSorter(
  unitCount: number,
  rowCount: number,
  columns: readonly RowColumn[],
): RowSorter {
  const wantedBuckets = Math.max(1, Math.ceil(rowCount / bucketRows));
  let shift = 0;
  while (shift < mostUnitBits && unitCount >>> shift > wantedBuckets) shift++;
  const unitMask = 2 ** shift - 1;
  const bucketCount = (unitCount >>> shift) + 1;
  const { slots, wordCount: rowWords } = packSlots(
    columns.map(({ size }) => size),
    headWords,
  );
  const blockWords = blockRows * rowWords;
  const words = new Uint32Array(rowCount * rowWords + bucketCount * blockWords);
  const counts = new Uint32Array(bucketCount);
  const blocks: number[][] = Array.from({ length: bucketCount }, () => []);
  const next = new Float64Array(bucketCount);
  let used = 0;
  let earliest = Number.MAX_SAFE_INTEGER;
  let latest = 0;

  function take(unit: number, day: number, timeOfDay: number, row: number): number {
    if (day < earliest) earliest = day;
    if (day > latest) latest = day;
    const bucket = unit >>> shift;
    const count = counts[bucket]!;
    counts[bucket] = count + 1;
    let place = next[bucket]!;
    if (count % blockRows === 0) {
      blocks[bucket]!.push(used);
      place = used;
      used += blockWords;
    }
    next[bucket] = place + rowWords;
    words[place] = (day << shift) | (unit & unitMask);
    words[place + 1] = timeOfDay;
    words[place + 2] = row;
    return place;
  }

  function finish(dropped: Uint32Array | undefined): SortedRows {
    const offsets = allocateShared(Uint32Array, unitCount + 1);
    const taken = counts.reduce((a, b) => a + b, 0);
    const firstDay = taken === 0 ? 0 : earliest;
    const isShort = latest - firstDay <= 0xffff;
    const day = isShort ? allocateShared(Uint16Array, taken) : allocateShared(Uint32Array, taken);
    const timeOfDay = allocateShared(Uint32Array, taken);
    const sorted = columns.map(({ size }) =>
      allocateCodesOn(new SharedArrayBuffer(taken * bytesFor(size)), size),
    );
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    const places = new Float64Array(most);
    const order = new Float64Array(most);
    const span = 2 ** shift;
    const starts = new Uint32Array(span + 1);
    let base = 0;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const first = bucket * span;
      const size = gather(bucket, dropped, places);
      starts.fill(0);
      for (let i = 0; i < size; i++) starts[(words[places[i]!]! & unitMask) + 1]!++;
      for (let u = 0; u < span; u++) starts[u + 1]! += starts[u]!;
      const last = Math.min(span, unitCount - first);
      for (let u = 0; u < last; u++) offsets[first + u] = base + starts[u]!;
      for (let i = 0; i < size; i++) {
        const place = places[i]!;
        order[starts[words[place]! & unitMask]!++] = place;
      }
      // Each start has moved to its unit's end.
      for (let u = 0, from = 0; u < last; u++) {
        const to = starts[u]!;
        if (to - from > 1) sortByTime(order, from, to, words, shift);
        from = to;
      }
      for (let i = 0; i < size; i++) {
        const place = order[i]!;
        day[base + i] = (words[place]! >>> shift) - firstDay;
        timeOfDay[base + i] = words[place + 1]!;
      }
      for (let c = 0; c < sorted.length; c++) {
        const to = sorted[c]!;
        const { word, shift: low, mask } = slots[c]!;
        for (let i = 0; i < size; i++) to[base + i] = (words[order[i]! + word]! >>> low) & mask;
      }
      base += size;
    }
    offsets[unitCount] = base;
    // A few places are left over where rows were dropped.
    return {
      offsets,
      firstDay,
      day: day.subarray(0, base),
      timeOfDay: timeOfDay.subarray(0, base),
      codes: sorted.map((array) => array.subarray(0, base)),
    };
  }

  /** The places of a bucket's rows; returns how many there are. */
  function gather(bucket: number, dropped: Uint32Array | undefined, places: Float64Array): number {
    const count = counts[bucket]!;
    let size = 0;
    for (const [b, block] of blocks[bucket]!.entries()) {
      const end = block + Math.min(blockRows, count - b * blockRows) * rowWords;
      for (let place = block; place < end; place += rowWords)
        if (!dropped || !hasBit(dropped, words[place + 2]!)) places[size++] = place;
    }
    return size;
  }

  return { words, slots, take, finish };
}

const hasBit = (bits: Uint32Array, index: number) => ((bits[index >>> 5]! >>> (index & 31)) & 1) !== 0;

const bytesFor = (size: number) => (size <= 0x100 ? 1 : size <= 0x10000 ? 2 : 4);

function allocateCodesOn(buffer: SharedArrayBuffer, size: number): Codes {
  const bytes = bytesFor(size);
  return bytes === 1
    ? new Uint8Array(buffer)
    : bytes === 2
      ? new Uint16Array(buffer)
      : new Uint32Array(buffer);
}

const msPerDay = 86_400_000;
const fewRows = 24;
let keys = new Float64Array(1024);

/** Sorts `order[from..to)`, places of rows of one unit, by day and time. */
function sortByTime(order: Float64Array, from: number, to: number, words: Uint32Array, shift: number): void {
  const timeOf = (place: number) => (words[place]! >>> shift) * msPerDay + words[place + 1]!;
  const count = to - from;
  if (keys.length < count) keys = new Float64Array(count * 2);
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const key = timeOf(order[from + i]!);
    keys[i] = key;
    if (key < first) first = key;
    if (key > last) last = key;
  }
  if (count <= fewRows) {
    insert(order, from, count);
    return;
  }
  if ((last - first + 1) * count >= Number.MAX_SAFE_INTEGER) {
    order.subarray(from, to).sort((a, b) => timeOf(a) - timeOf(b));
    return;
  }
  // Time and index in one number sort natively.
  const packed = keys.subarray(0, count);
  for (let i = 0; i < count; i++) packed[i] = (packed[i]! - first) * count + i;
  packed.sort();
  const before = order.slice(from, to);
  for (let i = 0; i < count; i++) order[from + i] = before[packed[i]! % count]!;
}

function insert(order: Float64Array, from: number, count: number): void {
  for (let i = 1; i < count; i++) {
    const key = keys[i]!;
    const place = order[from + i]!;
    let j = i - 1;
    while (j >= 0 && keys[j]! > key) {
      keys[j + 1] = keys[j]!;
      order[from + j + 1] = order[from + j]!;
      j--;
    }
    keys[j + 1] = key;
    order[from + j + 1] = place;
  }
}
