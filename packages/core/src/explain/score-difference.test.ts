import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import type { Activity, Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { explainDifference } from './finding-sentence.ts';
import { compareMoments } from './score-difference.ts';

const day = 86_400_000;
const at = Date.UTC(2026, 0, 20, 12);
const lead = 'lea';
const viewed = (daysBefore: number, knownAt?: number): Activity => ({
  lead,
  type: 'Page Viewed',
  at: at - daysBefore * day,
  properties: { path: '/pricing' },
  source: 'site',
  id: `view ${daysBefore}`,
  knownAt: knownAt ?? at - daysBefore * day,
});
const country = (value: string, daysBefore: number) => ({
  lead,
  field: 'country',
  value,
  at: at - daysBefore * day,
  knownAt: at - daysBefore * day,
  source: 'crm',
});

describe('compareMoments', () => {
  const model = newBusiness;
  const before = { model, at: at - 14 * day };
  const cases: { what: string; facts: Facts; cause: string; points: number }[] = [
    {
      what: 'age alone',
      facts: { fieldValues: [], activities: [viewed(14)] },
      cause: 'time',
      points: -2000,
    },
    {
      what: 'a new activity',
      facts: { fieldValues: [country('BE', 30)], activities: [viewed(0)] },
      cause: 'fact',
      points: 4000,
    },
    {
      what: 'a field that changed',
      facts: { fieldValues: [country('BE', 30), country('US', 3)], activities: [] },
      cause: 'field',
      points: -8000,
    },
    {
      what: 'a correction that ended',
      facts: {
        fieldValues: [country('BE', 30)],
        activities: [],
        adjustments: [
          {
            lead,
            model: model.id,
            dimension: 'fit',
            points: 2500,
            from: Math.floor(at / day) - 20,
            until: Math.floor(at / day) - 2,
            reason: 'met at the fair',
            by: 'Anna',
            knownAt: at - 20 * day,
          },
        ],
      },
      cause: 'adjustment',
      points: -2500,
    },
  ];
  it.each(cases)('puts $what down to its cause', ({ facts, cause, points }) => {
    const difference = compareMoments(facts, lead, before, { model, at });
    expect(difference.change).toBe(points);
    expect(Object.entries(difference.byCause).filter(([, sum]) => sum !== 0)).toEqual([[cause, points]]);
  });

  it('puts what another version gives down to the model', () => {
    const facts = { fieldValues: [country('BE', 30)], activities: [] };
    const fewer: Model = {
      ...model,
      dimensions: {
        fit: {
          kind: 'fit',
          groups: {
            company: {
              rules: [
                { id: 'country', name: 'In Belgium', when: { field: 'country', equals: 'BE' }, points: 2 },
              ],
            },
          },
        },
      },
    };
    const { change, byCause, changes } = compareMoments(facts, lead, { model, at }, { model: fewer, at });
    expect([change, byCause.model]).toEqual([-3000, -3000]);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ before: 5000, after: 2000, contribution: { rule: 'country' } });
  });

  it('tells what was learned late from what is new', () => {
    const facts = { fieldValues: [country('BE', 30)], activities: [viewed(20, at - day)] };
    const shown = { model, at: at - 14 * day, knownAt: at - 14 * day };
    const { byCause } = compareMoments(facts, lead, shown, { model, at });
    expect(byCause.late).toBe(2971);
    expect(byCause.fact).toBe(0);
    expect(byCause.time).toBeLessThan(0);
  });

  it('starts from nothing for a lead that did not exist', () => {
    const {
      before: none,
      after,
      change,
    } = compareMoments({ fieldValues: [], activities: [viewed(1)] }, lead, before, { model, at });
    expect(none).toBeUndefined();
    expect(change).toBe(after!.total);
  });

  it('refuses moments the wrong way round', () => {
    expect(() => compareMoments({ fieldValues: [], activities: [] }, lead, { model, at }, before)).toThrow(
      'the first must not be the later',
    );
  });

  it('always adds up to the change of the total, by contribution and by cause', () => {
    const facts = makeFacts(7, 24);
    let changed = 0;
    for (let index = 0; index < 24; index++)
      for (const knownAt of [undefined, factsAt - 30 * day]) {
        const first = { model, at: factsAt - 30 * day, ...(knownAt === undefined ? {} : { knownAt }) };
        const difference = compareMoments(facts, `lead ${index}`, first, { model, at: factsAt });
        const { change, changes, byCause } = difference;
        const causes = changes.flatMap((one) => one.causes);
        expect(causes.reduce((sum, { points }) => sum + points, 0)).toBe(change);
        expect(Object.values(byCause).reduce((sum, points) => sum + points, 0)).toBe(change);
        for (const one of changes)
          expect(one.causes.reduce((sum, { points }) => sum + points, 0)).toBe(one.after - one.before);
        if (change !== 0) changed++;
      }
    expect(changed).toBeGreaterThan(15);
  });

  it('is said in three languages', () => {
    const facts = { fieldValues: [country('BE', 30), country('US', 3)], activities: [viewed(14), viewed(0)] };
    const difference = compareMoments(facts, lead, before, { model, at });
    expect(explainDifference(difference, model, 'en')).toEqual([
      'From 9 to 3 (−6)',
      'In Belgium (no, country is US): −8 (a field changed)',
      'Looked at pricing 2 times, last today: +2 (time passed −2, new activity +4)',
    ]);
    expect(explainDifference(difference, model, 'nl')[2]).toBe(
      'Looked at pricing 2 keer, voor het laatst vandaag: +2 (tijd verstreken −2, nieuwe activiteit +4)',
    );
    expect(explainDifference(difference, model, 'sv')[1]).toBe(
      'In Belgium (nej, land är US): −8 (ett fält ändrades)',
    );
  });
});
