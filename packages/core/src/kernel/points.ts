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

/** Rules that give points per million of a slot of the unit's own, as arrays by group: the many, in a tight loop. */
export interface EachRules {
  /** Groups that have such rules; those of group i are `offsets[i]` up to, not including, `offsets[i + 1]`. */
  readonly groups: Int32Array;
  readonly offsets: Int32Array;
  readonly slot: Int32Array;
  /** |points| and their sign. */
  readonly size: Float64Array;
  readonly sign: Float64Array;
  /** What the cap leaves of |points| at most, and the least |p| · S that comes to it or is beyond 2^53. */
  readonly most: Float64Array;
  readonly limit: Float64Array;
}

export function isEachRule(rule: PlannedRule): boolean {
  return rule.formula === 'each' && !rule.ofAccount;
}

export function getEachRules(rules: readonly PlannedRule[]): EachRules {
  const each = rules.filter(isEachRule).sort((a, b) => a.group - b.group);
  const groups = [...new Set(each.map((rule) => rule.group))];
  return {
    groups: Int32Array.from(groups),
    offsets: Int32Array.from([
      ...groups.map((group) => each.findIndex((rule) => rule.group === group)),
      each.length,
    ]),
    slot: Int32Array.from(each, (rule) => rule.slot),
    size: Float64Array.from(each, (rule) => Math.abs(rule.points)),
    sign: Float64Array.from(each, (rule) => (rule.points < 0 ? -1 : 1)),
    most: Float64Array.from(each, getMost),
    limit: Float64Array.from(each, (rule) => Math.min(Number.MAX_SAFE_INTEGER, getMost(rule) * million)),
  };
}

/** A rule gives points of one sign only, so only one side of its cap matters. */
function getMost({ points, min, max }: PlannedRule): number {
  return points < 0 ? -min : max;
}

/** Adds capped points to the sums of the rules' groups; the one branch is for points at their cap. */
export function addEachRules(rules: EachRules, slots: Float64Array, sums: Float64Array): void {
  const { groups, offsets, slot, size, sign, most, limit } = rules;
  for (let g = 0; g < groups.length; g++) {
    const end = offsets[g + 1]!;
    let sum = 0;
    for (let i = offsets[g]!; i < end; i++) {
      const factors = slots[slot[i]!]!;
      const product = size[i]! * factors;
      const points =
        product < limit[i]!
          ? Math.floor(product / million)
          : Math.min(most[i]!, getPointsPerMillion(size[i]!, factors));
      sum += points * sign[i]!;
    }
    sums[groups[g]!]! += sum;
  }
}
