import { findFieldKind } from '../document/model-kind.ts';
import { findDimension, findGroup, listRules, type PlacedRule, placeOf } from '../document/rule-place.ts';
import { listChoices } from '../document/rule-subject.ts';
import { reachRule, toMillipoints } from '../explain/reach.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { findContradiction, listDroppedUnknowns } from './contradiction.ts';
import type { WordlessHint } from './hint.ts';
import { findStageHints } from './stage-hint.ts';
import { findThresholdHints } from './threshold-hint.ts';

/** The scale that points are best kept to: 1 and 2 low, 3 middle, 4 and 5 high. */
const mostOnScale = 5;
/** A rule that can give more than this share of all a dimension can give dominates it. */
const dominantShare = 0.6;

/** What a model's text alone tells, without any lead. */
export function findModelHints(model: Model): WordlessHint[] {
  const rules = listRules(model);
  return [
    ...rules.flatMap((placed) => findRuleHints(model, placed)),
    ...findCriteriaHints(model),
    ...findSameSignals(rules),
    ...findDominance(model, rules),
    ...findThresholdHints(model),
    ...findStageHints(model, rules),
    ...findHabits(rules),
  ];
}

function findRuleHints(model: Model, placed: PlacedRule): WordlessHint[] {
  const { rule } = placed;
  const rules = [placeOf(placed)];
  const { min, max } = reachRule(rule);
  if (min === 0 && max === 0)
    return [{ code: 'rule_gives_nothing', severity: 'warning', params: { rule: rule.name }, rules }];
  const hints: WordlessHint[] = [];
  if ('when' in rule) {
    const field = findContradiction(rule.when, (name) => findFieldKind(model, name));
    if (field !== undefined)
      hints.push({
        code: 'criteria_contradict',
        severity: 'warning',
        params: { where: rule.name, field },
        rules,
      });
  }
  if (!('tiers' in rule) || rule.tiers === undefined) return hints.concat(findEndless(model, placed));
  const cap = rule.cap?.max;
  const most = mostOfTiers(rule);
  for (const { from, points } of rule.tiers) {
    if (cap !== undefined && points > cap)
      hints.push({
        code: 'tier_beyond_cap',
        severity: 'warning',
        params: { rule: rule.name, from, points, cap },
        rules,
      });
    if (most !== undefined && from > most)
      hints.push({
        code: 'tier_out_of_reach',
        severity: 'warning',
        params: { rule: rule.name, from, most },
        rules,
      });
  }
  return hints;
}

/** The most that what a rule's tiers read can come to, where its own text bounds it. */
function mostOfTiers(rule: Rule): number | undefined {
  if ('rate' in rule) return 100;
  if (!('activity' in rule) || rule.withinDays === undefined || rule.sum !== undefined) return undefined;
  if (rule.activeDays) return rule.withinDays;
  return rule.atMostPerDay === undefined || rule.distinct !== undefined
    ? undefined
    : rule.atMostPerDay * rule.withinDays;
}

/** A counting rule that nothing holds: it outgrows every threshold in time. */
function findEndless(model: Model, placed: PlacedRule): WordlessHint[] {
  const { rule, dimension, group } = placed;
  if (!('activity' in rule || 'sequence' in rule) || rule.decay || rule.withinDays !== undefined) return [];
  const caps = [
    rule.cap,
    findGroup(model, dimension, group)?.cap,
    findDimension(model, dimension)?.cap,
    model.total?.cap,
  ];
  const rises = reachRule(rule).max > 0;
  if (caps.some((cap) => (rises ? cap?.max : cap?.min) !== undefined)) return [];
  return [
    { code: 'rule_without_end', severity: 'hint', params: { rule: rule.name }, rules: [placeOf(placed)] },
  ];
}

function findCriteriaHints(model: Model): WordlessHint[] {
  const kindOf = (field: string) => findFieldKind(model, field);
  const { audience, disqualify = [], temperature } = model;
  const categories = temperature && 'categories' in temperature ? temperature.categories : [];
  const named = [
    ...(audience ? [{ where: 'audience', when: audience }] : []),
    ...disqualify.map(({ reason, when }) => ({ where: reason, when })),
    ...categories.map(({ is, when }) => ({ where: is, when })),
  ];
  const hints = named.flatMap(({ where, when }): WordlessHint[] => {
    const field = findContradiction(when, kindOf);
    return field === undefined
      ? []
      : [{ code: 'criteria_contradict', severity: 'warning', params: { where, field }, rules: [] }];
  });
  for (const field of audience ? listDroppedUnknowns(audience) : [])
    hints.push({ code: 'audience_drops_unknown', severity: 'warning', params: { field }, rules: [] });
  return hints;
}

/** Pairs of rules in one dimension that read the very same thing; personas stand against each other, not beside. */
function findSameSignals(rules: readonly PlacedRule[]): WordlessHint[] {
  const seen = new Map<string, PlacedRule>();
  return rules.flatMap((placed): WordlessHint[] => {
    const key = `${placed.dimension} ${placed.persona ?? ''} ${signalOf(placed.rule)}`;
    const other = seen.get(key);
    if (other === undefined) {
      seen.set(key, placed);
      return [];
    }
    const params = { rule: other.rule.name, other: placed.rule.name };
    return [{ code: 'same_signal', severity: 'warning', params, rules: [placeOf(other), placeOf(placed)] }];
  });
}

/** What a rule reads, whatever points it makes of it, as one text. */
function signalOf(rule: Rule): string {
  if ('when' in rule) return `when ${canonicalText(rule.when)}`;
  if ('values' in rule || 'ranges' in rule) return `table ${rule.field}`;
  if ('members' in rule) return `members ${canonicalText(rule.members)}`;
  const choices = canonicalText(
    listChoices(rule).map((choice) => ({ ...choice, types: [choice.types].flat().sort() })),
  );
  if ('activity' in rule) {
    const { of = 'lead', distinct, activeDays, sum } = rule;
    return `activity ${choices} ${canonicalText({ of, distinct, activeDays, sum })}`;
  }
  if ('silence' in rule) return `silence ${choices} ${rule.of ?? 'lead'}`;
  if ('rate' in rule) return `rate ${choices} ${rule.rate.distinct ?? ''}`;
  if ('trend' in rule) return `trend ${choices}`;
  return `sequence ${choices}`;
}

/** JSON with sorted keys, so that the order of writing does not matter. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Only dimensions of which every rule has an end and that have at least three rules: elsewhere a share says nothing. */
function findDominance(model: Model, rules: readonly PlacedRule[]): WordlessHint[] {
  return Object.entries(model.dimensions ?? {}).flatMap(([dimension, { cap }]): WordlessHint[] => {
    const own = rules.filter((placed) => placed.dimension === dimension);
    const most = own.map(({ rule }) => Math.max(0, reachRule(rule).max));
    const all = most.reduce((sum, points) => sum + points, 0);
    const bounded = cap?.max ?? 1000;
    if (own.filter((_, index) => most[index]! > 0).length < 3 || all > toMillipoints(bounded) * 10) return [];
    const strongest = most.indexOf(Math.max(...most));
    const share = most[strongest]! / all;
    if (share <= dominantShare) return [];
    const { rule } = own[strongest]!;
    const params = { rule: rule.name, dimension, share };
    return [{ code: 'rule_dominates_reach', severity: 'hint', params, rules: [placeOf(own[strongest]!)] }];
  });
}

/** How a model is written: points on the small scale, and a reason with each rule. One hint each for all rules. */
function findHabits(rules: readonly PlacedRule[]): WordlessHint[] {
  const hints: WordlessHint[] = [];
  const gather = (code: 'points_off_scale' | 'because_missing', found: readonly PlacedRule[]) => {
    if (found.length === 0) return;
    const params = { rules: found.map(({ rule }) => rule.name), all: rules.length };
    hints.push({ code, severity: 'hint', params, rules: found.map(placeOf) });
  };
  gather(
    'points_off_scale',
    rules.filter(({ rule }) => listPoints(rule).some(isOffScale)),
  );
  gather(
    'because_missing',
    rules.filter(({ rule }) => rule.because === undefined),
  );
  return hints;
}

/** A great minus is meant: wrong countries and rubbish are to stay down whatever else they do. */
function isOffScale(points: number): boolean {
  return !Number.isInteger(points) || points > mostOnScale;
}

/** All points that a rule states. Points per point of its members are a share, not points. */
function listPoints(rule: Rule): number[] {
  const stated: (number | undefined)[] = [];
  if ('points' in rule && !('members' in rule)) stated.push(rule.points);
  if ('otherwise' in rule) stated.push(rule.otherwise);
  if ('unknown' in rule) stated.push(rule.unknown);
  if ('never' in rule) stated.push(rule.never?.points);
  if ('values' in rule) stated.push(...Object.values(rule.values));
  if ('ranges' in rule) stated.push(...rule.ranges.map(({ points }) => points));
  if ('tiers' in rule) stated.push(...(rule.tiers ?? []).map(({ points }) => points));
  return stated.filter((points) => points !== undefined);
}
