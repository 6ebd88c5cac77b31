import type { PlainValue, ValueKind } from '@leadline/core';
import { isMissing } from '@leadline/core';
import { type BulkDatabase, readColumn } from './bulk-database.ts';
import type { BulkCell, BulkColumn } from './bulk-file.ts';
import { type CellReader, readCells } from './cell.ts';
import { indexCells, type KeyIndex } from './key-index.ts';
import type { StagedFile } from './staged-file.ts';

/** The different cells of one column over the files that have it, as plain values by code; 0 is a missing value. */
export interface Dictionary {
  readonly values: (PlainValue | undefined)[];
  readonly parts: ReadonlyMap<StagedFile, DictionaryPart>;
}

/** The cells of one file. */
export interface DictionaryPart {
  /** SQL of the key of the cell in a row of the file. */
  readonly sql: string;
  /** Finds the code of a key. */
  readonly index: KeyIndex;
  /** The least of its codes. */
  readonly firstCode: number;
}

let tableCount = 0;

/**
 * Finds the different cells of a field or property and reads each once. Files have dictionaries of their own, since
 * each may be read its own way; equal values of two files have two codes.
 */
export async function makeDictionary(
  database: BulkDatabase,
  uses: readonly { file: StagedFile; column: BulkColumn }[],
  declared?: ValueKind,
): Promise<Dictionary> {
  const values: (PlainValue | undefined)[] = [undefined];
  const parts = new Map<StagedFile, DictionaryPart>();
  for (const { file, column } of uses) {
    const cells = readCells(file, column, declared);
    const firstCode = values.length;
    const index = await addCells(database, file, cells, values);
    parts.set(file, { sql: index.sqlOf(cells.sql), index, firstCode });
  }
  return { values, parts };
}

/** Adds what the cells of a file say to `values`; returns where the code of each is found. */
async function addCells(
  database: BulkDatabase,
  file: StagedFile,
  { sql, isPresent, kind, read }: CellReader,
  values: (PlainValue | undefined)[],
): Promise<KeyIndex> {
  const { connection } = database;
  const table = `dictionary_${tableCount++}`;
  // Two statements, or the test would be made on every row instead of on every cell.
  await connection.run(`CREATE TEMP TABLE ${table}_all AS SELECT DISTINCT ${sql} AS cell FROM ${file.table}`);
  await connection.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT cell, (row_number() OVER () + ${values.length - 1})::UINTEGER AS code
     FROM ${table}_all WHERE cell IS NOT NULL AND ${isPresent}`,
  );
  for (const cell of await readColumn<BulkCell>(connection, { table, column: 'cell', order: 'code' })) {
    const value = read(cell);
    values.push(value === undefined || isMissing(value) ? undefined : (value as PlainValue));
  }
  const index = await indexCells(database, {
    kind,
    sql: (key) => `SELECT ${key}, code FROM ${table}
      UNION ALL SELECT DISTINCT ${key}, 0::UINTEGER FROM ${table}_all WHERE cell IS NULL OR NOT (${isPresent})`,
    numberOf: (code) => (values[code] === undefined ? 0 : code),
  });
  await connection.run(`DROP TABLE ${table}; DROP TABLE ${table}_all`);
  return index;
}
