import {
  type DuckDBAppender,
  DuckDBInstance,
  LIST,
  listValue,
  timestampValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { PlainValue, ValueKind } from '@leadline/core';
import { toWriteError } from './atomic-file.ts';
import { duckdbSettings, quoteLiteral } from './parquet-table.ts';
import type { ScoreColumn, ScoreWriter } from './score-row.ts';
import { writeText } from './text-writer.ts';

/** How a kind is stored. Ranges and money are texts that read back: 51-200, 1200000 EUR. */
const types: Readonly<Record<ValueKind, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
  list: 'VARCHAR[]',
  range: 'VARCHAR',
  money: 'VARCHAR',
};

const flushRows = 20_000;

/** Parquet, packed with zstd, written by DuckDB. Texts are not escaped: no spreadsheet opens it. */
export const writeParquet: ScoreWriter = async (rows, columns, { path, name }) => {
  const instance = await DuckDBInstance.create(':memory:', { ...duckdbSettings });
  const connection = await instance.connect();
  try {
    const declared = columns.map((column) => `"${column.name.replaceAll('"', '""')}" ${types[column.kind]}`);
    await connection.run(`CREATE TABLE scores (${declared.join(', ')})`);
    const appender = await connection.createAppender('scores');
    let count = 0;
    for await (const row of rows) {
      for (const column of columns) append(appender, column, row[column.name]);
      appender.endRow();
      if (++count % flushRows === 0) appender.flushSync();
    }
    appender.closeSync();
    await connection.run(`COPY scores TO ${quoteLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`);
    return count;
  } catch (error) {
    throw toWriteError(error, name);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

function append(appender: DuckDBAppender, { kind }: ScoreColumn, value: PlainValue | null | undefined): void {
  const at = kind === 'date' && typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (value === null || value === undefined) appender.appendNull();
  else if (kind === 'number' && typeof value === 'number') appender.appendDouble(value);
  else if (kind === 'boolean' && typeof value === 'boolean') appender.appendBoolean(value);
  else if (kind === 'date' && !Number.isNaN(at)) appender.appendTimestamp(timestampValue(BigInt(at) * 1000n));
  else if (kind === 'list') {
    appender.appendList(listValue(Array.isArray(value) ? [...value] : [writeText(value)]), LIST(VARCHAR));
  } else if (kind === 'text' || kind === 'range' || kind === 'money')
    appender.appendVarchar(writeText(value));
  else appender.appendNull();
}
