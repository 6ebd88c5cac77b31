import type { Columns } from '../columns.ts';
import type { Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import type { Score } from '../score.ts';
import { compareText } from '../value/text.ts';
import { buildColumns } from './column-builder.ts';
import { scoreColumns } from './kernel.ts';
import { type Plan, planModel } from './plan.ts';
import { isOutside, readScore, type ScoreColumns } from './score-columns.ts';

export interface ScoreFactsOptions {
  /**
   * Moment of the scores in milliseconds UTC; or one for each lead (account, under a model of accounts) by id, those
   * without one being left out.
   */
  readonly at: number | ReadonlyMap<string, number>;
  /** Facts stored later do not exist; default: all are known. */
  readonly knownAt?: number;
  /** Facts that happened later do not exist though the moment is later (a forecast); default `at`. */
  readonly until?: number;
  readonly contributions?: boolean;
  /** Models of leads whose totals `members` rules read. */
  readonly members?: readonly Model[];
}

/** By UTF-8 bytes of the ids. */
export interface ScoredFacts {
  readonly scores: Score[];
  /** Those that exist and are outside the audience. */
  readonly outside: string[];
}

/**
 * Scores all leads (or accounts) that some facts are about.
 *
 *     scoreFacts(model, facts, { at: Date.now() }).scores[0]?.total
 */
export function scoreFacts(model: Model, facts: Facts, options: ScoreFactsOptions): ScoredFacts {
  const plan = planModel(model);
  const memberPlans = (options.members ?? []).map(planModel);
  const { at } = options;
  const result: ScoredFacts = { scores: [], outside: [] };
  if (typeof at === 'number') return scoreMoment(plan, memberPlans, facts, options, at, undefined);
  if (!readsAccounts(plan)) return scoreMoments(plan, facts, options, at);
  // Who belongs to an account, and what its people did, is of the moment asked for.
  for (const moment of new Set(at.values())) {
    const scored = scoreMoment(plan, memberPlans, facts, options, moment, (id) => at.get(id) === moment);
    result.scores.push(...scored.scores);
    result.outside.push(...scored.outside);
  }
  result.scores.sort((a, b) => compareText(a.id, b.id));
  result.outside.sort(compareText);
  return result;
}

function readsAccounts(plan: Plan): boolean {
  return plan.scoresAccounts || plan.accountReadings.readings.length > 0;
}

function scoreMoment(
  plan: Plan,
  memberPlans: readonly Plan[],
  facts: Facts,
  options: ScoreFactsOptions,
  at: number,
  isAsked: ((id: string) => boolean) | undefined,
): ScoredFacts {
  const models = [plan, ...memberPlans].map(({ model }) => model);
  const columns = buildColumns(facts, models, {
    until: Math.min(at, options.until ?? at),
    knownAt: options.knownAt ?? Number.POSITIVE_INFINITY,
  });
  const members = new Map(
    memberPlans.map((member) => [member.model.id, scoreColumns(member, columns, { at })]),
  );
  const scores = scoreColumns(plan, columns, { at, members, contributions: options.contributions ?? false });
  return readScores(plan, columns, scores, () => at, isAsked);
}

function scoreMoments(
  plan: Plan,
  facts: Facts,
  options: ScoreFactsOptions,
  at: ReadonlyMap<string, number>,
): ScoredFacts {
  const columns = buildColumns(facts, [plan.model], {
    until: (id) =>
      Math.min(at.get(id) ?? Number.NEGATIVE_INFINITY, options.until ?? Number.POSITIVE_INFINITY),
    knownAt: options.knownAt ?? Number.POSITIVE_INFINITY,
  });
  const moments = Float64Array.from(columns.ids, (id) => at.get(id) ?? 0);
  const scores = scoreColumns(plan, columns, { at: moments, contributions: options.contributions ?? false });
  return readScores(
    plan,
    columns,
    scores,
    (unit) => moments[unit]!,
    (id) => at.has(id),
  );
}

function readScores(
  plan: Plan,
  columns: Columns,
  scores: ScoreColumns,
  atOf: (unit: number) => number,
  isAsked: ((id: string) => boolean) | undefined,
): ScoredFacts {
  const ids = plan.scoresAccounts ? columns.accounts!.ids : columns.ids;
  const result: ScoredFacts = { scores: [], outside: [] };
  ids.forEach((id, unit) => {
    if (isAsked && !isAsked(id)) return;
    const score = readScore(scores, unit, { id, model: plan.model.id, at: atOf(unit) });
    if (score) result.scores.push(score);
    else if (scores.state[unit - scores.from] === isOutside) result.outside.push(id);
  });
  return result;
}
