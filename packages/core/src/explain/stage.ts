import type { OutcomeKind } from '../fact.ts';
import type { Model, Stage, StageCondition } from '../model.ts';
import type { Score } from '../score.ts';

const msPerDay = 86_400_000;

/** Whole days since 1970-01-01 UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / msPerDay);
}

/** Last millisecond of a day: the moment at which replay looks at it. */
export function dayEnd(day: number): number {
  return (day + 1) * msPerDay - 1;
}

/** The part of a score that stages read. */
export type StagedScore = Pick<Score, 'total' | 'dimensions' | 'grade' | 'disqualified'>;

/**
 * Why a lead is where it is. `entered` and `left` name the stage whose condition held; `held`: its `leave` holds but
 * its `holdDays` are not over; `outside`: not in the audience; `removed`: the model has no such stage any more.
 */
export type StageReason =
  | { readonly code: 'entered'; readonly stage: string; readonly condition: StageCondition }
  | { readonly code: 'left'; readonly stage: string; readonly condition: StageCondition }
  | { readonly code: 'stayed' }
  | { readonly code: 'held'; readonly daysLeft: number }
  | { readonly code: 'disqualified'; readonly why: string }
  | { readonly code: 'outside' }
  | { readonly code: 'removed'; readonly stage: string };

/** Where one step leads; `stage` is undefined for no stage. */
export interface StageStep {
  readonly stage: string | undefined;
  readonly reason: StageReason;
}

/** True if a condition reads an outcome anywhere in it. */
export function readsOutcome(condition: StageCondition): boolean {
  if ('outcome' in condition) return true;
  return conditionMembers(condition).some(readsOutcome);
}

/** The conditions directly inside a group; none for a leaf. */
function conditionMembers(condition: StageCondition): readonly StageCondition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'none' in condition ? condition.none : [];
}

/** True if a stage condition holds for a score and the newest outcome. A score without a grade is in no list of grades. */
export function holdsCondition(
  condition: StageCondition,
  score: StagedScore,
  newestOutcome: OutcomeKind | undefined,
): boolean {
  const holds = (member: StageCondition) => holdsCondition(member, score, newestOutcome);
  if ('all' in condition) return condition.all.every(holds);
  if ('any' in condition) return condition.any.some(holds);
  if ('none' in condition) return !condition.none.some(holds);
  if ('outcome' in condition) return condition.outcome === newestOutcome;
  if ('grade' in condition) return score.grade !== undefined && condition.grade.includes(score.grade);
  if ('dimension' in condition) return compares(condition, score.dimensions[condition.dimension] ?? 0);
  return compares(condition.total, score.total);
}

interface Comparison {
  readonly gte?: number | undefined;
  readonly gt?: number | undefined;
  readonly lte?: number | undefined;
  readonly lt?: number | undefined;
}

function compares(comparison: Comparison, millipoints: number): boolean {
  const { gte, gt, lte, lt } = comparison;
  return (
    (gte === undefined || millipoints >= Math.round(gte * 1000)) &&
    (gt === undefined || millipoints > Math.round(gt * 1000)) &&
    (lte === undefined || millipoints <= Math.round(lte * 1000)) &&
    (lt === undefined || millipoints < Math.round(lt * 1000))
  );
}

/**
 * The stage after this moment, given the present one and when it was entered. Stages rise in document order.
 *
 * A higher stage whose `enter` holds wins, the highest first. Else, if the present one's `leave` holds and at least
 * `holdDays` whole days (UTC) have passed since `since`, the lead falls to the highest lower stage whose `leave` does
 * not hold and, where its `enter` reads an outcome, whose `enter` holds; without such a stage to none.
 * Disqualified, or outside the audience (`score` undefined): no stage at once. A stage the model no longer has counts
 * as none.
 */
export function stepStage(
  model: Pick<Model, 'stages'>,
  stage: string | undefined,
  since: number | undefined,
  score: StagedScore | undefined,
  newestOutcome: OutcomeKind | undefined,
  at: number,
): StageStep {
  const stages = model.stages ?? [];
  if (score === undefined) return { stage: undefined, reason: { code: 'outside' } };
  if (score.disqualified !== undefined)
    return { stage: undefined, reason: { code: 'disqualified', why: score.disqualified } };
  const present = stages.findIndex((one) => one.id === stage);
  for (let above = stages.length - 1; above > present; above--) {
    const higher = stages[above]!;
    if (holdsCondition(higher.enter, score, newestOutcome))
      return {
        stage: higher.id,
        reason: { code: 'entered', stage: higher.id, condition: higher.enter },
      };
  }
  if (present < 0)
    return stage === undefined
      ? { stage: undefined, reason: { code: 'stayed' } }
      : { stage: undefined, reason: { code: 'removed', stage } };
  return stepDown(stages, present, since, score, newestOutcome, at);
}

function stepDown(
  stages: readonly Stage[],
  present: number,
  since: number | undefined,
  score: StagedScore,
  newestOutcome: OutcomeKind | undefined,
  at: number,
): StageStep {
  const { id, leave, holdDays = 0 } = stages[present]!;
  if (leave === undefined || !holdsCondition(leave, score, newestOutcome))
    return { stage: id, reason: { code: 'stayed' } };
  const daysLeft = since === undefined ? 0 : holdDays - (dayOf(at) - dayOf(since));
  if (daysLeft > 0) return { stage: id, reason: { code: 'held', daysLeft } };
  const reason: StageReason = { code: 'left', stage: id, condition: leave };
  for (let below = present - 1; below >= 0; below--) {
    const lower = stages[below]!;
    if (lower.leave !== undefined && holdsCondition(lower.leave, score, newestOutcome)) continue;
    if (readsOutcome(lower.enter) && !holdsCondition(lower.enter, score, newestOutcome)) continue;
    return { stage: lower.id, reason };
  }
  return { stage: undefined, reason };
}

/** One moment of a lead that stages are stepped at; `score` is undefined while it is outside the audience. */
export interface StageMoment {
  readonly at: number;
  readonly score: StagedScore | undefined;
  readonly newestOutcome?: OutcomeKind | undefined;
}

/** A move between stages; undefined is no stage. */
export interface StageMove {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly at: number;
  readonly reason: StageReason;
}

/**
 * Steps one lead through moments in rising order, from `start` (default: no stage), and returns its moves.
 * Given the day ends of a lead's history this is the replay that is marked simulated.
 */
export function foldStages(
  model: Pick<Model, 'stages'>,
  moments: Iterable<StageMoment>,
  start: { readonly stage?: string | undefined; readonly since?: number | undefined } = {},
): StageMove[] {
  const moves: StageMove[] = [];
  let { stage, since } = start;
  for (const { at, score, newestOutcome } of moments) {
    const step = stepStage(model, stage, since, score, newestOutcome, at);
    if (step.stage === stage) continue;
    moves.push({ from: stage, to: step.stage, at, reason: step.reason });
    stage = step.stage;
    since = at;
  }
  return moves;
}
