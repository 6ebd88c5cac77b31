import { readStoredText } from '@leadline/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from '../../../sql/src/testing/clickhouse-cluster.ts';
import { loadModel } from '../command/model-file.ts';
import { runInProcess } from '../command/run-in-process.ts';
import { copyExample, newBusiness } from '../command/sample-folder.ts';
import { openShards, openWarehouse } from './open-warehouse.ts';
import { placeLead } from './shard-load.ts';
import { runShards } from './shard-run.ts';

const shards = 3;

test('a lead is always on the same shard, and shards hold as many', () => {
  const places = Array.from({ length: 3000 }, (_, i) => placeLead(`lead ${i}`, shards));
  expect(placeLead('ann@firm.example', shards)).toBe(0);
  for (let shard = 0; shard < shards; shard++) {
    const held = places.filter((place) => place === shard).length;
    expect(held).toBeGreaterThan(900);
    expect(held).toBeLessThan(1100);
  }
});

describe.skipIf(findClickhouseServer() === undefined)('three shards of ClickHouse', () => {
  let cluster: ClickhouseCluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startClickhouseCluster(shards);
    url = `clickhouse://${cluster.urls.map((one) => new URL(one).host).join(',')}/default`;
  }, 120_000);
  afterAll(() => cluster.close());

  test('score as one, and go on where a shard was lost', { timeout: 300_000 }, async () => {
    const cwd = copyExample('new-business');
    const files = ['contacten.csv', 'website.ndjson', 'mail.tsv', 'deals.csv'];
    const lists = ['--suppress', 'own-staff.txt', '--suppress', 'competitors.txt'];
    const load = ['warehouse', 'load', ...files, ...lists, '--url', url, '--counted-at', '2026-11-20'];
    const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml'];
    await runInProcess(load, cwd);
    expect((await runInProcess(load, cwd)).out).toContain('Nothing new');
    const said = await runInProcess([...score, '--at', '2026-11-20', '--contributions'], cwd);
    expect(said.out).toContain('36 leads = 35 scored + 1 outside the audience');
    const before = await readTotals();
    expect(before).toEqual(await scoreFiles(cwd, '2026-11-20'));

    const { model } = await loadModel(`${cwd}/model.yaml`);
    const lost = runShards((await openShards(url))!, {
      model,
      members: [],
      at: Date.UTC(2026, 10, 24),
      contributions: false,
      dryRun: false,
      resume: false,
      onStep: (shard, { number }) => {
        if (shard === 1 && number === 2) void cluster.kill(1);
      },
    });
    await expect(lost).rejects.toMatchObject({
      key: 'error_warehouse_shard',
      params: { shard: 2, place: url },
    });
    // A shard that is away is never left out of an answer.
    await expect(readTotals()).rejects.toThrow();
    await cluster.restart(1);
    expect(await readTotals()).toEqual(before);

    const other = runInProcess([...score, '--resume', '--contributions'], cwd);
    await expect(other).rejects.toMatchObject({ key: 'error_warehouse_resume' });
    const resumed = await runInProcess([...score, '--resume'], cwd);
    expect(resumed.out).toContain('as of 2026-11-24 00:00 UTC');
    expect(await readTotals()).toEqual(await scoreFiles(cwd, '2026-11-24T00:00Z'));
    await expect(runInProcess([...score, '--resume'], cwd)).rejects.toMatchObject({
      key: 'error_warehouse_resume',
    });
  });

  async function readTotals(): Promise<Map<string, number>> {
    const warehouse = await openWarehouse(url, 'score');
    const rows = await warehouse.query('SELECT unit_id, total FROM leadline_scores_new_business');
    const totals = rows.map((row): [string, number] => [
      readStoredText(String(row.unit_id)),
      Number(row.total),
    ]);
    return new Map(totals.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
});

/** What `leadline score` gives for the same files. */
async function scoreFiles(cwd: string, at: string): Promise<Map<string, number>> {
  const args = newBusiness.slice(0, -1);
  const { out } = await runInProcess(['score', ...args, at, '--counted-at', '2026-11-20', '--json'], cwd);
  const { models } = JSON.parse(out) as { models: { scores: { id: string; totalMillipoints: number }[] }[] };
  const totals = models[0]!.scores.map((one): [string, number] => [one.id, one.totalMillipoints]);
  return new Map(totals.sort(([a], [b]) => (a < b ? -1 : 1)));
}
