import { startClickhouseCluster } from './clickhouse-cluster.ts';

/** Starts three shards, says where they are, and stops them on Ctrl-C. */
const cluster = await startClickhouseCluster(3);
for (const [i, url] of cluster.urls.entries()) console.log(`shard ${i + 1}: ${url}`);
console.log('The cluster is named leadline. Ctrl-C stops it and removes its data.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await cluster.close();
    process.exit(0);
  });
}
