import type { ActivityColumns } from '../columns.ts';
import type { Model } from '../model.ts';
import type { ReadingPlan } from './reading.ts';
import type { RowClasses } from './row-class.ts';
import { pickRows } from './row-pick.ts';
import { keepWanted, type RowReader, type SlowReading, setReaderDay, startReader } from './row-reader.ts';
import { readingsInSet } from './row-table.ts';
import { clearSlots, listRows, readSilences } from './slow-reading.ts';

/**
 * What slow readings and silences ask of rows, answered once: which rows of a lead add to a reading depends on its rows
 * alone, as long as none is after the moment and none is cut off by R. Only a row's age is left.
 */
export interface SettledRows {
  /** Refined: a class also says which slow readings count its rows (`flags`). */
  readonly classes: RowClasses;
  readonly sums: readonly SettledSum[];
  /** Day of the newest row that each silence asks for, -1 for none: by lead and then by silence. */
  readonly newest: Int32Array;
}

/** The rows that one reading sums: those of lead u are `offsets[u]` up to, not including, `offsets[u + 1]`. */
export interface SettledSum {
  readonly slot: number;
  readonly reach: number;
  readonly offsets: Uint32Array;
  readonly day: Uint32Array;
  /** Thousandths. */
  readonly amounts: Float64Array;
}

/** Settles the rows that are classed; undefined where what is asked of a row depends on the day, or is too much. */
export function settleRows(
  model: Model,
  plan: ReadingPlan,
  activities: ActivityColumns,
  classes: RowClasses,
): SettledRows | undefined {
  if (classes.isRelative || plan.readings.length === 0) return undefined;
  const reader = startReader(model, plan, activities, classes, 0, 1);
  if (reader.people.length > 0 || reader.slow.length > readingsInSet) return undefined;
  setReaderDay(reader, 0);
  const { offsets } = activities;
  const { silences, slots } = reader;
  const leadCount = offsets.length - 1;
  const flags = new Int32Array(reader.slow.length > 0 ? classes.of.length : 0);
  const sums = reader.slow.map((bound) => (bound.reading.kind === 'sum' ? startSum(leadCount) : undefined));
  const newest = new Int32Array(leadCount * silences.length).fill(-1);
  const endRow = classes.firstRow + classes.of.length;
  for (let lead = 0; lead < leadCount; lead++) {
    const from = offsets[lead]!;
    const to = offsets[lead + 1]!;
    if (from < to && from >= classes.firstRow && to <= endRow) {
      clearSlots(reader);
      readSilences(reader, from, to, lastDay);
      for (let s = 0; s < silences.length; s++)
        if (slots[silences[s]!]! >= 0) newest[lead * silences.length + s] = lastDay - slots[silences[s]!]!;
      if (flags.length > 0) flagLead(reader, sums, flags, from, to);
    }
    for (const sum of sums) if (sum) sum.offsets[lead + 1] = sum.rows.length;
  }
  return {
    classes: refine(classes, flags, reader.slow.length),
    sums: reader.slow.flatMap((bound, k) => (sums[k] ? [endSum(reader, bound, sums[k])] : [])),
    newest,
  };
}

const lastDay = 2 ** 31 - 1;

interface SumDraft {
  readonly rows: number[];
  readonly offsets: Uint32Array;
}

function startSum(leadCount: number): SumDraft {
  return { rows: [], offsets: new Uint32Array(leadCount + 1) };
}

function endSum({ activities }: RowReader, bound: SlowReading, { rows, offsets }: SumDraft): SettledSum {
  const { codes, amounts } = bound;
  return {
    slot: bound.slot,
    reach: bound.reading.reach,
    offsets,
    day: Uint32Array.from(rows, (r) => activities.day[r]!),
    amounts: Float64Array.from(rows, (r) => amounts[codes[r]!] ?? 0),
  };
}

/** Sets bit k of each row of a lead that the k-th slow reading counts, and keeps the rows of sums. */
function flagLead(
  reader: RowReader,
  sums: readonly (SumDraft | undefined)[],
  flags: Int32Array,
  from: number,
  to: number,
): void {
  const { slow, classes } = reader;
  keepWanted(reader, from, to);
  if (reader.rowCount === 0) return;
  listRows(reader);
  const { lists, listRoom, listCounts } = reader;
  for (let k = 0; k < slow.length; k++) {
    if (listCounts[k] === 0) continue;
    const start = k * listRoom;
    const count = pickRows(reader, slow[k]!, lists, start, start + listCounts[k]!);
    const { picked } = reader;
    const sum = sums[k];
    if (sum) for (let i = 0; i < count; i++) sum.rows.push(picked[i]!);
    else for (let i = 0; i < count; i++) flags[picked[i]! - classes.firstRow]! |= 1 << k;
  }
}

/** The greatest number of (class, flags) pairs that are looked up in an array. */
const mostDense = 1 << 20;

/** Classes that also tell flags apart, numbered as they occur. */
function refine(classes: RowClasses, flags: Int32Array, flagCount: number): RowClasses {
  if (flags.length === 0) return { ...classes, flags: new Int32Array(classes.count) };
  const { of } = classes;
  const pairs = classes.count * 2 ** flagCount;
  const classOf = pairs <= mostDense ? startArray(pairs, flagCount) : startMap();
  const classFlags: number[] = [];
  const from: number[] = [];
  let refined: Uint16Array | Uint32Array = new Uint16Array(of.length);
  for (let i = 0; i < of.length; i++) {
    let rowClass = classOf.get(of[i]!, flags[i]!);
    if (rowClass < 0) {
      rowClass = from.push(of[i]!) - 1;
      classFlags.push(flags[i]!);
      classOf.set(of[i]!, flags[i]!, rowClass);
      if (rowClass === 0x10000) refined = Uint32Array.from(refined);
    }
    refined[i] = rowClass;
  }
  const width = classes.reads.length;
  return {
    ...classes,
    of: refined,
    count: from.length,
    typeCode: Int32Array.from(from, (rowClass) => classes.typeCode[rowClass]!),
    parts: Uint32Array.from(
      from.flatMap((rowClass) => [...classes.parts.subarray(rowClass * width, (rowClass + 1) * width)]),
    ),
    flags: Int32Array.from(classFlags),
  };
}

/** The new class of a class and flags, -1 for none yet. */
interface PairClasses {
  get(rowClass: number, flags: number): number;
  set(rowClass: number, flags: number, to: number): void;
}

function startArray(pairs: number, flagCount: number): PairClasses {
  const known = new Int32Array(pairs).fill(-1);
  return {
    get: (rowClass, flags) => known[(rowClass << flagCount) | flags]!,
    set: (rowClass, flags, to) => {
      known[(rowClass << flagCount) | flags] = to;
    },
  };
}

function startMap(): PairClasses {
  const known = new Map<number, number>();
  return {
    get: (rowClass, flags) => known.get(rowClass * 2 ** 31 + flags) ?? -1,
    set: (rowClass, flags, to) => known.set(rowClass * 2 ** 31 + flags, to),
  };
}
