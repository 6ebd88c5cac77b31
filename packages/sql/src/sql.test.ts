import { describe, expect, test } from 'vitest';
import { clickhouse } from './dialect/clickhouse.ts';
import { duckdb } from './dialect/duckdb.ts';
import { postgres } from './dialect/postgres.ts';
import { addUp, allOf, anyOf, as, chooseFirst, hold, indent, printSelect, sql } from './sql.ts';

const dialects = [duckdb, postgres, clickhouse];

describe('a template', () => {
  test('takes SQL and whole numbers', () => {
    expect(sql`${sql`a`} >= ${5} AND b < ${-3}`).toBe('a >= 5 AND b < (-3)');
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d', (number) => {
    expect(() => sql`a = ${number}`).toThrow('it is no whole number');
  });
});

test('any of nothing is false, all of nothing is true, the sum of nothing is 0', () => {
  expect([anyOf([]), allOf([]), addUp([]), chooseFirst([], 7)]).toEqual(['1 = 0', '1 = 1', '0', '7']);
});

test('an infinite bound is none', () => {
  expect(hold(sql`a`, -5, Number.POSITIVE_INFINITY)).toBe('greatest(a, (-5))');
  expect(hold(sql`a`, Number.NEGATIVE_INFINITY, 5)).toBe('least(a, 5)');
});

test('a SELECT has a column to a line', () => {
  expect(
    printSelect({ columns: [sql`a`, sql`b`], from: as(sql`t`, 't'), where: [sql`a = 1`, sql`b = 2`] }),
  ).toBe('SELECT\n  a,\n  b\nFROM t t\nWHERE a = 1\n  AND b = 2');
});

test('a SELECT with more columns than a row can have is refused', () => {
  const columns = Array.from({ length: 1501 }, (_, i) => sql`${i}`);
  expect(() => printSelect({ columns, from: as(sql`t`, 't') })).toThrow(
    'Cannot write 1501 columns: at most 1500 fit in a row',
  );
});

test.each(dialects)('no literal of $name has a line break that indenting would change', ({ text }) => {
  const literal = text('one\ntwo\r\nthree');
  expect(literal).not.toContain('\n');
  expect(indent(sql`SELECT ${literal}`)).toBe(`  SELECT ${literal}`);
});

test.each(dialects)('$name refuses text with half a character in it', ({ text }) => {
  expect(() => text('lone \ud800')).toThrow('Cannot write "lone \\ud800" as SQL: half a character in it');
});

test('quotes in names are doubled or escaped', () => {
  expect(dialects.map(({ quoteName }) => quoteName('a"b`c'))).toEqual(['"a""b`c"', '"a""b`c"', '`a"b\\`c`']);
});
