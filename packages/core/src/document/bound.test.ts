import { expect, it } from 'vitest';
import type { Rule } from '../rule.ts';
import { type Bound, boundModel, boundRule } from './bound.ts';
import { newBusiness } from './example-model.ts';

const named = { id: 'r', name: 'R' };
// biome-ignore lint/suspicious/noThenProperty: a text, which nothing awaits
const sequence = { first: 'A', then: 'B', withinDays: 3 };
const tiers = [
  { from: 1, points: -2 },
  { from: 5, points: 4 },
];

const bounds: readonly (readonly [rule: Rule, bound: Bound])[] = [
  [
    { ...named, when: { field: 'a', equals: 'b' }, points: 5, otherwise: -3 },
    { least: -3, most: 5 },
  ],
  [
    { ...named, when: { field: 'a', equals: 'b' }, points: 5 },
    { least: 0, most: 5 },
  ],
  [
    { ...named, field: 'a', values: { x: 2, y: 7 }, otherwise: 1, unknown: 1 },
    { least: 1, most: 7 },
  ],
  [
    { ...named, field: 'a', ranges: [{ from: 1, points: -1 }] },
    { least: -1, most: 0 },
  ],
  [
    { ...named, activity: 'A', points: 2 },
    { least: 0, most: 2e6 },
  ],
  [
    { ...named, activity: 'A', points: -2, every: 10 },
    { least: -2e5, most: 0 },
  ],
  [
    { ...named, activity: 'A', points: 2, cap: { max: 8 } },
    { least: 0, most: 8 },
  ],
  [
    { ...named, activity: 'A', tiers },
    { least: -2, most: 4 },
  ],
  [
    { ...named, activity: 'A', sum: 'v', points: 0.5 },
    { least: -4.5e6, most: 4.5e6 },
  ],
  [
    { ...named, activity: 'A', sum: 'v', tiers },
    { least: -2, most: 4 },
  ],
  [
    { ...named, silence: 'A', tiers, never: { points: -7, afterDays: 3 } },
    { least: -7, most: 4 },
  ],
  [
    { ...named, rate: { of: 'A', in: 'B' }, tiers },
    { least: -2, most: 4 },
  ],
  [
    { ...named, trend: { activity: 'A', days: 7 }, tiers },
    { least: -2, most: 4 },
  ],
  [
    { ...named, sequence, points: 1 },
    { least: 0, most: 1e6 },
  ],
  [
    { ...named, members: { model: 'm', take: 'sum' }, points: 1, unknown: -1 },
    { least: -9e6, most: 9e6 },
  ],
];

it.each(bounds)('bounds %j', (rule, bound) => {
  const { least, most } = boundRule(rule);
  expect({ least: least + 0, most: most + 0 }).toEqual(bound);
});

it('adds up what all rules can come to, whatever the sign', () => {
  // size 5, country 5, free-mail 4, pricing 8, wide-reader 4, quiet 5, clicks 3 · 10^5, open-rate 3, personas 4 and 3
  expect(boundModel(newBusiness)).toBe(5 + 5 + 4 + 8 + 4 + 5 + 3e5 + 3 + 4 + 3);
});
