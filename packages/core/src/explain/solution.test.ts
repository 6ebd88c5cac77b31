import { describe, expect, it } from 'vitest';
import type { Criterion } from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { compileValueTest, isTrue } from '../kernel/value-test.ts';
import { type Operator, operatorNames, operators } from '../operator.ts';
import { readValue } from '../value/value.ts';
import { listSolutions } from './solution.ts';

const day = 20_500;
const operands: Record<Operator, Record<string, unknown>> = {
  equals: {
    text: 'BE',
    number: 2.5,
    boolean: false,
    date: '2026-01-31',
    list: 'a',
    range: 10,
    money: { amount: 5, currency: 'EUR' },
  },
  not_equals: {
    text: 'other',
    number: 1,
    boolean: true,
    date: '2000-01-01',
    list: 'other',
    range: 1,
    money: { amount: 5, currency: 'EUR' },
  },
  in: { text: ['BE', 'NL'], number: [3, 4], list: ['a', 'b'] },
  not_in: { text: ['other', 'another x'], number: [1], list: ['other'] },
  contains: { text: 'Ärke', list: 'a' },
  not_contains: { text: 'the', list: 'other' },
  starts_with: { text: '/pricing' },
  ends_with: { text: '.pdf' },
  matches: { text: '^/(a|b)[0-9]{2,3}x+$' },
  lt: { number: 0, range: 0.001, money: { amount: 100, currency: 'SEK' } },
  lte: { number: -3.5, range: 9e12, money: { amount: 100, currency: 'SEK' } },
  gt: { number: 99.999, range: 50, money: { amount: 100, currency: 'SEK' } },
  gte: { number: 50, range: 50, money: { amount: 100, currency: 'SEK' } },
  between: {
    number: [1.5, 1.501],
    range: [10, 50],
    money: [
      { amount: 1, currency: 'EUR' },
      { amount: 2, currency: 'EUR' },
    ],
  },
  is_empty: Object.fromEntries(
    ['text', 'number', 'boolean', 'date', 'list', 'range', 'money'].map((kind) => [kind, true]),
  ),
  is_not_empty: Object.fromEntries(
    ['text', 'number', 'boolean', 'date', 'list', 'range'].map((kind) => [kind, true]),
  ),
  is_true: { boolean: true },
  is_false: { boolean: true },
  before: { date: '2026-03-01' },
  after: { date: '2026-03-01' },
  within_days: { date: 30 },
  in_next_days: { date: 1 },
};

describe('listSolutions', () => {
  const cases = operatorNames.flatMap((operator) =>
    Object.entries(operands[operator]).map(([kind, operand]) => ({
      operator,
      kind: kind as ValueKind,
      operand,
    })),
  );
  it.each(cases)('finds a value for which $kind $operator is true', ({ operator, kind, operand }) => {
    const criterion = { field: 'f', [operator]: operand } as Extract<Criterion, { field: string }>;
    expect(operators[operator].kinds).toContain(kind);
    const [solution] = listSolutions(criterion, () => kind, day);
    const value = readValue(solution!.get('f'), kind);
    expect(compileValueTest(criterion, kind).test(value, day)).toBe(isTrue);
  });

  it('finds one value for all that is asked of a field at once', () => {
    const criterion: Criterion = {
      all: [
        { field: 'path', starts_with: '/shop' },
        { field: 'path', contains: 'shoes' },
        { field: 'path', not_equals: '/shop shoes' },
      ],
    };
    expect(values(criterion)).toEqual([{ path: '/shopshoes' }]);
  });

  it('gives one solution for each way', () => {
    const criterion: Criterion = {
      all: [
        {
          any: [
            { field: 'a', equals: 'x' },
            { field: 'b', equals: 'y' },
          ],
        },
        { none: [{ field: 'c', in: ['other'] }] },
      ],
    };
    expect(values(criterion)).toEqual([
      { a: 'x', c: 'another' },
      { b: 'y', c: 'another' },
    ]);
  });

  it('gives none where nothing can hold or more than values is asked', () => {
    expect(
      values({
        all: [
          { field: 'a', equals: 'x' },
          { field: 'a', equals: 'y' },
        ],
      }),
    ).toEqual([]);
    expect(values({ all: [{ field: 'a', equals: 'x' }, { outcome: 'won' }] })).toEqual([]);
    expect(values({ none: [{ outcome: 'won' }] })).toEqual([{}]);
  });
});

function values(criterion: Criterion): unknown[] {
  return listSolutions(criterion, () => 'text', day).map((solution) => Object.fromEntries(solution));
}
