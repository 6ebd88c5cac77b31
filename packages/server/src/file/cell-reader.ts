import type { Interval, PlainValue, ValueKind } from '@leadline/core';
import { checkTime, createDateReader, writeDate } from './date-text.ts';
import type { ColumnMapping } from './mapping.ts';
import { readMoneyText } from './money-text.ts';
import { checkPlainNumber, readNumberText } from './number-text.ts';
import type { Placeholders } from './placeholder.ts';
import { readBooleanText, readListText } from './plain-text.ts';
import { readRangeText } from './range-text.ts';
import { type Cell, Problem, writeCell } from './table.ts';

export interface ReadingContext {
  readonly placeholders: Placeholders;
  readonly timeZone: string;
}

/** Reads a cell as a value of its column's kind; `null` where nothing was filled in. */
export type CellReader = (cell: Cell | undefined) => PlainValue | null | Problem;
/** Reads a cell as a moment in UTC milliseconds. */
export type TimeReader = (cell: Cell | undefined) => number | null | Problem;

type TextReader = (text: string) => PlainValue | Problem;

/**
 * Returns a reader for the cells of one column. Text is trimmed and not folded; dates become ISO 8601, sizes and money
 * intervals. The reader is made once a column and allocates nothing it does not return.
 */
export function createCellReader(column: ColumnMapping, context: ReadingContext): CellReader {
  const { placeholders } = context;
  const readText = createTextReader(column, context);
  return (cell) => {
    if (cell === null || cell === undefined) return null;
    if (typeof cell === 'string') {
      const text = cell.trim();
      if (text === '' || placeholders.has(text)) return null;
      return readText(text);
    }
    return readTyped(cell, column, readText);
  };
}

/** Returns a reader for the moments of one column of dates. */
export function createTimeReader(column: ColumnMapping, context: ReadingContext): TimeReader {
  const read = remember(createDateReader(column.dateOrder ?? 'ymd', context.timeZone));
  const { placeholders } = context;
  return (cell) => {
    if (cell === null || cell === undefined) return null;
    if (cell instanceof Date) return checkTime(cell.getTime(), writeCell(cell));
    const text = writeCell(cell).trim();
    if (text === '' || placeholders.has(text)) return null;
    return read(text);
  };
}

function createTextReader(column: ColumnMapping, { timeZone }: ReadingContext): TextReader {
  const decimal = column.decimal ?? '.';
  const readers: Record<ValueKind, () => TextReader> = {
    text: () => (text) => text,
    number: () => (text) => readNumberText(text, decimal),
    boolean: () => readBooleanText,
    date: () => {
      const read = createDateReader(column.dateOrder ?? 'ymd', timeZone);
      return remember((text) => {
        const at = read(text);
        return typeof at === 'number' ? writeDate(at) : at;
      });
    },
    list: () => (text) => readListText(text, column.separator ?? ','),
    range: () => remember((text) => readRangeText(text, decimal)),
    money: () => remember((text) => readMoneyText(text, decimal, column.currency)),
  };
  return readers[column.kind]();
}

/** Reads what a file held as a number, boolean, date or list. */
function readTyped(
  cell: Exclude<Cell, string | null>,
  column: ColumnMapping,
  readText: TextReader,
): PlainValue | null | Problem {
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return new Problem('date_invalid', { value: String(cell) });
    const at = checkTime(cell.getTime(), writeCell(cell));
    if (typeof at !== 'number') return at;
    return column.kind === 'date' || column.kind === 'text' ? writeDate(at) : readText(writeDate(at));
  }
  if (typeof cell === 'number') {
    if (column.kind === 'number') return checkPlainNumber(cell);
    if (column.kind === 'range' || column.kind === 'money') return readTypedInterval(cell, column);
    return readText(String(cell));
  }
  if (typeof cell === 'boolean') return column.kind === 'boolean' ? cell : readText(String(cell));
  const list = cell.map((one) => one.trim()).filter((one) => one !== '');
  if (list.length === 0) return null;
  return column.kind === 'list' ? list : readText(list.join('; '));
}

function readTypedInterval(cell: number, column: ColumnMapping): Interval | Problem {
  const value = checkPlainNumber(cell);
  if (typeof value !== 'number') return value;
  return column.kind === 'money' && column.currency !== undefined
    ? { lo: value, hi: value, currency: column.currency }
    : { lo: value, hi: value };
}

const mostKept = 4000;

/**
 * Returns a keeper of the texts of one column: it hands out one copy of each repeated text, so that the large piece of
 * the file it was cut from need not stay in memory. A column of ever new texts is left as it is.
 */
export function createTextKeeper(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    // Texts of under 13 characters are copies already.
    if (text.length < 13 || known.size >= mostKept) return text;
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const copy = Buffer.from(text, 'utf16le').toString('utf16le');
    known.set(copy, copy);
    return copy;
  };
}

/** Returns a reader that remembers what repeated texts were read as. */
function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size < mostKept) known.set(text, value);
    return value;
  };
}
