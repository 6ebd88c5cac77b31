import { type BulkDatabase, readColumn, readOne } from './bulk-database.ts';
import { keySql } from './cell.ts';
import { indexCells, type KeyIndex } from './key-index.ts';
import type { StagedFile } from './staged-file.ts';

/** Ids as numbers 0, 1, 2, ... in the order of their UTF-8 bytes. */
export interface Numbering {
  /** Table of (id, unit). */
  readonly table: string;
  readonly ids: readonly string[];
  /** Finds one more than the number of an id. */
  readonly index: KeyIndex;
}

/** Numbers the leads (or accounts) that any of the files names in one of its columns. */
export async function numberIds(
  database: BulkDatabase,
  table: string,
  uses: readonly { file: StagedFile; column: string }[],
): Promise<Numbering> {
  const { connection } = database;
  const selects = uses.map(
    ({ file, column }) => `SELECT DISTINCT ${keySql(file, column)} AS id FROM ${file.table}`,
  );
  // Two statements, or the test would be made on every row instead of on every id.
  await connection.run(
    `CREATE TEMP TABLE ${table}_all AS SELECT DISTINCT id FROM (${[`SELECT '' AS id`, ...selects].join(' UNION ALL ')})`,
  );
  await connection.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS unit FROM ${table}_all WHERE trim(id) <> ''`,
  );
  const [count] = await readOne(connection, `SELECT count(*)::DOUBLE FROM ${table}`);
  const ids = await readColumn(connection, { table, column: 'id', order: 'unit' });
  if (ids.length !== count) throw new RangeError(`Cannot number ${count} ids, got ${ids.length}`);
  const index = await indexCells(database, {
    kind: 'text',
    sql: (key) => `SELECT ${key}, unit + 1 FROM (SELECT id AS cell, unit FROM ${table})
      UNION ALL SELECT DISTINCT ${key}, 0 FROM (SELECT id AS cell FROM ${table}_all) WHERE cell IS NULL OR trim(cell) = ''`,
    numberOf: (next) => next,
  });
  await connection.run(`DROP TABLE ${table}_all`);
  return { table, ids, index };
}
