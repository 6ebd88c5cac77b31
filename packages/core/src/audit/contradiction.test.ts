import { describe, expect, it } from 'vitest';
import type { Criterion } from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { findContradiction, listDroppedUnknowns } from './contradiction.ts';

const kinds: Record<string, ValueKind> = {
  n: 'number',
  r: 'range',
  m: 'money',
  t: 'text',
  b: 'boolean',
  l: 'list',
};
const kindOf = (field: string) => kinds[field];

describe('findContradiction', () => {
  const impossible: Criterion[] = [
    {
      all: [
        { field: 'n', gte: 10 },
        { field: 'n', lt: 10 },
      ],
    },
    { all: [{ field: 'r', gt: 10 }, { all: [{ field: 'r', lte: 10 }] }] },
    {
      all: [
        { field: 'n', between: [1, 5] },
        { field: 'n', equals: 5 },
      ],
    },
    {
      all: [
        { field: 'm', gte: { amount: 1, currency: 'EUR' } },
        { field: 'm', lt: { amount: 9, currency: 'SEK' } },
      ],
    },
    {
      all: [
        { field: 't', equals: 'BE' },
        { field: 't', equals: 'NL' },
      ],
    },
    {
      all: [
        { field: 't', in: ['BE', 'NL'] },
        { field: 't', not_in: ['nl', 'be'] },
      ],
    },
    {
      all: [
        { field: 't', is_empty: true },
        { field: 't', not_equals: 'BE' },
      ],
    },
    {
      all: [
        { field: 'b', is_true: true },
        { field: 'b', is_false: true },
      ],
    },
    {
      any: [
        { field: 'n', between: [5, 5] },
        { field: 'n', between: [7, 6] },
      ],
    },
  ];
  it.each(impossible.map((criterion) => [JSON.stringify(criterion), criterion] as const))(
    'sees that %s is never true',
    (_text, criterion) => {
      expect(findContradiction(criterion, kindOf)).toBeDefined();
    },
  );

  const possible: Criterion[] = [
    {
      all: [
        { field: 'n', gte: 10 },
        { field: 'n', lte: 10 },
      ],
    },
    {
      all: [
        { field: 't', equals: 'Bé' },
        { field: 't', in: ['be', 'nl'] },
      ],
    },
    {
      all: [
        { field: 'l', equals: 'a' },
        { field: 'l', equals: 'b' },
      ],
    },
    {
      any: [
        { field: 'n', between: [5, 5] },
        { field: 'n', gte: 6 },
      ],
    },
    {
      all: [
        { field: 't', contains: 'a' },
        { field: 't', not_contains: 'b' },
      ],
    },
    {
      none: [
        {
          all: [
            { field: 'n', gte: 10 },
            { field: 'n', lt: 10 },
          ],
        },
      ],
    },
  ];
  it.each(possible.map((criterion) => [JSON.stringify(criterion), criterion] as const))(
    'lets %s be',
    (_text, criterion) => {
      expect(findContradiction(criterion, kindOf)).toBeUndefined();
    },
  );
});

describe('listDroppedUnknowns', () => {
  const us: Criterion = { field: 'country', equals: 'US' };
  const cases: [string, Criterion, string[]][] = [
    ['none of a field', { none: [us] }, ['country']],
    [
      'a not_ operator',
      {
        all: [
          { field: 'country', not_in: ['US'] },
          { field: 'city', equals: 'Gent' },
        ],
      },
      ['country'],
    ],
    ['none of several', { none: [us, { field: 'city', equals: 'Paris' }] }, ['country', 'city']],
    ['a field asked for', us, []],
    ['unknown kept', { any: [{ none: [us] }, { field: 'country', is_empty: true }] }, []],
    ['another way in', { any: [{ none: [us] }, { field: 'vip', is_true: true }] }, []],
    ['outcomes', { none: [{ outcome: 'won' }] }, []],
    ['asked both ways', { any: [{ none: [us] }, { all: [us, { field: 'vip', is_true: true }] }] }, []],
    ['denied twice', { none: [{ field: 'country', not_equals: 'BE' }] }, []],
  ];
  it.each(cases)('judges %s', (_what, criterion, fields) => {
    expect(listDroppedUnknowns(criterion)).toEqual(fields);
  });
});
