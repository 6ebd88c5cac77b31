import type { Columns } from '../columns.ts';
import type { Facts, OutcomeKind } from '../fact.ts';
import { buildColumns } from '../kernel/column-builder.ts';
import { scoreColumns } from '../kernel/kernel.ts';
import { type Plan, planModel } from '../kernel/plan.ts';
import { readScore, type ScoreColumns } from '../kernel/score-columns.ts';
import type { Model } from '../model.ts';
import type { Score } from '../score.ts';

/** Facts that stand still while moments are asked for: columns built once, scored as often as wanted. */
export interface Timeline {
  readonly plan: Plan;
  readonly columns: Columns;
  /** Ids of what is scored: leads, or accounts under a model of accounts. */
  readonly ids: readonly string[];
  /** Scores of all units, or of a range of them. */
  readonly scoreAt: (
    at: number,
    options?: { readonly range?: readonly [from: number, to: number]; readonly contributions?: boolean },
  ) => ScoreColumns;
  /** The score of one unit (index into `ids`); undefined when it has none. */
  readonly readAt: (scores: ScoreColumns, unit: number, at: number) => Score | undefined;
}

export interface TimelineOptions {
  readonly knownAt?: number | undefined;
  readonly members?: readonly Model[] | undefined;
  /** The model's plan, where it is at hand from another timeline. */
  readonly plan?: Plan;
}

/** Columns of the facts up to a moment, for scoring at that moment and later ones. */
export function startTimeline(
  model: Model,
  facts: Facts,
  until: number,
  options: TimelineOptions = {},
): Timeline {
  const { knownAt = Number.POSITIVE_INFINITY, members = [], plan = planModel(model) } = options;
  const memberPlans = members.map(planModel);
  const columns = buildColumns(facts, [model, ...members], { until, knownAt });
  return {
    plan,
    columns,
    ids: plan.scoresAccounts ? (columns.accounts?.ids ?? []) : columns.ids,
    scoreAt: (at, asked = {}) => {
      const scores = memberPlans.map(
        (member) => [member.model.id, scoreColumns(member, columns, { at })] as const,
      );
      return scoreColumns(plan, columns, { at, ...asked, members: new Map(scores) });
    },
    readAt: (scores, unit, at) =>
      readScore(scores, unit, { id: timelineIds(plan, columns)[unit]!, model: model.id, at }),
  };
}

function timelineIds(plan: Plan, columns: Columns): readonly string[] {
  return plan.scoresAccounts ? (columns.accounts?.ids ?? []) : columns.ids;
}

/** The newest outcome of a unit; of an account, that of any of its leads. */
export function findNewestOutcome({ plan, columns }: Timeline, unit: number): OutcomeKind | undefined {
  const { offsets, kind, at, kinds } = columns.outcomes;
  let newest: { readonly kind: number; readonly at: number } | undefined;
  for (const lead of leadsOf(plan, columns, unit)) {
    const row = offsets[lead + 1]! - 1;
    if (row < offsets[lead]!) continue;
    const one = { kind: kind[row]!, at: at[row]! };
    if (newest === undefined || one.at > newest.at || (one.at === newest.at && one.kind > newest.kind))
      newest = one;
  }
  return newest === undefined ? undefined : kinds[newest.kind];
}

/** Leads of a unit: itself, or those of an account. */
export function leadsOf(plan: Plan, columns: Columns, unit: number): readonly number[] {
  if (!plan.scoresAccounts) return [unit];
  const { accounts } = columns;
  return accounts ? [...accounts.leads.subarray(accounts.offsets[unit], accounts.offsets[unit + 1])] : [];
}
