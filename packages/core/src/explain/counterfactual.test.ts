import { describe, expect, it } from 'vitest';
import { exampleAt, makeExampleFacts } from '../audit/example.ts';
import { newBusiness } from '../document/example-model.ts';
import type { Facts } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Model } from '../model.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { addToFacts, listAdditions, type RepeatedAddition } from './addition.ts';
import { searchAdditions } from './addition-search.ts';
import { findCounterfactuals } from './counterfactual.ts';
import { explainCounterfactual } from './finding-sentence.ts';
import { type Goal, reachesGoal } from './goal.ts';

const at = exampleAt;
const director = makeExampleFacts(
  {
    lead: { country: 'BE', employees: 120, jobTitle: 'Marketing Director', emailKind: 'business' },
    activities: [{ type: 'Page Viewed', path: '/pricing', daysAgo: 3 }],
  },
  'lea',
  at,
);

describe('findCounterfactuals', () => {
  it('says what would bring a lead to a stage, fewest occurrences first', () => {
    const result = findCounterfactuals(newBusiness, director, 'lea', {
      goal: { stage: 'sales_qualified' },
      at,
    });
    expect(result).toMatchObject({ reached: false, complete: true });
    expect(result.found.slice(0, 3).map((one) => explainCounterfactual(one, 'en'))).toEqual([
      'Page Viewed (path /pricing) 2 times: 20 points',
      'Page Viewed (path /pricing) once and Page Viewed (each time another path) 2 times: 20.4 points',
      'Page Viewed (path /pricing) once and Email Delivered (each time another messageId), then Email Opened 5 times: 22.4 points',
    ]);
    expect(explainCounterfactual(result.found[0]!, 'nl')).toBe(
      '2 keer Page Viewed (path /pricing): 20 punten',
    );
    expect(explainCounterfactual(result.found[0]!, 'sv')).toBe(
      'Page Viewed (path /pricing) 2 gånger: 20 poäng',
    );
  });

  it('adds nothing where the goal is reached', () => {
    const result = findCounterfactuals(newBusiness, director, 'lea', { goal: { grade: 'B4' }, at });
    expect(result).toEqual({ reached: true, found: [], complete: true });
  });

  it('finds nothing where nothing can be added', () => {
    for (const goal of [{ total: 40 }, { stage: 'sales_accepted' }, { stage: 'no such stage' }] as Goal[])
      expect(
        findCounterfactuals(newBusiness, director, 'lea', { goal, at, mostOccurrences: 4 }).found,
      ).toEqual([]);
  });

  it('cannot bring a disqualified lead anywhere but by the field that disqualifies it', () => {
    const abroad = makeExampleFacts(
      { lead: { country: 'US', jobTitle: 'Marketing', employees: 300 } },
      'lea',
      at,
    );
    const { found } = findCounterfactuals(newBusiness, abroad, 'lea', { goal: { total: 14 }, at });
    expect(explainCounterfactual(found[0]!, 'en')).toBe('country becomes BE: 14 points');
    for (const { additions } of found)
      expect(
        additions.some(({ addition }) => addition.kind === 'field' && 'country' in addition.values),
      ).toBe(true);
  });

  it('says that it has not looked at everything', () => {
    const result = findCounterfactuals(newBusiness, director, 'lea', {
      goal: { grade: 'A1' },
      at,
      mostTrials: 3,
    });
    expect(result.complete).toBe(false);
  });

  it('finds the same as trying every combination', () => {
    const facts = makeFacts(11, 10);
    const goals: Goal[] = [{ stage: 'sales_qualified' }, { grade: 'B2' }, { total: 14 }];
    let found = 0;
    for (const [index, goal] of goals.entries())
      for (const lead of [`lead ${index}`, `lead ${index + 3}`]) {
        const own = onlyLead(facts, lead);
        const limits = { mostKinds: 2, mostOccurrences: 4, mostResults: 20, mostTrials: 100_000 };
        const result = findCounterfactuals(newBusiness, own, lead, { goal, at: factsAt, ...limits });
        if (result.reached) continue;
        const tried = searchAdditions(
          listAdditions(newBusiness, factsAt),
          limits,
          () => true,
          (additions) => attempt(newBusiness, own, lead, goal, additions),
        );
        const naive = tried.found.filter(({ additions }) =>
          additions.every((one) => changes(one, own, lead)),
        );
        expect(result.found.map(({ additions }) => additions)).toEqual(
          naive.map(({ additions }) => additions),
        );
        found += naive.length;
      }
    expect(found).toBeGreaterThan(10);
  }, 30_000);

  it('reaches the account of a lead', () => {
    const model: Model = {
      leadline: 1,
      id: 'accounts',
      name: 'Accounts',
      fields: { 'account.employees': 'number' },
      dimensions: {
        fit: {
          kind: 'fit',
          groups: {
            all: {
              rules: [
                { id: 'big', name: 'Big', field: 'account.employees', ranges: [{ from: 50, points: 5 }] },
              ],
            },
          },
        },
      },
    };
    const facts = makeExampleFacts({ account: { employees: 3 } }, 'lea', at);
    const { found } = findCounterfactuals(model, facts, 'lea', { goal: { total: 5 }, at });
    expect(found.map((one) => explainCounterfactual(one, 'en'))).toEqual([
      'company employees becomes 50: 5 points',
    ]);
  });
});

/** Fields of which the lead has the value already are no additions. */
function changes({ addition }: RepeatedAddition, facts: Facts, lead: string): boolean {
  if (addition.kind === 'activity') return true;
  const [score] = scoreFacts(newBusiness, facts, { at: factsAt, contributions: true }).scores.filter(
    ({ id }) => id === lead,
  );
  const known = Object.assign(
    {},
    ...(score?.contributions ?? []).map((one) =>
      one.kind === 'rule' && one.evidence.reads === 'fields' ? one.evidence.values : {},
    ),
  );
  return Object.entries(addition.values).some(
    ([field, value]) => JSON.stringify(known[field]) !== JSON.stringify(value),
  );
}

function attempt(
  model: Model,
  facts: Facts,
  lead: string,
  goal: Goal,
  additions: readonly RepeatedAddition[],
) {
  const added = addToFacts(facts, { lead, scoresAccounts: false }, additions, factsAt);
  const score = scoreFacts(model, added, { at: factsAt }).scores.find(({ id }) => id === lead);
  const newest = [...(facts.outcomes ?? [])].sort((a, b) => a.at - b.at).at(-1)?.outcome;
  return score !== undefined && reachesGoal(model, goal, score, newest) ? score : undefined;
}

function onlyLead(facts: Facts, lead: string): Facts {
  const isOf = (fact: { readonly lead?: string }) => fact.lead === lead;
  return {
    fieldValues: facts.fieldValues.filter(isOf),
    activities: facts.activities.filter(isOf),
    outcomes: facts.outcomes!.filter(isOf),
    adjustments: facts.adjustments!.filter(isOf),
  };
}
