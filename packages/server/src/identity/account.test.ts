import type { FieldValue } from '@leadline/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveAccount } from './account.ts';

test('the domain of a business address is the account, of a free one there is none', () => {
  expect(derive([email('ann@mail.acme.example', 1)])).toEqual([['acme.example', 1]]);
  expect(derive([email('ann@gmail.com', 1)])).toEqual([]);
});

test('an account that was given stays, also when the address changes', () => {
  expect(derive([account('c7', 1), email('ann@acme.example', 2)])).toEqual([]);
  expect(derive([email('ann@acme.example', 1), account('c7', 2), email('ann@other.example', 3)])).toEqual([
    ['acme.example', 1],
  ]);
});

test('a change to a free address ends the account', () => {
  expect(derive([email('ann@acme.example', 1), email('ann@gmail.com', 2)])).toEqual([
    ['acme.example', 1],
    [null, 2],
  ]);
});

test('an account given late, from before, goes before the domain derived since', () => {
  const first = deriveAccount([email('ann@acme.example', 5)], 'u1', 10);
  const later = [email('ann@acme.example', 5), ...first, account('c7', 1)];
  expect(deriveAccount(later, 'u1', 20)).toMatchObject([{ value: 'c7', at: 5, knownAt: 20 }]);
});

test('an undated address gives an undated account', () => {
  const { at: _, ...undated } = email('ann@acme.example', 0);
  expect(derive([undated])).toEqual([['acme.example', undefined]]);
});

test('deriving twice adds nothing', () => {
  const value = fc
    .tuple(fc.nat({ max: 4 }), fc.constantFrom('a@x.example', 'b@gmail.com', 'c7', 'c8'))
    .map(([at, text]) => (text.includes('@') ? email(text, at) : account(text, at)));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 8 }), (values) => {
      const added = deriveAccount(values, 'u1', 10);
      expect(deriveAccount([...values, ...added], 'u1', 20)).toEqual([]);
    }),
  );
});

const derive = (values: FieldValue[]): unknown[] =>
  deriveAccount(values, 'u1', 10).map(({ value, at }) => [value, at]);
const field = (name: string, value: string, at: number): FieldValue => ({
  lead: 'u1',
  field: name,
  value,
  at,
  source: 'website',
  knownAt: at,
});
const email = (value: string, at: number): FieldValue => field('email', value, at);
const account = (value: string, at: number): FieldValue => field('account', value, at);
