import { isScored, type ScoreColumns } from '@leadline/core';
import { openAtomic } from '../file/atomic-file.ts';
import { escapeFormula } from '../file/formula.ts';
import {
  appendNumbers,
  type BulkDatabase,
  type NumberItems,
  quoteName,
  quoteText,
  readOne,
} from './bulk-database.ts';
import type { BulkFormat } from './bulk-file.ts';

const copyOptions: Readonly<Record<BulkFormat, string>> = {
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  csv: 'FORMAT csv, HEADER',
  ndjson: 'FORMAT json',
};

/**
 * Writes one row for each scored lead (or account), by the UTF-8 bytes of their ids: `lead`, `total`, each dimension,
 * `grade`, `persona`, `temperature`, `journey`, `disqualified`, `coverage`. Points are decimals, coverage from 0 to 1.
 * In CSV a text that a spreadsheet would run as a formula gets an apostrophe in front. The file appears under its name
 * when it is whole. Returns the number of rows.
 */
export async function writeScoreColumns(
  { connection }: BulkDatabase,
  scores: ScoreColumns,
  target: { readonly idTable: string; readonly path: string; readonly format: BulkFormat },
): Promise<number> {
  const { labels } = scores;
  const units = new Int32Array(scores.to - scores.from);
  for (let i = 0; i < units.length; i++) units[i] = scores.from + i;
  const escapeLabel = target.format === 'csv' ? escapeFormula : (text: string) => text;
  const label = (name: LabelName): OutputColumn => ({
    name,
    items: scores[name],
    type: 'SMALLINT',
    sql: (column) => labelSql(column, labels[name].map(escapeLabel)),
  });
  const points = (name: string, items: Float64Array): OutputColumn => ({
    name,
    items,
    type: 'DOUBLE',
    sql: (column) => `${column} / 1000`,
  });
  const columns: OutputColumn[] = [
    points('total', scores.total),
    ...labels.dimensions.map((id, d) => points(id, scores.dimensions[d]!)),
    ...(['grade', 'persona', 'temperature', 'journey', 'disqualified'] as const).map(label),
    { name: 'coverage', items: scores.coverage, type: 'USMALLINT', sql: (column) => `${column} / 1000` },
  ];
  const declared = columns.map(({ type }, c) => `c${c} ${type}`).join(', ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE scores (unit INTEGER, state UTINYINT, ${declared})`);
  await appendNumbers(connection, 'scores', [units, scores.state, ...columns.map(({ items }) => items)]);
  const [count] = await readOne(connection, `SELECT count(*)::DOUBLE FROM scores WHERE state = ${isScored}`);
  const id = target.format === 'csv' ? escapedId : 'id';
  const selected = columns.map(({ name, sql }, c) => `${sql(`c${c}`)} AS ${quoteName(name)}`);
  const file = await openAtomic(target.path);
  try {
    await connection.run(
      `COPY (
         SELECT ${id} AS lead, ${selected.join(', ')} FROM scores JOIN ${target.idTable} USING (unit)
         WHERE state = ${isScored} ORDER BY unit
       ) TO ${quoteText(file.temporaryPath)} (${copyOptions[target.format]}, USE_TMP_FILE false)`,
    );
    await file.commit();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  await connection.run('DROP TABLE scores');
  return Number(count);
}

/** `escapeFormula` in SQL. */
const escapedId = `CASE
  WHEN regexp_matches(id, '^[=+\\-@\\t\\r\\n＝＋－＠]')
    AND NOT regexp_full_match(id, '[+-]?(?:\\d+(?:[.,]\\d+)?|[.,]\\d+)(?:[eE][+-]?\\d+)?%?')
  THEN '''' || id ELSE id END`;

type LabelName = 'grade' | 'persona' | 'temperature' | 'journey' | 'disqualified';

interface OutputColumn {
  readonly name: string;
  readonly items: NumberItems;
  readonly type: string;
  /** SQL of what is written, of the column that holds it. */
  readonly sql: (column: string) => string;
}

/** The label of a code, NULL for -1. */
function labelSql(column: string, labels: readonly string[]): string {
  return labels.length === 0 ? 'NULL::VARCHAR' : `[${labels.map(quoteText).join(', ')}][${column} + 1]`;
}
