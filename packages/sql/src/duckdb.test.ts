import { afterAll, beforeAll } from 'vitest';
import { duckdb } from './dialect/duckdb.ts';
import { countRuns, describeAgreement } from './testing/agreement.ts';
import { openDuckdb } from './testing/duckdb-engine.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

let scorer: SqlScorer;

beforeAll(async () => {
  scorer = await openScorer(await openDuckdb());
});
afterAll(() => scorer.close());

describeAgreement('DuckDB', duckdb, () => scorer, 'score', countRuns(300));
