import { describe, expect, it } from 'vitest';
import type { Activity, Facts, FieldValue } from '../fact.ts';
import type { Model } from '../model.ts';
import { scoreFacts } from './score-facts.ts';
import { dayMs } from './value-test.ts';

const at = Date.UTC(2026, 2, 10, 12);

/** The example that docs/model.md explains. */
const model = {
  leadline: 1,
  id: 'new-business',
  name: 'New business, Belgium',
  audience: { none: [{ outcome: 'won' }] },
  fields: { country: 'text', employees: 'range', jobTitle: 'text', emailKind: 'text' },
  suppress: ['own-staff'],
  disqualify: [{ reason: 'Outside our market', when: { field: 'country', not_in: ['BE', 'NL', 'LU'] } }],
  dimensions: {
    fit: {
      kind: 'fit',
      cap: { min: -20, max: 20 },
      personas: ['marketing-lead', 'it-lead'],
      groups: {
        company: {
          rules: [
            {
              id: 'size',
              name: 'Company size',
              field: 'employees',
              ranges: [
                { from: 10, to: 50, points: 1 },
                { from: 50, to: 250, points: 3 },
                { from: 250, points: 5 },
              ],
            },
            {
              id: 'country',
              name: 'In Belgium',
              when: { field: 'country', equals: 'BE' },
              points: 5,
              otherwise: -3,
            },
          ],
        },
        address: {
          rules: [
            {
              id: 'free-mail',
              name: 'Free mail',
              when: { field: 'emailKind', in: ['free', 'disposable'] },
              points: -4,
            },
          ],
        },
      },
    },
    engagement: {
      kind: 'engagement',
      groups: {
        website: {
          cap: { max: 12 },
          rules: [
            {
              id: 'pricing',
              name: 'Looked at pricing',
              activity: 'Page Viewed',
              where: { property: 'path', starts_with: '/pricing' },
              points: 4,
              cap: { max: 8 },
              decay: { halfLifeDays: 14 },
              journey: 'decision',
            },
            {
              id: 'quiet',
              name: 'Not seen for long',
              silence: ['Page Viewed', 'Email Clicked'],
              tiers: [
                { from: 30, points: -2 },
                { from: 90, points: -5 },
              ],
            },
          ],
        },
      },
    },
  },
  personas: {
    'marketing-lead': {
      name: 'Marketing lead',
      groups: {
        role: {
          rules: [
            {
              id: 'marketing',
              name: 'Leads marketing',
              when: { field: 'jobTitle', contains: 'marketing' },
              points: 4,
            },
          ],
        },
      },
    },
    'it-lead': {
      name: 'IT lead',
      groups: {
        role: {
          rules: [{ id: 'it', name: 'Leads IT', when: { field: 'jobTitle', contains: 'IT' }, points: 3 }],
        },
      },
    },
  },
  grades: {
    fit: { A: 12, B: 7, C: 2, D: -1000 },
    engagement: { 1: 15, 2: 8, 3: 3, 4: -1000 },
    unknownBelow: 300,
  },
  temperature: { of: 'total', hot: 20, warm: 8, cold: -1000 },
} as unknown as Model;

const fieldValues: FieldValue[] = Object.entries({
  country: 'BE',
  employees: 120,
  jobTitle: 'Marketing Director',
  emailKind: 'business',
}).map(([field, value]) => ({ lead: 'ann', field, value, knownAt: at - 50 * dayMs, source: 'form' }));

const visit = (daysAgo: number, id: string, rest: Partial<Activity> = {}): Activity => ({
  lead: 'ann',
  type: 'Page Viewed',
  at: at - daysAgo * dayMs,
  knownAt: at - daysAgo * dayMs,
  properties: { path: '/pricing' },
  source: 'web',
  id,
  ...rest,
});
const facts: Facts = { fieldValues, activities: [visit(0, '1'), visit(0, '2')] };

describe('scoreFacts', () => {
  it('scores a marketing director who asked for prices', () => {
    const { scores, outside } = scoreFacts(model, facts, { at });
    expect(outside).toEqual([]);
    expect(scores).toEqual([
      {
        id: 'ann',
        model: 'new-business',
        at,
        total: 20_000,
        dimensions: { fit: 12_000, engagement: 8000 },
        grade: 'A2',
        persona: 'marketing-lead',
        temperature: 'hot',
        journey: 'decision',
        coverage: 1000,
      },
    ]);
  });

  it('says what gave the points, with what was read', () => {
    const { scores } = scoreFacts(
      model,
      { ...facts, activities: [visit(14, '1'), visit(15, '2'), visit(60, '3')] },
      { at, contributions: true },
    );
    const contributions = scores[0]!.contributions!;
    expect(
      contributions.map((one) => [one.kind === 'rule' ? `${one.group} ${one.rule}` : one.kind, one.points]),
    ).toEqual([
      ['company size', 3000],
      ['company country', 5000],
      ['address free-mail', 0],
      ['marketing-lead/role marketing', 4000],
      ['website pricing', 4108],
      ['website quiet', 0],
    ]);
    const evidence = Object.fromEntries(
      contributions.flatMap((one) => (one.kind === 'rule' ? [[one.rule, one.evidence]] : [])),
    );
    expect(evidence).toMatchObject({
      size: { reads: 'fields', result: true, values: { employees: 120 } },
      'free-mail': { reads: 'fields', result: false, values: { emailKind: 'business' } },
      pricing: {
        reads: 'activities',
        count: 3,
        weighted: 500_000 + 475_847 + 51_270,
        newestAt: at - 14 * dayMs,
      },
      quiet: { reads: 'silence', days: 14, newestAt: at - 14 * dayMs },
    });
  });

  it('answers what was known, and what was true, at a moment', () => {
    const late = { ...facts, activities: [visit(5, '1', { knownAt: at })] };
    const total = (options: { at: number; knownAt?: number; until?: number }): number | undefined =>
      scoreFacts(model, late, options).scores[0]?.total;
    expect(total({ at: at - 5 * dayMs })).toBe(16_000);
    expect(total({ at: at - 5 * dayMs, knownAt: at - 5 * dayMs })).toBe(12_000);
    expect(total({ at, until: at - 6 * dayMs })).toBe(12_000);
    expect(total({ at: at - 60 * dayMs })).toBeUndefined();
  });

  it('lists who is outside the audience, and says why a lead is disqualified', () => {
    const outcomes = [{ lead: 'ann', outcome: 'won' as const, at: at - dayMs, knownAt: at }];
    expect(scoreFacts(model, { ...facts, outcomes }, { at })).toEqual({ scores: [], outside: ['ann'] });
    const suppressions = [{ list: 'own-staff', lead: 'ann', at: 0, knownAt: 0 }];
    const abroad = fieldValues.map((value) =>
      value.field === 'country' ? { ...value, value: 'FR' } : value,
    );
    const reason = (given: Partial<Facts>): unknown =>
      scoreFacts(model, { ...facts, ...given }, { at }).scores[0]!.disqualified;
    expect(reason({ suppressions, fieldValues: abroad })).toBe('Suppressed: own-staff');
    expect(reason({ fieldValues: abroad })).toBe('Outside our market');
  });

  it('scores the leads that are given moments, each at its own', () => {
    const activities = [visit(20, '1'), visit(20, '2', { lead: 'bob' }), visit(20, '3', { lead: 'cis' })];
    const moments = new Map([
      ['bob', at - 20 * dayMs],
      ['ann', at],
    ]);
    const { scores } = scoreFacts(model, { ...facts, activities }, { at: moments });
    expect(scores.map(({ id, at: moment }) => [id, moment])).toEqual([
      ['ann', at],
      ['bob', at - 20 * dayMs],
    ]);
    expect(scores.map(({ dimensions }) => dimensions.engagement)).toEqual([1485, 4000]);
  });

  it('adds adjustments to their dimension from their first day to the day before their last', () => {
    const day = Math.floor(at / dayMs);
    const adjustments = [
      {
        lead: 'ann',
        model: model.id,
        dimension: 'fit',
        points: 5500,
        from: day,
        until: day + 1,
        reason: 'Met',
        by: 'sam',
        knownAt: 0,
      },
    ];
    const fit = (moment: number): number | undefined =>
      scoreFacts(model, { ...facts, adjustments }, { at: moment }).scores[0]?.dimensions.fit;
    expect([at - dayMs, at, at + dayMs].map(fit)).toEqual([12_000, 17_500, 12_000]);
  });

  it('counts the activities of colleagues as of the moment asked for', () => {
    const team = {
      leadline: 1,
      id: 'team',
      name: 'Team',
      dimensions: {
        engagement: {
          kind: 'engagement',
          groups: {
            g: {
              rules: [
                { id: 'a', name: 'A', activity: 'Page Viewed', of: 'account', distinct: 'lead', points: 1 },
              ],
            },
          },
        },
      },
    } as unknown as Model;
    const belongs = (lead: string, daysAgo: number): FieldValue => ({
      lead,
      field: 'account',
      value: 'acme',
      at: at - daysAgo * dayMs,
      knownAt: 0,
      source: 'crm',
    });
    const colleagues: Facts = {
      fieldValues: [belongs('ann', 30), belongs('bob', 10)],
      activities: [visit(20, '1'), visit(15, '2', { lead: 'bob' }), visit(5, '3', { lead: 'cis' })],
    };
    const totals = (moment: ReadonlyMap<string, number> | number): (readonly [string, number])[] =>
      scoreFacts(team, colleagues, { at: moment }).scores.map(({ id, total }) => [id, total]);
    expect(totals(at)).toEqual([
      ['ann', 2000],
      ['bob', 2000],
      ['cis', 1000],
    ]);
    expect(
      totals(
        new Map([
          ['ann', at - 12 * dayMs],
          ['bob', at],
        ]),
      ),
    ).toEqual([
      ['ann', 1000],
      ['bob', 2000],
    ]);
  });

  it('scores accounts by their fields, their people and the totals of another model', () => {
    const accounts = {
      leadline: 1,
      id: 'accounts',
      name: 'Accounts',
      score: 'accounts',
      fields: { size: 'number' },
      dimensions: {
        engagement: {
          kind: 'engagement',
          groups: {
            g: {
              rules: [
                { id: 'size', name: 'Size', when: { field: 'size', gte: 10 }, points: 1 },
                { id: 'seen', name: 'Seen', activity: 'Page Viewed', distinct: 'lead', points: 2 },
                {
                  id: 'best',
                  name: 'Best',
                  members: { model: 'new-business', take: 'max' },
                  points: 0.5,
                  unknown: 7,
                },
              ],
            },
          },
        },
      },
    } as unknown as Model;
    const given: Facts = {
      fieldValues: [
        ...fieldValues,
        ...['ann', 'bob'].map(
          (lead): FieldValue => ({ lead, field: 'account', value: 'acme', knownAt: 0, source: 'crm' }),
        ),
        { account: 'acme', field: 'size', value: 12, knownAt: 0, source: 'crm' },
        { account: 'empty', field: 'size', value: 1, knownAt: 0, source: 'crm' },
      ],
      activities: [...facts.activities, visit(1, '9', { lead: 'bob' })],
    };
    const { scores } = scoreFacts(accounts, given, { at, members: [model] });
    expect(scores.map(({ id, total }) => [id, total])).toEqual([
      ['acme', 1000 + 4000 + 10_000],
      ['empty', 7000],
    ]);
  });
});
