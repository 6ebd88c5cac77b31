import type { Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import { dayEnd, dayOf, type StageMove, stepStage } from './stage.ts';
import { findNewestOutcome, startTimeline, type Timeline } from './timeline.ts';

/** Which days to replay, counted from 1970-01-01 UTC, both included. */
export interface ReplayOptions {
  readonly fromDay: number;
  readonly toDay: number;
  readonly knownAt?: number;
  readonly members?: readonly Model[];
}

/**
 * The moves between stages that each lead (or account) would have made had this model been applied at the end of each
 * day, from no stage at first. Only those that moved are listed. Simulated: what was shown may have been otherwise.
 */
export function simulateStages(model: Model, facts: Facts, options: ReplayOptions): Map<string, StageMove[]> {
  const { fromDay, toDay, knownAt, members } = options;
  const changeDays = listChangeDays(facts);
  const present = new Map<string, { readonly stage: string | undefined; readonly since: number }>();
  const moves = new Map<string, StageMove[]>();
  let timeline: Timeline | undefined;
  for (let day = fromDay; day <= toDay; day++) {
    const at = dayEnd(day);
    // Columns hold the facts of a moment; a day that brings none needs no new ones.
    if (timeline === undefined || changeDays.has(day))
      timeline = startTimeline(model, facts, at, {
        knownAt,
        members,
        ...(timeline && { plan: timeline.plan }),
      });
    const scores = timeline.scoreAt(at);
    for (const [unit, id] of timeline.ids.entries()) {
      const { stage, since } = present.get(id) ?? { stage: undefined, since: undefined };
      const score = timeline.readAt(scores, unit, at);
      if (score === undefined && stage === undefined) continue;
      const step = stepStage(model, stage, since, score, findNewestOutcome(timeline, unit), at);
      if (step.stage === stage) continue;
      present.set(id, { stage: step.stage, since: at });
      moves.set(id, [...(moves.get(id) ?? []), { from: stage, to: step.stage, at, reason: step.reason }]);
    }
  }
  return moves;
}

/** Days on which some fact begins to hold. */
function listChangeDays(facts: Facts): Set<number> {
  const { fieldValues, activities, outcomes = [], suppressions = [], sourceRankings = [] } = facts;
  const days = new Set<number>();
  for (const { at, knownAt } of fieldValues) days.add(dayOf(at ?? knownAt));
  for (const { at } of [...activities, ...outcomes, ...suppressions, ...sourceRankings]) days.add(dayOf(at));
  return days;
}
