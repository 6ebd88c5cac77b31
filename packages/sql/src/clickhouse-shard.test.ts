import { type Facts, parseModel } from '@leadline/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clickhouse } from './dialect/clickhouse.ts';
import { countRuns, describeRandomAgreement } from './testing/agreement.ts';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from './testing/clickhouse-cluster.ts';
import { openClickhouseServer } from './testing/clickhouse-server-engine.ts';
import type { Engine } from './testing/engine.ts';
import { hostileTexts } from './testing/hostile-text.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

describe.skipIf(findClickhouseServer() === undefined)('needs clickhouse-server', () => {
  let cluster: ClickhouseCluster;
  let shards: Engine[];
  let scorer: SqlScorer;
  beforeAll(async () => {
    cluster = await startClickhouseCluster(3);
    shards = cluster.urls.map(openClickhouseServer);
    const [first, ...others] = shards as [Engine, ...Engine[]];
    scorer = await openScorer(first, ...others);
  }, 60_000);
  afterAll(() => cluster.close());

  describeRandomAgreement(
    'ClickHouse 18.16 on three shards',
    clickhouse,
    () => scorer,
    'score',
    countRuns(4),
    hostileTexts.slice(0, 3),
  );

  test('each shard scores its leads, and none is missed when one is lost: that is an error', async () => {
    const at = Date.UTC(2026, 2, 1);
    const leads = Array.from({ length: 30 }, (_, i) => `lead ${i}`);
    const facts: Facts = {
      fieldValues: [],
      activities: leads.map((lead) => ({ lead, type: 'View', at: at - 1, knownAt: 0, source: 'test' })),
    };
    const rule = { id: 'r', name: 'R', activity: 'View', points: 1 };
    const dimensions = { d: { kind: 'engagement', groups: { g: { rules: [rule] } } } };
    const model = parseModel(JSON.stringify({ leadline: 1, id: 'm', name: 'M', dimensions }));
    const question = { model, facts, at };
    const { scores } = await scorer.score(question);
    expect(scores.map(({ id }) => id)).toEqual([...leads].sort());
    for (const shard of shards) {
      expect(await shard.query('SELECT COUNT(*) AS n FROM leadline_leads')).toEqual([{ n: 10 }]);
    }
    await cluster.kill(1);
    await expect(scorer.score(question)).rejects.toThrow('clickhouse-server: fetch failed');
  });
});
