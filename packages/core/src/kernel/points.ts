import { million } from './decay.ts';
import { mostSummed } from './row-reader.ts';
import type { PlannedRule } from './rule-plan.ts';

/** Points per million of a sum of factors: sign(p) · floor(|p| · S / 10^6), exact whatever the size. */
export function getPointsPerMillion(points: number, sum: number): number {
  const size = points < 0 ? -points : points;
  const product = size * sum;
  // Below 2^53 the quotient is under 2^34, where doubles are nearer to one another than a millionth.
  const floor =
    product <= Number.MAX_SAFE_INTEGER
      ? Math.floor(product / million)
      : size * Math.floor(sum / million) + Math.floor((size * (sum % million)) / million);
  return points < 0 ? 0 - floor : floor;
}

/** Points per whole of a sum in thousandths, held within ±9·10^9. */
export function getPointsPerThousand(points: number, sum: number): number {
  const held = Math.max(-mostSummed, Math.min(mostSummed, sum));
  const size = Math.abs(points);
  const amount = Math.abs(held);
  const whole = size * Math.floor(amount / 1000) + Math.floor((size * (amount % 1000)) / 1000);
  return points < 0 === held < 0 ? whole : 0 - whole;
}

/** Points of the highest tier that a value reaches; 0 below the first. */
export function getTierPoints({ tierFrom, tierPoints }: PlannedRule, value: number): number {
  for (let i = tierFrom.length - 1; i >= 0; i--) if (value >= tierFrom[i]!) return tierPoints[i]!;
  return 0;
}

/** A rate's points, of counts in parts per million; at most 100%. */
export function getRatePoints(rule: PlannedRule, part: number, base: number): number {
  const whole = base / million;
  if (whole === 0 || whole < rule.atLeast) return 0;
  return getPercentPoints(rule, Math.min(part, base) / million, whole);
}

/** A trend's points, of counts in parts per million. */
export function getTrendPoints(rule: PlannedRule, recent: number, earlier: number): number {
  const before = earlier / million;
  const change = recent / million - before;
  if (!rule.isPercent) return getTierPoints(rule, change * 1000);
  if (before === 0 || before < rule.atLeast) return 0;
  return getPercentPoints(rule, change, before);
}

/** Tiers in thousandths of a percent, compared by cross multiplication. */
function getPercentPoints({ tierFrom, tierPoints }: PlannedRule, part: number, base: number): number {
  for (let i = tierFrom.length - 1; i >= 0; i--) {
    if (part * 100_000 >= tierFrom[i]! * base) return tierPoints[i]!;
  }
  return 0;
}

/** Points of the newest activity's age in days, or of having had none for so many days. */
export function getSilencePoints(rule: PlannedRule, age: number, daysWithout: number): number {
  if (age >= 0) return getTierPoints(rule, age);
  return daysWithout >= rule.neverAfterDays ? rule.neverPoints : 0;
}

/** A rule's own cap. */
export function capPoints(rule: { readonly min: number; readonly max: number }, points: number): number {
  return Math.max(rule.min, Math.min(rule.max, points));
}

/** A rule that gives points per million of a slot of the unit's own: the many, each in a tight loop. */
export interface EachRule {
  readonly group: number;
  readonly slot: number;
  /** |points| and their sign. */
  readonly size: number;
  readonly sign: number;
  /** What the cap leaves of |points| at most. */
  readonly most: number;
}

export function isEachRule(rule: PlannedRule): boolean {
  return rule.formula === 'each' && !rule.ofAccount;
}

export function getEachRules(rules: readonly PlannedRule[]): EachRule[] {
  return rules.filter(isEachRule).map((rule) => ({
    group: rule.group,
    slot: rule.slot,
    size: Math.abs(rule.points),
    sign: rule.points < 0 ? -1 : 1,
    most: getMost(rule),
  }));
}

/** A rule gives points of one sign only, so only one side of its cap matters. */
function getMost({ points, min, max }: PlannedRule): number {
  return points < 0 ? -min : max;
}

/**
 * Adds the capped points of `count` units to the sums of the rules' groups. Slots of a unit lie `width` after those of
 * the one before; sums of a group `stride` after those of the group before.
 */
export function addEachRules(
  rules: readonly EachRule[],
  slots: Float64Array,
  width: number,
  sums: Float64Array,
  stride: number,
  count: number,
): void {
  for (let i = 0; i < rules.length; i++) addEachRule(rules[i]!, slots, width, sums, stride, count);
}

function addEachRule(
  { group, slot, size, sign, most }: EachRule,
  slots: Float64Array,
  width: number,
  sums: Float64Array,
  stride: number,
  count: number,
): void {
  const held = most * million;
  const end = group * stride + count;
  for (let to = group * stride, at = slot; to < end; to++, at += width) {
    const product = size * slots[at]!;
    // Held before the division: a branch on the cap would be mispredicted.
    const points =
      product <= Number.MAX_SAFE_INTEGER
        ? Math.floor(Math.min(product, held) / million)
        : Math.min(most, getPointsPerMillion(size, slots[at]!));
    sums[to]! += points * sign;
  }
}
