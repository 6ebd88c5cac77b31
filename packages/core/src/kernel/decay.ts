import type { Decay } from '../rule.ts';

/** Whole: a factor of 1, in parts per million. */
export const million = 1_000_000;
/** Past this many half-lives nothing is left: 2^20 > 10^6. */
const halfLivesToZero = 20;

/**
 * Factors by whole days of age, in whole parts per million: `factors[age]` for ages below `length`. Made without
 * floating point where it could matter, so every engine has the same table.
 *
 * - half-life h: the largest integer f with f^h · 2^age <= 10^(6h)
 * - linear n: max(0, floor(10^6 · (n - age) / n))
 * - steps: percent · 10^4 of the last step whose `fromAge` is not above the age, 10^6 before the first
 * - none: 10^6
 */
export function getDecayFactors(decay: Decay | undefined, length: number): Int32Array {
  const key = `${length} ${decay === undefined ? '' : JSON.stringify(decay)}`;
  let factors = cache.get(key);
  if (factors === undefined) {
    factors = makeFactors(decay, length);
    if (cache.size >= mostCached) cache.clear();
    cache.set(key, factors);
  }
  return factors;
}

const cache = new Map<string, Int32Array>();
const mostCached = 200;

function makeFactors(decay: Decay | undefined, length: number): Int32Array {
  const factors = new Int32Array(length);
  if (decay === undefined) return factors.fill(million);
  if ('halfLifeDays' in decay) {
    const end = Math.min(length, halfLivesToZero * decay.halfLifeDays);
    for (let age = 0; age < end; age++) factors[age] = getHalfLifeFactor(decay.halfLifeDays, age);
  } else if ('linearDays' in decay) {
    const days = decay.linearDays;
    const end = Math.min(length, days);
    for (let age = 0; age < end; age++) factors[age] = Math.floor((million * (days - age)) / days);
  } else {
    factors.fill(million);
    for (const { fromAge, percent } of decay.steps) {
      if (fromAge < length) factors.fill(Math.round(percent * 10_000), fromAge);
    }
  }
  return factors;
}

/**
 * What is left after `age` days, in parts per million. The floating-point power is within 10^-8 of the truth, so only a
 * result that near to an integer needs the definition to decide.
 */
export function getHalfLifeFactor(halfLifeDays: number, age: number): number {
  const power = million * 2 ** (-age / halfLifeDays);
  const nearest = Math.round(power);
  if (Math.abs(power - nearest) > 1e-6) return Math.floor(power);
  if (nearest === 0) return 0;
  const h = BigInt(halfLifeDays);
  const holds = (BigInt(nearest) ** h) << BigInt(age) <= 10n ** (6n * h);
  return holds ? nearest : nearest - 1;
}

/** First age from which the factor is 0 for good, or Infinity. */
export function getLastingDays(decay: Decay | undefined): number {
  if (decay === undefined) return Number.POSITIVE_INFINITY;
  if ('halfLifeDays' in decay) return halfLivesToZero * decay.halfLifeDays;
  if ('linearDays' in decay) return decay.linearDays;
  const last = decay.steps.at(-1)!;
  return last.percent === 0 ? last.fromAge : Number.POSITIVE_INFINITY;
}
