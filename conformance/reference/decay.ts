import type { Decay } from '../../packages/core/src/rule.ts';
import { floorDivide, scaled } from './decimal.ts';

/** What one counts for without decay, in parts per million. */
export const whole = 1_000_000n;

const halfLives = new Map<string, bigint>();

/** The largest whole f with f^h · 2^age <= 10^(6h), found by halving between 0 and 10^6. */
function halfLifeFactor(halfLifeDays: number, age: bigint): bigint {
  const key = `${halfLifeDays} ${age}`;
  const before = halfLives.get(key);
  if (before !== undefined) return before;
  const h = BigInt(halfLifeDays);
  const most = 10n ** (6n * h);
  const twos = 2n ** age;
  let fits = 0n;
  let tooMuch = whole + 1n;
  while (tooMuch - fits > 1n) {
    const middle = (fits + tooMuch) / 2n;
    if (middle ** h * twos <= most) fits = middle;
    else tooMuch = middle;
  }
  halfLives.set(key, fits);
  return fits;
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
