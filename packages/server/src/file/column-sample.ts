import type { Placeholders } from './placeholder.ts';
import { type Cell, type TableRow, writeCell } from './table.ts';

/** The values that stand in one column of a sample. */
export interface ColumnSample {
  /** Those that were written as text, trimmed, without placeholders. */
  readonly texts: readonly string[];
  /** Those that the file held as numbers, booleans, dates or lists. */
  readonly typed: readonly Exclude<Cell, string | null>[];
}

const most = 4000;

/** Returns the values of every column in the sampled rows; placeholders, empty cells and bad rows are left out. */
export function sampleColumns(
  rows: readonly TableRow[],
  count: number,
  placeholders: Placeholders,
): readonly ColumnSample[] {
  const samples = Array.from({ length: count }, () => ({
    texts: [] as string[],
    typed: [] as Exclude<Cell, string | null>[],
  }));
  for (const row of rows) {
    if (row.problem !== undefined || row.cells.length < Math.min(2, count)) continue;
    for (let i = 0; i < count; i++) {
      const cell = row.cells[i];
      if (cell === null || cell === undefined) continue;
      const sample = samples[i]!;
      if (typeof cell !== 'string') {
        if (sample.typed.length < most) sample.typed.push(cell);
        continue;
      }
      const text = cell.trim();
      if (text !== '' && sample.texts.length < most && !placeholders.has(text)) sample.texts.push(text);
    }
  }
  return samples;
}

/** All values as text. */
export const textsOf = (sample: ColumnSample): readonly string[] =>
  sample.typed.length === 0
    ? sample.texts
    : [...sample.texts, ...sample.typed.map((cell) => writeCell(cell))];
