import type { PlacedRule } from '../document/rule-place.ts';
import { reachRule, toMillipoints } from '../explain/reach.ts';
import { getHalfLifeFactor, million } from '../kernel/decay.ts';
import type { Model, Stage, StageCondition } from '../model.ts';
import type { Rule } from '../rule.ts';
import type { WordlessHint } from './hint.ts';

/** Stages whose way out lies within what a day without activity can take from one that just came in. */
export function findStageHints(model: Model, rules: readonly PlacedRule[]): WordlessHint[] {
  return (model.stages ?? []).flatMap((stage): WordlessHint[] => {
    const { id, holdDays = 0 } = stage;
    const gap = readGap(stage);
    if (gap === undefined || holdDays > 0) return [];
    const read = 'dimension' in gap && gap.dimension !== undefined ? gap.dimension : undefined;
    const falls = rules.filter(({ dimension }) => read === undefined || dimension === read);
    const aDay = Math.max(0, ...falls.map(({ rule }) => lossADay(rule)));
    if (aDay < gap.points) return [];
    const params = { stage: id, gap: gap.points / 1000, aDay: aDay / 1000, holdDays };
    return [{ code: 'stage_flaps', severity: 'warning', params, rules: [] }];
  });
}

/** How far the way out of a stage lies under its way in, where both read one sum. */
function readGap({
  enter,
  leave,
}: Stage): { readonly points: number; readonly dimension?: string } | undefined {
  const inward = enter !== undefined ? readEdge(enter, ['gte', 'gt']) : undefined;
  const outward = leave !== undefined ? readEdge(leave, ['lt', 'lte']) : undefined;
  if (!inward || !outward || inward.dimension !== outward.dimension) return undefined;
  const { dimension } = inward;
  return { points: inward.points - outward.points, ...(dimension === undefined ? {} : { dimension }) };
}

function readEdge(
  condition: StageCondition,
  operators: readonly ('gte' | 'gt' | 'lt' | 'lte')[],
): { readonly points: number; readonly dimension?: string } | undefined {
  if ('all' in condition)
    return condition.all.map((member) => readEdge(member, operators)).find((edge) => edge !== undefined);
  const comparison =
    'dimension' in condition ? condition : 'total' in condition ? condition.total : undefined;
  const points = operators.map((operator) => comparison?.[operator]).find((edge) => edge !== undefined);
  if (points === undefined) return undefined;
  return {
    points: toMillipoints(points),
    ...('dimension' in condition ? { dimension: condition.dimension } : {}),
  };
}

/** What one day takes from one fresh occurrence, or from a tier at the end of a window. */
function lossADay(rule: Rule): number {
  if (!('activity' in rule || 'sequence' in rule)) return 0;
  const { decay, withinDays, tiers, points = 0 } = rule;
  const best = tiers ? Math.max(...tiers.map((tier) => tier.points)) : points;
  const most = Math.min(Math.max(0, toMillipoints(best)), reachRule(rule).max);
  if (withinDays === 1) return most;
  if (!decay) return 0;
  if (tiers) return most;
  if ('halfLifeDays' in decay)
    return Math.ceil((most * (million - getHalfLifeFactor(decay.halfLifeDays, 1))) / million);
  if ('linearDays' in decay) return Math.ceil(most / decay.linearDays);
  const second = decay.steps.filter(({ fromAge }) => fromAge <= 1).at(-1)?.percent ?? 100;
  return Math.ceil((most * (100 - second)) / 100);
}
