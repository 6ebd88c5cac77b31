import type { ValueKind } from '@leadline/core';
import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from '../file/formula.ts';
import { writeScores } from '../file/write-scores.ts';
import type { Session } from '../session.ts';
import { guardUnfinished } from '../whole-file.ts';
import type { Input } from './input.ts';
import type { ModelScore } from './model-score.ts';
import { toScoreRows } from './score-row.ts';

/** Returns scores as CSV with a header, texts safe from being taken for formulas by a spreadsheet. */
export function writeScoreCsv(
  results: readonly ModelScore[],
  input: Input,
  contributions: boolean,
  session: Session,
): string {
  const { columns, rows } = toScoreRows(results, input, contributions, session);
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? escapeFormula(cell) : cell)));
  return stringify([[...columns], ...safe]);
}

/** Writes scores to a file of the kind its name ends in, whole or not at all, and returns the number of rows. */
export async function writeScoreFile(
  path: string,
  results: readonly ModelScore[],
  input: Input,
  options: { readonly contributions: boolean; readonly inputs: readonly string[] },
  session: Session,
): Promise<number> {
  const { columns, rows } = toScoreRows(results, input, options.contributions, session);
  const kinds = columns.map((name, index) => ({ name, kind: findKind(rows.map((row) => row[index])) }));
  const records = rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
  return guardUnfinished(path, () => writeScores(records, kinds, path, { inputs: options.inputs }));
}

function findKind(cells: readonly unknown[]): ValueKind {
  return cells.some((cell) => typeof cell === 'number') ? 'number' : 'text';
}
