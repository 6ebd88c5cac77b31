import type { Pass } from './pass.ts';

/** Caps the groups, chooses the persona, adds adjustments, caps the dimensions and the total. */
export function addUp(pass: Pass, unit: number): void {
  const { plan, groupSums, groupPoints, dimensionSums, dimensionPoints, totals } = pass;
  const { groupBounds, dimensionBounds, groupDimension } = pass.binding;
  for (let d = 0; d < dimensionSums.length; d++) dimensionSums[d] = 0;
  for (let g = 0; g < groupSums.length; g++) {
    const sum = groupSums[g]!;
    const min = groupBounds[2 * g]!;
    const max = groupBounds[2 * g + 1]!;
    const points = sum < min ? min : Math.min(sum, max);
    groupPoints[g] = points;
    // Groups of personas are of dimension -1 here: only the best persona's are added.
    if (groupDimension[g]! >= 0) dimensionSums[groupDimension[g]!]! += points;
  }
  if (plan.personas.length > 0) choosePersona(pass);
  if (pass.binding.adjustments.length > 0) addAdjustments(pass, unit);
  let total = 0;
  for (let d = 0; d < dimensionSums.length; d++) {
    const sum = dimensionSums[d]!;
    const min = dimensionBounds[2 * d]!;
    const max = dimensionBounds[2 * d + 1]!;
    dimensionPoints[d] = sum < min ? min : Math.min(sum, max);
    total += dimensionPoints[d]!;
  }
  totals[0] = total;
  totals[1] = total < plan.total.min ? plan.total.min : Math.min(total, plan.total.max);
}

function choosePersona(pass: Pass): void {
  const { plan, groupPoints } = pass;
  let best = Number.NEGATIVE_INFINITY;
  pass.persona = -1;
  for (let p = 0; p < plan.personas.length; p++) {
    const { firstGroup, endGroup } = plan.personas[p]!;
    let sum = 0;
    for (let g = firstGroup; g < endGroup; g++) sum += groupPoints[g]!;
    if (sum <= best && p > 0) continue;
    best = sum;
    pass.persona = p;
  }
  if (best < plan.personaAtLeast) pass.persona = -1;
  else pass.dimensionSums[plan.personaDimension]! += best;
}

function addAdjustments(pass: Pass, unit: number): void {
  const { adjustments } = pass.binding;
  while (pass.adjustment < adjustments.length && adjustments[pass.adjustment]!.unit < unit) pass.adjustment++;
  for (let i = pass.adjustment; i < adjustments.length && adjustments[i]!.unit === unit; i++) {
    const { from, until, points, dimensionIndex } = adjustments[i]!;
    if (from <= pass.facts.day && pass.facts.day < until) pass.dimensionSums[dimensionIndex]! += points;
  }
}
