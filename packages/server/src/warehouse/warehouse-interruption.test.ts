import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from '../../../sql/src/testing/clickhouse-cluster.ts';
import { type PostgresServer, startPostgres } from '../../../sql/src/testing/postgres-server.ts';
import { runInProcess } from '../command/run-in-process.ts';
import { leadlinePath, runLeadline } from '../command/run-leadline.ts';
import { copyExample } from '../command/sample-folder.ts';
import { openWarehouse } from './open-warehouse.ts';
import type { ResultRow } from './warehouse.ts';

const scores = 'SELECT unit_id, total, scored_at FROM leadline_scores_new_business ORDER BY unit_id';

describe('PostgreSQL', () => {
  let server: PostgresServer;
  let cwd: string;

  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server.close());

  const ask = async (text: string): Promise<ResultRow[]> => {
    const warehouse = await openWarehouse(server.getUrl(), 'score');
    try {
      return await warehouse.query(text);
    } finally {
      await warehouse.close();
    }
  };
  const scoreArgs = (at: string) => [
    'warehouse',
    'score',
    '--url',
    server.getUrl(),
    '--model',
    'model.yaml',
    '--at',
    at,
  ];

  /** Has a run of its own process wait for a table that is locked, and does something to it meanwhile. */
  const whileItRuns = async (
    work: (child: ChildProcess) => Promise<void>,
  ): Promise<{ code: number | null; signal: string | null; err: string }> => {
    const blocker = await openWarehouse(server.getUrl(), 'score');
    await blocker.run('BEGIN');
    await blocker.run('LOCK TABLE leadline_activities');
    const child = spawn(process.execPath, [leadlinePath, ...scoreArgs('2026-11-21')], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (text) => {
      err += String(text);
    });
    const ended = new Promise<[number | null, string | null]>((resolve) =>
      child.on('close', (code, signal) => resolve([code, signal])),
    );
    for (;;) {
      const [row] = await ask(`SELECT COUNT(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
      if (row?.n === 1) break;
      await wait(50);
    }
    await work(child);
    const [code, signal] = await ended;
    await blocker.run('ROLLBACK');
    await blocker.close();
    return { code, signal, err };
  };

  test('old scores stay when a run is interrupted, killed, or meets another one', {
    timeout: 120_000,
  }, async () => {
    cwd = copyExample('new-business');
    await runInProcess(
      ['warehouse', 'load', 'contacten.csv', 'website.ndjson', '--url', server.getUrl()],
      cwd,
    );
    await runInProcess(scoreArgs('2026-11-20'), cwd);
    const before = await ask(scores);

    const interrupted = await whileItRuns(async (child) => void child.kill('SIGINT'));
    expect(interrupted).toEqual({
      code: 130,
      signal: null,
      err: 'Interrupted; the tables are as they were\n',
    });
    expect(await ask(scores)).toEqual(before);

    const killed = await whileItRuns(async (child) => {
      await expect(runInProcess(scoreArgs('2026-11-22'), cwd)).rejects.toThrow('error_warehouse_busy');
      child.kill('SIGKILL');
    });
    expect(killed.signal).toBe('SIGKILL');
    expect(await ask(scores)).toEqual(before);

    // The server takes a moment to see that the other one is gone.
    for (;;) {
      const [row] = await ask(`SELECT COUNT(*) AS n FROM pg_locks WHERE locktype = 'advisory'`);
      if (row?.n === 0) break;
      await wait(50);
    }
    await runInProcess(scoreArgs('2026-11-22'), cwd);
    expect(await ask(scores)).not.toEqual(before);
  });
});

describe('DuckDB', () => {
  test('a run killed before its end leaves the old scores, and the file can be used again', async () => {
    const cwd = copyExample('new-business');
    const url = `duckdb:${cwd}/facts.duckdb`;
    const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml', '--at'];
    await runInProcess(['warehouse', 'load', 'contacten.csv', 'website.ndjson', '--url', url], cwd);
    await runInProcess([...score, '2026-11-20'], cwd);
    const before = await askOf(url);

    const half = fileURLToPath(new URL('half-run.ts', import.meta.url));
    const child = spawn(process.execPath, [half, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const busy = await runLeadline([...score, '2026-11-22'], { cwd });
    expect(busy.code).toBe(2);
    expect(busy.err).toContain('Another load or score is under way in duckdb:');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));

    expect(await askOf(url)).toEqual(before);
    await runInProcess([...score, '2026-11-22'], cwd);
    expect(await askOf(url)).not.toEqual(before);
  });

  test('a statement that runs can be stopped', async () => {
    const cwd = copyExample('new-business');
    const warehouse = await openWarehouse(`duckdb:${cwd}/facts.duckdb`, 'load');
    const long = warehouse.run('SELECT SUM(a.range * b.range) FROM range(10000000) a, range(10000000) b');
    const stopped = expect(long).rejects.toThrow('error_warehouse_stopped');
    await warehouse.cancel();
    await stopped;
    await warehouse.close();
  });

  test('the summary speaks three languages', async () => {
    const said: string[] = [];
    for (const language of ['en', 'nl', 'sv'] as const) {
      const cwd = copyExample('new-business');
      const url = 'duckdb:facts.duckdb'.replace(':', `:${cwd}/`);
      const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml', '--at'];
      const load = await runInProcess(
        ['warehouse', 'load', 'contacten.csv', 'mail.tsv', '--url', url],
        cwd,
        language,
      );
      said.push(load.out.replaceAll(cwd, ''));
      for (const at of ['2026-11-20', '2026-12-24'])
        said.push((await runInProcess([...score, at], cwd, language)).out);
      said.push((await runInProcess([...score, '2026-12-24', '--dry-run'], cwd, language)).out);
    }
    expect(said.join('\n')).toMatchSnapshot();
  });
});

describe.skipIf(findClickhouseServer() === undefined)('ClickHouse', () => {
  let cluster: ClickhouseCluster;
  beforeAll(async () => {
    cluster = await startClickhouseCluster(1);
  }, 120_000);
  afterAll(() => cluster.close());

  test('a run killed before its end leaves the old scores, and what it left goes', {
    timeout: 120_000,
  }, async () => {
    const cwd = copyExample('new-business');
    const url = `clickhouse://${new URL(cluster.urls[0]!).host}/default`;
    const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml', '--at'];
    await runInProcess(['warehouse', 'load', 'contacten.csv', 'website.ndjson', '--url', url], cwd);
    await runInProcess([...score, '2026-11-20'], cwd);
    const before = await askOf(url);

    const half = fileURLToPath(new URL('half-run.ts', import.meta.url));
    const child = spawn(process.execPath, [half, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await expect(runInProcess([...score, '2026-11-22'], cwd)).rejects.toThrow('error_warehouse_busy');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    expect(await askOf(url)).toEqual(before);

    // What a minute does.
    const warehouse = await openWarehouse(url, 'score');
    await warehouse.run('DROP TABLE leadline_lock');
    await runInProcess([...score, '2026-11-22'], cwd);
    expect(await askOf(url)).not.toEqual(before);
    const left = await warehouse.query(`SELECT name FROM system.tables WHERE name LIKE '%__leadline_%'`);
    expect(left).toEqual([]);
    await expect(
      Promise.all([warehouse.run('SELECT count() FROM system.numbers'), warehouse.cancel()]),
    ).rejects.toThrow('error_warehouse_stopped');
  });
});

async function askOf(url: string): Promise<ResultRow[]> {
  const warehouse = await openWarehouse(url, 'score');
  try {
    return await warehouse.query(scores);
  } finally {
    await warehouse.close();
  }
}
