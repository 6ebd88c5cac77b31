import fc from 'fast-check';
import { describe, test } from 'vitest';
import { parseModel } from '../packages/core/src/document/parse.ts';
import type { Activity, Facts, FieldValue } from '../packages/core/src/fact.ts';
import { scoreFacts } from '../packages/core/src/kernel/score-facts.ts';
import type { Model } from '../packages/core/src/model.ts';
import { dayMs, leadModel, manyRulesModel, scoredAt, someFacts, today, types } from './generate.ts';
import { expectSame, holds, timeoutMs } from './law.ts';
import { scoreByReference } from './reference.ts';

/** What fits in a byte, a word or a bit of a small model need not fit in a large one. */
describe('the kernel says what the reference says', { timeout: timeoutMs }, () => {
  test('of models with more rules than a word has bits', () => {
    holds(
      fc.record({ model: manyRulesModel, facts: someFacts, at: scoredAt }),
      ({ model, facts, at }) => expectEqual(model, facts, at),
      0.1,
    );
  });

  test('of hundreds of leads', () => {
    const many = fc.record({
      model: leadModel(),
      copies: fc.array(someFacts, { minLength: 30, maxLength: 40, size: 'max' }),
      at: scoredAt,
    });
    holds(many, ({ model, copies, at }) => expectEqual(model, sideBySide(copies), at), 0.02);
  });

  test.each([255, 256, 257, 65_536])('of %i distinct values and activities', (count) => {
    expectEqual(wordy, spreadOver(count), today * dayMs);
  });

  test.each([127, 128, 129, 300])('of %i activity types', (count) => {
    const counted = Array.from({ length: count }, (_, n) => `Type ${n}`);
    const rules = counted.map((activity, n) => ({
      id: `r${n}`,
      name: activity,
      activity,
      points: n / 1000,
      includeAutomated: n % 3 === 0,
    }));
    const activities = [...counted, ...counted.slice(0, 50)].map((type, n) => ({
      ...seen(n),
      type,
      automated: n % 2 === 0,
    }));
    expectEqual(modelOf(rules, 'fields: {}'), { fieldValues: [], activities }, today * dayMs);
  });

  test('over all the centuries that times may span', () => {
    const first = Date.UTC(1900, 0, 1);
    const last = Date.UTC(2999, 11, 31, 23, 59, 59, 999);
    const rules = [
      { id: 'line', name: 'Line', activity: 'Page Viewed', points: 1000, decay: { linearDays: 400_000 } },
      { id: 'window', name: 'Window', activity: 'Page Viewed', points: 1, withinDays: 400_000 },
      { id: 'half', name: 'Half', activity: 'Page Viewed', points: 1000, decay: { halfLifeDays: 3650 } },
      { id: 'silence', name: 'Silence', silence: 'Email Clicked', tiers: [{ from: 401_766, points: 7 }] },
      {
        id: 'trend',
        name: 'Trend',
        trend: { activity: 'Page Viewed', days: 200_883 },
        tiers: [
          { from: -100, points: 3 },
          { from: 0, points: 5 },
        ],
      },
    ];
    const times = Array.from({ length: 400 }, (_, n) => Math.min(last, first + n * 1005 * dayMs));
    const activities = [...times, last].map((at, n) => ({ ...seen(n), at, knownAt: first }));
    activities.push({ ...seen(999), type: 'Email Clicked', at: first, knownAt: first });
    const facts = { fieldValues: [], activities };
    for (const at of [last, first, Date.UTC(1969, 11, 31, 23), Date.UTC(1970, 0, 1)])
      expectEqual(modelOf(rules, 'fields: {}'), facts, at);
  });
});

const wordy = modelOf(
  [
    { id: 'distinct', name: 'Distinct', activity: types[0], distinct: 'path', points: 0.001 },
    {
      id: 'numbers',
      name: 'Numbers',
      activity: types[0],
      distinct: 'amount',
      points: 1,
      decay: { halfLifeDays: 30 },
    },
    { id: 'sum', name: 'Sum', activity: types[0], sum: 'amount', points: 0.001, withinDays: 31 },
    {
      id: 'where',
      name: 'Where',
      activity: types[0],
      where: { property: 'path', ends_with: '7' },
      points: 1,
    },
    { id: 'every', name: 'Every', activity: types[0], every: 3, points: 1, decay: { linearDays: 90 } },
    { id: 'days', name: 'Days', activity: types[0], activeDays: true, points: 1, decay: { halfLifeDays: 7 } },
    { id: 'most', name: 'Most', activity: types[0], atMostPerDay: 2, points: 1 },
    {
      id: 'field',
      name: 'Field',
      field: 'country',
      values: { 'word 3': 1, 'word 255': 2, 'word 256': 4 },
      otherwise: 8,
    },
  ],
  `{ fields: { country: text }, activities: { ${types[0]}: { path: text, amount: number } } }`,
);

function expectEqual(model: Model, facts: Facts, at: number): void {
  const options = { at, contributions: true };
  expectSame(scoreFacts(model, facts, options), scoreByReference(model, facts, options));
}

function modelOf(rules: readonly object[], head: string): Model {
  const text = `${head.startsWith('{') ? head.slice(1, -1) : head}`;
  return parseModel(
    `{ leadline: 1, id: model, name: Model, ${text}, dimensions: { d: { kind: engagement, groups: { g: { rules: ${JSON.stringify(rules)} } } } } }`,
  );
}

function seen(n: number): Activity {
  return {
    lead: 'ann',
    type: types[0],
    at: (today - (n % 100)) * dayMs,
    knownAt: 0,
    source: 'crm',
    id: `${n}`,
  };
}

/** So many activities with a text and a number of their own, of two leads, and as many values of one field. */
function spreadOver(count: number): Facts {
  const activities = Array.from({ length: count }, (_, n) => ({
    ...seen(n),
    lead: n % 5 === 0 ? 'bo' : 'ann',
    properties: { path: `/page/${n}`, amount: n / 1000 },
  }));
  const fieldValues = Array.from({ length: Math.min(count, 300) }, (_, n): FieldValue => {
    return {
      lead: n % 2 === 0 ? `lead ${n}` : 'ann',
      field: 'country',
      value: `Word ${n}`,
      at: n * dayMs,
      source: 'crm',
      knownAt: 0,
    };
  });
  return { fieldValues, activities };
}

/** Facts of many small worlds as one, their leads and accounts kept apart by a number. */
function sideBySide(worlds: readonly Facts[]): Facts {
  const apart = <T extends { readonly lead?: string; readonly account?: string }>(
    facts: readonly T[] | undefined,
    n: number,
  ): T[] =>
    (facts ?? []).map((fact) => ({
      ...fact,
      ...(fact.lead === undefined ? {} : { lead: `${n} ${fact.lead}` }),
      ...(fact.account === undefined ? {} : { account: `${n} ${fact.account}` }),
    }));
  const identities = worlds.flatMap((facts, n) =>
    Object.entries(facts.identities ?? {}).map(([from, to]): [string, string] => [
      `${n} ${from}`,
      `${n} ${to}`,
    ]),
  );
  return {
    fieldValues: worlds.flatMap((facts, n) =>
      apart(facts.fieldValues, n).map((fact) =>
        fact.field === 'account' && typeof fact.value === 'string' && fact.value !== ' '
          ? { ...fact, value: `${n} ${fact.value}` }
          : fact,
      ),
    ),
    activities: worlds.flatMap((facts, n) => apart(facts.activities, n)),
    outcomes: worlds.flatMap((facts, n) => apart(facts.outcomes, n)),
    adjustments: worlds.flatMap((facts, n) => apart(facts.adjustments, n)),
    suppressions: worlds.flatMap((facts, n) => apart(facts.suppressions, n)),
    sourceRankings: worlds[0]?.sourceRankings ?? [],
    identities: Object.fromEntries(identities),
  };
}
