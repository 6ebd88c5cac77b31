import type { OutcomeKind } from '../../packages/core/src/fact.ts';
import type { Model, Stage, StageCondition } from '../../packages/core/src/model.ts';
import type { Score } from '../../packages/core/src/score.ts';
import { dayOf, thousandths } from './decimal.ts';

export interface StepQuestion {
  /** The stage it is in, if any. */
  readonly stage: string | undefined;
  /** When it came into that stage. */
  readonly since: number;
  readonly score: Pick<Score, 'total' | 'dimensions' | 'grade' | 'disqualified'>;
  readonly newestOutcome: OutcomeKind | undefined;
  readonly at: number;
}

/** The stage after this moment by the definition: up first, else down when `leave` holds and was held long enough. */
export function stepByReference(model: Pick<Model, 'stages'>, question: StepQuestion): string | undefined {
  const stages = model.stages ?? [];
  const { score, since, at } = question;
  if (score.disqualified !== undefined) return undefined;
  const present = stages.findIndex((stage) => stage.id === question.stage);
  const enters = (stage: Stage): boolean => holds(stage.enter, question);
  const leaves = (stage: Stage): boolean => stage.leave !== undefined && holds(stage.leave, question);

  const higher = stages.slice(present + 1).findLast(enters);
  if (higher !== undefined) return higher.id;
  const stage = stages[present];
  if (stage === undefined) return undefined;
  const held = dayOf(at) - dayOf(since) >= BigInt(stage.holdDays ?? 0);
  if (!leaves(stage) || !held) return stage.id;
  return stages
    .slice(0, present)
    .findLast(
      (lower) => !leaves(lower) && (!JSON.stringify(lower.enter).includes('"outcome":') || enters(lower)),
    )?.id;
}

function holds(condition: StageCondition, question: StepQuestion): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, question));
  if ('any' in condition) return condition.any.some((part) => holds(part, question));
  if ('none' in condition) return !condition.none.some((part) => holds(part, question));
  if ('outcome' in condition) return question.newestOutcome === condition.outcome;
  const { score } = question;
  if ('grade' in condition) return score.grade !== undefined && condition.grade.includes(score.grade);
  const [points, compare] =
    'total' in condition
      ? [score.total, condition.total]
      : [score.dimensions[condition.dimension]!, condition];
  const value = BigInt(points);
  if (compare.gte !== undefined && value < thousandths(compare.gte)) return false;
  if (compare.gt !== undefined && value <= thousandths(compare.gt)) return false;
  if (compare.lte !== undefined && value > thousandths(compare.lte)) return false;
  return compare.lt === undefined || value < thousandths(compare.lt);
}
