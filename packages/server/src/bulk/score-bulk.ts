import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { Facts, Model } from '@leadline/core';
import { type Columns, planModel, type ScoreColumns } from '@leadline/core';
import { openBulkDatabase } from './bulk-database.ts';
import type { BulkFileReport, BulkFiles, BulkFormat } from './bulk-file.ts';
import { type LoadProgress, loadColumns } from './load-columns.ts';
import { writeScoreColumns } from './score-output.ts';
import { type ScoreThreads, startScoreThreads } from './score-threads.ts';

export interface BulkScoring extends BulkFiles {
  readonly model: Model;
  /** Models of leads that a model of accounts adds up. */
  readonly members?: readonly Model[];
  /** Moment of the scores, in milliseconds UTC. */
  readonly at: number;
  /** When the files became known; default `at`. */
  readonly knownAt?: number;
  /** Adjustments and suppressions. */
  readonly others?: Pick<Facts, 'adjustments' | 'suppressions'>;
  /** Where the scored leads (or accounts) go; the file appears when it is whole. */
  readonly out: string;
  /** Default: by the ending of `out`. */
  readonly format?: BulkFormat;
  /** Threads of DuckDB and of the scoring alike; default 2. */
  readonly threads?: number;
  /** What DuckDB itself may take; default 500. The columns come on top: about 50 bytes an activity while loading. */
  readonly memoryMb?: number;
  /** Where DuckDB spills to; default the system's folder for temporary files. */
  readonly temporaryFolder?: string;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface BulkScoreReport {
  readonly files: readonly BulkFileReport[];
  /** Leads (or accounts) that have a score. */
  readonly scored: number;
  /** All leads that the files name. */
  readonly leads: number;
}

/**
 * Scores files of any size that fit this machine's memory as columns: leads, activities, accounts and outcomes from
 * Parquet, CSV or NDJSON through DuckDB into typed arrays, scored by threads over ranges of leads, and out again.
 * The scores are those that `scoreFacts` gives for the same rows.
 *
 *     await scoreBulk({
 *       model, at: Date.now(), out: 'scored.parquet',
 *       leads: [{ path: 'leads.csv', leadId: 'id', fields: { country: 'Country' } }],
 *       activities: [{ path: 'events.parquet', leadId: 'lead', type: 'event', at: 'time', id: 'id' }],
 *     });
 *
 * @throws BulkFileError when a file cannot be read or lacks a column; FileError when `out` cannot be written
 */
export async function scoreBulk(scoring: BulkScoring): Promise<BulkScoreReport> {
  const { model, members = [], at, out, threads: threadCount = 2, onProgress } = scoring;
  const threads = startScoreThreads(threadCount);
  const memoryMb = scoring.memoryMb ?? (await chooseMemory(scoring));
  const database = await openBulkDatabase({ ...scoring, memoryMb, threads: threadCount });
  try {
    const { columns, reports, leadTable } = await loadColumns(database, scoring, {
      ...scoring,
      models: [model, ...members],
      until: at,
    });
    onProgress?.({ step: 'score' });
    const scores = await scoreAll(threads, columns, model, members, at);
    onProgress?.({ step: 'write' });
    const scored = await writeScoreColumns(database, scores, {
      idTable: model.score === 'accounts' ? 'account_numbers' : leadTable,
      path: out,
      format: scoring.format ?? formatOfOutput(out),
    });
    return { files: reports, scored, leads: columns.unitCount };
  } finally {
    await threads.close();
    await database.close();
  }
}

async function scoreAll(
  threads: ScoreThreads,
  columns: Columns,
  model: Model,
  members: readonly Model[],
  at: number,
): Promise<ScoreColumns> {
  const memberScores = new Map<string, ScoreColumns>();
  if (planModel(model).scoresAccounts)
    for (const member of members) memberScores.set(member.id, await threads.score(member, columns, { at }));
  return threads.score(model, columns, { at, members: memberScores });
}

function formatOfOutput(path: string): BulkFormat {
  if (/\.parquet$/i.test(path)) return 'parquet';
  return /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : 'csv';
}

const leastMemoryMb = 500;
/** DuckDB holds the distinct ids of leads and the rows it looks at again: about 400 MB for each gigabyte of files. */
const mbPerGigabyte = 400;

/** What DuckDB may take for files of this size, at most half of the machine; a file that is missing is told later. */
async function chooseMemory({
  leads = [],
  activities = [],
  accounts = [],
  outcomes = [],
}: BulkScoring): Promise<number> {
  const sizes = await Promise.all(
    [...leads, ...activities, ...accounts, ...outcomes].map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const wanted = Math.ceil((sizes.reduce((sum, size) => sum + size, 0) / 1e9) * mbPerGigabyte);
  return Math.max(leastMemoryMb, Math.min(wanted, Math.floor(totalmem() / 2e6)));
}
