import { expect, test } from 'vitest';
import { as, join, leftJoin, sql } from '../sql.ts';
import { inlineParts, orderInClickhouse, selectInClickhouse } from './clickhouse-select.ts';

test('a SELECT of one relation stays as it is', () => {
  const columns = [sql`a.x AS x`, sql`a.x + 1 AS y`];
  expect(selectInClickhouse({ columns, from: as(sql`t`, 'a') })).toBe(
    'SELECT\n  a.x AS x,\n  a.x + 1 AS y\nFROM t a',
  );
});

test('a column that an alias would be taken for has another name', () => {
  const columns = [sql`COALESCE(a.x, 0) AS x`, sql`a.x AS was`];
  expect(selectInClickhouse({ columns, from: as(sql`t`, 'a') })).toBe(
    'SELECT\n  COALESCE(a__x, 0) AS x,\n  a__x AS was\nFROM (\n  SELECT\n    x AS a__x\n  FROM t\n) AS a',
  );
});

test('each join has a SELECT of its own, its key stays readable, and conditions on the first relation come before', () => {
  const text = selectInClickhouse({
    columns: [sql`COALESCE(b.id, a.id) AS id`, sql`c.v AS v`, sql`'a.literal' AS t`],
    from: as(sql`t`, 'a'),
    joins: [
      leftJoin(sql`u`, 'b', [sql`b.id`, sql`a.id`]),
      join(sql`w`, 'c', [sql`c.id`, sql`COALESCE(b.k, a.k)`]),
    ],
    where: [sql`a.x = 1`, sql`c.v > 0`],
  });
  expect(text.replaceAll(/\s+/g, ' ')).toBe(
    `SELECT COALESCE(b__id, a__id) AS id, c__v AS v, 'a.literal' AS t FROM ( ` +
      'SELECT *, COALESCE(b__k, a__k) AS c__key_0 FROM ( ' +
      'SELECT id AS a__id, k AS a__k FROM t WHERE x = 1 ) AS a ' +
      'LEFT JOIN ( SELECT id AS a__id, id AS b__id, k AS b__k FROM u ) AS b USING (a__id) ) AS so_far ' +
      'JOIN ( SELECT id AS c__key_0, v AS c__v FROM w ) AS c USING (c__key_0) WHERE c__v > 0',
  );
});

test('all columns of a joined relation cannot be renamed unseen', () => {
  const joins = [join(sql`u`, 'b', [sql`b.id`, sql`a.id`])];
  expect(() => selectInClickhouse({ columns: [sql`a.*`], from: as(sql`t`, 'a'), joins })).toThrow(
    'Cannot rename a.* for clickhouse: name its columns',
  );
});

test('parts are put where they are read, not into literals', () => {
  const parts = [{ name: sql`p`, select: sql`SELECT 1 AS x` }];
  expect(inlineParts(parts, sql`SELECT 'FROM p' AS t FROM p`)).toBe(
    "SELECT 'FROM p' AS t FROM (\n  SELECT 1 AS x\n)",
  );
});

test('rows in order are arrays', () => {
  const text = orderInClickhouse({
    rows: sql`SELECT g, n, v FROM t`,
    part: ['g'],
    order: { n: 'integer' },
    others: ['v'],
    adds: { place: 'place', before: { previous: 'v' }, total: { sumUpTo: 'v' } },
  });
  expect(text).toContain('arraySort(groupArray(tuple(n, v))) AS all_rows');
  expect(text).toContain('arrayEnumerate(all_rows) AS place');
});
