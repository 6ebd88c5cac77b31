import { afterAll, beforeAll } from 'vitest';
import { postgres } from './dialect/postgres.ts';
import { countRuns, describeAgreement } from './testing/agreement.ts';
import { openPostgres } from './testing/postgres-engine.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

let scorer: SqlScorer;

beforeAll(async () => {
  scorer = await openScorer(await openPostgres());
}, 60_000);
afterAll(() => scorer.close());

describeAgreement('PostgreSQL', postgres, () => scorer, 'scoreWhole', countRuns(40));
