import { describe, expect, it } from 'vitest';
import { newBusiness } from '../document/example-model.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import { factsAt, makeFacts } from '../value/example-facts.ts';
import { readParts, sumParts } from './capped-sum.ts';
import { reachModel, reachRule } from './reach.ts';
import { readOutputs } from './target.ts';

const { scores } = scoreFacts(newBusiness, makeFacts(2, 200), { at: factsAt, contributions: true });

describe('reachModel', () => {
  it('holds the score of every lead that nobody corrected', () => {
    const { total, dimensions } = reachModel(newBusiness);
    const plain = scores.filter(({ contributions }) =>
      contributions!.every(({ kind }) => kind !== 'adjustment'),
    );
    expect(plain.length).toBeGreaterThan(50);
    for (const score of plain) {
      expect(score.total).toBeGreaterThanOrEqual(total.min);
      expect(score.total).toBeLessThanOrEqual(total.max);
      for (const [id, points] of Object.entries(score.dimensions))
        expect(points).toBeLessThanOrEqual(dimensions[id]!.max);
    }
    expect(dimensions.fit).toEqual({ min: -7000, max: 14_000 });
  });

  it('bounds rules by days where they count at most so many a day', () => {
    const rule = { id: 'a', name: 'A', activity: 'View', points: 2, withinDays: 10 };
    expect(reachRule({ ...rule, atMostPerDay: 3 })).toEqual({ min: 0, max: 60_000 });
    expect(reachRule({ ...rule, activeDays: true, points: -1 })).toEqual({ min: -10_000, max: 0 });
    expect(reachRule({ ...rule, activeDays: true, cap: { max: 5 } })).toEqual({ min: 0, max: 5000 });
  });
});

describe('sumParts and readOutputs', () => {
  it('add a score up from its contributions just as the kernel did', () => {
    for (const score of scores) {
      const sums = sumParts(newBusiness, readParts(score.contributions!));
      expect(sums).toEqual({ total: score.total, dimensions: score.dimensions });
      const { grade, temperature } = readOutputs(newBusiness, score, sums);
      expect([grade, temperature]).toEqual([score.grade, score.temperature]);
    }
  });
});
