import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainValue, ValueKind } from '../fact.ts';
import { getThousandths, getValueKey, isMissing, readThousandths, readValue } from './value.ts';

const inf = Number.POSITIVE_INFINITY;

describe('readValue', () => {
  it.each<[PlainValue | null, ValueKind, unknown]>([
    [' Café ', 'text', 'cafe'],
    ['  ', 'text', undefined],
    [null, 'text', undefined],
    [12.5, 'text', '12.5'],
    [true, 'text', 'true'],
    [['a'], 'text', undefined],
    [0.1, 'number', 100],
    [1.005, 'number', 1005],
    [-1.001, 'number', -1001],
    ['-12.50', 'number', undefined],
    ['1.234,5', 'number', undefined],
    [0.1 + 0.2, 'number', undefined],
    [1.2345, 'number', undefined],
    [9e12, 'number', 9e15],
    [9e12 + 1, 'number', undefined],
    [1e21, 'number', undefined],
    [-0, 'number', 0],
    [{ lo: 5, hi: 5 }, 'number', undefined],
    [{ lo: 5, hi: 6 }, 'number', undefined],
    [Number.NaN, 'number', undefined],
    ['50', 'range', undefined],
    [50, 'range', { lo: 50_000, hi: 50_000 }],
    [{ lo: 51, hi: 200 }, 'range', { lo: 51_000, hi: 200_000 }],
    [{ lo: 1000, hi: null }, 'range', { lo: 1_000_000, hi: inf }],
    [{ lo: 3, hi: 2 }, 'range', undefined],
    [{ lo: 3, hi: 3, currency: 'EUR' }, 'range', undefined],
    [{ lo: 1.2, hi: 1.2, currency: 'eur' }, 'money', { lo: 1200, hi: 1200, currency: 'EUR' }],
    [7, 'money', { lo: 7000, hi: 7000 }],
    ['true', 'boolean', undefined],
    [true, 'boolean', true],
    [1, 'boolean', undefined],
    ['2026-02-28', 'date', Date.UTC(2026, 1, 28)],
    ['2026-02-29', 'date', undefined],
    ['2026-02-28T23:30:00.5-01:30', 'date', Date.UTC(2026, 2, 1, 1, 0, 0, 500)],
    ['2026-02-28 10:00', 'date', Date.UTC(2026, 1, 28, 10)],
    ['1899-12-31', 'date', undefined],
    ['1900-01-01', 'date', Date.UTC(1900, 0, 1)],
    ['2999-12-31T23:59:59.999Z', 'date', Date.UTC(3000, 0, 1) - 1],
    [['B', ' a ', 'b', ''], 'list', ['a', 'b']],
    [[], 'list', undefined],
    [['', ' '], 'list', undefined],
    ['One', 'list', ['one']],
    [true, 'list', undefined],
  ])('reads %j as %s: %j', (plain, kind, typed) => {
    expect(readValue(plain, kind)).toEqual(typed);
  });

  it('reads every number of three decimals exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9_000_000_000_000_000n, max: 9_000_000_000_000_000n }), (thousandths) => {
        const digits = (thousandths < 0n ? -thousandths : thousandths).toString().padStart(4, '0');
        const text = `${thousandths < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
        expect(BigInt(readThousandths(text)!)).toBe(thousandths);
        // Above 2^42 a JavaScript number has no room for three decimals; text has.
        if (Math.abs(Number(text)) < 2 ** 42)
          expect(BigInt(readThousandths(Number(text))!)).toBe(thousandths);
      }),
    );
  });
});

it('getThousandths refuses with a remedy', () => {
  expect(() => getThousandths(1.2345)).toThrow('round it or count in smaller units');
  expect(() => getThousandths(1e13)).toThrow('count in larger units');
  expect(getThousandths(-2.5)).toBe(-2500);
});

it('getValueKey is equal exactly for equal values', () => {
  const key = (plain: PlainValue, kind: ValueKind): string => getValueKey(readValue(plain, kind)!);
  expect(key(['b', 'A'], 'list')).toBe(key(['a', 'B', 'b'], 'list'));
  expect(key(['a b'], 'list')).not.toBe(key(['a', 'b'], 'list'));
  expect(key({ lo: 1, hi: 1, currency: 'EUR' }, 'money')).not.toBe(
    key({ lo: 1, hi: 1, currency: 'USD' }, 'money'),
  );
});

it('isMissing holds for what has no content, whatever the kind', () => {
  const values: [PlainValue | null, boolean][] = [
    [null, true],
    ['', true],
    [' \t', true],
    [[], true],
    [['', ' '], true],
    [0, false],
    [false, false],
    [['a'], false],
    [{ lo: null, hi: null }, false],
  ];
  for (const [value, missing] of values) expect(isMissing(value)).toBe(missing);
});
