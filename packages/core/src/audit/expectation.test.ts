import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import { explainExpectations, explainFailure } from '../explain/finding-sentence.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Expectation, Model } from '../model.ts';
import { makeExampleFacts } from './example.ts';
import { runExpectations } from './expectation.ts';

const director = newBusiness.expect![0]!;

describe('runExpectations', () => {
  it('passes the example of the model', () => {
    const [result] = runExpectations(newBusiness);
    expect(result).toMatchObject({ index: 0, passed: true, failures: [], stage: 'sales_qualified' });
    expect(result!.score!.total).toBe(20_000);
  });

  it('does not depend on the hour of the moment', () => {
    for (const at of [0, 1, 86_399_999])
      expect(runExpectations(newBusiness, Date.UTC(2020, 1, 29) + at)[0]!.passed).toBe(true);
  });

  it('keeps examples apart from each other', () => {
    const twice = {
      ...newBusiness,
      expect: [director, director, { ...director, activities: [], is: { total: 12 } }],
    };
    expect(runExpectations(twice).map(({ passed }) => passed)).toEqual([true, true, true]);
  });

  it('counts many of one day, in the order they are written', () => {
    const model = countOnly();
    const example = {
      name: 'Asked, then ordered',
      activities: [{ type: 'Ask' }, { type: 'Order', times: 1000 }],
    };
    expect(outcomeOf(model, { ...example, is: { total: 1000 } })).toEqual([]);
    const reversed = { name: 'Ordered first', activities: [{ type: 'Order', times: 2 }, { type: 'Ask' }] };
    expect(outcomeOf(model, { ...reversed, is: { total: 0 } })).toEqual([]);
  });

  const others: { what: string; is: Expectation['is']; lead?: Expectation['lead']; says: string }[] = [
    {
      what: 'a persona',
      is: { persona: 'it-lead' },
      says: 'persona is Marketing lead, expected IT lead; likeliest cause: “Leads IT” gave 0 and needs 4.001, which it cannot give as it is written',
    },
    { what: 'no persona', is: { persona: null }, says: 'persona is Marketing lead, expected none' },
    { what: 'a journey', is: { journey: 'awareness' }, says: 'journey is deciding, expected discovering' },
    { what: 'a disqualification', is: { disqualified: true }, says: 'disqualified is no, expected yes' },
    {
      what: 'its reason',
      lead: { country: 'US' },
      is: { disqualified: 'Competitor' },
      says: 'disqualified is Outside our market, expected Competitor',
    },
    { what: 'the audience', is: { inAudience: false }, says: 'in the audience is yes, expected no' },
  ];
  it.each(others)('compares $what', ({ is, lead, says }) => {
    const expectation = { ...director, lead: { ...director.lead, ...lead }, is };
    expect(outcomeOf(newBusiness, expectation)).toEqual([says]);
  });

  it('says only that when an example is outside the audience', () => {
    const won: Expectation = { ...director, outcomes: [{ outcome: 'won' }], is: { total: 20, grade: 'A2' } };
    expect(outcomeOf(newBusiness, won)).toEqual(['in the audience is no, expected yes']);
    expect(outcomeOf(newBusiness, { ...won, is: { inAudience: false } })).toEqual([]);
  });

  it('reads the newest outcome for the stage', () => {
    const outcomes: Expectation['outcomes'] = [
      { outcome: 'accepted', daysAgo: 1 },
      { outcome: 'rejected', daysAgo: 3 },
    ];
    expect(outcomeOf(newBusiness, { name: 'x', outcomes, is: { stage: 'sales_accepted' } })).toEqual([]);
  });
});

describe('blame', () => {
  it('names the rule whose own cap held points back', () => {
    const much = {
      ...director,
      activities: [{ type: 'Page Viewed', path: '/pricing', times: 3 }],
      is: { total: { gte: 24 } },
    };
    expect(outcomeOf(newBusiness, much)).toEqual([
      'total is 20, expected at least 24; likeliest cause: “Looked at pricing” gave 8 and needs 12, which its own cap holds back',
    ]);
  });

  it('names the cap of a group', () => {
    const model = structuredClone(newBusiness);
    model.dimensions!.engagement!.groups.website!.cap = { max: 5 };
    expect(outcomeOf(model, { ...director, is: { total: 20 } })).toEqual([
      'total is 17, expected 20; likeliest cause: Website stops at 5',
    ]);
  });

  it('names the field that nobody filled in before a rule that would have to give more than it can', () => {
    const bare = { name: 'x', lead: { employees: 120 }, is: { total: 8 } };
    expect(outcomeOf(newBusiness, bare)).toEqual([
      'total is 3, expected 8; likeliest cause: “In Belgium” gave 0 because it could not be judged, and needs 5',
    ]);
  });

  it('says so when nothing alone is enough', () => {
    const both = { ...director, is: { grade: 'B1' } };
    expect(outcomeOf(newBusiness, both)).toEqual([
      'grade is A2, expected B1; no single rule or cap, changed, would make it pass',
    ]);
  });

  it('names only what would in truth make it pass', () => {
    const wanted: Expectation['is'][] = [
      { total: 31 },
      { total: { lt: 10 } },
      { grade: ['B2', 'C2'] },
      { grade: 'A1' },
      { temperature: 'cold' },
      { temperature: 'warm' },
      { stage: null },
      { stage: 'marketing_qualified' },
      { dimensions: { engagement: { gte: 11.5 } } },
    ];
    for (const is of wanted) {
      const [result] = runExpectations({ ...newBusiness, expect: [{ ...director, is }] });
      const { suspects } = result!.failures[0]!;
      expect(suspects.length).toBeGreaterThan(0);
      for (const suspect of suspects) {
        if (suspect.kind !== 'rule') continue;
        const model = forceRule(suspect.place, suspect.needs);
        expect(runExpectations({ ...model, expect: [{ ...director, is }] })[0]!.passed).toBe(true);
      }
    }
  });

  it('names the rule that would make another persona the best', () => {
    const is = { persona: 'it-lead' };
    const [result] = runExpectations({ ...newBusiness, expect: [{ ...director, is }] });
    const [suspect] = result!.failures[0]!.suspects;
    expect(suspect).toMatchObject({ kind: 'rule', gave: 0, needs: 4001, why: 'points' });
    const model = forceRule({ dimension: 'fit', group: 'it-lead/role', rule: 'role' }, 4001);
    expect(runExpectations({ ...model, expect: [{ ...director, is }] })[0]!.passed).toBe(true);
  });

  it('is told in three languages', () => {
    const model = {
      ...newBusiness,
      expect: [director, { name: 'x', lead: { country: 'BE' }, is: { total: 6 } }],
    };
    const results = runExpectations(model);
    expect(explainExpectations(results, model, 'nl')).toEqual([
      'Verwachtingen die kloppen: 1 van 2',
      'x: totaal is 5, verwacht werd 6; waarschijnlijkste oorzaak: ‘Company size’ gaf 0 omdat er niets over te zeggen was, en moet 1 geven',
    ]);
    expect(explainFailure(results[1]!.failures[0]!, model, 'sv')).toBe(
      'totalen är 5, förväntat 6; troligaste orsaken: ”Company size” gav 0 eftersom den inte gick att bedöma, och behöver ge 1',
    );
  });
});

describe('makeExampleFacts', () => {
  it('makes a lead even of nothing', () => {
    const at = Date.UTC(2026, 0, 1, 12);
    expect(scoreFacts(newBusiness, makeExampleFacts({}, 'a', at), { at }).scores).toHaveLength(1);
  });
});

function outcomeOf(model: Model, expectation: Expectation): string[] {
  const tested = { ...model, expect: [expectation] };
  return runExpectations(tested)[0]!.failures.map((failure) => explainFailure(failure, tested, 'en'));
}

/** The example model with one rule made to give exactly so much, whatever the lead. */
function forceRule(place: { dimension: string; group: string; rule: string }, millipoints: number): Model {
  const model = structuredClone(newBusiness);
  const [persona, inner] = place.group.split('/');
  const groups =
    inner === undefined ? model.dimensions![place.dimension]!.groups : model.personas![persona!]!.groups;
  const group = groups[inner ?? place.group]!;
  const points = millipoints / 1000;
  group.rules = group.rules.map((rule) =>
    rule.id === place.rule
      ? {
          id: rule.id,
          name: rule.name,
          when: { field: 'country', is_not_empty: true },
          points,
          otherwise: points,
          unknown: points,
        }
      : rule,
  );
  return model;
}

function countOnly(): Model {
  return {
    leadline: 1,
    id: 'count',
    name: 'Count',
    dimensions: {
      engagement: {
        kind: 'engagement',
        groups: {
          all: {
            rules: [
              {
                id: 'orders',
                name: 'Orders after asking',
                // biome-ignore lint/suspicious/noThenProperty: it is the model's own key
                sequence: { first: 'Ask', then: 'Order', withinDays: 0 },
                points: 1,
              },
            ],
          },
        },
      },
    },
  };
}
