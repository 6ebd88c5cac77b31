import type { Cell, Row } from '@leadline/sql';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Rows as text that both COPY of PostgreSQL and TabSeparated of ClickHouse read. */
export function writeTabRows(rows: readonly Row[]): string {
  let text = '';
  for (const row of rows) {
    for (let c = 0; c < row.length; c++) text += (c === 0 ? '' : '\t') + writeTabCell(row[c]!);
    text += '\n';
  }
  return text;
}

function writeTabCell(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'number') return String(cell);
  return /[\\\t\n\r]/.test(cell) ? cell.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!) : cell;
}
