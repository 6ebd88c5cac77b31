import { earliestTime } from '@leadline/core';
import { automatedSql, type StagedActivities } from './activity-duplicates.ts';
import type { NumberItems } from './bulk-database.ts';
import { type BulkReject, type BulkRejectReason, mostRejects } from './bulk-file.ts';
import { keySql, msOfTime, timeSql } from './cell.ts';
import type { Dictionary } from './dictionary.ts';
import { halvesOf } from './key-index.ts';
import type { Numbering } from './lead-number.ts';
import type { RepeatFinder } from './repeat-finder.ts';
import type { RowSorter } from './row-sorter.ts';

/** Types of all files of activities. */
export interface ActivityTypes {
  /** Index 0 stands for no type and no row has it. */
  readonly names: readonly string[];
  readonly dictionary: Dictionary;
  readonly always: ReadonlyMap<string, number>;
}

/** Where the rows of a file went. */
export interface Tally {
  readonly each: StagedActivities;
  /** Milliseconds since 1900. */
  readonly latest: number;
  rejected: number;
  later: number;
  duplicates: number;
  conflicts: number;
  readonly rejects: BulkReject[];
}

export function createTally(each: StagedActivities, at: number): Tally {
  return { each, latest: at - earliestTime, rejected: 0, later: 0, duplicates: 0, conflicts: 0, rejects: [] };
}

/** Reads the rows of one file. */
export interface RowReader {
  readonly sql: string;
  /** Takes a chunk of what `sql` selects. */
  take(columns: readonly NumberItems[], size: number, into: RowTakers): void;
}

/** Where rows go. */
interface RowTakers {
  readonly sorter: RowSorter;
  readonly tally: Tally;
  readonly repeats: RepeatFinder | undefined;
}

/** The first columns of a row; then the keys of its lead's id and of its cells, each by its place. */
const [numberColumn, timeColumn, automatedColumn, leadColumn] = [0, 1, 2, 3];

/** Rows come as their number, time and machine, and keys whose numbers are found here. */
export function createRowReader(
  { file, staged, firstRow }: StagedActivities,
  leads: Numbering,
  types: ActivityTypes,
  dictionaries: readonly Dictionary[],
): RowReader {
  const columns = [
    'file_row_number::UINTEGER',
    timeSql(staged, file.at),
    `(${automatedSql(file, staged)})::UTINYINT`,
    leads.index.sqlOf(keySql(staged, file.leadId)),
  ];
  const select = (sql: string) => columns.push(sql) - 1;
  const finderOf = (dictionary: Dictionary) => {
    const part = dictionary.parts.get(staged);
    return part && { column: select(part.sql), index: part.index };
  };
  const always = typeof file.type === 'string' ? undefined : types.always.get(file.type.always)!;
  const typeFinder = always === undefined ? finderOf(types.dictionary) : undefined;
  const hashColumn = file.id === undefined ? undefined : select(hashSql(keySql(staged, file.id), file));
  const finders = dictionaries.map(finderOf);
  let scratch = createScratch(0);

  return {
    sql: `SELECT ${columns.join(', ')} FROM ${staged.table}`,
    take(items, size, into) {
      if (scratch.units.length < size) scratch = createScratch(size);
      const { units, codes, places } = scratch;
      leads.index.find(items[leadColumn]!, size, units);
      if (typeFinder) typeFinder.index.find(items[typeFinder.column]!, size, codes);
      else codes.fill(always ?? 0, 0, size);
      const hashes = hashColumn === undefined ? undefined : halvesOf(items[hashColumn]!, size);
      placeRows(items, size, scratch, hashes, into);
      if (hashes && into.repeats)
        noteHashes(into.repeats, items[numberColumn] as Uint32Array, firstRow, hashes, size);
      writeCodes(codes, into.sorter, 0, places, size);
      for (const [d, finder] of finders.entries()) {
        if (finder === undefined) continue;
        finder.index.find(items[finder.column]!, size, codes);
        writeCodes(codes, into.sorter, d + 1, places, size);
      }
    },
  };
}

/** What is found for the rows of a chunk: one more than the lead, a code, the place in the sorter. */
interface Scratch {
  readonly units: Int32Array;
  readonly codes: Int32Array;
  readonly places: Float64Array;
}

const createScratch = (size: number): Scratch => ({
  units: new Int32Array(size),
  codes: new Int32Array(size),
  places: new Float64Array(size),
});

/** The hash of a row's id, 0 where it has none. */
function hashSql(id: string, file: StagedActivities['file']): string {
  return `CASE WHEN ${id} <> '' THEN hash(${id}, ${sourceHash(file)}) ELSE 0 END`;
}

/** Keys of two sources are told apart exactly later; here it only keeps most of them from looking alike. */
const sourceHash = ({ source, path }: StagedActivities['file']) => {
  let hash = 0;
  for (const letter of source ?? path) hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0;
  return hash;
};

const msPerDay = 86_400_000;
const nowhere = -1;

/** Puts each row's lead, time and type in its place, and notes the rows that have none. */
function placeRows(
  items: readonly NumberItems[],
  size: number,
  { units, codes, places }: Scratch,
  hashes: Int32Array | undefined,
  { sorter, tally }: RowTakers,
): void {
  const numbers = items[numberColumn] as Uint32Array;
  const times = halvesOf(items[timeColumn]!, size);
  const automated = items[automatedColumn] as Uint8Array;
  const { firstRow } = tally.each;
  for (let i = 0; i < size; i++) {
    const unit = units[i]! - 1;
    const code = codes[i]!;
    const ms = times[2 * i + 1]! * 2 ** 32 + (times[2 * i]! >>> 0);
    const number = numbers[i]!;
    places[i] = nowhere;
    if (unit < 0 || code === 0 || ms < 0 || ms >= msOfTime) {
      reject(tally, number, unit < 0 ? 'lead_missing' : code === 0 ? 'type_missing' : 'time_invalid');
      // What is no activity repeats none.
      if (hashes) hashes[2 * i] = hashes[2 * i + 1] = 0;
      continue;
    }
    if (ms > tally.latest) {
      tally.later++;
      continue;
    }
    const day = Math.floor(ms / msPerDay);
    places[i] = sorter.take(unit, day, ms - day * msPerDay, firstRow + number);
    codes[i] = code * 2 + automated[i]!;
  }
}

/** A short loop of its own, so that the processor waits for several rows' memory at once. */
function noteHashes(
  repeats: RepeatFinder,
  numbers: Uint32Array,
  firstRow: number,
  hashes: Int32Array,
  size: number,
): void {
  for (let i = 0; i < size; i++) {
    const low = hashes[2 * i]!;
    const high = hashes[2 * i + 1]!;
    if (low !== 0 || high !== 0) repeats.add(firstRow + numbers[i]!, low >>> 0, high >>> 0);
  }
}

/** Writes the codes of one column into the rows at these places. */
function writeCodes(
  codes: Int32Array,
  { words, slots }: RowSorter,
  column: number,
  places: Float64Array,
  size: number,
): void {
  const { word, shift } = slots[column]!;
  for (let i = 0; i < size; i++) {
    const place = places[i]!;
    if (place !== nowhere) words[place + word]! |= codes[i]! << shift;
  }
}

function reject(tally: Tally, number: number, reason: BulkRejectReason): void {
  tally.rejected++;
  if (tally.rejects.length < mostRejects)
    tally.rejects.push({ file: tally.each.file.path, reason, row: number + 1 });
}
