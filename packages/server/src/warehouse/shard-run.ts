import { createHash } from 'node:crypto';
import { planModel } from '@leadline/core';
import { clickhouse } from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { ClickhouseWarehouse } from './clickhouse-warehouse.ts';
import { checkLayout } from './layout.ts';
import { endChange, type ScoreRun, type ScoreRunReport, scoreUnits } from './score-run.ts';
import { checkScoreTables, nameScoreTables, type ScoreTableNames } from './score-table-name.ts';
import type { Warehouse } from './warehouse.ts';

/** A run over several servers, each of which scores the leads that it holds. */
export interface ShardRun extends Omit<ScoreRun, 'onStep'> {
  /** Goes on with the last run of the model: shards that are done stay as they are. */
  readonly resume: boolean;
  readonly onStep: (shard: number, step: Parameters<ScoreRun['onStep']>[0]) => void;
}

/** What is known of the runs, a row for each step; it stands on the first shard. */
const runTable = 'leadline_runs';

/** The last run of a model: which shards are done, and what they found. */
interface KnownRun {
  readonly id: string;
  readonly at: number;
  readonly hash: string;
  readonly reports: ReadonlyMap<number, ScoreRunReport>;
  /** Whether its scores are what is read. */
  readonly isShown: boolean;
}

/**
 * Every shard scores its own leads into tables of its own. When all are done, one RENAME on the first shard shows them
 * together, so a result of only some of them is never read. A shard that is lost ends the run with what to do.
 */
export async function runShards(
  shards: readonly ClickhouseWarehouse[],
  run: ShardRun,
): Promise<ScoreRunReport> {
  const [first] = shards as [ClickhouseWarehouse];
  refuseAccounts(run);
  const lock = await first.lockShards();
  try {
    return await scoreShards(shards, run);
  } finally {
    // A first shard that is gone holds no lock for long.
    await lock.release().catch(() => undefined);
  }
}

async function scoreShards(shards: readonly ClickhouseWarehouse[], run: ShardRun): Promise<ScoreRunReport> {
  const [first] = shards as [ClickhouseWarehouse];
  const names = nameScoreTables(run.model, run.table);
  await checkScoreTables(first, run.model, names);
  await createRunTable(first);
  const runs = await readRuns(first, names);
  const shown = runs.findLast(({ isShown }) => isShown);
  const known = run.resume ? findUnfinished(first, runs, run) : undefined;
  const at = known?.at ?? run.at;
  const id = known?.id ?? Date.now().toString(36);
  const hash = hashRun(run);
  const note = (shard: number, state: string, detail: string): Promise<void> =>
    first.insert(runTable, [[names.scores, id, at, hash, shard, state, detail, Date.now()]]);
  if (known === undefined) {
    await Promise.all(shards.map((shard) => dropRuns(shard, names, shown?.id)));
    await note(-1, 'begun', '');
  }

  const reports = new Map(known?.reports);
  const outcomes = await Promise.allSettled(
    shards.map(async (shard, i) => {
      if (reports.has(i)) return;
      const before = shown === undefined ? undefined : names.scores + endOf(shown.id);
      const report = await scoreShard(
        shard,
        { ...run, at, onStep: (step) => run.onStep(i, step) },
        names,
        endOf(id),
        before,
      );
      if (!run.dryRun) await note(i, 'done', JSON.stringify(report));
      reports.set(i, report);
    }),
  );
  const lost = outcomes.findIndex(({ status }) => status === 'rejected');
  if (lost >= 0) throw explainLost(first, lost + 1, (outcomes[lost] as PromiseRejectedResult).reason);
  const whole = addUp([...reports.values()]);
  if (run.dryRun) return whole;
  await show(first, await findCluster(first, shards.length), names, run, id, whole.scored);
  await note(-1, 'shown', '');
  await Promise.all(shards.map((shard) => dropRuns(shard, names, id)));
  return whole;
}

function endOf(id: string): string {
  return `__run_${id}`;
}

async function scoreShard(
  shard: ClickhouseWarehouse,
  run: ScoreRun,
  names: ScoreTableNames,
  end: string,
  before: string | undefined,
): Promise<ScoreRunReport> {
  await checkLayout(shard);
  const change = await shard.beginShard(end);
  return endChange(change, run, () => scoreUnits(shard, change, run, names, before));
}

/** Puts tables over those of all shards in the place of the old ones, at once. */
async function show(
  first: Warehouse,
  cluster: string,
  names: ScoreTableNames,
  { contributions }: ShardRun,
  id: string,
  scored: number,
): Promise<void> {
  const { quoteName, text } = clickhouse;
  const tables = [names.scores, names.changes, ...(contributions ? [names.contributions] : [])];
  const shown = (table: string): string => `${table}__shown_${id}`;
  for (const table of tables) {
    const part = table + endOf(id);
    await first.run(`DROP TABLE IF EXISTS ${quoteName(shown(table))}`);
    await first.run(
      `CREATE TABLE ${quoteName(shown(table))} AS ${quoteName(part)} ENGINE = Distributed(${quoteName(cluster)}, currentDatabase(), ${quoteName(part)})`,
    );
  }
  const [counted] = await first.query(`SELECT COUNT(*) AS n FROM ${quoteName(shown(names.scores))}`);
  if (counted?.n !== scored)
    throw new CommandError('error_warehouse_cluster', { place: first.place, shards: cluster });
  const held = await first.query(
    `SELECT name AS name FROM system.tables WHERE database = currentDatabase() AND name IN (${tables.map(text).join(', ')})`,
  );
  const old = new Set(held.map(({ name }) => String(name)));
  const moves = tables.flatMap((table) => [
    ...(old.has(table) ? [`${quoteName(table)} TO ${quoteName(`${table}__hidden_${id}`)}`] : []),
    `${quoteName(shown(table))} TO ${quoteName(table)}`,
  ]);
  await first.run(`RENAME TABLE ${moves.join(', ')}`);
}

/** Drops what runs other than one left on a shard. */
async function dropRuns(shard: Warehouse, names: ScoreTableNames, kept: string | undefined): Promise<void> {
  const rows = await shard.query(
    `SELECT name AS name FROM system.tables WHERE database = currentDatabase() AND match(name, '__(run|shown|hidden)_[0-9a-z]+$')`,
  );
  const own = Object.values(names);
  for (const { name } of rows) {
    const [table = '', id] = String(name).split(/__(?:run|shown|hidden)_/);
    const isShown = id === kept && String(name).includes('__run_');
    if (own.includes(table) && !isShown)
      await shard.run(`DROP TABLE IF EXISTS ${clickhouse.quoteName(String(name))}`);
  }
}

async function createRunTable(first: Warehouse): Promise<void> {
  await first.run(
    `CREATE TABLE IF NOT EXISTS ${runTable} (scores String, run_id String, at Int64, hash String, shard Int64, state String, detail String, noted_at Int64) ENGINE = MergeTree ORDER BY scores`,
  );
}

/** The runs that wrote a table of scores, oldest first. */
async function readRuns(first: Warehouse, { scores }: ScoreTableNames): Promise<KnownRun[]> {
  const rows = await first.query(
    `SELECT run_id AS run_id, at AS at, hash AS hash, shard AS shard, state AS state, detail AS detail FROM ${runTable} WHERE scores = ${clickhouse.text(scores)} ORDER BY noted_at`,
  );
  const ids = [...new Set(rows.map(({ run_id }) => String(run_id)))];
  return ids.map((id) => {
    const own = rows.filter(({ run_id }) => run_id === id);
    const done = own.filter(({ state }) => state === 'done');
    return {
      id,
      at: Number(own[0]!.at),
      hash: String(own[0]!.hash),
      isShown: own.some(({ state }) => state === 'shown'),
      reports: new Map(
        done.map(({ shard, detail }) => [Number(shard), JSON.parse(String(detail)) as ScoreRunReport]),
      ),
    };
  });
}

/** The last run, if it is not over and of the same model. Throws CommandError otherwise. */
function findUnfinished({ place }: Warehouse, runs: readonly KnownRun[], run: ShardRun): KnownRun {
  const last = runs.at(-1);
  const refuse = (detail: string): never => {
    throw new CommandError('error_warehouse_resume', { place, detail });
  };
  if (last === undefined) return refuse('it was never scored here');
  if (last.isShown) return refuse('the last run was finished');
  if (last.hash !== hashRun(run)) return refuse('the model is another one than in the last run');
  return last;
}

/** Stands for all that a run is asked but for its moment. */
function hashRun({ model, members, knownAt, contributions }: ShardRun): string {
  return createHash('sha256')
    .update(JSON.stringify([model, members, knownAt ?? null, contributions]))
    .digest('hex');
}

function addUp(reports: readonly ScoreRunReport[]): ScoreRunReport {
  const sum = (of: (report: ScoreRunReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const whats = new Set(reports.flatMap(({ changes }) => Object.keys(changes)));
  return {
    at: reports[0]!.at,
    tables: reports[0]!.tables,
    isFirst: reports.every(({ isFirst }) => isFirst),
    scored: sum(({ scored }) => scored),
    outside: sum(({ outside }) => outside),
    disqualified: sum(({ disqualified }) => disqualified),
    changes: Object.fromEntries([...whats].map((what) => [what, sum(({ changes }) => changes[what] ?? 0)])),
  };
}

/** What colleagues do lies on other shards. */
function refuseAccounts({ model, members }: ShardRun): void {
  for (const one of [model, ...members]) {
    const plan = planModel(one);
    if (plan.scoresAccounts || plan.accountReadings.readings.length > 0)
      throw new CommandError('error_warehouse_shard_accounts', { model: one.id });
  }
}

function explainLost({ place }: Warehouse, shard: number, error: unknown): unknown {
  if (!(error instanceof CommandError)) return error;
  const isLost = [
    'error_warehouse_lost',
    'error_warehouse_connect',
    'error_warehouse_full',
    'error_warehouse_fault',
  ];
  if (!isLost.includes(error.key)) return error;
  const detail = String(error.params.detail ?? error.key);
  return new CommandError('error_warehouse_shard', { shard, place, detail }, exitCodes.output, error);
}

/** The cluster that the first server knows with so many shards. */
async function findCluster(first: Warehouse, shards: number): Promise<string> {
  const rows = await first.query(
    `SELECT cluster AS cluster FROM system.clusters GROUP BY cluster HAVING COUNT(*) = ${shards} AND MAX(shard_num) = ${shards}`,
  );
  if (rows.length !== 1) throw new CommandError('error_warehouse_cluster', { place: first.place, shards });
  return String(rows[0]!.cluster);
}
