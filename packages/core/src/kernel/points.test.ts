import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEachRules,
  getEachRules,
  getPointsPerMillion,
  getPointsPerThousand,
  getRatePoints,
} from './points.ts';
import type { PlannedRule } from './rule-plan.ts';

/** sign(p · sum) · floor(|p| · |sum| / unit) with whole numbers of any size. */
function exact(points: number, sum: number, unit: bigint): number {
  const product = BigInt(points) * BigInt(sum);
  return Number(product / unit);
}

const points = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
/** A million activities of full weight come to 10^12. */
const factors = fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 1e12 }));

describe('points of a sum', () => {
  it('are exact per million up to the most points and activities', () => {
    fc.assert(
      fc.property(points, factors, (p, sum) => {
        expect(getPointsPerMillion(p, sum) + 0).toBe(exact(p, sum, 1_000_000n));
      }),
      { numRuns: 2000 },
    );
    expect(getPointsPerMillion(1_000_000_000, 1e12)).toBe(1e15);
    expect(getPointsPerMillion(7, 999_999)).toBe(6);
    expect(getPointsPerMillion(-7, 999_999)).toBe(-6);
  });

  it('are exact per thousand, held within 9·10^9', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), (p, sum) => {
        expect(getPointsPerThousand(p, sum) + 0).toBe(exact(p, sum, 1000n));
      }),
      { numRuns: 2000 },
    );
    expect(getPointsPerThousand(1000, 1e15)).toBe(9_000_000_000);
  });

  it('come to the same in the tight loop, capped by rule and summed by group', () => {
    const rule = fc.record({
      points,
      group: fc.integer({ min: 0, max: 2 }),
      min: fc.constantFrom(Number.NEGATIVE_INFINITY, -8000, 0),
      max: fc.constantFrom(Number.POSITIVE_INFINITY, 8000, 0),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(rule, factors), { maxLength: 8 }), (cases) => {
        const rules = cases.map(([given], slot) => ({
          ...given,
          slot,
          formula: 'each',
        })) as unknown as PlannedRule[];
        const sums = new Float64Array(3);
        addEachRules(
          getEachRules(rules),
          Float64Array.from(cases, ([, sum]) => sum),
          cases.length,
          sums,
          1,
          1,
        );
        const expected = [0, 0, 0];
        for (const [{ points: p, group, min, max }, sum] of cases) {
          expected[group]! += Math.max(min, Math.min(max, exact(p, sum, 1_000_000n)));
        }
        expect(Array.from(sums, (sum) => sum + 0)).toEqual(expected.map((sum) => sum + 0));
      }),
    );
  });
});

it('a rate reaches a tier exactly at its percentage, and never more than all', () => {
  const rule = {
    tierFrom: Float64Array.of(33_333, 33_334, 100_000),
    tierPoints: Float64Array.of(1, 2, 3),
    atLeast: 3,
  } as unknown as PlannedRule;
  const rate = (part: number, base: number): number => getRatePoints(rule, part * 1e6, base * 1e6);
  expect(rate(1, 3)).toBe(1);
  expect(rate(33_334, 100_000)).toBe(2);
  expect(rate(33_333, 100_000)).toBe(1);
  expect(rate(9, 3)).toBe(3);
  expect(rate(2, 2)).toBe(0);
});
