import type { CappedSums } from '../explain/capped-sum.ts';
import { toMillipoints } from '../explain/reach.ts';
import { stepStage } from '../explain/stage.ts';
import { gradeTargets, readOutputs, type Target, temperatureTargets } from '../explain/target.ts';
import type { OutcomeKind } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Expectation, Model, StageCondition } from '../model.ts';
import type { Score } from '../score.ts';
import { findSuspects, type Suspect } from './blame.ts';
import { exampleAt, exampleUnit, joinFacts, makeExampleFacts, noonOf } from './example.ts';
import { findPersonaSuspects } from './persona-blame.ts';

/** What a model's test asked for. */
export type Expected = NonNullable<Expectation['is'][keyof Expectation['is']]> | null;

/** One output that came out otherwise than expected. */
export interface ExpectationFailure {
  readonly output: keyof Expectation['is'];
  /** Where the output is one of the dimensions. */
  readonly dimension?: string;
  readonly expected: Expected;
  /** Points for the total and dimensions; null for none. */
  readonly came: number | string | boolean | null;
  /** What alone, changed, would make it pass, the likeliest first; empty where nothing alone is enough. */
  readonly suspects: readonly Suspect[];
}

/** How one test of a model came out. */
export interface ExpectationResult {
  readonly name: string;
  /** Index in the model's `expect`. */
  readonly index: number;
  readonly passed: boolean;
  readonly failures: readonly ExpectationFailure[];
  /** Absent where the example is outside the audience. */
  readonly score?: Score;
  readonly stage?: string;
}

/**
 * Scores each of a model's examples and compares. `at` (default `exampleAt`) is moved to noon of its day; it only matters
 * where the model reads dates. An example steps from no stage. `members` are the models that a model of accounts adds up.
 */
export function runExpectations(
  model: Model,
  at: number = exampleAt,
  options: { readonly members?: readonly Model[] } = {},
): ExpectationResult[] {
  const expectations = model.expect ?? [];
  if (expectations.length === 0) return [];
  const moment = noonOf(at);
  const leads = expectations.map((_, index) => `example ${index}`);
  const facts = joinFacts(
    expectations.map((example, index) => makeExampleFacts(example, leads[index]!, moment)),
  );
  const { scores } = scoreFacts(model, facts, { at: moment, contributions: true, ...options });
  const byId = new Map(scores.map((score) => [score.id, score]));
  return expectations.map((expectation, index) => {
    const unit = exampleUnit(leads[index]!, model.score);
    const judged = judgeExpectation(model, expectation, byId.get(unit), moment);
    const failures = judged.failures.map((failure) =>
      failure.output === 'persona' && typeof failure.expected === 'string'
        ? {
            ...failure,
            suspects: findPersonaSuspects(model, failure.expected, { facts, unit, at: moment, ...options }),
          }
        : failure,
    );
    return { index, ...judged, failures };
  });
}

/** Compares one example's score (undefined: outside the audience) with what is expected of it. */
function judgeExpectation(
  model: Model,
  expectation: Expectation,
  score: Score | undefined,
  at: number,
): Omit<ExpectationResult, 'index'> {
  const { name, is } = expectation;
  if (score === undefined || is.inAudience === false) {
    const came = score !== undefined;
    const passed = is.inAudience === came;
    const expected = is.inAudience ?? true;
    const failure: ExpectationFailure = { output: 'inAudience', expected, came, suspects: [] };
    return { name, passed, failures: passed ? [] : [failure], ...(score ? { score } : {}) };
  }
  const outcome = newestOutcome(expectation);
  const { stage } = stepStage(model, undefined, undefined, score, outcome, at);
  const failures = [
    ...judgePoints(model, is, score),
    ...judgeLabels(model, is, score),
    ...judgeStage(model, is, score, stage, outcome, at),
    ...judgeOthers(is, score),
  ];
  return { name, passed: failures.length === 0, failures, score, ...(stage === undefined ? {} : { stage }) };
}

function newestOutcome({ outcomes = [] }: Expectation): OutcomeKind | undefined {
  // The last written wins a day, as `makeExampleFacts` puts them.
  return outcomes.reduce<(typeof outcomes)[number] | undefined>(
    (newest, one) => (newest === undefined || (one.daysAgo ?? 0) <= (newest.daysAgo ?? 0) ? one : newest),
    undefined,
  )?.outcome;
}

function judgePoints(model: Model, is: Expectation['is'], score: Score): ExpectationFailure[] {
  const asked: {
    readonly expected: ExpectedPoints;
    readonly target: Omit<Target, 'from' | 'to'>;
    readonly came: number;
  }[] = [];
  if (is.total !== undefined) asked.push({ expected: is.total, target: { of: 'total' }, came: score.total });
  for (const [dimension, expected] of Object.entries(is.dimensions ?? {}))
    asked.push({ expected, target: { of: 'dimension', dimension }, came: score.dimensions[dimension] ?? 0 });
  return asked.flatMap(({ expected, target, came }) => {
    const [from, to] = rangeOf(expected);
    if (came >= from && came <= to) return [];
    const read = ({ total, dimensions }: CappedSums) =>
      target.dimension === undefined ? total : (dimensions[target.dimension] ?? 0);
    const passes = (sums: CappedSums) => read(sums) >= from && read(sums) <= to;
    const suspects = findSuspects(model, score, [{ ...target, from, to }], passes);
    const dimension = target.dimension === undefined ? {} : { dimension: target.dimension };
    const output = target.dimension === undefined ? 'total' : 'dimensions';
    return [{ output, ...dimension, expected, came: came / 1000, suspects }];
  });
}

type ExpectedPoints = NonNullable<Expectation['is']['total']>;

/** The closed range of millipoints that is expected. */
function rangeOf(expected: ExpectedPoints): [from: number, to: number] {
  if (typeof expected === 'number') return [toMillipoints(expected), toMillipoints(expected)];
  const { gte, gt, lte, lt } = expected;
  return [
    Math.max(
      gte === undefined ? Number.NEGATIVE_INFINITY : toMillipoints(gte),
      gt === undefined ? Number.NEGATIVE_INFINITY : toMillipoints(gt) + 1,
    ),
    Math.min(
      lte === undefined ? Number.POSITIVE_INFINITY : toMillipoints(lte),
      lt === undefined ? Number.POSITIVE_INFINITY : toMillipoints(lt) - 1,
    ),
  ];
}

function judgeLabels(model: Model, is: Expectation['is'], score: Score): ExpectationFailure[] {
  const failures: ExpectationFailure[] = [];
  if (is.grade !== undefined && !accepts(is.grade, score.grade)) {
    const wanted = is.grade;
    const targets = [wanted].flat().flatMap((grade) => gradeTargets(model, grade));
    const passes = (sums: CappedSums) => accepts(wanted, readOutputs(model, score, sums).grade);
    failures.push(fail('grade', wanted, score.grade, findSuspects(model, score, targets, passes)));
  }
  if (is.temperature !== undefined && is.temperature !== (score.temperature ?? null)) {
    const wanted = is.temperature;
    const targets = wanted === null ? [] : listTemperatureTargets(model, wanted);
    const passes = (sums: CappedSums) => readOutputs(model, score, sums).temperature === wanted;
    failures.push(
      fail('temperature', wanted, score.temperature, findSuspects(model, score, targets, passes)),
    );
  }
  return failures;
}

function listTemperatureTargets(model: Model, wanted: string): Target[] {
  const { temperature } = model;
  if (!temperature || 'categories' in temperature || !Array.isArray(temperature.hot))
    return temperatureTargets(model, wanted);
  const grades = wanted === 'hot' ? temperature.hot : wanted === 'warm' ? (temperature.warm as string[]) : [];
  return grades.flatMap((grade) => gradeTargets(model, grade));
}

function accepts(wanted: string | readonly string[], came: string | undefined): boolean {
  return came !== undefined && (typeof wanted === 'string' ? wanted === came : wanted.includes(came));
}

function judgeStage(
  model: Model,
  is: Expectation['is'],
  score: Score,
  came: string | undefined,
  outcome: OutcomeKind | undefined,
  at: number,
): ExpectationFailure[] {
  if (is.stage === undefined || is.stage === (came ?? null)) return [];
  const wanted = is.stage;
  const stages = model.stages ?? [];
  const place = stages.findIndex(({ id }) => id === wanted);
  // The wanted stage has to let the lead in, and none above it may.
  const targets = stages.flatMap(({ enter }, index) =>
    index < place ? [] : conditionTargets(model, enter, index === place),
  );
  const passes = (sums: CappedSums) =>
    (stepStage(model, undefined, undefined, readOutputs(model, score, sums), outcome, at).stage ?? null) ===
    wanted;
  return [fail('stage', wanted, came, findSuspects(model, score, targets, passes))];
}

/** Where sums have to go for a condition to hold, or not to hold any more. Which of them helps is for the caller to try. */
function conditionTargets(model: Model, condition: StageCondition, holds: boolean): Target[] {
  if ('all' in condition) return condition.all.flatMap((member) => conditionTargets(model, member, holds));
  if ('any' in condition) return condition.any.flatMap((member) => conditionTargets(model, member, holds));
  if ('none' in condition) return condition.none.flatMap((member) => conditionTargets(model, member, !holds));
  if ('outcome' in condition) return [];
  if ('grade' in condition) {
    const targets = condition.grade.flatMap((grade) => gradeTargets(model, grade));
    return holds ? targets : targets.flatMap(outsideOf);
  }
  const of =
    'dimension' in condition
      ? ({ of: 'dimension', dimension: condition.dimension } as const)
      : ({ of: 'total' } as const);
  const [from, to] = rangeOf('dimension' in condition ? condition : condition.total);
  return holds ? [{ ...of, from, to }] : outsideOf({ ...of, from, to });
}

function outsideOf(target: Target): Target[] {
  return [
    ...(target.from === Number.NEGATIVE_INFINITY
      ? []
      : [{ ...target, from: Number.NEGATIVE_INFINITY, to: target.from - 1 }]),
    ...(target.to === Number.POSITIVE_INFINITY
      ? []
      : [{ ...target, from: target.to + 1, to: Number.POSITIVE_INFINITY }]),
  ];
}

function judgeOthers(is: Expectation['is'], score: Score): ExpectationFailure[] {
  const failures: ExpectationFailure[] = [];
  if (is.persona !== undefined && is.persona !== (score.persona ?? null))
    failures.push(fail('persona', is.persona, score.persona));
  if (is.journey !== undefined && is.journey !== (score.journey ?? null))
    failures.push(fail('journey', is.journey, score.journey));
  const { disqualified } = is;
  if (disqualified !== undefined) {
    const came = typeof disqualified === 'boolean' ? score.disqualified !== undefined : score.disqualified;
    if (came !== disqualified) {
      const failure = fail('disqualified', disqualified, score.disqualified);
      failures.push(score.disqualified === undefined ? { ...failure, came: false } : failure);
    }
  }
  return failures;
}

function fail(
  output: ExpectationFailure['output'],
  expected: Expected,
  came: string | undefined,
  suspects: readonly Suspect[] = [],
): ExpectationFailure {
  return { output, expected, came: came ?? null, suspects };
}
