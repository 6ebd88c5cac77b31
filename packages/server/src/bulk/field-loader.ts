import type { Codes, FieldValue, PlainValue, ValueKind } from '@leadline/core';
import { compareText, findFieldValue } from '@leadline/core';
import { type BulkDatabase, streamNumbers } from './bulk-database.ts';
import { type BulkColumn, type BulkFileReport, type BulkReject, mostRejects } from './bulk-file.ts';
import { keySql } from './cell.ts';
import { makeDictionary } from './dictionary.ts';
import type { Numbering } from './lead-number.ts';
import { allocateSharedCodes } from './shared-array.ts';
import type { StagedFile } from './staged-file.ts';

/** A file with one row for each lead (or account). */
export interface StagedUnits {
  readonly staged: StagedFile;
  readonly role: 'leads' | 'accounts';
  /** Column of the lead's or account's id. */
  readonly key: string;
  readonly fields: Readonly<Record<string, BulkColumn>>;
}

/** Fields of leads (or of accounts) by number, before it is known when each was created. */
export interface LoadedFields {
  /** 1 for each that has a row of its own. */
  readonly hasRow: Uint8Array;
  readonly fields: ReadonlyMap<string, LoadedField>;
  readonly reports: readonly BulkFileReport[];
}

export interface LoadedField {
  readonly codes: Codes;
  readonly values: (PlainValue | undefined)[];
  /** Number → all its values, of those that have several different ones. */
  readonly several: ReadonlyMap<number, FieldValue[]>;
}

/** Reads the fields of that `names` that the files have; all are undated and known at `knownAt`. */
export async function loadFields(
  database: BulkDatabase,
  files: readonly StagedUnits[],
  units: Numbering,
  names: readonly string[],
  kindOf: (name: string) => ValueKind | undefined,
  knownAt: number,
): Promise<LoadedFields> {
  const count = units.ids.length;
  const hasRow = new Uint8Array(count);
  const builds: FieldBuild[] = [];
  for (const name of names) {
    const uses = files.flatMap(({ staged, fields }) => {
      const column = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return column === undefined
        ? []
        : [{ file: staged, column: name === 'account' ? asText(column) : column }];
    });
    if (uses.length === 0) continue;
    const { values, parts } = await makeDictionary(database, uses, kindOf(name));
    builds.push({
      name,
      values,
      parts,
      codes: allocateSharedCodes(count, values.length),
      several: new Map(),
    });
  }
  const reports: BulkFileReport[] = [];
  let places = new Int32Array(0);
  let codes = new Int32Array(0);
  for (const file of files) {
    const rejects: BulkReject[] = [];
    let rejected = 0;
    const present = builds.filter(({ parts }) => parts.has(file.staged));
    for await (const { rowCount, columns } of streamNumbers(
      database.connection,
      fieldSql(file, units, present),
    )) {
      if (places.length < rowCount) [places, codes] = [new Int32Array(rowCount), new Int32Array(rowCount)];
      const [numbers, keys, ...cells] = columns;
      units.index.find(keys!, rowCount, places);
      for (let i = 0; i < rowCount; i++) {
        const place = places[i]!;
        if (place > 0) {
          hasRow[place - 1] = 1;
          continue;
        }
        rejected++;
        const reason = file.role === 'leads' ? 'lead_missing' : 'account_missing';
        if (rejects.length < mostRejects)
          rejects.push({ file: file.staged.path, reason, row: Number(numbers![i]) + 1 });
      }
      for (const [b, build] of present.entries()) {
        build.parts.get(file.staged)!.index.find(cells[b]!, rowCount, codes);
        takeCodes(build, places, codes, rowCount, knownAt);
      }
    }
    reports.push(reportOf(file, rejected, rejects));
  }
  return { hasRow, fields: new Map(builds.map((build) => [build.name, build])), reports };
}

interface FieldBuild extends LoadedField {
  readonly name: string;
  readonly parts: Awaited<ReturnType<typeof makeDictionary>>['parts'];
  readonly several: Map<number, FieldValue[]>;
}

/** An id is text, also where a file holds it as a number. */
function asText(column: BulkColumn): BulkColumn {
  const { read, ...rest } = typeof column === 'string' ? { column, read: undefined } : column;
  return { ...rest, read: (cell) => (read ? read(cell) : String(cell)) };
}

/** Per row: its number, the keys of its id and of each cell. */
function fieldSql(file: StagedUnits, units: Numbering, builds: readonly FieldBuild[]): string {
  const cells = builds.map(({ parts }) => parts.get(file.staged)!.sql);
  const id = units.index.sqlOf(keySql(file.staged, file.key));
  return `SELECT ${['file_row_number::INTEGER', id, ...cells].join(', ')} FROM ${file.staged.table}`;
}

function takeCodes(
  build: FieldBuild,
  places: Int32Array,
  given: Int32Array,
  size: number,
  knownAt: number,
): void {
  const { codes, several } = build;
  for (let i = 0; i < size; i++) {
    const unit = places[i]! - 1;
    const code = given[i]!;
    if (unit < 0 || code === 0) continue;
    const before = codes[unit]!;
    if (before === 0) codes[unit] = code;
    else if (before !== code)
      several.set(unit, [
        ...(several.get(unit) ?? [toFact(build, before, knownAt)]),
        toFact(build, code, knownAt),
      ]);
  }
}

/** Each file has codes of its own, so a code tells where a value came from. */
function toFact({ name, values, parts }: FieldBuild, code: number, knownAt: number): FieldValue {
  const source = [...parts].findLast(([, { firstCode }]) => firstCode <= code)![0].path;
  return { field: name, value: values[code]!, source, knownAt };
}

function reportOf(
  { staged, role }: StagedUnits,
  rejected: number,
  rejects: readonly BulkReject[],
): BulkFileReport {
  const read = staged.rowCount + staged.invalidLines;
  const lost = rejected + staged.invalidLines;
  return {
    path: staged.path,
    role,
    rows: { read, accepted: read - lost, rejected: lost, duplicates: 0, conflicts: 0, later: 0 },
    rejects: [...staged.rejects, ...[...rejects].sort((a, b) => a.row! - b.row!)].slice(0, mostRejects),
  };
}

/** The value of each unit as of a moment, by code; a new value among `values` where several differed. */
export function resolveField(
  { codes, values, several }: LoadedField,
  created: Float64Array,
  until: number,
  knownAt: number,
): { codes: Codes; values: readonly (PlainValue | undefined)[] } {
  for (const [unit, facts] of several) {
    const value = findFieldValue(facts, created[unit]!, until, knownAt, () => 0);
    const code = values.indexOf(value ?? undefined);
    codes[unit] = Math.max(code, 0);
  }
  // An undated value holds from creation.
  for (let unit = 0; unit < codes.length; unit++) if (created[unit]! > until) codes[unit] = 0;
  return { codes, values };
}

/** The number of an id, or -1; `ids` are in the order of their UTF-8 bytes. */
export function findUnit(ids: readonly string[], id: string): number {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareText(ids[middle]!, id) < 0) from = middle + 1;
    else to = middle;
  }
  return ids[from] === id ? from : -1;
}
