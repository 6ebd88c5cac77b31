import Table from 'cli-table3';
import { cleanText, measureText } from './text-width.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes what width is left; one column at most. */
  readonly grows?: true;
  /** The most columns it takes, whatever it holds. */
  readonly most?: number;
  /** Returns the text with its style; only for texts of this column. */
  readonly style?: (text: string) => string;
}

/** A cell is one line, or several below each other. */
export type TableCell = string | readonly string[];

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/**
 * Returns rows as text in columns with a line under the head and no other, at most `width` wide; what does not fit
 * ends in "…". Wide characters (Chinese, emoji) stay aligned, control characters are taken out.
 */
export function writeTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  width: number,
): string {
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? [cell] : cell).map(cleanText)),
  );
  const widths = fitWidths(columns, lines, width);
  const table = new Table({
    chars: none,
    colWidths: widths,
    colAligns: columns.map((column) => column.align ?? 'left'),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  table.push(columns.map((column) => column.title));
  table.push(widths.map((columnWidth) => '─'.repeat(columnWidth)));
  for (const row of lines) {
    const height = Math.max(...row.map((cell) => cell.length));
    for (let line = 0; line < height; line++) table.push(row.map((cell) => cell[line] ?? ''));
  }
  const text = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  return `${text}\n`;
}

function fitWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly (readonly string[])[])[],
  width: number,
): number[] {
  const natural = columns.map((column, index) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, ...(row[index] ?? []).map(measureText)),
      measureText(column.title),
    );
    return Math.min(longest, column.most ?? longest);
  });
  const growing = columns.findIndex((column) => column.grows === true);
  if (growing < 0) return natural;
  const others = natural.reduce((sum, one, index) => (index === growing ? sum : sum + one + 2), 0);
  natural[growing] = Math.min(natural[growing]!, Math.max(12, width - others));
  return natural;
}
