import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openBulkDatabase, quoteText, readOne } from '../packages/server/src/bulk/bulk-database.ts';
import type { ColdResult, ColdTask } from './cold-run.ts';
import type { FactFiles } from './facts.ts';
import { formatTable, seconds, times } from './measure.ts';

const execute = promisify(execFile);
const program = fileURLToPath(new URL('./cold-run.ts', import.meta.url));
const timeoutMs = 600_000;

/** Runs one engine in a process of its own, so that its peak of memory is its own. */
export async function runCold(task: ColdTask): Promise<ColdResult> {
  const { stdout } = await execute(process.execPath, [program, JSON.stringify(task)], {
    timeout: timeoutMs,
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as ColdResult;
}

export interface ColdComparison {
  readonly leadline: readonly ColdResult[];
  readonly duckdb: readonly ColdResult[];
  /** Rows of both output files, all equal. */
  readonly compared: number;
}

/** Parquet files to a scored Parquet file by both engines in turn; the files they leave are compared row by row. */
export async function measureCold(files: FactFiles, folder: string, rounds: number): Promise<ColdComparison> {
  const out = {
    leadline: join(folder, 'scored-leadline.parquet'),
    duckdb: join(folder, 'scored-duckdb.parquet'),
  };
  const results = { leadline: [] as ColdResult[], duckdb: [] as ColdResult[] };
  for (let round = 0; round < rounds; round++)
    for (const engine of ['leadline', 'duckdb'] as const)
      results[engine].push(await runCold({ engine, files, out: out[engine], folder }));
  return { ...results, compared: await compareFiles(out.leadline, out.duckdb) };
}

async function compareFiles(a: string, b: string): Promise<number> {
  const database = await openBulkDatabase();
  const columns =
    'lead, total, fit, engagement, risk, grade, persona, temperature, disqualified, round(coverage * 1000) AS coverage';
  const select = (file: string) => `SELECT ${columns} FROM read_parquet(${quoteText(file)})`;
  const [count, other, differing] = await readOne(
    database.connection,
    `SELECT (SELECT count(*)::DOUBLE FROM read_parquet(${quoteText(a)})),
       (SELECT count(*)::DOUBLE FROM read_parquet(${quoteText(b)})),
       (SELECT count(*)::DOUBLE FROM (${select(a)} EXCEPT ${select(b)}))`,
  );
  await database.close();
  if (count !== other || differing !== 0)
    throw new Error(`The files of scores differ: ${count} and ${other} rows, ${differing} differing`);
  return Number(count);
}

/** The middle one by wall time. */
export function middleOf(results: readonly ColdResult[]): ColdResult {
  return [...results].sort((a, b) => a.wallMs - b.wallMs)[Math.floor(results.length / 2)]!;
}

export function describeCold(rows: Readonly<Record<string, ColdResult>>, baseline: ColdResult): string {
  const steps = Object.entries(rows).map(
    ([name, result]) =>
      `${name}: ${Object.entries(result.steps)
        .map(([step, ms]) => `${step} ${seconds(ms)}`)
        .join(', ')}`,
  );
  return [
    formatTable([
      ['', 'wall s', 'CPU s', 'peak MB', 'wall', 'CPU'],
      ...Object.entries(rows).map(([name, { wallMs, cpuMs, peakMb }]) => [
        name,
        seconds(wallMs),
        seconds(cpuMs),
        Math.round(peakMb),
        times(wallMs, baseline.wallMs),
        times(cpuMs, baseline.cpuMs),
      ]),
    ]),
    ...steps,
  ].join('\n');
}
