import { type Contribution, journeyPhases, type Score } from '../score.ts';
import type { Plan } from './plan.ts';

/** A unit has no fact yet, is outside the audience, or has a score. */
export const isAbsent = 0;
export const isOutside = 1;
export const isScored = 2;

/**
 * Scores of the units `from` up to, not including, `to` as columns: unit u is at index `u - from`. Labels are codes into
 * the lists of the same name in `labels`, -1 for none. What is not scored has 0 and -1 throughout.
 */
export interface ScoreColumns {
  readonly from: number;
  readonly to: number;
  readonly labels: ScoreLabels;
  /** `isAbsent`, `isOutside` or `isScored`. */
  readonly state: Uint8Array;
  /** Millipoints. */
  readonly total: Float64Array;
  /** One array per dimension, in the order of `labels.dimensions`. */
  readonly dimensions: readonly Float64Array[];
  /** Permille. */
  readonly coverage: Uint16Array;
  readonly grade: Int16Array;
  readonly persona: Int16Array;
  readonly temperature: Int16Array;
  readonly journey: Int16Array;
  readonly disqualified: Int16Array;
  /** By index; present when asked for. */
  readonly contributions?: (readonly Contribution[] | undefined)[];
}

export interface ScoreLabels {
  readonly dimensions: readonly string[];
  /** Letter by letter, "?" last; see `getGradeCode`. */
  readonly grade: readonly string[];
  readonly persona: readonly string[];
  readonly temperature: readonly string[];
  readonly journey: readonly string[];
  /** Suppression lists, then the reasons of `disqualify`. */
  readonly disqualified: readonly string[];
}

export function getScoreLabels(plan: Plan): ScoreLabels {
  const letters = plan.grades ? [...plan.grades.fit.labels, '?'] : [];
  return {
    dimensions: plan.dimensions.map(({ id }) => id),
    grade: letters.flatMap((letter) => plan.grades!.engagement.labels.map((digit) => letter + digit)),
    persona: plan.personas.map(({ id }) => id),
    temperature: plan.temperature?.labels ?? [],
    journey: journeyPhases,
    disqualified: [
      ...plan.suppress.map((list) => `Suppressed: ${list}`),
      ...plan.disqualify.map(({ reason }) => reason),
    ],
  };
}

/**
 * Empty scores for a range of units. `allocate` makes the buffers; give SharedArrayBuffers to let several threads score
 * ranges of their own into the same arrays.
 */
export function allocateScores(
  plan: Plan,
  from: number,
  to: number,
  allocate: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): ScoreColumns {
  const count = to - from;
  const label = (): Int16Array => new Int16Array(allocate(count * 2)).fill(-1);
  return {
    from,
    to,
    labels: getScoreLabels(plan),
    state: new Uint8Array(allocate(count)),
    total: new Float64Array(allocate(count * 8)),
    dimensions: plan.dimensions.map(() => new Float64Array(allocate(count * 8))),
    coverage: new Uint16Array(allocate(count * 2)),
    grade: label(),
    persona: label(),
    temperature: label(),
    journey: label(),
    disqualified: label(),
  };
}

/** Takes away what an earlier pass wrote at an index, but its state. */
export function clearScore(scores: ScoreColumns, i: number): void {
  for (const values of [scores.total, scores.coverage, ...scores.dimensions]) values[i] = 0;
  const { grade, persona, temperature, journey, disqualified } = scores;
  for (const codes of [grade, persona, temperature, journey, disqualified]) codes[i] = -1;
}

/** The score of one unit; undefined when it has none. `at` is in milliseconds UTC. */
export function readScore(
  scores: ScoreColumns,
  unit: number,
  identity: { readonly id: string; readonly model: string; readonly at: number },
): Score | undefined {
  const i = unit - scores.from;
  if (scores.state[i] !== isScored) return undefined;
  const { labels, contributions } = scores;
  const dimensions = labels.dimensions.map((id, d) => [id, scores.dimensions[d]![i]!] as const);
  const grade = labels.grade[scores.grade[i]!];
  const persona = labels.persona[scores.persona[i]!];
  const temperature = labels.temperature[scores.temperature[i]!];
  const journey = journeyPhases[scores.journey[i]!];
  const disqualified = labels.disqualified[scores.disqualified[i]!];
  const given = contributions?.[i];
  return {
    id: identity.id,
    model: identity.model,
    at: identity.at,
    total: scores.total[i]!,
    dimensions: Object.fromEntries(dimensions),
    ...(grade !== undefined && { grade }),
    ...(persona !== undefined && { persona }),
    ...(temperature !== undefined && { temperature }),
    ...(journey !== undefined && { journey }),
    ...(disqualified !== undefined && { disqualified }),
    coverage: scores.coverage[i]!,
    ...(given !== undefined && { contributions: given }),
  };
}
