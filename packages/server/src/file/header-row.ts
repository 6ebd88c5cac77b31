import { FileError } from './file-error.ts';
import { isBlankRow, type TableRow, writeCell } from './table.ts';

export interface HeaderRow {
  readonly columns: readonly string[];
  /** Its line in the file, from 1. */
  readonly line: number;
  /** Its place among the rows given. */
  readonly position: number;
}

const searched = 30;

/**
 * Finds the row that names the columns: the first of the first thirty that is as wide as most rows and holds names
 * rather than values, so that the title lines above a report are passed over. `line` overrides it.
 * Throws FileError if there is none.
 */
export function findHeader(rows: readonly TableRow[], name: string, line?: number): HeaderRow {
  if (line !== undefined) {
    const position = rows.findIndex((row) => row.line === line);
    if (position < 0) throw new FileError('header_missing', name, { lines: line });
    return toHeader(rows, position);
  }
  const width = findWidth(rows);
  for (let i = 0; i < Math.min(rows.length, searched); i++) {
    const row = rows[i]!;
    const filled = row.cells.filter((cell) => writeCell(cell).trim() !== '').length;
    if (row.problem !== undefined || filled === 0 || filled * 2 < width) continue;
    if (row.cells.every((cell) => isNameLike(writeCell(cell)))) return toHeader(rows, i);
    break;
  }
  throw new FileError('header_missing', name, { lines: Math.min(rows.length, searched) });
}

/** The commonest number of cells, leaving out lines of one cell: titles, footers. */
function findWidth(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows.slice(0, 200)) {
    if (isBlankRow(row.cells)) continue;
    let width = row.cells.length;
    while (width > 0 && writeCell(row.cells[width - 1]).trim() === '') width--;
    const first = Math.max(width, 1);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const wide = [...counts].filter(([width]) => width > 1);
  const [best] = (wide.length > 0 ? wide : [...counts]).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return best?.[0] ?? 1;
}

/** A name of a column holds no address, is no number and no date. */
function isNameLike(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return true;
  if (/^\S+@\S+\.\S+$/.test(trimmed)) return false;
  if (/^[-+]?[\d.,\s]+$/.test(trimmed)) return false;
  return !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(\D|$)/.test(trimmed);
}

function toHeader(rows: readonly TableRow[], position: number): HeaderRow {
  const row = rows[position]!;
  const columns = row.cells.map((cell) => writeCell(cell).trim().replace(/\s+/g, ' '));
  return { columns, line: row.line, position };
}
