import { listRules, type PlacedRule, placeKey, placeOf } from '../document/rule-place.ts';
import { listChoices, listModelFields, listRuleFields, listTypes } from '../document/rule-subject.ts';
import type { Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import type { Score } from '../score.ts';
import { findLead } from '../value/lead-facts.ts';
import type { WordlessHint } from './hint.ts';

/** Fewer leads than this say nothing about a rule. */
const fewLeads = 10;
/** Fewer than this say nothing about shares. */
const someLeads = 30;
const nearlyAll = 0.9;
const hardlyAny = 0.05;
const dominantShare = 0.6;
const strongCorrelation = 0.95;

/** Points of each rule by lead, in the order of the scores. */
type PointsByRule = ReadonlyMap<string, Float64Array>;

/** What a model does to real leads: `scores` are theirs, with contributions. */
export function findFactHints(
  model: Model,
  facts: Facts,
  scores: readonly Score[],
  at: number,
): WordlessHint[] {
  const leads = scores.length;
  const unseen = findUnseenTypes(model, facts);
  if (leads === 0)
    return [
      { code: 'audience_empty', severity: 'warning', params: { leads: countLeads(facts) }, rules: [] },
      ...unseen,
    ];
  const rules = listRules(model);
  const points = readPoints(rules, scores);
  const own = rules.filter(({ persona }) => persona === undefined);
  return [
    ...unseen,
    ...(leads < fewLeads
      ? []
      : findIdleRules(own, points, new Set(unseen.flatMap((hint) => hint.rules.map(placeKey))))),
    ...(leads < fewLeads ? [] : findEmptyFields(model, facts, at)),
    ...(leads < someLeads ? [] : findCorrelations(own, points)),
    ...(leads < someLeads ? [] : findDominance(rules, points, leads)),
    ...(leads < someLeads ? [] : findLump(model, scores)),
    ...(leads < fewLeads ? [] : findUnmatchedPersonas(model, scores)),
  ];
}

/** Leads that the facts name. */
function countLeads(facts: Facts): number {
  return listLeads(facts).length;
}

/** Ids of the leads that the facts name, sorted. */
export function listLeads(facts: Facts): string[] {
  const ids = new Set<string>();
  for (const { lead } of facts.fieldValues) if (lead !== undefined) ids.add(findLead(facts, lead));
  for (const { lead } of facts.activities) ids.add(findLead(facts, lead));
  for (const { lead } of facts.outcomes ?? []) ids.add(findLead(facts, lead));
  return [...ids].sort();
}

function readPoints(rules: readonly PlacedRule[], scores: readonly Score[]): PointsByRule {
  const points = new Map(rules.map((placed) => [placeKey(placeOf(placed)), new Float64Array(scores.length)]));
  for (const [index, { contributions = [] }] of scores.entries())
    for (const contribution of contributions)
      if (contribution.kind === 'rule') {
        const ofRule = points.get(placeKey(contribution));
        if (ofRule) ofRule[index] = contribution.points;
      }
  return points;
}

function findUnseenTypes(model: Model, facts: Facts): WordlessHint[] {
  const seen = new Set(facts.activities.map(({ type }) => type));
  const byType = new Map<string, PlacedRule[]>();
  for (const placed of listRules(model))
    for (const type of new Set(listChoices(placed.rule).flatMap(listTypes)))
      if (!seen.has(type)) byType.set(type, [...(byType.get(type) ?? []), placed]);
  if (byType.size === 0) return [];
  const rules = [...new Set([...byType.values()].flat())].map(placeOf);
  return [{ code: 'activity_never_seen', severity: 'warning', params: { types: [...byType.keys()] }, rules }];
}

/** Rules that never gave anything, or gave every lead the same; `explained` rules have a hint that says why. */
function findIdleRules(
  rules: readonly PlacedRule[],
  points: PointsByRule,
  explained: ReadonlySet<string>,
): WordlessHint[] {
  return rules.flatMap((placed): WordlessHint[] => {
    const place = placeOf(placed);
    const given = points.get(placeKey(place))!;
    const first = given[0] ?? 0;
    const leads = given.length;
    if (given.some((one) => one !== first) || (first === 0 && explained.has(placeKey(place)))) return [];
    const rule = placed.rule.name;
    return first === 0
      ? [{ code: 'rule_never_counts', severity: 'warning', params: { rule, leads }, rules: [place] }]
      : [
          {
            code: 'rule_always_same',
            severity: 'hint',
            params: { rule, points: first / 1000, leads },
            rules: [place],
          },
        ];
  });
}

/** Fields of leads over all leads, fields of accounts over all accounts that have any value. */
function findEmptyFields(model: Model, facts: Facts, at: number): WordlessHint[] {
  const owners = new Map<string, Set<string>>();
  const accounts = new Set<string>();
  for (const { lead, account, field, value, at: since, knownAt } of facts.fieldValues) {
    if (account !== undefined) accounts.add(account);
    if (value === null || value === '' || (since ?? knownAt) > at) continue;
    const name = account === undefined || model.score === 'accounts' ? field : `account.${field}`;
    const owner = account ?? (lead === undefined ? '' : findLead(facts, lead));
    owners.set(name, (owners.get(name) ?? new Set()).add(owner));
  }
  const leads = countLeads(facts);
  return listModelFields(model).flatMap((field): WordlessHint[] => {
    if (field === 'createdAt') return [];
    const all = field.startsWith('account.') || model.score === 'accounts' ? accounts.size : leads;
    const filled = owners.get(field)?.size ?? 0;
    const rules = listRules(model)
      .filter(({ rule }) => listRuleFields(rule).includes(field))
      .map(placeOf);
    if (filled === 0)
      return [{ code: 'field_never_filled', severity: 'warning', params: { field, leads: all }, rules }];
    const share = filled / all;
    return share < hardlyAny
      ? [{ code: 'field_rarely_filled', severity: 'hint', params: { field, share, leads: all }, rules }]
      : [];
  });
}

/** Pairs in one dimension whose points move together; both must differ on enough leads to say so. */
function findCorrelations(rules: readonly PlacedRule[], points: PointsByRule): WordlessHint[] {
  const varied = rules.flatMap((placed) => {
    const given = points.get(placeKey(placeOf(placed)))!;
    const counted = given.reduce((count, one) => count + (one === 0 ? 0 : 1), 0);
    const spread = standardise(given);
    return spread === undefined || counted < fewLeads ? [] : [{ placed, spread }];
  });
  return varied.flatMap(({ placed, spread }, index) =>
    varied.slice(index + 1).flatMap((other): WordlessHint[] => {
      if (other.placed.dimension !== placed.dimension) return [];
      const correlation = spread.reduce((sum, one, lead) => sum + one * other.spread[lead]!, 0);
      if (correlation <= strongCorrelation) return [];
      const params = {
        rule: placed.rule.name,
        other: other.placed.rule.name,
        correlation,
        leads: spread.length,
      };
      return [
        {
          code: 'rules_correlate',
          severity: 'hint',
          params,
          rules: [placeOf(placed), placeOf(other.placed)],
        },
      ];
    }),
  );
}

/** Differences from the mean, scaled so that their squares add up to 1; undefined where all are the same. */
function standardise(given: Float64Array): Float64Array | undefined {
  const mean = given.reduce((sum, one) => sum + one, 0) / given.length;
  const size = Math.sqrt(given.reduce((sum, one) => sum + (one - mean) ** 2, 0));
  return size < 1e-9 ? undefined : given.map((one) => (one - mean) / size);
}

function findDominance(rules: readonly PlacedRule[], points: PointsByRule, leads: number): WordlessHint[] {
  const sums = rules.map((placed) => ({
    placed,
    sum: points.get(placeKey(placeOf(placed)))!.reduce((sum, one) => sum + Math.abs(one), 0),
  }));
  const all = sums.reduce((total, { sum }) => total + sum, 0);
  if (sums.filter(({ sum }) => sum > 0).length < 3) return [];
  const strongest = sums.reduce((best, one) => (one.sum > best.sum ? one : best));
  const share = strongest.sum / all;
  if (share <= dominantShare) return [];
  const params = { rule: strongest.placed.rule.name, share, leads };
  return [{ code: 'rule_dominates_leads', severity: 'hint', params, rules: [placeOf(strongest.placed)] }];
}

function findLump(model: Model, scores: readonly Score[]): WordlessHint[] {
  if (!model.grades) return [];
  const counts = new Map<string, number>();
  for (const { grade } of scores) if (grade !== undefined) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  const [grade, most] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
  const share = most / scores.length;
  return share <= nearlyAll
    ? []
    : [{ code: 'grades_lump', severity: 'hint', params: { grade, share, leads: scores.length }, rules: [] }];
}

/** Without `personaAtLeast` some persona is always named, so only one whose rules gave points counts as met. */
function findUnmatchedPersonas(model: Model, scores: readonly Score[]): WordlessHint[] {
  const met = new Set(
    scores.flatMap(({ persona, contributions = [] }) => {
      const own = contributions.filter(
        (one) => one.kind === 'rule' && persona !== undefined && one.group.startsWith(`${persona}/`),
      );
      return own.reduce((sum, { points }) => sum + points, 0) > 0 ? [persona] : [];
    }),
  );
  const used = Object.values(model.dimensions ?? {}).flatMap(({ personas = [] }) => personas);
  return used.flatMap((id): WordlessHint[] => {
    if (met.has(id)) return [];
    const params = { persona: model.personas?.[id]?.name ?? id, leads: scores.length };
    const rules = listRules(model)
      .filter(({ persona }) => persona === id)
      .map(placeOf);
    return [{ code: 'persona_unmatched', severity: 'hint', params, rules }];
  });
}
