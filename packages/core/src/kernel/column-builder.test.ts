import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Columns } from '../columns.ts';
import type { Activity, Facts, FieldValue } from '../fact.ts';
import type { Model } from '../model.ts';
import { buildColumns } from './column-builder.ts';

const model = {
  leadline: 1,
  id: 'm',
  name: 'M',
  fields: { city: 'text', 'account.size': 'number' },
  suppress: ['staff'],
  dimensions: {
    fit: {
      kind: 'fit',
      groups: {
        g: {
          rules: [
            { id: 'city', name: 'City', when: { field: 'city', equals: 'Gent' }, points: 1 },
            { id: 'size', name: 'Size', when: { field: 'account.size', gte: 10 }, points: 1 },
            {
              id: 'seen',
              name: 'Seen',
              activity: 'View',
              where: { property: 'path', equals: '/' },
              of: 'account',
              points: 1,
            },
          ],
        },
      },
    },
  },
} as unknown as Model;

const value = (field: string, given: FieldValue['value'], rest: Partial<FieldValue> = {}): FieldValue => ({
  lead: 'ann',
  field,
  value: given,
  knownAt: 100,
  source: 'form',
  ...rest,
});
const view = (at: number, rest: Partial<Activity> = {}): Activity => ({
  lead: 'ann',
  type: 'View',
  at,
  knownAt: at,
  source: 'web',
  ...rest,
});
const build = (facts: Partial<Facts>, until = 1000, knownAt = Number.POSITIVE_INFINITY): Columns =>
  buildColumns({ fieldValues: [], activities: [], ...facts }, [model], { until, knownAt });
const read = (columns: Columns, field: string, lead = 0): unknown => {
  const column = columns.fields.get(field)!;
  return column.values[column.codes[lead]!];
};
const city = (
  fieldValues: FieldValue[],
  facts: Partial<Facts> = {},
  until = 1000,
  knownAt?: number,
): unknown => read(build({ ...facts, fieldValues }, until, knownAt), 'city');

describe('buildColumns takes the field value', () => {
  it.each<[string, FieldValue[], Partial<Facts>, unknown]>([
    ['that is newest', [value('city', 'A', { at: 5 }), value('city', 'B', { at: 4 })], {}, 'A'],
    [
      'that is not later than the cut-off',
      [value('city', 'A', { at: 5 }), value('city', 'B', { at: 1001 })],
      {},
      'A',
    ],
    [
      'of the higher ranked source at equal times',
      [value('city', 'A', { at: 5, source: 'crm' }), value('city', 'B', { at: 5 })],
      { sourceRankings: [{ sources: ['crm', 'form'], at: 0, knownAt: 0 }] },
      'A',
    ],
    [
      'of the ranking in force',
      [value('city', 'A', { at: 5, source: 'crm' }), value('city', 'B', { at: 5 })],
      {
        sourceRankings: [
          { sources: ['form'], at: 9, knownAt: 0 },
          { sources: ['crm', 'form'], at: 0, knownAt: 0 },
        ],
      },
      'B',
    ],
    ['known later', [value('city', 'A', { at: 5, knownAt: 101 }), value('city', 'B', { at: 5 })], {}, 'A'],
    ['of the greater text', [value('city', 'A', { at: 5 }), value('city', 'B', { at: 5 })], {}, 'B'],
    [
      'rather than a clearing of equal rank',
      [value('city', 'A', { at: 5 }), value('city', null, { at: 5 })],
      {},
      'A',
    ],
    ['cleared later', [value('city', 'A', { at: 5 }), value('city', null, { at: 6 })], {}, undefined],
    [
      'that is dated over the first undated one',
      [value('city', 'A', { at: 5 }), value('city', 'B')],
      { activities: [view(1)] },
      'A',
    ],
    [
      'undated but known later',
      [value('city', 'A', { at: 5 }), value('city', 'B'), value('city', 'C', { knownAt: 200 })],
      {},
      'C',
    ],
    [
      'dated, where an undated one is only repeated',
      [value('city', 'A', { at: 150 }), value('city', 'B'), value('city', 'B', { knownAt: 200 })],
      { activities: [view(1)] },
      'A',
    ],
    [
      'derived, whatever the ranking',
      [value('city', 'A', { at: 5, source: 'derived:1' }), value('city', 'B', { at: 5 })],
      { sourceRankings: [{ sources: ['form'], at: 0, knownAt: 0 }] },
      'A',
    ],
  ])('%s', (_, values, facts, expected) => {
    expect(city(values, facts)).toBe(expected);
    expect(city(values.toReversed(), facts)).toBe(expected);
  });

  it('that was known', () => {
    expect(
      city([value('city', 'A', { at: 5, knownAt: 10 }), value('city', 'B', { at: 6 })], {}, 1000, 50),
    ).toBe('A');
  });

  it('of the account the lead belongs to at its own moment', () => {
    const facts: Facts = {
      fieldValues: [
        value('account', 'one', { at: 1 }),
        value('account', 'two', { at: 500 }),
        { account: 'one', field: 'size', value: 1, at: 1, knownAt: 1, source: 'crm' },
        { account: 'two', field: 'size', value: 2, at: 1, knownAt: 1, source: 'crm' },
      ],
      activities: [],
    };
    expect(read(build(facts, 499), 'account.size')).toBe(1);
    expect(read(build(facts, 500), 'account.size')).toBe(2);
    const columns = buildColumns(facts, [model], { until: () => 499, knownAt: 1000 });
    expect(read(columns, 'account.size')).toBe(1);
    expect(columns.accounts?.ids).toEqual(['one', 'two']);
  });
});

describe('buildColumns', () => {
  it('creates a lead by createdAt, its earliest dated fact, or when it was first known', () => {
    expect(
      build({ fieldValues: [value('createdAt', '1970-01-01T00:00:00.007Z')], activities: [view(3)] })
        .created[0],
    ).toBe(7);
    expect(build({ fieldValues: [value('city', 'A')], activities: [view(30), view(20)] }).created[0]).toBe(
      20,
    );
    expect(build({ fieldValues: [value('city', 'A')] }).created[0]).toBe(100);
    expect(build({ fieldValues: [value('city', 'A')] }, 99).created[0]).toBeNaN();
    expect(build({ activities: [view(30)] }, 29).created[0]).toBeNaN();
  });

  it('keeps the first accepted of activities with one key', () => {
    const rows = (activities: Activity[]): number => build({ activities }).activities.day.length;
    expect(rows([view(1, { id: 'x' }), view(2, { id: 'x' }), view(1, { id: 'x', source: 'app' })])).toBe(2);
    expect(rows([view(1), view(1), view(1, { properties: { path: '/' } })])).toBe(2);
    // A conflict is no fact, even while the first body is not yet true.
    expect(rows([view(2000, { id: 'x', knownAt: 1 }), view(2, { id: 'x', knownAt: 9 })])).toBe(0);
  });

  it('puts identities together and takes them apart again', () => {
    const facts = { activities: [view(1, { lead: 'anon' }), view(2)] };
    expect(build(facts).ids).toEqual(['ann', 'anon']);
    const merged = build({ ...facts, identities: { anon: 'ann' } });
    expect(merged.ids).toEqual(['ann']);
    expect([...merged.activities.offsets]).toEqual([0, 2]);
  });

  it('suppresses by id and by e-mail domain from the day on the list', () => {
    const on = (facts: Partial<Facts>, until: number): number =>
      build(facts, until).suppressed.get('staff')![0]!;
    const byDomain = {
      fieldValues: [value('emailDomain', 'acme.com', { at: 1 })],
      suppressions: [{ list: 'staff', domain: 'ACME.com', at: 50, knownAt: 0 }],
    };
    expect([on(byDomain, 49), on(byDomain, 50)]).toEqual([0, 1]);
    const byIdentity = {
      activities: [view(1)],
      identities: { anon: 'ann' },
      suppressions: [{ list: 'staff', lead: 'anon', at: 0, knownAt: 0 }],
    };
    expect(on(byIdentity, 10)).toBe(1);
  });

  it('is the same whatever the order of the facts', () => {
    const at = fc.integer({ min: 0, max: 1100 });
    const lead = fc.constantFrom('ann', 'bob', 'é', '😀', '\uffee');
    const values = fc.array(
      fc.record(
        {
          lead,
          field: fc.constantFrom('city', 'account', 'createdAt'),
          value: fc.constantFrom('a', 'B', null),
          at,
          knownAt: at,
          source: fc.constantFrom('x', 'y'),
        },
        { requiredKeys: ['lead', 'field', 'value', 'knownAt', 'source'] },
      ),
    );
    const activities = fc.array(
      fc.record(
        {
          lead,
          type: fc.constantFrom('View', 'Click'),
          at,
          knownAt: at,
          source: fc.constantFrom('x', 'y'),
          id: fc.constantFrom('1', '2', '3'),
          properties: fc.constantFrom({ path: '/' }, { path: 'b' }),
        },
        { requiredKeys: ['lead', 'type', 'at', 'knownAt', 'source'] },
      ),
    );
    fc.assert(
      fc.property(values, activities, fc.infiniteStream(fc.nat()), (fieldValues, rows, dice) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => [dice.next().value as number, item] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, item]) => item);
        const facts = { fieldValues: fieldValues as FieldValue[], activities: rows as Activity[] };
        expect(
          build({ fieldValues: shuffle(facts.fieldValues), activities: shuffle(facts.activities) }),
        ).toEqual(build(facts));
      }),
    );
  });
});
