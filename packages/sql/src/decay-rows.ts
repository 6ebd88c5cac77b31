import { getDecayFactors, type Model, planModel } from '@leadline/core';
import type { Row } from './table.ts';

/** How many half-lives leave anything: 2^20 > 10^6. */
const halfLivesToZero = 20;

/** What is left by age in parts per million, for each half-life that a model names; ages that leave nothing have no row. */
export function getDecayRows(models: readonly Model[]): Row[] {
  const halfLives = new Set<number>();
  for (const plan of models.map(planModel)) {
    for (const { decay } of [...plan.readings.readings, ...plan.accountReadings.readings]) {
      if (decay !== undefined && 'halfLifeDays' in decay) halfLives.add(decay.halfLifeDays);
    }
  }
  return [...halfLives].flatMap((halfLifeDays) => {
    const factors = getDecayFactors({ halfLifeDays }, halfLivesToZero * halfLifeDays);
    return Array.from(factors, (factor, age): Row => [halfLifeDays, age, factor]).filter(
      ([, , factor]) => factor !== 0,
    );
  });
}
