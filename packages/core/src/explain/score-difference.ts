import type { Facts } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Model } from '../model.ts';
import type { Contribution, Score } from '../score.ts';

/** A score's version, moment and knowledge: "as shown then" has `knownAt` = `at`. */
export interface ScoreMoment {
  readonly model: Model;
  readonly at: number;
  /** Latest `knownAt` of a fact; default: all that is known. */
  readonly knownAt?: number;
}

/**
 * Why points changed.
 *
 * - `late`: a fact from before the earlier moment that was stored only after it had been shown
 * - `time`: age alone, so decay, a window's end or silence
 * - `field`: a field's value, or a suppression
 * - `fact`: a new activity or outcome
 * - `adjustment`: a human's correction began or ended
 * - `model`: another version of the model
 */
export const differenceCauses = ['late', 'time', 'field', 'fact', 'adjustment', 'model'] as const;
export type DifferenceCause = (typeof differenceCauses)[number];

/** How one contribution changed. Points are millipoints. */
export interface ContributionChange {
  /** As it is at the later moment; as it was, where it is gone. */
  readonly contribution: Contribution;
  readonly before: number;
  readonly after: number;
  /** In the order of `differenceCauses`, none of 0; they add up to `after - before`. */
  readonly causes: readonly { readonly cause: DifferenceCause; readonly points: number }[];
}

/** Why a score differs between two moments. */
export interface ScoreDifference {
  /** Absent where there is no score: the lead did not exist yet or was outside the audience. */
  readonly before?: Score;
  readonly after?: Score;
  /** Change of the total; no score counts as 0. The changes' causes add up to it exactly. */
  readonly change: number;
  readonly changes: readonly ContributionChange[];
  /** The same points by cause alone. */
  readonly byCause: Readonly<Record<DifferenceCause, number>>;
}

/**
 * Compares a lead's scores at two moments, `before` not being the later. The causes are told apart by scoring in between:
 * first what was learned late, then time alone, then fields, then activities and outcomes, then the model. `facts` hold
 * the lead's and, where account rules read them, its colleagues'. Adjustments belong to a model's id, so a model of
 * another id ends them.
 *
 * @throws RangeError if `before` is the later moment
 */
export function compareMoments(
  facts: Facts,
  lead: string,
  before: ScoreMoment,
  after: ScoreMoment,
  options: { readonly members?: readonly Model[] } = {},
): ScoreDifference {
  if (before.at > after.at)
    throw new RangeError(
      `Cannot compare moments: the first must not be the later, got ${before.at} and ${after.at}`,
    );
  const score = (model: Model, read: Facts, at: number, until: number, knownAt: number | undefined) =>
    scoreFacts(model, read, {
      at,
      until,
      contributions: true,
      ...(knownAt === undefined ? {} : { knownAt }),
      ...options,
    }).scores.find(({ id }) => id === lead);
  const { model } = before;
  const steps: Step[] = [
    { cause: 'late', score: score(model, facts, before.at, before.at, after.knownAt) },
    { cause: 'time', score: score(model, facts, after.at, before.at, after.knownAt) },
    { cause: 'field', score: score(model, withoutActs(facts, before.at), after.at, after.at, after.knownAt) },
    { cause: 'fact', score: score(model, facts, after.at, after.at, after.knownAt) },
    { cause: 'model', score: score(after.model, facts, after.at, after.at, after.knownAt) },
  ];
  return addUp(score(model, facts, before.at, before.at, before.knownAt), steps);
}

/** A score on the way from one moment to the other, and what brought it about. */
interface Step {
  readonly cause: DifferenceCause;
  readonly score: Score | undefined;
}

/** The facts without activities and outcomes after a moment. */
function withoutActs(facts: Facts, until: number): Facts {
  return {
    ...facts,
    activities: facts.activities.filter(({ at }) => at <= until),
    outcomes: (facts.outcomes ?? []).filter(({ at }) => at <= until),
  };
}

function addUp(before: Score | undefined, steps: readonly Step[]): ScoreDifference {
  const after = steps.at(-1)!.score;
  const start = indexContributions(before);
  const tables = steps.map(({ cause, score }) => ({ cause, points: indexContributions(score) }));
  const end = tables.at(-1)!.points;
  const byCause: Record<DifferenceCause, number> = {
    late: 0,
    time: 0,
    field: 0,
    fact: 0,
    adjustment: 0,
    model: 0,
  };
  const known = new Map([...tables.flatMap(({ points }) => [...points]), ...start, ...end]);
  // What is there at the end comes first, in its order.
  const keys = new Set([...end.keys(), ...start.keys(), ...known.keys()]);
  const changes = [...keys].flatMap((key): ContributionChange[] => {
    const contribution = known.get(key)!;
    const first = start.get(key)?.points ?? 0;
    const told = new Map<DifferenceCause, number>();
    let last = first;
    for (const { cause, points } of tables) {
      const next = points.get(key)?.points ?? 0;
      const named = contribution.kind === 'adjustment' && cause !== 'model' ? 'adjustment' : cause;
      told.set(named, (told.get(named) ?? 0) + next - last);
      last = next;
    }
    const causes = differenceCauses.flatMap((cause) => {
      const points = told.get(cause) ?? 0;
      byCause[cause] += points;
      return points === 0 ? [] : [{ cause, points }];
    });
    return causes.length === 0 ? [] : [{ contribution, before: first, after: last, causes }];
  });
  const change = (after?.total ?? 0) - (before?.total ?? 0);
  return { ...(before ? { before } : {}), ...(after ? { after } : {}), change, changes, byCause };
}

/** Contributions by what they are; two alike adjustments count as one. */
function indexContributions(score: Score | undefined): Map<string, Contribution> {
  const indexed = new Map<string, Contribution>();
  for (const contribution of score?.contributions ?? []) {
    const key = contributionKey(contribution);
    const points = (indexed.get(key)?.points ?? 0) + contribution.points;
    indexed.set(key, { ...contribution, points });
  }
  return indexed;
}

function contributionKey(contribution: Contribution): string {
  switch (contribution.kind) {
    case 'rule':
      return JSON.stringify(['rule', contribution.dimension, contribution.group, contribution.rule]);
    case 'adjustment':
      return JSON.stringify([
        'adjustment',
        contribution.dimension,
        contribution.by,
        contribution.reason,
        contribution.until,
      ]);
    case 'cap':
      return JSON.stringify(['cap', contribution.of, contribution.dimension, contribution.group]);
  }
}
