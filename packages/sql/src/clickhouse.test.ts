import { afterAll, beforeAll } from 'vitest';
import { clickhouse } from './dialect/clickhouse.ts';
import { countRuns, describeAgreement } from './testing/agreement.ts';
import { openClickhouse } from './testing/clickhouse-engine.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

let scorer: SqlScorer;

beforeAll(async () => {
  scorer = await openScorer(await openClickhouse());
}, 60_000);
afterAll(() => scorer.close());

describeAgreement('ClickHouse', clickhouse, () => scorer, 'score', countRuns(24));
