import { exampleAt, exampleUnit, joinFacts, makeExampleFacts, noonOf } from '../audit/example.ts';
import { findDimension } from '../document/rule-place.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Combination, Model } from '../model.ts';
import type { Score } from '../score.ts';
import { type Counterfactual, findCounterfactuals } from './counterfactual.ts';
import type { Goal } from './goal.ts';

/** How far to look for ways to qualify. */
export interface WaysOptions {
  readonly at?: number;
  readonly members?: readonly Model[];
  /** Most rules in one way; default 4. */
  readonly mostRules?: number;
  /** Most occurrences in one way; default 8. */
  readonly mostOccurrences?: number;
  /** Default 20. */
  readonly mostWays?: number;
  readonly mostTrials?: number;
}

/** A way to qualify: what happens to a lead of whom nothing was known, and the score it comes to. */
export interface Way extends Counterfactual {
  /** False where no fit dimension has a point: a surprise that is worth a look. */
  readonly hasFit: boolean;
}

export interface Ways {
  readonly goal: Goal;
  /** Every lead is there from the start. */
  readonly reached: boolean;
  readonly ways: readonly Way[];
  readonly complete: boolean;
}

const nobody = 'lead from nothing';

/**
 * The smallest combinations of rules, fit and activities alike, that bring a lead from nothing to a stage, grade or total.
 * Ordered as counterfactuals are. A stage that an outcome opens has no such way.
 */
export function findWaysToQualify(model: Model, goal: Goal, options: WaysOptions = {}): Ways {
  const { mostRules = 4, mostOccurrences = 8, mostWays = 20, mostTrials = 5000, members } = options;
  const at = noonOf(options.at ?? exampleAt);
  const facts = makeExampleFacts({}, nobody, at);
  const { reached, found, complete } = findCounterfactuals(model, facts, exampleUnit(nobody, model.score), {
    goal,
    at,
    mostKinds: mostRules,
    mostOccurrences,
    mostResults: mostWays,
    mostTrials,
    ...(members === undefined ? {} : { members }),
  });
  return {
    goal,
    reached,
    complete,
    ways: found.map((way) => ({ ...way, hasFit: sumFit(model, way.score) > 0 })),
  };
}

function sumFit(model: Model, { dimensions }: Score): number {
  return Object.entries(dimensions).reduce(
    (sum, [id, points]) => (findDimension(model, id)?.kind === 'fit' ? sum + points : sum),
    0,
  );
}

/** An example that sales calls ready, or not yet, and what it scores. */
export interface ScoredExample {
  readonly name: string;
  /** Undefined outside the audience. */
  readonly score: Score | undefined;
}

/**
 * Why examples do not agree on a threshold.
 *
 * - `shut_out`: a ready one is disqualified or outside the audience
 * - `clash`: a ready one scores no more than one that is not yet ready
 * - `lets_all_in`: the least of them is what a lead has of whom nothing is known
 */
export type Disagreement =
  | { readonly code: 'shut_out'; readonly ready: string }
  | { readonly code: 'clash'; readonly ready: string; readonly notYet: string }
  | { readonly code: 'lets_all_in'; readonly ready: string };

/** The threshold that examples imply. Points are plain points, as a model states them. */
export interface ImpliedThreshold {
  /** The least total that lets every ready example in; undefined without examples or where they clash. */
  readonly threshold: number | undefined;
  /** The example that decides it. */
  readonly decidedBy: string | undefined;
  /** Above this nothing called not yet lies: a threshold in (free, threshold] parts all examples. */
  readonly free: number | undefined;
  readonly ready: readonly ScoredExample[];
  readonly notYet: readonly ScoredExample[];
  readonly disagreements: readonly Disagreement[];
  /** Every other minimal way that also reaches it. */
  readonly ways: readonly Way[];
  readonly complete: boolean;
}

/**
 * The threshold that a model's `combinations` imply: each is scored, and the least total lets all of them in. Not yet
 * ready are `notYet` and the examples of `expect` that are to be in no stage. Where a ready example scores no more than
 * one of those, no threshold parts them and none is given; the two are named.
 */
export function findImpliedThreshold(
  model: Model,
  options: WaysOptions & { readonly notYet?: readonly Combination[] } = {},
): ImpliedThreshold {
  const { members, notYet = [] } = options;
  const at = noonOf(options.at ?? exampleAt);
  const unready = [...notYet, ...(model.expect ?? []).filter(({ is }) => is.stage === null)];
  const ready = scoreExamples(model, model.combinations ?? [], at, members);
  const left = scoreExamples(model, unready, at, members);
  const [nothing] = scoreExamples(model, [{ name: nobody }], at, members);
  const disagreements = findDisagreements(ready, left, nothing?.score);
  const counted = ready.filter(isIn);
  const deciding = counted.reduce<(typeof counted)[number] | undefined>(
    (least, one) => (least === undefined || one.score.total < least.score.total ? one : least),
    undefined,
  );
  const clashes = disagreements.some(({ code }) => code === 'clash');
  const highest = left.filter(isIn).map(({ score }) => score.total / 1000);
  const threshold = deciding === undefined || clashes ? undefined : deciding.score.total / 1000;
  const found =
    threshold === undefined
      ? { ways: [], complete: true }
      : findWaysToQualify(model, { total: threshold }, options);
  return {
    threshold,
    decidedBy: deciding?.name,
    free: highest.length === 0 ? undefined : Math.max(...highest),
    ready,
    notYet: left,
    disagreements,
    ways: found.ways,
    complete: found.complete,
  };
}

/** Examples that stand in a list: disqualified ones and those outside the audience do not, whatever their points. */
function isIn(example: ScoredExample): example is ScoredExample & { readonly score: Score } {
  return example.score !== undefined && example.score.disqualified === undefined;
}

function scoreExamples(
  model: Model,
  examples: readonly Combination[],
  at: number,
  members: readonly Model[] | undefined,
): ScoredExample[] {
  const leads = examples.map((_, index) => `example ${index}`);
  const facts = joinFacts(examples.map((example, index) => makeExampleFacts(example, leads[index]!, at)));
  const { scores } = scoreFacts(model, facts, {
    at,
    contributions: true,
    ...(members === undefined ? {} : { members }),
  });
  const byId = new Map(scores.map((score) => [score.id, score]));
  return examples.map(({ name }, index) => ({
    name,
    score: byId.get(exampleUnit(leads[index]!, model.score)),
  }));
}

function findDisagreements(
  ready: readonly ScoredExample[],
  notYet: readonly ScoredExample[],
  nothing: Score | undefined,
): Disagreement[] {
  const shutOut = ready
    .filter((one) => !isIn(one))
    .map(({ name }): Disagreement => ({ code: 'shut_out', ready: name }));
  const inside = ready.filter(isIn);
  const clashes = inside.flatMap((one) =>
    notYet
      .filter(isIn)
      .filter((other) => other.score.total >= one.score.total)
      .map((other): Disagreement => ({ code: 'clash', ready: one.name, notYet: other.name })),
  );
  const weakest = inside.filter(({ score }) => nothing !== undefined && score.total <= nothing.total);
  return [
    ...shutOut,
    ...clashes,
    ...weakest.map(({ name }): Disagreement => ({ code: 'lets_all_in', ready: name })),
  ];
}
