import type { Pass } from './pass.ts';

/**
 * Of `count` units from `start` on: caps the groups, chooses the persona, adds adjustments, caps the dimensions and the
 * total.
 */
export function addUp(pass: Pass, start: number, count: number): void {
  const { plan, groupSums, groupPoints, dimensionSums, dimensionPoints, totals, stride } = pass;
  const { groupBounds, dimensionBounds, groupDimension } = pass.binding;
  dimensionSums.fill(0);
  for (let g = 0; g < groupDimension.length; g++) {
    const [min, max] = [groupBounds[2 * g]!, groupBounds[2 * g + 1]!];
    const dimension = groupDimension[g]!;
    // Groups of personas are of dimension -1 here: only the best persona's are added.
    if (dimension < 0) capColumn(groupSums, groupPoints, g * stride, min, max, count);
    else addCapped(groupSums, groupPoints, g * stride, min, max, dimensionSums, dimension * stride, count);
  }
  if (plan.personas.length > 0) for (let u = 0; u < count; u++) choosePersona(pass, u);
  if (pass.binding.adjustments.length > 0)
    for (let u = 0; u < count; u++) addAdjustments(pass, start, start + u);
  totals.fill(0);
  for (let d = 0; d < plan.dimensions.length; d++) {
    const [min, max] = [dimensionBounds[2 * d]!, dimensionBounds[2 * d + 1]!];
    addCapped(dimensionSums, dimensionPoints, d * stride, min, max, totals, 0, count);
  }
  for (let u = 0; u < count; u++)
    totals[stride + u] = Math.max(plan.total.min, Math.min(totals[u]!, plan.total.max));
}

function capColumn(
  sums: Float64Array,
  points: Float64Array,
  from: number,
  min: number,
  max: number,
  count: number,
): void {
  for (let i = from; i < from + count; i++) points[i] = Math.max(min, Math.min(sums[i]!, max));
}

/** Caps and adds what is left to other sums. */
function addCapped(
  sums: Float64Array,
  points: Float64Array,
  from: number,
  min: number,
  max: number,
  into: Float64Array,
  to: number,
  count: number,
): void {
  for (let u = 0; u < count; u++) {
    const held = Math.max(min, Math.min(sums[from + u]!, max));
    points[from + u] = held;
    into[to + u]! += held;
  }
}

/** Adds the `count` numbers of one array from `from` on to those of another from `to` on. */
export function addColumn(
  values: Float64Array,
  from: number,
  sums: Float64Array,
  to: number,
  count: number,
): void {
  for (let u = 0; u < count; u++) sums[to + u]! += values[from + u]!;
}

function choosePersona(pass: Pass, u: number): void {
  const { plan, groupPoints, stride } = pass;
  let best = Number.NEGATIVE_INFINITY;
  let chosen = -1;
  for (let p = 0; p < plan.personas.length; p++) {
    const { firstGroup, endGroup } = plan.personas[p]!;
    let sum = 0;
    for (let g = firstGroup; g < endGroup; g++) sum += groupPoints[g * stride + u]!;
    if (sum <= best && p > 0) continue;
    best = sum;
    chosen = p;
  }
  if (best < plan.personaAtLeast) chosen = -1;
  else pass.dimensionSums[plan.personaDimension * stride + u]! += best;
  pass.personas[u] = chosen;
}

function addAdjustments(pass: Pass, start: number, unit: number): void {
  const { adjustments } = pass.binding;
  while (pass.adjustment < adjustments.length && adjustments[pass.adjustment]!.unit < unit) pass.adjustment++;
  for (let i = pass.adjustment; i < adjustments.length && adjustments[i]!.unit === unit; i++) {
    const { from, until, points, dimensionIndex } = adjustments[i]!;
    const day = pass.days[unit - start]!;
    if (from <= day && day < until)
      pass.dimensionSums[dimensionIndex * pass.stride + unit - start]! += points;
  }
}
