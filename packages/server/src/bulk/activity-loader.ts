import type { Codes, PlainValue, ValueKind } from '@leadline/core';
import { automatedSql, findDuplicates, type StagedActivities } from './activity-duplicates.ts';
import { type BulkDatabase, type NumberItems, streamNumbers } from './bulk-database.ts';
import { type BulkFileReport, type BulkReject, type BulkRejectReason, mostRejects } from './bulk-file.ts';
import { keySql, msOfTime, startOf1900, timeSql } from './cell.ts';
import { type Dictionary, makeDictionary } from './dictionary.ts';
import type { Numbering } from './lead-number.ts';
import { createRepeatFinder, type RepeatFinder } from './repeat-finder.ts';
import { createRowSorter, type RowSorter } from './row-sorter.ts';

/** Activities of all leads as core's kernel reads them, and where the rows went. */
export interface LoadedActivities {
  readonly offsets: Uint32Array;
  readonly types: readonly string[];
  readonly type: Codes;
  readonly firstDay: number;
  readonly day: Uint16Array | Uint32Array;
  readonly timeOfDay: Uint32Array;
  readonly properties: ReadonlyMap<string, { codes: Codes; values: readonly (PlainValue | undefined)[] }>;
  readonly reports: readonly BulkFileReport[];
}

export interface ActivityLoadOptions {
  /** Properties to encode; the others are only compared where a key repeats. */
  readonly properties: ReadonlySet<string>;
  /** What text of a property is read as. */
  readonly kindOf: (property: string) => ValueKind | undefined;
  /** Activities later than this, in milliseconds UTC, are left out. */
  readonly at: number;
  readonly onRows?: (rows: number) => void;
}

const msPerDay = 86_400_000;

/** Reads activities in one pass over each file (after one for each dictionary), sorts them by lead and time. */
export async function loadActivities(
  database: BulkDatabase,
  files: readonly StagedActivities[],
  leads: Numbering,
  { properties, kindOf, at, onRows }: ActivityLoadOptions,
): Promise<LoadedActivities> {
  const types = await makeTypes(database, files);
  const names = [...properties].filter((name) =>
    files.some(({ file }) => file.properties?.[name] !== undefined),
  );
  const dictionaries: Dictionary[] = [];
  for (const name of names)
    dictionaries.push(
      await makeDictionary(
        database,
        files.flatMap(({ file, staged }) => {
          const column = file.properties?.[name];
          return column === undefined ? [] : [{ file: staged, column }];
        }),
        kindOf(name),
      ),
    );
  const rowCount = files.reduce((sum, { staged }) => sum + staged.rowCount, 0);
  if (rowCount >= 2 ** 32)
    throw new RangeError(`Cannot hold ${rowCount} activities: at most 4294967295 at once`);
  const sorter = createRowSorter(leads.ids.length, rowCount, [
    { size: types.names.length * 2 },
    ...dictionaries.map(({ values }) => ({ size: values.length })),
  ]);
  let repeats = files.some(({ file }) => file.id !== undefined) ? createRepeatFinder(rowCount) : undefined;
  const tallies: Tally[] = [];
  for (const each of files) {
    const tally = createTally(each, at);
    tallies.push(tally);
    const sql = rowSql(each, leads, types, dictionaries);
    for await (const { rowCount: size, columns } of streamNumbers(database.connection, sql)) {
      takeRows(sorter, tally, repeats, size, columns);
      onRows?.(size);
    }
  }
  const candidates = repeats?.findCandidates();
  // Frees its tables before the rows are sorted into arrays of their own.
  repeats = undefined;
  const duplicates = candidates && (await findDuplicates(database, files, candidates, rowCount, kindOf));
  const { codes, firstDay, ...sorted } = sorter.finish(duplicates?.dropped);
  for (let i = 0; duplicates && i < duplicates.rows.length; i++) {
    const row = duplicates.rows[i]!;
    const tally = tallies.findLast(({ each }) => each.firstRow <= row)!;
    if (duplicates.isConflict[i] === 1) tally.conflicts++;
    else tally.duplicates++;
  }
  return {
    ...sorted,
    firstDay: firstDay + startOf1900 / msPerDay,
    types: types.names,
    type: codes[0]!,
    properties: new Map(
      names.map((name, i) => [name, { codes: codes[i + 1]!, values: dictionaries[i]!.values }]),
    ),
    reports: tallies.map(reportOf),
  };
}

interface Types {
  /** Index 0 stands for no type and no row has it. */
  readonly names: readonly string[];
  readonly dictionary: Dictionary;
  readonly always: ReadonlyMap<string, number>;
}

async function makeTypes(database: BulkDatabase, files: readonly StagedActivities[]): Promise<Types> {
  const dictionary = await makeDictionary(
    database,
    files.flatMap(({ file, staged }) =>
      typeof file.type === 'string' ? [{ file: staged, column: { column: file.type, read: String } }] : [],
    ),
  );
  const names = dictionary.values.map((value) => String(value ?? ''));
  const always = new Map<string, number>();
  for (const { file } of files)
    if (typeof file.type !== 'string' && !always.has(file.type.always)) {
      always.set(file.type.always, names.length);
      names.push(file.type.always);
    }
  return { names, dictionary, always };
}

/** Per row: its number, its lead (-1 for none), time, type and machine, hash of the key (0 for none), codes. */
function rowSql(
  { file, staged }: StagedActivities,
  leads: Numbering,
  types: Types,
  dictionaries: readonly Dictionary[],
): string {
  // Names of the file's own columns end here, so that none can be mistaken for one of ours.
  const cells = [
    'file_row_number',
    `${keySql(staged, file.leadId)} AS lead_id`,
    `${timeSql(staged, file.at)} AS ms`,
    `${automatedSql(file, staged)} AS automated`,
  ];
  const columns = ['cells.file_row_number::UINTEGER', 'coalesce(leads.unit, -1)::INTEGER', 'ms'];
  const joins = [`LEFT JOIN ${leads.table} AS leads ON leads.id = cells.lead_id`];
  const codeOf = (dictionary: Dictionary, alias: string) => {
    const part = dictionary.parts.get(staged);
    if (!part) return '0';
    cells.push(`${part.sql} AS cell_${alias}`);
    joins.push(`LEFT JOIN ${part.table} AS ${alias} ON ${alias}.cell = cells.cell_${alias}`);
    return `coalesce(${alias}.code, 0)`;
  };
  const type =
    typeof file.type === 'string'
      ? codeOf(types.dictionary, 'types')
      : `${types.always.get(file.type.always)}`;
  columns.push(`(${type} * 2 + automated::INTEGER)::UINTEGER`);
  if (file.id !== undefined) {
    const id = keySql(staged, file.id);
    cells.push(`CASE WHEN ${id} <> '' THEN hash(${id}, ${sourceHash(file)}) ELSE 0 END AS key`);
    columns.push('key');
  }
  for (const [d, dictionary] of dictionaries.entries())
    columns.push(`(${codeOf(dictionary, `values_${d}`)})::UINTEGER`);
  return `SELECT ${columns.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${staged.table}) AS cells
    ${joins.join(' ')}`;
}

/** Keys of two sources are told apart exactly later; here it only keeps most of them from looking alike. */
const sourceHash = ({ source, path }: StagedActivities['file']) => {
  let hash = 0;
  for (const letter of source ?? path) hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0;
  return hash;
};

interface Tally {
  readonly each: StagedActivities;
  /** Milliseconds since 1900. */
  readonly latest: number;
  rejected: number;
  later: number;
  duplicates: number;
  conflicts: number;
  readonly rejects: BulkReject[];
}

function createTally(each: StagedActivities, at: number): Tally {
  return { each, latest: at - startOf1900, rejected: 0, later: 0, duplicates: 0, conflicts: 0, rejects: [] };
}

function takeRows(
  sorter: RowSorter,
  tally: Tally,
  repeats: RepeatFinder | undefined,
  size: number,
  columns: readonly NumberItems[],
): void {
  const [numbers, leads] = columns as readonly Int32Array[];
  const times = halvesOf(columns[2] as BigInt64Array, size);
  const types = columns[3] as Uint32Array;
  const { firstRow, file } = tally.each;
  const hashes = file.id === undefined ? undefined : halvesOf(columns[4] as BigUint64Array, size);
  const places = taken.length >= size ? taken : new Uint32Array(size);
  taken = places;
  for (let i = 0; i < size; i++) {
    const unit = leads![i]!;
    const ms = (times[2 * i + 1]! | 0) * 2 ** 32 + times[2 * i]!;
    const type = types[i]!;
    const number = numbers![i]! >>> 0;
    places[i] = nowhere;
    if (unit < 0 || type < 2 || ms < 0 || ms >= msOfTime) {
      reject(tally, number, unit < 0 ? 'lead_missing' : type < 2 ? 'type_missing' : 'time_invalid');
      continue;
    }
    if (repeats && hashes) {
      const low = hashes[2 * i]!;
      const high = hashes[2 * i + 1]!;
      if (low !== 0 || high !== 0) repeats.add(firstRow + number, low, high);
    }
    if (ms > tally.latest) {
      tally.later++;
      continue;
    }
    const day = Math.floor(ms / msPerDay);
    const place = sorter.take(unit, day);
    places[i] = place;
    sorter.units[place] = unit;
    sorter.days[place] = day;
    sorter.times[place] = ms - day * msPerDay;
    sorter.rows[place] = firstRow + number;
    sorter.codes[0]![place] = type;
  }
  const firstCode = hashes ? 5 : 4;
  for (let c = 1; c < sorter.codes.length; c++)
    copyCodes(columns[firstCode + c - 1] as Uint32Array, sorter.codes[c]!, places, size);
}

/** The low and high halves of 64-bit numbers, two by two. */
function halvesOf(numbers: BigInt64Array | BigUint64Array, size: number): Uint32Array {
  return new Uint32Array(numbers.buffer, numbers.byteOffset, size * 2);
}

const nowhere = 0xffffffff;
let taken = new Uint32Array(2048);

function copyCodes(from: Uint32Array, to: Codes, places: Uint32Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const place = places[i]!;
    if (place !== nowhere) to[place] = from[i]!;
  }
}

function reject(tally: Tally, number: number, reason: BulkRejectReason): void {
  tally.rejected++;
  if (tally.rejects.length < mostRejects)
    tally.rejects.push({ file: tally.each.file.path, reason, row: number + 1 });
}

function reportOf({ each, rejected, later, duplicates, conflicts, rejects }: Tally): BulkFileReport {
  const { invalidLines, rowCount, rejects: lines, path } = each.staged;
  const read = rowCount + invalidLines;
  const lost = rejected + invalidLines;
  return {
    path,
    role: 'activities',
    rows: {
      read,
      accepted: read - lost - duplicates - conflicts,
      rejected: lost,
      duplicates,
      conflicts,
      later,
    },
    rejects: [...lines, ...rejects.sort((a, b) => a.row! - b.row!)].slice(0, mostRejects),
  };
}
