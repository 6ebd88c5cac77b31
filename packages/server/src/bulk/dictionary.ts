import type { PlainValue, ValueKind } from '@leadline/core';
import { isMissing } from '@leadline/core';
import { type BulkDatabase, quoteText, readColumn } from './bulk-database.ts';
import type { BulkCell, BulkColumn } from './bulk-file.ts';
import { readCells } from './cell.ts';
import type { StagedFile } from './staged-file.ts';

/** The different cells of one column over the files that have it, as plain values by code; 0 is a missing value. */
export interface Dictionary {
  readonly values: (PlainValue | undefined)[];
  readonly parts: ReadonlyMap<StagedFile, DictionaryPart>;
}

/** The cells of one file: a table that gives each its code. */
export interface DictionaryPart {
  /** Table of (cell, code). */
  readonly table: string;
  /** SQL of the cell in a row of the file. */
  readonly sql: string;
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
    const { sql, isPresent, read } = readCells(file, column, declared);
    const table = `dictionary_${tableCount++}`;
    // Two statements, or the test would be made on every row instead of on every cell.
    await database.connection.run(
      `CREATE TEMP TABLE ${table}_all AS SELECT DISTINCT ${sql} AS cell FROM ${file.table}`,
    );
    await database.connection.run(
      `CREATE TEMP TABLE ${table} AS
       SELECT cell, (row_number() OVER () + ${values.length - 1})::UINTEGER AS code
       FROM ${table}_all WHERE cell IS NOT NULL AND ${isPresent};
       DROP TABLE ${table}_all`,
    );
    const first = values.length;
    const cells = await readColumn<BulkCell>(database.connection, { table, column: 'cell', order: 'code' });
    const missing: string[] = [];
    for (const cell of cells) {
      const value = read(cell);
      if (value === undefined || isMissing(value)) {
        missing.push(typeof cell === 'string' ? quoteText(cell) : String(cell));
        values.push(undefined);
      } else values.push(value as PlainValue);
    }
    if (missing.length > 0)
      await database.connection.run(
        `DELETE FROM ${table} WHERE code >= ${first} AND cell IN (${missing.join(', ')})`,
      );
    parts.set(file, { table, sql, firstCode: first });
  }
  return { values, parts };
}
