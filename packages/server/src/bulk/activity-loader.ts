import { type Codes, earliestTime, type PlainValue, type ValueKind } from '@leadline/core';
import { findDuplicates, type StagedActivities } from './activity-duplicates.ts';
import { type ActivityTypes, createRowReader, createTally, type Tally } from './activity-rows.ts';
import { type BulkDatabase, streamNumbers } from './bulk-database.ts';
import { type BulkFileReport, mostRejects } from './bulk-file.ts';
import { type Dictionary, makeDictionary } from './dictionary.ts';
import type { Numbering } from './lead-number.ts';
import { createRepeatFinder } from './repeat-finder.ts';
import { createRowSorter } from './row-sorter.ts';

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
    const reader = createRowReader(each, leads, types, dictionaries);
    for await (const { rowCount: size, columns } of streamNumbers(database.connection, reader.sql)) {
      reader.take(columns, size, { sorter, tally, repeats });
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
    firstDay: firstDay + earliestTime / msPerDay,
    types: types.names,
    type: codes[0]!,
    properties: new Map(
      names.map((name, i) => [name, { codes: codes[i + 1]!, values: dictionaries[i]!.values }]),
    ),
    reports: tallies.map(reportOf),
  };
}

async function makeTypes(database: BulkDatabase, files: readonly StagedActivities[]): Promise<ActivityTypes> {
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
