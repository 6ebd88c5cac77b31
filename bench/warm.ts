import { type Columns, planModel, type ScoreColumns, scoreColumns } from '@leadline/core';
import { openBulkDatabase } from '../packages/server/src/bulk/bulk-database.ts';
import { loadColumns } from '../packages/server/src/bulk/load-columns.ts';
import { startScoreThreads } from '../packages/server/src/bulk/score-threads.ts';
import { compareScores } from './compare.ts';
import { openEncoded, readSql } from './encoded.ts';
import { mapFacts, readModelFile } from './fact-mapping.ts';
import { type FactFiles, scoredAt } from './facts.ts';
import { formatTable, type Measurement, measure, measureInTurn, seconds, times } from './measure.ts';

export interface WarmResult {
  readonly leads: number;
  readonly activities: number;
  /** Leads found equal in all outputs. */
  readonly compared: number;
  readonly first: Measurement;
  readonly kernel: readonly Measurement[];
  readonly sql: readonly Measurement[];
  readonly floor: Measurement;
  readonly bytesPerActivity: number;
  readonly accountModel: Measurement;
}

/** Kernel against SQL, both from memory, on one and two threads; all outputs compared lead by lead. */
export async function measureWarm(files: FactFiles, rounds: number): Promise<WarmResult> {
  const model = readModelFile('lead-model');
  const accountModel = readModelFile('account-model');
  const at = scoredAt;
  const database = await openBulkDatabase();
  const { columns } = await loadColumns(database, mapFacts(files), {
    models: [model, accountModel],
    until: at,
  });
  await database.close();
  const plan = planModel(model);
  const accountPlan = planModel(accountModel);
  let alone!: ScoreColumns;
  const first = await measure(() => {
    alone = scoreColumns(plan, columns, { at });
  });
  const connection = await openEncoded(columns, at);
  const sql = readSql('score');
  await connection.run(`SET threads = 2; ${sql}`);
  const compared = await compareScores(connection, alone);
  const threads = startScoreThreads(2);
  const shared = await threads.score(model, columns, { at });
  if (shared.total.some((total, unit) => total !== alone.total[unit]))
    throw new Error('Two threads differ from one');
  const runs = await measureInTurn(
    {
      kernel1: () => scoreColumns(plan, columns, { at }),
      sql1: () => connection.run(`SET threads = 1; ${sql}`),
      kernel2: () => threads.score(model, columns, { at }),
      sql2: () => connection.run(`SET threads = 2; ${sql}`),
      floor: () => streamArrays(columns),
      accounts: () => scoreColumns(accountPlan, columns, { at }),
    },
    rounds,
  );
  await threads.close();
  connection.closeSync();
  const { day, timeOfDay, type, properties } = columns.activities;
  const bytes = [day, timeOfDay, type, ...[...properties.values()].map(({ codes }) => codes)];
  return {
    leads: columns.unitCount,
    activities: day.length,
    compared,
    first,
    kernel: [runs.kernel1, runs.kernel2],
    sql: [runs.sql1, runs.sql2],
    floor: runs.floor,
    accountModel: runs.accounts,
    bytesPerActivity: bytes.reduce((sum, array) => sum + array.BYTES_PER_ELEMENT, 0),
  };
}

/** Reads once all arrays of activities that the model reads: what memory alone would take. */
function streamArrays({ activities }: Columns): number {
  const { day, type, timeOfDay, properties } = activities;
  let sum = 0;
  for (let i = 0; i < day.length; i++) sum = (sum + day[i]!) | 0;
  for (let i = 0; i < type.length; i++) sum = (sum + type[i]!) | 0;
  for (let i = 0; i < timeOfDay.length; i++) sum = (sum + timeOfDay[i]!) | 0;
  for (const { codes } of properties.values())
    for (let i = 0; i < codes.length; i++) sum = (sum + codes[i]!) | 0;
  return sum;
}

export function describeWarm(result: WarmResult): string {
  const { kernel, sql, floor, first, accountModel } = result;
  const row = (name: string, { wallMs, cpuMs }: Measurement, to: Measurement) => [
    name,
    seconds(wallMs),
    seconds(cpuMs),
    times(wallMs, to.wallMs),
    times(cpuMs, to.cpuMs),
  ];
  return [
    `${result.leads} leads, ${result.activities} activities; ${result.compared} scores equal in every output.`,
    `${result.bytesPerActivity} bytes an activity in columns.`,
    formatTable([
      ['', 'wall s', 'CPU s', 'wall to kernel', 'CPU to kernel'],
      row('kernel, 1 thread', kernel[0]!, kernel[0]!),
      row('DuckDB SQL, 1 thread', sql[0]!, kernel[0]!),
      row('kernel, 2 threads', kernel[1]!, kernel[1]!),
      row('DuckDB SQL, 2 threads', sql[1]!, kernel[1]!),
      row('kernel, first run', first, kernel[0]!),
      row('streaming the arrays', floor, kernel[0]!),
      row('kernel, account model', accountModel, kernel[0]!),
    ]),
  ].join('\n');
}
