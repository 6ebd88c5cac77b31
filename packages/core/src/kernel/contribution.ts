import type { Contribution } from '../score.ts';
import { getEvidence } from './evidence.ts';
import type { Pass } from './pass.ts';

/**
 * What each rule, adjustment and cap gave the unit that was scored last, in document order: per dimension its groups'
 * rules and caps, those of the chosen persona, adjustments, its cap; then the total's. Their points sum to the total.
 */
export function getContributions(pass: Pass, unit: number): Contribution[] {
  const { plan, dimensionSums, dimensionPoints } = pass;
  const contributions: Contribution[] = [];
  plan.dimensions.forEach(({ id: dimension }, d) => {
    plan.groups.forEach((group, g) => {
      if (group.dimension === d && isCounted(pass, g))
        contributions.push(...getGroupContributions(pass, unit, g));
    });
    contributions.push(...getAdjustments(pass, unit, d));
    const bitten = dimensionPoints[d]! - dimensionSums[d]!;
    if (bitten !== 0) contributions.push({ kind: 'cap', of: 'dimension', dimension, points: bitten });
  });
  const bitten = pass.totals[1]! - pass.totals[0]!;
  if (bitten !== 0) contributions.push({ kind: 'cap', of: 'total', points: bitten });
  return contributions;
}

/** Of the personas' groups only those of the chosen one count. */
function isCounted({ plan, personas }: Pass, group: number): boolean {
  if (plan.personas.length === 0 || group < plan.personas[0]!.firstGroup) return true;
  const chosen = plan.personas[personas[0]!];
  return chosen !== undefined && group >= chosen.firstGroup && group < chosen.endGroup;
}

function getGroupContributions(pass: Pass, unit: number, index: number): Contribution[] {
  const { plan } = pass;
  const group = plan.groups[index]!;
  const dimension = plan.dimensions[group.dimension]!.id;
  const contributions: Contribution[] = [];
  plan.rules.forEach((rule, i) => {
    if (rule.group !== index) return;
    contributions.push({
      kind: 'rule',
      dimension,
      group: group.id,
      rule: rule.rule.id,
      points: pass.capped[i]! + 0,
      uncapped: pass.uncapped[i]! + 0,
      evidence: getEvidence(pass, rule, i, unit),
    });
  });
  const bitten = pass.groupPoints[index]! - pass.groupSums[index]!;
  if (bitten !== 0)
    contributions.push({ kind: 'cap', of: 'group', dimension, group: group.id, points: bitten });
  return contributions;
}

function getAdjustments(pass: Pass, unit: number, dimensionIndex: number): Contribution[] {
  const { adjustments } = pass.binding;
  const contributions: Contribution[] = [];
  for (let i = pass.adjustment; i < adjustments.length && adjustments[i]!.unit === unit; i++) {
    const adjustment = adjustments[i]!;
    const { dimension, points, reason, by, from, until } = adjustment;
    if (adjustment.dimensionIndex !== dimensionIndex || from > pass.facts.day || pass.facts.day >= until)
      continue;
    const end = until === Number.POSITIVE_INFINITY ? {} : { until };
    contributions.push({ kind: 'adjustment', dimension, points, reason, by, ...end });
  }
  return contributions;
}
