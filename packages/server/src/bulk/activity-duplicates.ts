import { compareText, earliestTime, isMissing, type ValueKind } from '@leadline/core';
import {
  appendNumbers,
  type BulkDatabase,
  quoteName,
  quoteText,
  readRows,
  streamNumbers,
} from './bulk-database.ts';
import type { ActivityFile, BulkCell } from './bulk-file.ts';
import { keySql, msOfTime, readCells, timeSql } from './cell.ts';
import type { StagedFile } from './staged-file.ts';

/** A file of activities, ready to be read. */
export interface StagedActivities {
  readonly file: ActivityFile;
  readonly staged: StagedFile;
  /** The number of its first row among the rows of all files. */
  readonly firstRow: number;
}

/** Rows that repeat the key of an accepted row, as bits by row number. */
export interface Duplicates {
  readonly dropped: Uint32Array;
  /** Their numbers; `isConflict[i]` is 1 where the body differs from that of the accepted row. */
  readonly rows: Uint32Array;
  readonly isConflict: Uint8Array;
}

/**
 * Compares the keys and bodies of `candidates` (row numbers) as they are written in the files. All rows are known at the
 * same moment, so of different bodies under one key the least by text is accepted, whichever came first, as core does.
 */
export async function findDuplicates(
  { connection }: BulkDatabase,
  files: readonly StagedActivities[],
  candidates: Uint32Array,
  rowCount: number,
  kindOf: (property: string) => ValueKind | undefined,
): Promise<Duplicates> {
  const rows: number[] = [];
  const conflicts: number[] = [];
  const keyed = files.filter(({ file }) => file.id !== undefined);
  if (candidates.length > 0 && keyed.length > 0) {
    await connection.run('CREATE OR REPLACE TEMP TABLE candidates (number UINTEGER)');
    await appendNumbers(connection, 'candidates', [candidates]);
    for (const [f, { staged, firstRow }] of keyed.entries())
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE candidate_rows_${f} AS
         SELECT (file_row_number + ${firstRow})::UINTEGER AS number, file.* FROM ${staged.table} AS file
         WHERE file_row_number IN (SELECT number - ${firstRow} FROM candidates WHERE number >= ${firstRow})`,
      );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE repeats AS
       SELECT *, dense_rank() OVER (ORDER BY source, id)::UINTEGER AS key
       FROM (SELECT *, count(*) OVER (PARTITION BY source, id) AS times FROM (${keyed.map(candidateSql).join(' UNION ALL ')}))
       WHERE times > 1`,
    );
    const accepted = await chooseBodies(connection, keyed, kindOf);
    for await (const { rowCount: size, columns } of streamNumbers(
      connection,
      'SELECT number::UINTEGER, key, hash(body) AS body FROM repeats ORDER BY key, number',
    )) {
      // One key's rows may run on into the next chunk.
      const [numbers, keys] = columns as readonly Uint32Array[];
      const bodies = columns[2] as BigUint64Array;
      for (let i = 0; i < size; i++) {
        const key = keys![i]!;
        const chosen = accepted.get(key);
        const number = numbers![i]!;
        if (chosen === undefined) accepted.set(key, { number, body: bodies[i]! });
        else if (chosen.number !== number) {
          rows.push(number);
          conflicts.push(chosen.body === bodies[i]! ? 0 : 1);
        }
      }
    }
    const tables = ['candidates', 'repeats', ...keyed.map((_, f) => `candidate_rows_${f}`)];
    await connection.run(tables.map((table) => `DROP TABLE ${table}`).join('; '));
  }
  const dropped = new Uint32Array(Math.ceil(rowCount / 32));
  for (const row of rows) dropped[row >>> 5]! |= 1 << (row & 31);
  return { dropped, rows: Uint32Array.from(rows), isConflict: Uint8Array.from(conflicts) };
}

interface Accepted {
  readonly number: number;
  /** Hash of the body as written. */
  readonly body: bigint;
}

/** Which row is accepted of each key that has several bodies. */
async function chooseBodies(
  connection: BulkDatabase['connection'],
  files: readonly StagedActivities[],
  kindOf: (property: string) => ValueKind | undefined,
): Promise<Map<number, Accepted>> {
  const rows = await readRows(
    connection,
    `SELECT key, number, body, hash(body) FROM (
       SELECT *, min(body) OVER (PARTITION BY key) AS least, max(body) OVER (PARTITION BY key) AS greatest FROM repeats
     ) WHERE least <> greatest ORDER BY key, number`,
  );
  const accepted = new Map<number, Accepted>();
  const texts = new Map<number, string>();
  for (const [key, number, written, body] of rows) {
    const file = files.findLast(({ firstRow }) => firstRow <= Number(number))!;
    const text = readBody(file, String(written), kindOf);
    const before = texts.get(Number(key));
    if (before !== undefined && compareText(before, text) <= 0) continue;
    texts.set(Number(key), text);
    accepted.set(Number(key), { number: Number(number), body: BigInt(String(body)) });
  }
  return accepted;
}

/** The text by which core orders bodies. */
function readBody(
  { file, staged }: StagedActivities,
  written: string,
  kindOf: (property: string) => ValueKind | undefined,
): string {
  const [lead, type, ms, automated, ...cells] = JSON.parse(written) as (BulkCell | null)[];
  const names = Object.keys(file.properties ?? {}).sort(compareText);
  const properties = names.flatMap((name, i) => {
    const cell = cells[i] ?? null;
    const value =
      cell === null ? undefined : readCells(staged, file.properties![name]!, kindOf(name)).read(cell);
    return value === undefined || isMissing(value) ? [] : [[name, value] as const];
  });
  // Keys in order; id, source and when it became known are the same for all bodies of a key.
  return JSON.stringify({
    at: Number(ms) + earliestTime,
    ...(automated && { automated }),
    lead,
    properties: Object.fromEntries(properties),
    type,
  });
}

/** Source, id and body, as written, of those candidates of a file that are accepted rows. */
function candidateSql({ file, staged }: StagedActivities, index: number): string {
  const type = typeof file.type === 'string' ? keySql(staged, file.type) : quoteText(file.type.always);
  const cells = Object.keys(file.properties ?? {})
    .sort(compareText)
    .map((name) => `to_json(${readCells(staged, file.properties![name]!).sql})`);
  return `SELECT number, id, source,
      to_json([to_json(lead), to_json(type), to_json(ms), to_json(automated)] || cells)::VARCHAR AS body
    FROM (
      SELECT number, ${quoteText(file.source ?? file.path)} AS source, ${keySql(staged, file.id!)} AS id,
        ${keySql(staged, file.leadId)} AS lead, ${type} AS type, ${timeSql(staged, file.at)} AS ms,
        ${automatedSql(file, staged)} AS automated, [${cells.join(', ')}]::JSON[] AS cells
      FROM candidate_rows_${index}
    ) WHERE trim(id) <> '' AND trim(lead) <> '' AND trim(type) <> '' AND ms >= 0 AND ms < ${msOfTime}`;
}

/** SQL of whether a row is an activity of a machine. */
export function automatedSql({ automated }: ActivityFile, staged: StagedFile): string {
  if (automated === undefined) return 'false';
  const isBoolean = staged.types.get(automated) === 'BOOLEAN';
  return isBoolean
    ? `coalesce(${quoteName(automated)}, false)`
    : `coalesce(try_cast(${keySql(staged, automated)} AS BOOLEAN), false)`;
}
