import type { Criterion } from '../criterion.ts';
import { findFieldKind } from '../document/model-kind.ts';
import { listRules } from '../document/rule-place.ts';
import { listFieldCriteria } from '../document/rule-subject.ts';
import { getLastingDays } from '../kernel/decay.ts';
import type { Model } from '../model.ts';
import type { Decay, Rule } from '../rule.ts';
import { readDate } from '../value/value.ts';
import { dayOf } from './stage.ts';
import { leadsOf, type Timeline } from './timeline.ts';

/** Ages at which something turns, and for how many days something fades a little each day. */
interface Edges {
  /** Whole days of age. */
  readonly ages: Set<number>;
  /** Days of age up to which points change from one day to the next. */
  fadesUntil: number;
}

/** Days that the journey looks back where a model does not say. */
const journeyDays = 90;

/**
 * Days after `at` (1 to `most`, rising) on which a unit's score or stage may change without new facts: its activities,
 * outcomes and creation pass an edge of a window, tier or step, a date comes near, an adjustment begins or ends, a stage
 * has been held long enough. While a half-life or straight line runs, every day. There may be days too many, never too
 * few.
 */
export function listBreakpoints(
  model: Model,
  timeline: Timeline,
  unit: number,
  at: number,
  since: number | undefined,
  most: number,
): number[] {
  const today = dayOf(at);
  const edges = listEdges(model);
  const { days: dated, youngest } = listDatedDays(timeline, unit, today);
  const turns = new Set<number>();
  const add = (inDays: number) => {
    if (inDays >= 1 && inDays <= most) turns.add(inDays);
  };
  for (const day of dated) for (const age of edges.ages) add(day + age - today);
  const fading = edges.fadesUntil === Number.POSITIVE_INFINITY ? most : edges.fadesUntil - youngest;
  for (let inDays = 1; inDays <= Math.min(most, fading); inDays++) add(inDays);
  for (const day of listDateTurns(model, timeline, unit)) add(day - today);
  for (const { unit: of, from, until } of timeline.columns.adjustments)
    if (of === unit) {
      add(from - today);
      add(until - today);
    }
  // Held days end at the first day on which enough have passed, whatever else that day brings.
  if (since !== undefined)
    for (const { holdDays = 0 } of model.stages ?? []) add(dayOf(since) + holdDays - today);
  // A stored stage may already be out of step, which shows on the first day whatever it brings.
  add(1);
  return [...turns].sort((a, b) => a - b);
}

function listEdges(model: Model): Edges {
  const edges: Edges = { ages: new Set([1]), fadesUntil: 0 };
  for (const { rule } of listRules(model)) addRule(edges, rule);
  edges.ages.add(model.journey?.withinDays ?? journeyDays);
  for (const criterion of listCriteria(model)) addCriterion(edges, criterion);
  return edges;
}

function addRule(edges: Edges, rule: Rule): void {
  const { ages } = edges;
  if ('activity' in rule || 'sequence' in rule) {
    if (rule.withinDays !== undefined) ages.add(rule.withinDays);
    addDecay(edges, rule.decay, rule.withinDays);
  }
  if ('silence' in rule) {
    for (const { from } of rule.tiers) ages.add(Math.ceil(from));
    if (rule.never) ages.add(rule.never.afterDays);
  }
  if ('rate' in rule && rule.rate.withinDays !== undefined) ages.add(rule.rate.withinDays);
  if ('trend' in rule) ages.add(rule.trend.days).add(2 * rule.trend.days);
  // Members' totals come from another model, which may fade on any day.
  if ('members' in rule) edges.fadesUntil = Number.POSITIVE_INFINITY;
}

function addDecay(edges: Edges, decay: Decay | undefined, withinDays = Number.POSITIVE_INFINITY): void {
  if (!decay) return;
  if ('steps' in decay) for (const { fromAge } of decay.steps) edges.ages.add(fromAge);
  else edges.fadesUntil = Math.max(edges.fadesUntil, Math.min(withinDays, getLastingDays(decay) + 1));
}

function listCriteria({ audience, disqualify = [], temperature }: Model): Criterion[] {
  const categories = temperature && 'categories' in temperature ? temperature.categories : [];
  return [
    ...(audience ? [audience] : []),
    ...disqualify.map(({ when }) => when),
    ...categories.map(({ when }) => when),
  ];
}

function addCriterion(edges: Edges, criterion: Criterion): void {
  const members =
    'all' in criterion
      ? criterion.all
      : 'any' in criterion
        ? criterion.any
        : 'none' in criterion
          ? criterion.none
          : [];
  for (const member of members) addCriterion(edges, member);
  const window =
    'activity' in criterion
      ? criterion.activity.withinDays
      : 'outcome' in criterion
        ? criterion.withinDays
        : undefined;
  if (window !== undefined) edges.ages.add(window);
}

/** Days on which a unit, or under account rules anyone of its account, did something, had an outcome or was created. */
function listDatedDays(
  { plan, columns }: Timeline,
  unit: number,
  today: number,
): { readonly days: Set<number>; readonly youngest: number } {
  const { activities, outcomes, created, accounts } = columns;
  const days = new Set<number>();
  let youngest = Number.POSITIVE_INFINITY;
  const own = leadsOf(plan, columns, unit);
  const account = plan.scoresAccounts ? -1 : (accounts?.of[unit] ?? -1);
  const colleagues =
    account < 0 || !accounts
      ? []
      : accounts.leads.subarray(accounts.offsets[account], accounts.offsets[account + 1]);
  for (const lead of new Set([...own, ...colleagues])) {
    for (let row = activities.offsets[lead]!; row < activities.offsets[lead + 1]!; row++) {
      const day = activities.firstDay + activities.day[row]!;
      days.add(day);
      youngest = Math.min(youngest, today - day);
    }
    for (let row = outcomes.offsets[lead]!; row < outcomes.offsets[lead + 1]!; row++)
      days.add(dayOf(outcomes.at[row]!));
    if (!Number.isNaN(created[lead]!)) days.add(dayOf(created[lead]!));
  }
  const founded = plan.scoresAccounts ? (accounts?.created[unit] ?? Number.NaN) : Number.NaN;
  if (!Number.isNaN(founded)) days.add(dayOf(founded));
  return { days, youngest };
}

/** Days on which a date of the unit comes within a criterion's days or passes out of them. */
function listDateTurns(model: Model, { plan, columns }: Timeline, unit: number): number[] {
  const criteria = [
    ...listCriteria(model).flatMap(listFieldCriteria),
    ...listRules(model).flatMap(({ rule }) => ('when' in rule ? listFieldCriteria(rule.when) : [])),
  ];
  return criteria.flatMap(({ field, within_days, in_next_days }) => {
    if (within_days === undefined && in_next_days === undefined) return [];
    if (findFieldKind(model, field) !== 'date') return [];
    const column = (plan.scoresAccounts ? columns.accounts?.fields : columns.fields)?.get(field);
    const plain = column?.values[column.codes[unit]!];
    const time = typeof plain === 'string' ? readDate(plain.trim()) : undefined;
    if (time === undefined) return [];
    const day = dayOf(time);
    return within_days === undefined ? [day - in_next_days! + 1, day + 1] : [day, day + within_days];
  });
}
