import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from './clickhouse-cluster.ts';
import { openClickhouseServer } from './clickhouse-server-engine.ts';

describe.skipIf(findClickhouseServer() === undefined)(
  'three ClickHouse servers (needs clickhouse-server)',
  () => {
    let cluster: ClickhouseCluster;
    beforeAll(async () => {
      cluster = await startClickhouseCluster(3);
    }, 60_000);
    afterAll(() => cluster.close());

    test('are one cluster, and one that is lost is an error until it is back with what it stored', async () => {
      const engines = cluster.urls.map(openClickhouseServer);
      for (const [i, engine] of engines.entries()) {
        await engine.run([
          'CREATE TABLE part (shard Int64) ENGINE = MergeTree ORDER BY shard',
          `INSERT INTO part VALUES (${i + 1})`,
          'CREATE TABLE whole (shard Int64) ENGINE = Distributed(leadline, default, part)',
        ]);
      }
      const askFirst = () => engines[0]!.query('SELECT shard FROM whole ORDER BY shard');
      const all = [{ shard: 1 }, { shard: 2 }, { shard: 3 }];
      expect(await askFirst()).toEqual(all);
      await cluster.kill(2);
      await expect(askFirst()).rejects.toThrow('Code: 279');
      await expect(engines[2]!.query('SELECT 1')).rejects.toThrow('clickhouse-server: fetch failed');
      await cluster.restart(2);
      expect(await askFirst()).toEqual(all);
    });
  },
);
