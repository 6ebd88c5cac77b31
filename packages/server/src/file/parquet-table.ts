import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { FileError } from './file-error.ts';
import type { FileKind, SourceFile } from './source-shape.ts';
import type { Cell, TableRow } from './table.ts';

const sampleRows = 2000;

/** Opens a Parquet file through DuckDB, in memory, with nothing but its built-in extensions. */
export async function openParquet(source: {
  path: string;
  name: string;
  bytes: number;
  kind: FileKind;
}): Promise<SourceFile> {
  const { path, name, bytes } = source;
  const sample: TableRow[] = [];
  const opened = await openRows(path, name);
  for await (const chunk of opened.rows()) {
    sample.push(...chunk);
    if (sample.length >= sampleRows) break;
  }
  if (opened.columns.length === 0) throw new FileError('file_empty', name);
  return {
    path,
    name,
    shape: { kind: 'parquet', bytes },
    table: {
      columns: opened.columns,
      sample: sample.slice(0, sampleRows),
      async *rows() {
        yield* (await openRows(path, name)).rows();
      },
    },
    warnings: [],
  };
}

/** Settings of a DuckDB that reads and writes files of the user: no network, no extension that is not built in. */
export const duckdbSettings = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
} as const;

/** Returns a text as a literal of DuckDB. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function openRows(
  path: string,
  name: string,
): Promise<{ columns: string[]; rows: () => AsyncGenerator<TableRow[]> }> {
  try {
    const instance = await DuckDBInstance.create(':memory:', { ...duckdbSettings, threads: '1' });
    const connection = await instance.connect();
    const result = await connection.stream(`SELECT * FROM read_parquet(${quoteLiteral(path)})`);
    const columns = result.columnNames();
    return {
      columns,
      async *rows() {
        try {
          let line = 1;
          for (;;) {
            const chunk = await result.fetchChunk();
            if (chunk === null || chunk.rowCount === 0) return;
            yield chunk.getRows().map((row) => ({ line: line++, cells: row.map(readParquetCell) }));
          }
        } catch (error) {
          throw toFileError(error, name);
        } finally {
          connection.closeSync();
          instance.closeSync();
        }
      },
    };
  } catch (error) {
    throw toFileError(error, name);
  }
}

function toFileError(error: unknown, name: string): FileError {
  const detail = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  return new FileError('parquet_invalid', name, { detail }, {}, error);
}

function readParquetCell(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return new Date(Number(value.micros / 1000n));
  if (value instanceof DuckDBTimestampMillisecondsValue) return new Date(Number(value.millis));
  if (value instanceof DuckDBTimestampNanosecondsValue) return new Date(Number(value.nanos / 1_000_000n));
  if (value instanceof DuckDBTimestampSecondsValue) return new Date(Number(value.seconds) * 1000);
  if (value instanceof DuckDBDateValue) return new Date(value.days * 86_400_000);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items
      .filter((item) => item !== null)
      .map((item) => (typeof item === 'string' ? item : String(item)));
  }
  if (value instanceof DuckDBStructValue) return JSON.stringify(toPlain(value));
  return String(value);
}

function toPlain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, inner]) => [key, toPlain(inner)]));
  }
  return readParquetCell(value);
}
