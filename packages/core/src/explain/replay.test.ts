import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Model } from '../model.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { simulateStages } from './replay.ts';
import { dayEnd, dayOf, foldStages, type StageMoment } from './stage.ts';

const facts = makeFacts(9, 20);
/** Low thresholds, so that many leads move. */
const model: Model = {
  ...newBusiness,
  stages: [
    { id: 'marketing_qualified', enter: { total: { gte: 5 } }, leave: { total: { lt: 4 } }, holdDays: 3 },
    { id: 'sales_accepted', enter: { outcome: 'accepted' }, leave: { outcome: 'rejected' } },
    {
      id: 'sales_qualified',
      enter: { dimension: 'engagement', gte: 4 },
      leave: { dimension: 'engagement', lt: 2 },
    },
  ],
};
const toDay = dayOf(factsAt);
const fromDay = toDay - 80;

describe('simulateStages', () => {
  it('agrees with scoring every lead at every day end', () => {
    const moments = new Map<string, StageMoment[]>();
    for (let day = fromDay; day <= toDay; day++) {
      const at = dayEnd(day);
      const scores = new Map(scoreFacts(model, facts, { at }).scores.map((score) => [score.id, score]));
      for (let index = 0; index < 20; index++) {
        const lead = `lead ${index}`;
        const known = facts.outcomes!.filter((one) => one.lead === lead && one.at <= at && one.knownAt <= at);
        const newestOutcome = known.sort((a, b) => a.at - b.at).at(-1)?.outcome;
        moments.set(lead, [...(moments.get(lead) ?? []), { at, score: scores.get(lead), newestOutcome }]);
      }
    }
    const expected = [...moments]
      .map(([lead, of]) => [lead, foldStages(model, of)] as const)
      .filter(([, of]) => of.length > 0);
    const moves = simulateStages(model, facts, { fromDay, toDay });
    expect(new Map(moves)).toEqual(new Map(expected));
    expect(moves.size).toBeGreaterThan(5);
  });
});
