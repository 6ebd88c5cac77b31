import { rm } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from '../packages/server/src/bulk/bulk-database.ts';
import { scoreBulk } from '../packages/server/src/bulk/score-bulk.ts';
import { fillDays, readSql } from './encoded.ts';
import { mapFacts, readModelFile } from './fact-mapping.ts';
import { type FactFiles, scoredAt } from './facts.ts';
import { measure } from './measure.ts';

/** What one process is asked to do, as JSON in its first argument: the whole way from files to a file of scores. */
export interface ColdTask {
  readonly engine: 'leadline' | 'duckdb';
  readonly files: FactFiles;
  readonly out: string;
  readonly folder: string;
}

/** What it took, printed as one line of JSON. */
export interface ColdResult {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Milliseconds by step. */
  readonly steps: Readonly<Record<string, number>>;
}

async function scoreByLeadline({ files, out, folder }: ColdTask): Promise<Record<string, number>> {
  const steps: Record<string, number> = {};
  let [step, since] = ['start', performance.now()];
  const begin = (next: string) => {
    const now = performance.now();
    steps[step] = (steps[step] ?? 0) + now - since;
    [step, since] = [next, now];
  };
  await scoreBulk({
    ...mapFacts(files),
    model: readModelFile('lead-model'),
    at: scoredAt,
    out,
    threads: 2,
    temporaryFolder: folder,
    onProgress: ({ step: next }) => next !== step && begin(next),
  });
  begin('end');
  return steps;
}

/** SQL alone from raw Parquet to a scored Parquet file, with all the memory it asks for up to 2 GB. */
async function scoreByDuckDb({ files, out, folder }: ColdTask): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '2GB',
    temp_directory: folder,
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  await connection.run(
    `SET VARIABLE leads_file = ${quoteText(files.leads)}; SET VARIABLE outcomes_file = ${quoteText(files.outcomes)};
     SET VARIABLE activities_file = ${quoteText(files.activities)}; SET VARIABLE until = ${scoredAt}`,
  );
  const start = performance.now();
  await connection.run(readSql('cold'));
  const loaded = performance.now();
  const today = Math.floor(scoredAt / 86_400_000);
  await fillDays(connection, today, today - 1100);
  await connection.run(readSql('score'));
  const scored = performance.now();
  await connection.run(
    `COPY (
       SELECT lead_id AS lead, total / 1000 AS total, fit / 1000 AS fit, engagement / 1000 AS engagement, risk / 1000 AS risk,
         ['A', 'B', 'C', 'D', '?'][grade // 4 + 1] || (grade % 4 + 1) AS grade,
         ['marketing-lead', 'it-lead'][persona + 1] AS persona, ['hot', 'warm', 'cold'][temperature + 1] AS temperature,
         CASE WHEN disqualified THEN 'Outside our markets' END AS disqualified, coverage / 1000 AS coverage
       FROM scores JOIN lead_numbers USING (lead) ORDER BY lead
     ) TO ${quoteText(out)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
  return { load: loaded - start, score: scored - loaded, write: performance.now() - scored };
}

const given = process.argv[2];
if (given !== undefined && parentPort === null) {
  const task = JSON.parse(given) as ColdTask;
  await rm(task.out, { force: true });
  let steps: Record<string, number> = {};
  const { wallMs, cpuMs } = await measure(async () => {
    steps = await (task.engine === 'leadline' ? scoreByLeadline : scoreByDuckDb)(task);
  });
  const result: ColdResult = { wallMs, cpuMs, peakMb: process.resourceUsage().maxRSS / 1024, steps };
  console.log(JSON.stringify(result));
}
