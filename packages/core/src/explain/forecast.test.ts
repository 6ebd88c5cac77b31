import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import type { Facts, OutcomeKind } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { explainForecast } from './finding-sentence.ts';
import { findNextCrossing, forecastDays, forecastLead } from './forecast.ts';
import { stepStage } from './stage.ts';

const day = 86_400_000;
const facts = makeFacts(3, 14);
const leads = Array.from({ length: 14 }, (_, index) => `lead ${index}`);

/** Models in which each kind of edge moves something, so that a breakpoint that is missed shows. */
const models: Record<string, Model> = {
  'the example': newBusiness,
  'windows and steps': onlyRules([
    { id: 'a', name: 'A', activity: 'Page Viewed', withinDays: 40, points: 1 },
    {
      id: 'b',
      name: 'B',
      activity: 'Email Clicked',
      points: 2,
      decay: {
        steps: [
          { fromAge: 10, percent: 50 },
          { fromAge: 70, percent: 0 },
        ],
      },
    },
    { id: 'c', name: 'C', trend: { activity: 'Page Viewed', days: 21 }, tiers: [{ from: 1, points: 3 }] },
    {
      id: 'd',
      name: 'D',
      rate: { of: 'Email Opened', in: 'Email Delivered', withinDays: 120 },
      tiers: [{ from: 50, points: 2 }],
    },
  ]),
  silence: onlyRules([
    {
      id: 'a',
      name: 'A',
      silence: 'Email Clicked',
      tiers: [
        { from: 0, points: 9 },
        { from: 25, points: 4 },
        { from: 300, points: -4 },
      ],
      never: { points: -1, afterDays: 350 },
    },
  ]),
  'a straight line': onlyRules([
    { id: 'a', name: 'A', activity: 'Page Viewed', points: 2, decay: { linearDays: 200 }, atMostPerDay: 2 },
    {
      id: 'b',
      name: 'B',
      // biome-ignore lint/suspicious/noThenProperty: it is the model's own key
      sequence: { first: 'Email Opened', then: 'Page Viewed', withinDays: 30 },
      points: 1,
      withinDays: 150,
    },
  ]),
  'windows of criteria': {
    ...onlyRules([{ id: 'a', name: 'A', activity: 'Page Viewed', points: 1 }]),
    audience: { none: [{ activity: { types: 'Email Clicked', withinDays: 33 } }] },
    disqualify: [{ reason: 'Just lost', when: { outcome: 'lost', withinDays: 200 } }],
    temperature: {
      categories: [{ is: 'new', when: { field: 'createdAt', within_days: 100 } }],
      otherwise: 'old',
    },
  },
};

describe('forecastLead', () => {
  it('agrees with scoring every day anew', () => {
    for (const lead of leads.slice(0, 6)) {
      const start = { stage: 'marketing_qualified', since: factsAt - 2 * day };
      const forecast = forecastLead(newBusiness, facts, lead, { at: factsAt, ...start });
      expect(forecast?.changes).toEqual(walkNaively(newBusiness, onlyLead(lead), lead, start));
    }
  });

  it('says that nothing changes', () => {
    const quiet: Facts = {
      fieldValues: [{ lead: 'a', field: 'country', value: 'BE', source: 'crm', knownAt: factsAt }],
      activities: [],
    };
    const forecast = forecastLead(newBusiness, quiet, 'a', { at: factsAt })!;
    expect(forecast.changes).toEqual([]);
    expect(explainForecast(forecast, newBusiness, 'en')).toEqual([
      'Without new activity nothing changes in 400 days',
    ]);
    expect(explainForecast(forecast, newBusiness, 'sv')).toEqual([
      'Utan ny aktivitet ändras inget på 400 dagar',
    ]);
  });

  it('does not see facts after the start', () => {
    const later = {
      ...facts,
      activities: facts.activities.map((one) => ({ ...one, at: one.at + 200 * day, knownAt: factsAt })),
    };
    const known = forecastLead(newBusiness, later, 'lead 1', { at: factsAt })!;
    const cut = { ...later, activities: later.activities.filter(({ at }) => at <= factsAt) };
    expect(known.changes).toEqual(forecastLead(newBusiness, cut, 'lead 1', { at: factsAt })!.changes);
  });

  it('knows no lead that does not exist', () => {
    expect(forecastLead(newBusiness, facts, 'nobody', { at: factsAt })).toBeUndefined();
  });

  it('is said with its day', () => {
    const one: Facts = {
      fieldValues: [],
      activities: [
        {
          lead: 'a',
          type: 'Page Viewed',
          at: factsAt,
          knownAt: factsAt,
          source: 's',
          id: '1',
          properties: { path: '/pricing' },
        },
      ],
    };
    const forecast = forecastLead(newBusiness, one, 'a', { at: factsAt })!;
    expect(explainForecast(forecast, newBusiness, 'en').slice(0, 2)).toEqual([
      'Without new activity under 4 on 1 Apr 2026',
      'Without new activity grade becomes ?4 on 6 Apr 2026',
    ]);
    expect(explainForecast(forecast, newBusiness, 'nl')[0]).toBe(
      'Zonder nieuwe activiteit op 1 apr 2026 onder 4',
    );
    expect(explainForecast(forecast, newBusiness, 'sv').at(-1)).toBe(
      'Utan ny aktivitet under −4 den 29 juni 2026',
    );
  });
});

describe('findNextCrossing', () => {
  it.each(Object.entries(models))('finds the first day of the forecast under %s', (_name, model) => {
    let crossings = 0;
    for (const lead of leads)
      for (const since of [undefined, factsAt - 5 * day]) {
        const start = since === undefined ? {} : { stage: 'marketing_qualified', since };
        const forecast = forecastLead(model, facts, lead, { at: factsAt, ...start });
        const first = forecast?.changes.find(({ output }) =>
          ['stage', 'grade', 'temperature'].includes(output),
        );
        const crossing = findNextCrossing(model, facts, lead, { at: factsAt, ...start });
        expect(crossing?.inDays).toBe(first?.inDays);
        expect(crossing?.output).toBe(first?.output);
        if (first) {
          expect(crossing).toMatchObject({ at: first.day * day, from: first.from, to: first.to });
          crossings++;
        }
      }
    expect(crossings).toBeGreaterThan(5);
  });
});

describe('findNextCrossing of an account', () => {
  it('follows what its members have to come, even without any activity', () => {
    const silent = onlyRules([
      {
        id: 'a',
        name: 'A',
        silence: 'View',
        tiers: [{ from: 1, points: 1 }],
        never: { points: -4, afterDays: 60 },
      },
    ]);
    const model: Model = {
      ...onlyRules([{ id: 'm', name: 'M', members: { model: 'only', take: 'sum' }, points: 1 }]),
      id: 'accounts',
      score: 'accounts',
      temperature: { of: 'total', hot: 10, warm: 0 },
    };
    const known: Facts = {
      fieldValues: [{ lead: 'a', field: 'account', value: 'acme', source: 'crm', knownAt: factsAt }],
      activities: [],
    };
    expect(findNextCrossing(model, known, 'acme', { at: factsAt, members: [silent] })).toMatchObject({
      inDays: 60,
      output: 'temperature',
      from: 'warm',
      to: 'cold',
    });
  });
});

function onlyLead(lead: string): Facts {
  const isOf = (fact: { readonly lead?: string }) => fact.lead === lead;
  return {
    fieldValues: facts.fieldValues.filter(isOf),
    activities: facts.activities.filter(isOf),
    outcomes: facts.outcomes!.filter(isOf),
    adjustments: facts.adjustments!.filter(isOf),
  };
}

function walkNaively(model: Model, known: Facts, lead: string, start: { stage?: string; since?: number }) {
  const outcomes = (known.outcomes ?? []).filter((one) => one.lead === lead).sort((a, b) => a.at - b.at);
  const newest: OutcomeKind | undefined = outcomes.at(-1)?.outcome;
  let stage: string | undefined = start.stage;
  let since = start.since;
  const read = (inDays: number) => {
    const at = factsAt + inDays * day;
    const score = scoreFacts(model, known, { at, until: factsAt }).scores.find(({ id }) => id === lead);
    if (inDays > 0) {
      const step = stepStage(model, stage, since, score, newest, at);
      if (step.stage !== stage) since = at;
      stage = step.stage;
    }
    const points = score === undefined ? null : Math.floor(score.total / 1000);
    return {
      stage: stage ?? null,
      grade: score?.grade ?? null,
      temperature: score?.temperature ?? null,
      journey: score?.journey ?? null,
      disqualified: score?.disqualified ?? null,
      points,
    };
  };
  let before = read(0);
  return Array.from({ length: forecastDays }, (_, index) => index + 1).flatMap((inDays) => {
    const after = read(inDays);
    const changes = (Object.keys(after) as (keyof typeof after)[]).flatMap((output) =>
      before[output] === after[output]
        ? []
        : [
            {
              inDays,
              day: Math.floor(factsAt / day) + inDays,
              output,
              from: before[output],
              to: after[output],
            },
          ],
    );
    before = after;
    return changes;
  });
}

function onlyRules(rules: Rule[]): Model {
  return {
    leadline: 1,
    id: 'only',
    name: 'Only',
    dimensions: { engagement: { kind: 'engagement', groups: { all: { rules } } } },
    grades: { fit: { A: 0 }, engagement: { 1: 12, 2: 6, 3: 2, 4: -1000 } },
    temperature: { of: 'total', hot: 10, warm: 3 },
    stages: [
      { id: 'marketing_qualified', enter: { total: { gte: 6 } }, leave: { total: { lt: 3 } }, holdDays: 20 },
    ],
  };
}
