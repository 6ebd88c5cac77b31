import { basename, join } from 'node:path';
import { type BulkDatabase, quoteName, quoteText, readOne } from './bulk-database.ts';
import { type AnyBulkFile, type BulkFormat, type BulkReject, mostRejects } from './bulk-file.ts';

/** A file as Parquet, its own or a copy in the database's folder. */
export interface StagedFile {
  /** What was asked for. */
  readonly path: string;
  /** SQL of a table with the file's columns and `file_row_number` from 0. */
  readonly table: string;
  readonly rowCount: number;
  /** Column → DuckDB's name of its type; JSON for JSON text, whatever DuckDB holds it as. */
  readonly types: ReadonlyMap<string, string>;
  /** Lines that are no rows. */
  readonly invalidLines: number;
  /** The first of them. */
  readonly rejects: readonly BulkReject[];
}

/** A file that cannot be read as a whole; no row was scored. */
export class BulkFileError extends Error {
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`Cannot read ${basename(path)}: ${problem}`, cause === undefined ? {} : { cause });
    this.name = 'BulkFileError';
    this.path = path;
  }
}

/**
 * Makes a file ready for several passes. Parquet is read where it lies; the columns `wanted` of CSV and NDJSON are
 * written once to Parquet, all as text, since parsing them again for every pass would cost more.
 *
 * @throws BulkFileError when the file or one of the columns is not there.
 */
export async function stageFile(
  database: BulkDatabase,
  file: AnyBulkFile,
  wanted: ReadonlySet<string>,
): Promise<StagedFile> {
  const format = file.format ?? formatOf(file.path);
  try {
    if (format === 'parquet') return await describe(database, file.path, file.path, wanted);
    const copy = join(database.folder, `${stagedCount++}.parquet`);
    return format === 'csv'
      ? await stageCsv(database, file, wanted, copy)
      : await stageNdjson(database, file.path, wanted, copy);
  } catch (error) {
    if (error instanceof BulkFileError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new BulkFileError(file.path, message.split('\n')[0]!, error);
  }
}

let stagedCount = 0;

function formatOf(path: string): BulkFormat {
  if (/\.parquet$/i.test(path)) return 'parquet';
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path)) return 'ndjson';
  if (/\.(csv|tsv|txt)(\.gz)?$/i.test(path)) return 'csv';
  throw new BulkFileError(path, 'the ending says no format; give one of parquet, csv, ndjson');
}

async function describe(
  { connection }: BulkDatabase,
  path: string,
  parquet: string,
  wanted: ReadonlySet<string>,
): Promise<StagedFile> {
  const described = await connection.runAndReadAll(
    `DESCRIBE SELECT * FROM read_parquet(${quoteText(parquet)})`,
  );
  const types = new Map(described.getRowsJS().map(([name, type]) => [String(name), String(type)]));
  for (const column of wanted)
    if (!types.has(column))
      throw new BulkFileError(
        path,
        `there is no column "${column}"; there are ${[...types.keys()].join(', ')}`,
      );
  const [rowCount] = await readOne(
    connection,
    `SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${quoteText(parquet)})`,
  );
  return {
    path,
    table: `read_parquet(${quoteText(parquet)}, file_row_number = true)`,
    rowCount: Number(rowCount),
    types,
    invalidLines: 0,
    rejects: [],
  };
}

const copyOptions = '(FORMAT parquet, COMPRESSION lz4_raw)';

async function stageCsv(
  database: BulkDatabase,
  file: AnyBulkFile,
  wanted: ReadonlySet<string>,
  copy: string,
): Promise<StagedFile> {
  const { connection } = database;
  const name = `csv_${stagedCount}`;
  const options = [
    'all_varchar = true',
    'header = true',
    'store_rejects = true',
    `rejects_table = '${name}_errors'`,
    `rejects_scan = '${name}_scans'`,
    'rejects_limit = 0',
    ...(file.delimiter === undefined ? [] : [`delim = ${quoteText(file.delimiter)}`]),
  ].join(', ');
  const read = `read_csv(${quoteText(file.path)}, ${options})`;
  await copyInOrder(database, `SELECT ${listNames(wanted)} FROM ${read}`, copy);
  // One line can have several errors.
  const [invalidLines] = await readOne(connection, `SELECT count(DISTINCT line)::DOUBLE FROM ${name}_errors`);
  const errors = await connection.runAndReadAll(
    `SELECT line, min(error_message) FROM ${name}_errors GROUP BY line ORDER BY line LIMIT ${mostRejects}`,
  );
  const staged = await describe(database, file.path, copy, wanted);
  return {
    ...staged,
    invalidLines: Number(invalidLines),
    rejects: errors.getRowsJS().map(([line, detail]) => ({
      file: file.path,
      reason: 'row_invalid',
      line: Number(line),
      detail: String(detail),
    })),
  };
}

async function stageNdjson(
  database: BulkDatabase,
  path: string,
  wanted: ReadonlySet<string>,
  copy: string,
): Promise<StagedFile> {
  // A line that is no JSON object becomes a row of nulls, which is then rejected for what it lacks.
  const columns = [...wanted].map((column) => `${quoteText(column)}: 'JSON'`).join(', ');
  const read = `read_json(${quoteText(path)}, format = 'newline_delimited', ignore_errors = true, columns = {${columns}})`;
  const texts = [...wanted].map((column) => `${quoteName(column)}::VARCHAR AS ${quoteName(column)}`);
  await copyInOrder(database, `SELECT ${texts.join(', ')} FROM ${read}`, copy);
  const staged = await describe(database, path, copy, wanted);
  return { ...staged, types: new Map([...wanted].map((column) => [column, 'JSON'])) };
}

/** Row numbers of the copy are those of the file. */
async function copyInOrder({ connection }: BulkDatabase, select: string, copy: string): Promise<void> {
  await connection.run('SET preserve_insertion_order = true');
  await connection.run(`COPY (${select}) TO ${quoteText(copy)} ${copyOptions}`);
  await connection.run('SET preserve_insertion_order = false');
}

const listNames = (names: ReadonlySet<string>) => [...names].map(quoteName).join(', ');
