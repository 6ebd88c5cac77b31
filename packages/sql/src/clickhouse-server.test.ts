import { afterAll, beforeAll, describe } from 'vitest';
import { clickhouse } from './dialect/clickhouse.ts';
import { countRuns, describeAgreement } from './testing/agreement.ts';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from './testing/clickhouse-cluster.ts';
import { openClickhouseServer } from './testing/clickhouse-server-engine.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

describe.skipIf(findClickhouseServer() === undefined)('needs clickhouse-server', () => {
  let server: ClickhouseCluster;
  let scorer: SqlScorer;
  beforeAll(async () => {
    server = await startClickhouseCluster(1);
    scorer = await openScorer(openClickhouseServer(server.urls[0]!));
  }, 60_000);
  afterAll(() => server.close());

  describeAgreement('ClickHouse 18.16', clickhouse, () => scorer, 'score', countRuns(6));
});
