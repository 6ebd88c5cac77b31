import { FileError } from './file-error.ts';
import { Problem, type TableRow } from './table.ts';
import { strangeByte } from './text-stream.ts';

export interface DelimitedShape {
  readonly delimiter: string;
  /** '' for none. */
  readonly quote: string;
  /** What the file is called in errors. */
  readonly name: string;
  readonly encoding: string;
  /** Classic Mac files end their lines with CR alone. */
  readonly lineEnd: '\n' | '\r';
}

export interface RowParser {
  /** Returns the rows that are whole by now. */
  push(text: string): TableRow[];
  /** Returns what is left at the end of the file. */
  end(): TableRow[];
}

/** A quoted cell may not be longer, so that a forgotten quote does not swallow a file of any size. */
const longestCell = 1_000_000;

/**
 * Splits delimited text (RFC 4180, and what spreadsheets make of it) into rows. A quote inside an unquoted cell is a
 * letter. A closing quote with letters behind it, and one that is never closed, make their line a problem row, and
 * reading goes on at the next line: one bad quote costs one row. Throws FileError for a cell without end.
 */
export function createRowParser(shape: DelimitedShape, firstLine = 1): RowParser {
  const { delimiter, quote, lineEnd } = shape;
  let rest = '';
  let line = firstLine;

  const parse = (text: string, isEnd: boolean): TableRow[] => {
    const rows: TableRow[] = [];
    const hasNul = text.includes('\0');
    const hasStrange = text.includes(strangeByte);
    let nextQuote = quote === '' ? -1 : text.indexOf(quote);
    let start = 0;
    while (start < text.length) {
      let end = text.indexOf(lineEnd, start);
      if (end < 0) {
        if (!isEnd) break;
        end = text.length;
      }
      if (nextQuote >= 0 && nextQuote < start) nextQuote = text.indexOf(quote, start);
      let cells: string[];
      let next = end + 1;
      let lines = 1;
      let problem: Problem | undefined;
      if (nextQuote < 0 || nextQuote >= end) {
        cells = splitLine(text, start, end, delimiter);
      } else {
        const quoted = parseQuoted(text, start, isEnd);
        if (quoted === 'more') {
          if (text.length - start > longestCell)
            throw new FileError('quote_open', shape.name, { limit: longestCell }, { line });
          break;
        }
        if (quoted === 'broken') {
          cells = splitLine(text, start, end, delimiter);
          problem = new Problem('row_quote');
        } else {
          ({ cells, next, lines } = quoted);
        }
      }
      if (hasNul || hasStrange) problem ??= findStrange(cells, shape.encoding);
      rows.push(problem === undefined ? { line, cells } : { line, cells, problem });
      line += lines;
      start = next;
    }
    rest = start < text.length ? text.slice(start) : '';
    return rows;
  };

  const parseQuoted = (text: string, from: number, isEnd: boolean): Quoted | 'more' | 'broken' => {
    const cells: string[] = [];
    let at = from;
    let lines = 1;
    for (;;) {
      if (text.startsWith(quote, at)) {
        let cell = '';
        let open = at + 1;
        for (;;) {
          const close = text.indexOf(quote, open);
          if (close < 0) return isEnd ? 'broken' : 'more';
          cell += text.slice(open, close);
          if (text[close + 1] !== quote) {
            at = close + 1;
            break;
          }
          cell += quote;
          open = close + 2;
        }
        lines += countOf(cell, lineEnd);
        cells.push(cell);
        if (at >= text.length && !isEnd) return 'more';
        if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 >= text.length)) {
          if (at + 1 >= text.length && !isEnd) return 'more';
          at++;
        }
      } else {
        const lineStop = text.indexOf(lineEnd, at);
        const stop = text.indexOf(delimiter, at);
        const cellEnd = stop >= 0 && (lineStop < 0 || stop < lineStop) ? stop : lineStop;
        if (cellEnd < 0 && !isEnd) return 'more';
        const last = cellEnd < 0 ? text.length : cellEnd;
        const cell = text.slice(at, last);
        cells.push(cellEnd !== stop && cell.endsWith('\r') ? cell.slice(0, -1) : cell);
        at = last;
      }
      if (at >= text.length) return { cells, next: text.length, lines };
      if (text.startsWith(delimiter, at)) at += delimiter.length;
      else if (text[at] === lineEnd) return { cells, next: at + 1, lines };
      else return 'broken';
    }
  };

  return {
    push: (text) => parse(rest === '' ? text : rest + text, false),
    end: () => parse(rest, true),
  };
}

interface Quoted {
  readonly cells: string[];
  /** Where the next row begins. */
  readonly next: number;
  readonly lines: number;
}

function splitLine(text: string, start: number, end: number, delimiter: string): string[] {
  const last = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  return text.slice(start, last).split(delimiter);
}

function findStrange(cells: readonly string[], encoding: string): Problem | undefined {
  for (const cell of cells) {
    if (cell.includes('\0')) return new Problem('nul_byte', { value: cell.replaceAll('\0', '\ufffd') });
    if (cell.includes(strangeByte))
      return new Problem('row_encoding', { value: cell.replaceAll(strangeByte, '\ufffd'), encoding });
  }
  return undefined;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
  return count;
}
