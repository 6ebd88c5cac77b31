import type { Decay } from '../../packages/core/src/rule.ts';
import { floorDivide, scaled } from './decimal.ts';

/** What one counts for without decay, in parts per million. */
export const whole = 1_000_000n;

/** True if f^h · 2^age <= 10^(6h). */
function fits(factor: bigint, halfLifeDays: number, age: bigint): boolean {
  const h = BigInt(halfLifeDays);
  return factor ** h * 2n ** age <= 10n ** (6n * h);
}

/** True if f is the largest whole number with f^h · 2^age <= 10^(6h): what a half-life leaves at this age. */
export function isHalfLifeFactor(factor: bigint, halfLifeDays: number, age: bigint): boolean {
  return fits(factor, halfLifeDays, age) && !fits(factor + 1n, halfLifeDays, age);
}

const halfLives = new Map<string, bigint>();

/** The factor of which `isHalfLifeFactor` holds, found by halving between 0 and 10^6. */
function halfLifeFactor(halfLifeDays: number, age: bigint): bigint {
  const key = `${halfLifeDays} ${age}`;
  const before = halfLives.get(key);
  if (before !== undefined) return before;
  let least = 0n;
  let tooMuch = whole + 1n;
  while (tooMuch - least > 1n) {
    const middle = (least + tooMuch) / 2n;
    if (fits(middle, halfLifeDays, age)) least = middle;
    else tooMuch = middle;
  }
  halfLives.set(key, least);
  return least;
}

/** What one activity of this age (whole days, not negative) counts for, in parts per million. */
export function factorByDefinition(decay: Decay | undefined, age: bigint): bigint {
  if (decay === undefined) return whole;
  if ('halfLifeDays' in decay) return halfLifeFactor(decay.halfLifeDays, age);
  if ('linearDays' in decay) {
    const n = BigInt(decay.linearDays);
    return age >= n ? 0n : floorDivide(whole * (n - age), n);
  }
  let factor = whole;
  for (const step of decay.steps) {
    if (BigInt(step.fromAge) > age) continue;
    const percent = scaled(step.percent, 4);
    if (percent === undefined) throw new RangeError(`Cannot read ${step.percent} percent`);
    factor = percent;
  }
  return factor;
}
