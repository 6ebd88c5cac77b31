import { describe, expect, it } from 'vitest';
import type { FieldCriterion } from '../criterion.ts';
import type { PlainValue, ValueKind } from '../fact.ts';
import { readValue } from '../value/value.ts';
import { compileValueTest, toDay } from './value-test.ts';

const day = toDay(Date.UTC(2026, 2, 10));
const answers = ['false', 'unknown', 'true'] as const;

function answer(criterion: object, kind: ValueKind, plain: PlainValue | null): string {
  const test = compileValueTest({ field: 'x', ...criterion } as FieldCriterion, kind);
  return answers[test.test(readValue(plain, kind), day)];
}

describe('compileValueTest', () => {
  it.each<[object, ValueKind, PlainValue | null, (typeof answers)[number]]>([
    [{ equals: 'Café' }, 'text', 'CAFE', 'true'],
    [{ not_equals: 'cafe' }, 'text', null, 'unknown'],
    [{ in: ['a', 'B'] }, 'list', ['x', 'b'], 'true'],
    [{ not_in: ['a', 'b'] }, 'list', ['x', 'b'], 'false'],
    [{ not_contains: 'ark' }, 'list', ['Market', 'it'], 'false'],
    [{ starts_with: '/PRI' }, 'text', '/pricing', 'true'],
    [{ matches: '^/p.*g$' }, 'text', '/pricing', 'true'],
    [{ gte: 50 }, 'range', { lo: 51, hi: 200 }, 'true'],
    [{ gte: 60 }, 'range', { lo: 51, hi: 200 }, 'unknown'],
    [{ gte: 201 }, 'range', { lo: 51, hi: 200 }, 'false'],
    [{ lt: 201 }, 'range', { lo: 51, hi: 200 }, 'true'],
    [{ lte: 200 }, 'range', { lo: 51, hi: 200 }, 'true'],
    [{ gt: 200 }, 'range', { lo: 51, hi: null }, 'unknown'],
    [{ between: [51, 201] }, 'range', { lo: 51, hi: 200 }, 'true'],
    [{ between: [51, 200] }, 'range', { lo: 51, hi: 200 }, 'unknown'],
    [{ between: [201, 300] }, 'range', { lo: 51, hi: 200 }, 'false'],
    [{ equals: 60 }, 'range', { lo: 51, hi: 200 }, 'unknown'],
    [{ equals: 0.1 }, 'number', 0.1, 'true'],
    [{ gte: { amount: 5, currency: 'EUR' } }, 'money', { lo: 9, hi: 9, currency: 'USD' }, 'unknown'],
    [{ gte: { amount: 5, currency: 'EUR' } }, 'money', { lo: 9, hi: 9, currency: 'EUR' }, 'true'],
    [{ is_true: true }, 'boolean', false, 'false'],
    [{ is_empty: true }, 'number', 1.23456, 'true'],
    [{ is_not_empty: true }, 'text', ' ', 'false'],
    [{ before: '2026-03-10' }, 'date', '2026-03-09T23:59:59Z', 'true'],
    [{ after: '2026-03-10' }, 'date', '2026-03-10T00:00:00Z', 'true'],
    [{ equals: '2026-03-10' }, 'date', '2026-03-10T15:00:00Z', 'true'],
    [{ within_days: 1 }, 'date', '2026-03-10', 'true'],
    [{ within_days: 3 }, 'date', '2026-03-07', 'false'],
    [{ within_days: 3 }, 'date', '2026-03-11', 'false'],
    [{ in_next_days: 1 }, 'date', '2026-03-10T23:00Z', 'true'],
    [{ in_next_days: 3 }, 'date', '2026-03-13', 'false'],
  ])('%j on a %s %j is %s', (criterion, kind, plain, expected) => {
    expect(answer(criterion, kind, plain)).toBe(expected);
  });

  it.each<[object, ValueKind, string]>([
    [{ lt: 5 }, 'text', 'Cannot put lt to a text value'],
    [{ gte: 5 }, 'money', 'name its currency'],
    [{ equals: ' ' }, 'text', 'use is_empty'],
    [{ equals: 1.2345 }, 'number', 'at most three decimals'],
    [{ matches: '(' }, 'text', 'Cannot read pattern'],
    [{}, 'text', 'Cannot find the operator'],
  ])('refuses %j on a %s', (criterion, kind, message) => {
    expect(() => answer(criterion, kind, 'x')).toThrow(message);
  });
});
