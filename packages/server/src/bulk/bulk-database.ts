import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  type DuckDBVector,
} from '@duckdb/node-api';

/** A DuckDB in memory with a folder of its own to spill to, and nothing but its built-in extensions. */
export interface BulkDatabase {
  readonly connection: DuckDBConnection;
  /** A folder that is removed on closing. */
  readonly folder: string;
  close(): Promise<void>;
}

export interface BulkDatabaseOptions {
  readonly threads?: number;
  /** What DuckDB itself may take; the columns and dictionaries come on top. */
  readonly memoryMb?: number;
  /** Where the folder is made; default: the system's. */
  readonly temporaryFolder?: string;
}

export async function openBulkDatabase(options: BulkDatabaseOptions = {}): Promise<BulkDatabase> {
  const folder = await mkdtemp(join(options.temporaryFolder ?? tmpdir(), 'leadline-'));
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: String(options.threads ?? 2),
    memory_limit: `${options.memoryMb ?? 500}MB`,
    temp_directory: folder,
    // Rows carry their number, so their order need not be kept.
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  await connection.run(`SET streaming_buffer_size = '32MB'; SET TimeZone = 'UTC'`);
  return {
    connection,
    folder,
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Returns a name as DuckDB's SQL quotes it. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Returns a text as a literal of DuckDB. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export type NumberItems =
  | Int32Array
  | Int16Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Float64Array
  | BigUint64Array
  | BigInt64Array;

/**
 * Rows of a query whose columns are numbers without nulls, as they come: `columns[c][i]` for i below `rowCount`.
 * The arrays are only good until the next chunk is taken.
 *
 * Reads the typed `items` of DuckDB's column vectors, which its Node client holds but does not document; a value at a
 * time is ten times slower. Validity is not read: a null comes out as whatever lies there.
 */
export async function* streamNumbers(
  connection: DuckDBConnection,
  sql: string,
): AsyncGenerator<{ rowCount: number; columns: NumberItems[] }> {
  const result = await connection.stream(sql);
  const { columnCount } = result;
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await next;
    if (!chunk || chunk.rowCount === 0) return;
    next = result.fetchChunk();
    // A consumer that stops early must not leave a rejection behind that nobody awaits.
    next.catch(() => undefined);
    const columns: NumberItems[] = [];
    for (let c = 0; c < columnCount; c++) columns.push(itemsOf(chunk.getColumnVector(c)));
    yield { rowCount: chunk.rowCount, columns };
  }
}

function itemsOf(vector: DuckDBVector): NumberItems {
  const { items } = vector as unknown as { readonly items?: NumberItems };
  if (!ArrayBuffer.isView(items)) throw new TypeError(`Cannot read ${vector.type} as numbers`);
  return items;
}

/** All rows of a query, as DuckDB's client gives them; for few rows. */
export async function readRows(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

/** The first row of a query. */
export async function readOne(connection: DuckDBConnection, sql: string) {
  const [row] = await readRows(connection, sql);
  if (!row) throw new TypeError(`Cannot read a row of "${sql}"`);
  return row;
}

/**
 * All values of one column of a table (texts, numbers or booleans), ordered by `order`, a whole number. Thousands at a
 * time as JSON, since DuckDB's text vectors are slow to read one by one.
 */
export async function readColumn<T = string>(
  connection: DuckDBConnection,
  { table, column, order }: { table: string; column: string; order: string },
): Promise<T[]> {
  const values: T[] = [];
  const result = await connection.stream(
    `SELECT to_json(list(${column} ORDER BY ${order}))::VARCHAR FROM ${table}
     GROUP BY ${order} // 10000 ORDER BY ${order} // 10000`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return values;
    for (const json of chunk.getColumnValues(0))
      for (const value of JSON.parse(String(json))) values.push(value);
  }
}

/**
 * Appends rows to a table whose columns have the types of these arrays, a chunk of typed items at a time. An array of
 * the narrower unsigned types goes to a column of its own width.
 */
export async function appendNumbers(
  connection: DuckDBConnection,
  table: string,
  columns: readonly NumberItems[],
): Promise<void> {
  const rowCount = columns[0]?.length ?? 0;
  const appender = await connection.createAppender(table);
  const types = Array.from({ length: appender.columnCount }, (_, c) => appender.columnType(c));
  for (let from = 0; from < rowCount; from += chunkRows) {
    const size = Math.min(chunkRows, rowCount - from);
    const chunk = DuckDBDataChunk.create(types, size);
    for (const [c, column] of columns.entries()) {
      const vector = chunk.getColumnVector(c);
      const items = itemsOf(vector);
      if (items.constructor !== column.constructor)
        throw new TypeError(
          `Cannot append ${column.constructor.name} to a column of ${DuckDBTypeId[types[c]!.typeId]}`,
        );
      for (let i = 0; i < size; i++) items[i] = column[from + i]!;
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const chunkRows = 2048;
