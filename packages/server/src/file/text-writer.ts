import type { Interval, PlainValue } from '@leadline/core';
import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from './formula.ts';
import { writeInterval } from './range-text.ts';
import type { ScoreColumn, ScoreRow, ScoreRows, ScoreWriter } from './score-row.ts';

const batchRows = 1000;

/** CSV and TSV, quoted as RFC 4180 says, lines ended by CR LF as spreadsheets do. */
export const writeDelimited: ScoreWriter = async (rows, columns, { delimiter, write }) => {
  const options = { delimiter, record_delimiter: 'windows' } as const;
  await write(`\ufeff${stringify([columns.map(({ name }) => escapeFormula(name))], options)}`);
  return writeBatches(rows, (batch) =>
    write(
      stringify(
        batch.map((row) => columns.map((column) => writeCsvCell(row[column.name]))),
        options,
      ),
    ),
  );
};

/** An array of objects, one a line. */
export const writeJson: ScoreWriter = async (rows, columns, { write }) => {
  let isFirst = true;
  const count = await writeBatches(rows, async (batch) => {
    const text = batch.map((row) => JSON.stringify(pick(row, columns))).join(',\n');
    await write(`${isFirst ? '[\n' : ',\n'}${text}`);
    isFirst = false;
  });
  await write(isFirst ? '[]\n' : '\n]\n');
  return count;
};

/** NDJSON: an object a line. */
export const writeLines: ScoreWriter = async (rows, columns, { write }) =>
  writeBatches(rows, (batch) =>
    write(batch.map((row) => `${JSON.stringify(pick(row, columns))}\n`).join('')),
  );

/** Hands rows on in batches, in order; returns how many there were. */
async function writeBatches(
  rows: ScoreRows,
  writeBatch: (batch: readonly ScoreRow[]) => void | Promise<void>,
): Promise<number> {
  let batch: ScoreRow[] = [];
  let count = 0;
  for await (const row of rows) {
    batch.push(row);
    count++;
    if (batch.length === batchRows) {
      await writeBatch(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await writeBatch(batch);
  return count;
}

/** Returns a value as the text of a cell, not yet safe from formulas. */
export function writeText(value: PlainValue): string {
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? value.join('; ') : writeInterval(value as Interval);
}

function writeCsvCell(value: PlainValue | null | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : escapeFormula(writeText(value));
}

function pick(row: ScoreRow, columns: readonly ScoreColumn[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
}
