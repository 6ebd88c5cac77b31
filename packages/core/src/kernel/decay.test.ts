import { describe, expect, it } from 'vitest';
import type { Decay } from '../rule.ts';
import { getDecayFactors, getHalfLifeFactor, getLastingDays } from './decay.ts';

/** The contract's definition, word for word. */
function satisfiesDefinition(h: number, age: number, factor: number): boolean {
  const bound = 10n ** BigInt(6 * h);
  const fits = (f: bigint): boolean => f ** BigInt(h) * 2n ** BigInt(age) <= bound;
  return fits(BigInt(factor)) && !fits(BigInt(factor + 1));
}

describe('getHalfLifeFactor', () => {
  it('is the largest integer of the definition at every age of short half-lives', () => {
    for (const h of [1, 2, 3, 7, 14, 30]) {
      for (let age = 0; age <= 21 * h; age++) {
        expect(satisfiesDefinition(h, age, getHalfLifeFactor(h, age)), `${h} at ${age}`).toBe(true);
      }
    }
  });

  it('is the largest integer of the definition at sampled ages of long ones', () => {
    for (const h of [45, 90, 365, 1000, 3650]) {
      for (const age of [0, 1, 2, h - 1, h, h + 1, 6 * h, 6 * h + 1, 7 * h, 19 * h, 20 * h - 1, 20 * h]) {
        expect(satisfiesDefinition(h, age, getHalfLifeFactor(h, age)), `${h} at ${age}`).toBe(true);
      }
    }
  });

  it('halves exactly', () => {
    expect([0, 1, 6, 7].map((age) => getHalfLifeFactor(1, age))).toEqual([1_000_000, 500_000, 15_625, 7812]);
  });
});

describe('getDecayFactors', () => {
  it.each<[Decay | undefined, number[]]>([
    [undefined, [1_000_000, 1_000_000, 1_000_000, 1_000_000]],
    [{ linearDays: 3 }, [1_000_000, 666_666, 333_333, 0]],
    [{ linearDays: 1 }, [1_000_000, 0, 0, 0]],
    [
      {
        steps: [
          { fromAge: 1, percent: 33.3333 },
          { fromAge: 3, percent: 0.1 },
        ],
      },
      [1_000_000, 333_333, 333_333, 1000],
    ],
    [{ halfLifeDays: 1 }, [1_000_000, 500_000, 250_000, 125_000]],
  ])('gives %j', (decay, factors) => {
    expect([...getDecayFactors(decay, 4)]).toEqual(factors);
  });

  it('is zero for good from getLastingDays on', () => {
    const decays: Decay[] = [
      { halfLifeDays: 3 },
      { linearDays: 50 },
      {
        steps: [
          { fromAge: 10, percent: 20 },
          { fromAge: 40, percent: 0 },
        ],
      },
    ];
    for (const decay of decays) {
      const last = getLastingDays(decay);
      expect(getDecayFactors(decay, last + 100).subarray(last)).toEqual(new Int32Array(100));
    }
    expect(getLastingDays({ steps: [{ fromAge: 10, percent: 20 }] })).toBe(Number.POSITIVE_INFINITY);
  });
});
