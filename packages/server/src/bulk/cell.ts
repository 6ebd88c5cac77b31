import { earliestTime, type PlainValue, type ValueKind } from '@leadline/core';
import { quoteName, quoteText } from './bulk-database.ts';
import type { BulkCell, BulkColumn, BulkTimeColumn } from './bulk-file.ts';
import type { KeyKind } from './key-index.ts';
import type { StagedFile } from './staged-file.ts';

/** How the cells of one column are read: what DuckDB compares, and what that means. */
export interface CellReader {
  /** SQL of one cell: a text, a double or a boolean. */
  readonly sql: string;
  /** SQL that tells which `cell`s are no missing values. */
  readonly isPresent: string;
  readonly kind: KeyKind;
  /** Undefined for a missing value. */
  readonly read: (cell: BulkCell) => PlainValue | null | undefined;
}

/**
 * Returns how the cells of a field or property are read. Text is read as a number or a boolean only where the column, or
 * else the model, says that it is one: core itself never takes text for either.
 */
export function readCells(file: StagedFile, column: BulkColumn, declared?: ValueKind): CellReader {
  const { column: name, key, read, kind } = typeof column === 'string' ? { column } : column;
  const quoted = quoteName(name);
  const type = file.types.get(name) ?? 'VARCHAR';
  const isNumber = isNumeric(kind ?? declared);
  const { sql, isPresent, holds } =
    key === undefined ? nativeCell(quoted, type, isNumber) : keyedCell(quoted, key);
  const readText =
    read ?? ((cell: BulkCell) => (typeof cell === 'string' ? readAs(cell, kind ?? declared) : cell));
  const readers: Record<NativeCell['holds'], CellReader['read']> = {
    values: readText,
    numbers: (cell) => (read ?? Number)(Number(cell)),
    times: (cell) => readText(new Date(Number(cell)).toISOString()),
    json: (cell) => readJson(String(cell), readText),
  };
  return { sql, isPresent, kind: isPresent === isText ? 'text' : 'number', read: readers[holds] };
}

const isNumeric = (kind: ValueKind | undefined) => kind === 'number' || kind === 'range' || kind === 'money';

function readAs(text: string, kind: ValueKind | undefined): PlainValue {
  if (isNumeric(kind)) {
    return /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text;
  }
  if (kind !== 'boolean') return text;
  const said = text.trim().toLowerCase();
  return said === 'true' ? true : said === 'false' ? false : text;
}

interface NativeCell {
  readonly sql: string;
  readonly isPresent: string;
  /** Values as they are, decimal texts of numbers, milliseconds since 1970, or JSON. */
  readonly holds: 'values' | 'numbers' | 'times' | 'json';
}

const isText = `trim(cell) <> ''`;

function keyedCell(name: string, key: string): NativeCell {
  const path = quoteText(`$."${key.replaceAll('"', '\\"')}"`);
  const sql = `json_extract(CASE WHEN json_valid(${name}) THEN ${name} END, ${path})::VARCHAR`;
  return { sql, isPresent: isText, holds: 'json' };
}

function nativeCell(name: string, type: string, isNumber: boolean): NativeCell {
  const text = (sql: string, holds: NativeCell['holds'] = 'values') => ({ sql, isPresent: isText, holds });
  if (type === 'VARCHAR') return text(name);
  if (type === 'JSON') return text(`${name}::VARCHAR`, 'json');
  if (/\]$|^(STRUCT|MAP|UNION)/.test(type)) return text(`to_json(${name})::VARCHAR`, 'json');
  if (type === 'BOOLEAN') return { sql: name, isPresent: 'true', holds: 'values' };
  if (type === 'DOUBLE') return { sql: name, isPresent: 'isfinite(cell)', holds: 'values' };
  if (/^U?(TINYINT|SMALLINT|INTEGER)$/.test(type))
    return { sql: `${name}::DOUBLE`, isPresent: 'true', holds: 'values' };
  if (type.startsWith('TIMESTAMP'))
    return { sql: `epoch_ms(${name}::TIMESTAMP)::DOUBLE`, isPresent: 'true', holds: 'times' };
  // Numbers go up to 9·10^12, which a double holds; what is text may have more digits.
  if (/^U?BIGINT/.test(type) && isNumber)
    return { sql: `${name}::DOUBLE`, isPresent: 'true', holds: 'values' };
  if (/^U?(BIG|HUGE)INT|^DECIMAL|^FLOAT/.test(type)) return text(`${name}::VARCHAR`, 'numbers');
  // DATE, UUID, ENUM
  return text(`${name}::VARCHAR`);
}

function readJson(json: string, read: NonNullable<CellReader['read']>): PlainValue | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (value === null) return undefined;
  if (typeof value !== 'object') return read(value as BulkCell);
  if (Array.isArray(value))
    return value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  if ('lo' in value && 'hi' in value) return value as PlainValue;
  return read(json);
}

/** SQL of a key, such as the id of a lead, as it is written; it may be blank, which is no key. */
export function keySql(file: StagedFile, column: string): string {
  const name = quoteName(column);
  const type = file.types.get(column);
  return type === 'VARCHAR' ? name : type === 'JSON' ? `(${name} ->> '$')` : `${name}::VARCHAR`;
}

/** Milliseconds from 1900 up to, not including, 3000: the times that facts can have. */
export const msOfTime = Date.UTC(3000, 0, 1) - earliestTime;

/** SQL of a time: whole milliseconds since 1900 as BIGINT, negative where it is earlier or cannot be read. */
export function timeSql(file: StagedFile, column: BulkTimeColumn): string {
  // Division truncates; one more millisecond makes it round down for what may be a little before 1900.
  return `coalesce((${microsecondsSql(file, column)} + ${-earliestTime * 1000 + 1000}) // 1000 - 1, -1)`;
}

function microsecondsSql(file: StagedFile, column: BulkTimeColumn): string {
  const { column: name, formats, unit } = typeof column === 'string' ? { column } : column;
  const quoted = quoteName(name);
  const type = file.types.get(name) ?? 'VARCHAR';
  const text = type === 'JSON' ? `trim(${quoted} ->> '$')` : `trim(${quoted}::VARCHAR)`;
  if (formats !== undefined)
    return `epoch_us(try_strptime(${text}, [${formats.map(quoteText).join(', ')}])::TIMESTAMP)`;
  if (/^(TIMESTAMP|DATE)/.test(type)) return `epoch_us(${quoted}::TIMESTAMP)`;
  const factor = unit === 'seconds' ? 1_000_000 : 1000;
  if (/INT|DOUBLE|FLOAT|DECIMAL/.test(type))
    return `try_cast(floor(${quoted}::DOUBLE * ${factor / 1000}) AS BIGINT) * 1000`;
  const iso = `epoch_us(try_cast(${text} AS TIMESTAMP))`;
  return unit === undefined && type !== 'JSON'
    ? iso
    : `coalesce(${iso}, try_cast(floor(try_cast(${text} AS DOUBLE) * ${factor / 1000}) AS BIGINT) * 1000)`;
}
