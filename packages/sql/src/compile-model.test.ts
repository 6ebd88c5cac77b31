import { parseModel } from '@leadline/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leadModel, scoredAt, someFacts } from '../../../conformance/generate.ts';
import { compileModel } from './compile-model.ts';
import { createTables, insertRows } from './create-tables.ts';
import { clickhouse } from './dialect/clickhouse.ts';
import { duckdb } from './dialect/duckdb.ts';
import { postgres } from './dialect/postgres.ts';
import { getFactRows } from './fact-rows.ts';
import { openDuckdb } from './testing/duckdb-engine.ts';
import { openScorer, type SqlScorer } from './testing/score-by-sql.ts';

const at = Date.UTC(2026, 2, 1);

/** A model of one rule, as a document. */
const modelOf = (rule: object, others: object = {}) =>
  parseModel(
    JSON.stringify({
      leadline: 1,
      id: 'm',
      name: 'M',
      dimensions: { d: { kind: 'engagement', groups: { g: { rules: [{ id: 'r', name: 'R', ...rule }] } } } },
      ...others,
    }),
  );
const views = { activity: 'View', points: 1 };

describe('the same text', () => {
  let scorer: SqlScorer;
  beforeAll(async () => {
    scorer = await openScorer(await openDuckdb());
  });
  afterAll(() => scorer.close());

  test('as one query and as a script gives the same', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(leadModel(), someFacts, scoredAt, async (model, facts, at) => {
        const question = { model, facts, at };
        expect(await scorer.scoreWhole(question)).toEqual(await scorer.score(question));
      }),
      { numRuns: 10 },
    );
  });
});

test('tables can have other names, with a schema', async () => {
  const engine = await openDuckdb();
  const tables = { activities: ['crm', 'what "they" did'], lead_values: 'lead values' };
  await engine.run(['CREATE SCHEMA crm', ...createTables(duckdb, tables)]);
  const facts = {
    fieldValues: [],
    activities: [{ lead: 'ann', type: 'View', at: at - 1, knownAt: 0, source: 'test', id: '1' }],
  };
  await engine.run(insertRows(duckdb, getFactRows(facts), tables));
  const { whole } = compileModel(modelOf(views), { dialect: duckdb, at, tables });
  expect(await engine.query(whole!.scores)).toMatchObject([
    { unit_id: 'ann', total: 1000, dimension_d: 1000 },
  ]);
  await engine.close();
});

test('a query is the same every time and holds the moment', () => {
  const options = { dialect: postgres, at: at + 5, knownAt: at + 7 };
  const { whole } = compileModel(modelOf(views), options);
  expect(compileModel(modelOf(views), options).whole).toEqual(whole);
  expect(whole!.scores).toContain(`a.happened_at <= ${at + 5}`);
  expect(whole!.scores).toContain(`a.known_at <= ${at + 7}`);
});

test('ClickHouse, which would run a named part anew for each reader, has no whole queries', () => {
  expect(compileModel(modelOf(views), { dialect: clickhouse, at }).whole).toBeUndefined();
});

describe('what a dialect cannot say exactly is refused', () => {
  test('a column name that PostgreSQL would cut off', () => {
    const id = `d${'x'.repeat(60)}`;
    const rules = [{ id: 'r', name: 'R', ...views }];
    const model = modelOf(views, { dimensions: { [id]: { kind: 'engagement', groups: { g: { rules } } } } });
    expect(() => compileModel(model, { dialect: postgres, at })).toThrow(
      `Cannot name the column "dimension_${id}" in postgres: at most 63 bytes`,
    );
    expect(compileModel(model, { dialect: duckdb, at }).read.scores).toContain(`"dimension_${id}"`);
  });

  test('points that could add up beyond what is exact', () => {
    const model = { ...modelOf(views), dimensions: modelOf({ ...views, points: 1_000_000 }).dimensions! };
    const rule = model.dimensions.d!.groups.g!.rules[0]!;
    const tooMuch = { d: { kind: 'engagement' as const, groups: { g: { rules: Array(10).fill(rule) } } } };
    expect(() => compileModel({ ...model, dimensions: tooMuch }, { dialect: duckdb, at })).toThrow(
      'Cannot compile "m": its points could add up beyond what is exact',
    );
  });

  test('more rules than fit in a row', () => {
    const rules = Array.from({ length: 800 }, (_, i) => ({
      id: `r${i}`,
      name: 'R',
      ...views,
      cap: { max: 1 },
    }));
    const model = modelOf(views, { dimensions: { d: { kind: 'engagement', groups: { g: { rules } } } } });
    expect(() => compileModel(model, { dialect: duckdb, at })).toThrow('columns, at most 1500 fit in a row');
  });

  test('a label with U+0000 in PostgreSQL', () => {
    const model = { ...modelOf(views), suppress: ['nul\0x'] };
    expect(() => compileModel(model, { dialect: postgres, at })).toThrow('for postgres: it has no U+0000');
    expect(compileModel(model, { dialect: duckdb, at }).whole!.scores).toContain(
      "'Suppressed: nul' || chr(0) || 'x'",
    );
  });

  test('a table with the name of a part of the query', () => {
    expect(() =>
      compileModel(modelOf(views), { dialect: duckdb, at, tables: { activities: 'leads' } }),
    ).toThrow('Cannot read table "leads": a part of the query has that name; name it with its schema');
  });

  test('members of a model that is not given', () => {
    const rule = { members: { model: 'leads', take: 'sum' }, points: 1 };
    const model = modelOf(rule, { score: 'accounts' });
    expect(() => compileModel(model, { dialect: duckdb, at })).toThrow(
      'Cannot read members of "leads" for "m": give that model too',
    );
  });
});
