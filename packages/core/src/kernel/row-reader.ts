import type { ActivityColumns } from '../columns.ts';
import { getPropertyKind } from '../document/model-kind.ts';
import type { Model } from '../model.ts';
import { firstSlot, type Reading, type ReadingPlan } from './reading.ts';
import { getClassSignals, type RowClasses } from './row-class.ts';
import {
  getWeights,
  isOfRows,
  makeRowTable,
  type PackedSlots,
  type RowTable,
  slotMask,
  slowBit,
  type Weights,
} from './row-table.ts';
import { getDistinctCodes, readColumn } from './typed-column.ts';

/** Reads the rows of one lead or account after another into `slots`; its arrays are used over and over. */
export interface RowReader {
  readonly plan: ReadingPlan;
  readonly activities: ActivityColumns;
  readonly classes: RowClasses;
  weights: Weights;
  /** Values of all readings: of the unit read last from `base` on, `width` of them. */
  readonly slots: Float64Array;
  readonly width: number;
  base: number;
  table: RowTable;
  /** Rows that slow readings want, of the unit read last; the newest first. */
  rows: Uint32Array;
  rowCount: number;
  /** Rows of a sequence that count. */
  picked: Uint32Array;
  /** Readings that `isOfRows` names. */
  readonly slow: readonly SlowReading[];
  /** The wanted rows of each of them, the newest first: those of slow reading k from `k * listRoom` on. */
  lists: Uint32Array;
  listRoom: number;
  readonly listCounts: Uint32Array;
  /** Slots of silences, in their order. */
  readonly silences: Int32Array;
  readonly people: readonly SlowReading[];
  /** By code of `DistinctCodes`: the turn in which the value was last seen. */
  readonly stamps: Uint32Array;
  turn: number;
  readonly tables: Map<number, RowTable>;
  tableDay: number;
}

export interface SlowReading {
  readonly reading: Reading;
  readonly slot: number;
  /** For distinct: code of the property by row, and a number per code that equal values share. */
  readonly codes: ArrayLike<number>;
  readonly distinct: Uint32Array;
  /** For sum: thousandths by code. */
  readonly amounts: Float64Array;
}

/** What a sum, and each value in it, is held within, in thousandths. */
export const mostSummed = 9e9;
const noCodes = new Uint32Array(0);
const noAmounts = new Float64Array(0);

/** The slow readings of a plan, people among them, with the columns of the properties they read. */
export function bindSlowReadings(
  model: Model,
  plan: ReadingPlan,
  activities: ActivityColumns,
): { readonly single: readonly SlowReading[]; readonly stampCount: number } {
  let stampCount = 0;
  const single = plan.readings.flatMap((reading, i) => {
    if (reading.kind === 'count' || reading.kind === 'silence') return [];
    const column = reading.property === '' ? undefined : activities.properties.get(reading.property);
    const bound = {
      reading,
      slot: firstSlot + i,
      codes: column?.codes ?? noCodes,
      distinct: noCodes,
      amounts: noAmounts,
    };
    if (column === undefined) return [bound];
    const kind = getPropertyKind(model, reading.property);
    const values = readColumn(column, kind);
    if (reading.kind === 'sum') {
      const amounts = Float64Array.from(values, (value) =>
        kind === 'number'
          ? Math.max(-mostSummed, Math.min(mostSummed, (value as number | undefined) ?? 0))
          : 0,
      );
      return [{ ...bound, amounts }];
    }
    const { codes, size } = getDistinctCodes(values);
    stampCount = Math.max(stampCount, size);
    return [{ ...bound, distinct: codes }];
  });
  return { single, stampCount };
}

/** `oldest` is the greatest age in days that a row can have; `units` how many units there are slots for. */
export function startReader(
  model: Model,
  plan: ReadingPlan,
  activities: ActivityColumns,
  classes: RowClasses,
  oldest: number,
  units: number,
): RowReader {
  const { single, stampCount } = bindSlowReadings(model, plan, activities);
  const width = firstSlot + plan.readings.length;
  const slow = single.filter(({ reading }) => isOfRows(reading));
  return {
    plan,
    activities,
    classes,
    weights: getWeights(plan, oldest),
    slots: new Float64Array(width * units),
    width,
    base: 0,
    table: undefined as never,
    rows: new Uint32Array(64),
    rowCount: 0,
    picked: new Uint32Array(64),
    slow,
    lists: new Uint32Array(64 * slow.length),
    listRoom: 64,
    listCounts: new Uint32Array(slow.length),
    silences: Int32Array.from(
      plan.readings.flatMap(({ kind }, i) => (kind === 'silence' ? [firstSlot + i] : [])),
    ),
    people: single.filter(({ reading }) => reading.kind === 'people'),
    stamps: new Uint32Array(stampCount),
    turn: 0,
    tables: new Map(),
    tableDay: Number.NaN,
  };
}

/** Makes the reader ready for scores of a day (days since 1970-01-01 UTC). */
export function setReaderDay(reader: RowReader, day: number): void {
  const key = reader.classes.isRelative ? day : 0;
  if (reader.tableDay === key) return;
  let table = reader.tables.get(key);
  if (table === undefined) {
    const marks = getClassSignals(reader.classes, reader.plan, day);
    table = makeRowTable(reader.plan, marks, reader.classes);
    if (reader.tables.size >= mostTables) reader.tables.clear();
    reader.tables.set(key, table);
  }
  reader.table = table;
  reader.tableDay = key;
}

const mostTables = 64;

/**
 * Adds the counts of rows `from` up to, not including, `to` to the slots and appends the rows that slow readings want to
 * `rows`, from `rowCount` on, the newest first. `day` is day(at) less the columns' first day.
 */
export function addRows(reader: RowReader, from: number, to: number, day: number): void {
  let kept = reader.rowCount;
  if (reader.rows.length < kept + to - from) growRows(reader, kept + to - from);
  const { slots, base, rows, classes, table, weights } = reader;
  const { first } = table.counts;
  const { width, factors, endAge } = weights;
  const { of, firstRow } = classes;
  const dayOf = reader.activities.day;
  for (let r = to - 1; r >= from; r--) {
    const age = day - dayOf[r]!;
    if (age >= endAge) break;
    const word = first[of[r - firstRow]!]!;
    const a = word & slotMask;
    const b = (word >> 10) & slotMask;
    const c = (word >> 20) & slotMask;
    const line = age * width;
    slots[base + a]! += factors[line + a]!;
    slots[base + b]! += factors[line + b]!;
    slots[base + c]! += factors[line + c]!;
    if ((word & slowBit) !== 0) rows[kept++] = r;
    if (word < 0) addMore(reader, table.counts, of[r - firstRow]!, age);
  }
  reader.rowCount = kept;
}

/** Appends the rows that slow readings want to `rows`, the newest first. */
export function keepWanted(reader: RowReader, from: number, to: number): void {
  let kept = reader.rowCount;
  if (reader.rows.length < kept + to - from) growRows(reader, kept + to - from);
  const { rows, classes, table } = reader;
  const { of, firstRow } = classes;
  const { first } = table.counts;
  for (let r = to - 1; r >= from; r--) if ((first[of[r - firstRow]!]! & slowBit) !== 0) rows[kept++] = r;
  reader.rowCount = kept;
}

/** Adds rows to the slots that are packed for their classes, three or six a row without a branch. */
export function addCounts(
  reader: RowReader,
  packed: PackedSlots,
  from: number,
  to: number,
  day: number,
): void {
  if (packed.second) addSix(reader, packed, packed.second, from, to, day);
  else addThree(reader, packed, from, to, day);
}

function addThree(reader: RowReader, packed: PackedSlots, from: number, to: number, day: number): void {
  const { slots, base, classes, weights } = reader;
  const { first } = packed;
  const { width, factors, endAge } = weights;
  const { of, firstRow } = classes;
  const dayOf = reader.activities.day;
  for (let r = to - 1; r >= from; r--) {
    const age = day - dayOf[r]!;
    if (age >= endAge) break;
    const word = first[of[r - firstRow]!]!;
    const a = word & slotMask;
    const b = (word >> 10) & slotMask;
    const c = (word >> 20) & slotMask;
    const line = age * width;
    slots[base + a]! += factors[line + a]!;
    slots[base + b]! += factors[line + b]!;
    slots[base + c]! += factors[line + c]!;
    if (word < 0) addMore(reader, packed, of[r - firstRow]!, age);
  }
}

function addSix(
  reader: RowReader,
  packed: PackedSlots,
  second: Int32Array,
  from: number,
  to: number,
  day: number,
): void {
  const { slots, base, classes, weights } = reader;
  const { first } = packed;
  const { width, factors, endAge } = weights;
  const { of, firstRow } = classes;
  const dayOf = reader.activities.day;
  for (let r = to - 1; r >= from; r--) {
    const age = day - dayOf[r]!;
    if (age >= endAge) break;
    const rowClass = of[r - firstRow]!;
    const word = first[rowClass]!;
    const next = second[rowClass]!;
    const a = word & slotMask;
    const b = (word >> 10) & slotMask;
    const c = (word >> 20) & slotMask;
    const d = next & slotMask;
    const e = (next >> 10) & slotMask;
    const f = (next >> 20) & slotMask;
    const line = age * width;
    slots[base + a]! += factors[line + a]!;
    slots[base + b]! += factors[line + b]!;
    slots[base + c]! += factors[line + c]!;
    slots[base + d]! += factors[line + d]!;
    slots[base + e]! += factors[line + e]!;
    slots[base + f]! += factors[line + f]!;
    if (word < 0) addMore(reader, packed, rowClass, age);
  }
}

function addMore(reader: RowReader, packed: PackedSlots, rowClass: number, age: number): void {
  const { slots, base } = reader;
  const { moreOffsets, more } = packed;
  const { width, factors } = reader.weights;
  const end = moreOffsets[rowClass + 1]!;
  for (let i = moreOffsets[rowClass]!; i < end; i++) {
    const slot = more[i]!;
    slots[base + slot]! += factors[age * width + slot]!;
  }
}

function growRows(reader: RowReader, needed: number): void {
  const rows = new Uint32Array(Math.max(needed, reader.rows.length * 2));
  rows.set(reader.rows.subarray(0, reader.rowCount));
  reader.rows = rows;
}

/** Whether a row is one of a signal's. */
export function isOfSignal(reader: RowReader, row: number, signal: number): boolean {
  const { classes, table, plan } = reader;
  return table.marks[classes.of[row - classes.firstRow]! * plan.signals.length + signal] === 1;
}
