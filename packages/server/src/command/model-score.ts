import {
  type Facts,
  type Model,
  type Outcome,
  type Score,
  type StageStep,
  scoreFacts,
  stepStage,
} from '@leadline/core';
import { type Input, listMembers } from './input.ts';
import { findTypicalPoints, type TypicalPoints } from './reason.ts';
import { findPresentStage } from './stage-file.ts';

/** What one model says of all leads (or accounts), in the order of a list to call. */
export interface ModelScore {
  readonly model: Model;
  readonly ranked: readonly RankedScore[];
  /** Ids outside the audience. */
  readonly outside: readonly string[];
  readonly typical: TypicalPoints;
}

export interface RankedScore {
  /** From 1; absent for those who are disqualified. */
  readonly rank?: number;
  readonly score: Score;
  /** The stage after this score, with how it came there. */
  readonly step: StageStep;
  /** The stage before this score, and since when. */
  readonly before?: string;
  readonly since?: number;
}

/** Scores all leads under each model, in the order given; models of accounts may add up those of leads among them. */
export function scoreModels(input: Input, contributions: boolean): ModelScore[] {
  const { models, facts, at, knownAt } = input;
  const members = listMembers(input);
  const options = { at, contributions, members, ...(knownAt === undefined ? {} : { knownAt }) };
  return models.map(({ model }) => {
    const { scores, outside } = scoreFacts(model, facts, options);
    return { model, ranked: rankScores(model, scores, input), outside, typical: findTypicalPoints(scores) };
  });
}

/**
 * Puts scores in the order of a list to call: those disqualified last, then the highest total or the first category,
 * then the strongest engagement, then by id.
 */
export function rankScores(model: Model, scores: readonly Score[], input: Input): RankedScore[] {
  const newest = findNewestOutcomes(input.facts, input);
  const categories =
    model.temperature !== undefined && 'categories' in model.temperature
      ? model.temperature.categories.map((category) => category.is)
      : [];
  const heat = (score: Score): number => {
    const place = categories.indexOf(score.temperature ?? '');
    return place < 0 ? categories.length : place;
  };
  const active = Object.entries(model.dimensions ?? {}).filter(
    ([, dimension]) => dimension.kind === 'engagement',
  );
  const engagement = (score: Score): number =>
    active.reduce((sum, [id]) => sum + (score.dimensions[id] ?? 0), 0);
  const sorted = [...scores].sort(
    (a, b) =>
      Number(a.disqualified !== undefined) - Number(b.disqualified !== undefined) ||
      b.total - a.total ||
      heat(a) - heat(b) ||
      engagement(b) - engagement(a) ||
      (a.id < b.id ? -1 : 1),
  );
  return sorted.map((score, index) => {
    const present = findPresentStage(input.stages, model.id, score.id);
    const step = stepStage(
      model,
      present?.stage,
      present?.since,
      score,
      newest.get(score.id)?.outcome,
      input.at,
    );
    const since =
      step.stage === undefined ? undefined : step.stage === present?.stage ? present.since : input.at;
    return {
      ...(score.disqualified === undefined ? { rank: index + 1 } : {}),
      score,
      step,
      ...(present === undefined ? {} : { before: present.stage }),
      ...(since === undefined ? {} : { since }),
    };
  });
}

/** Whether the stage changes with this score. */
export function isPassage({ step, before }: RankedScore): boolean {
  return step.stage !== before;
}

/** The newest outcome of each lead as of the moment scored. */
function findNewestOutcomes(
  facts: Facts,
  { at, knownAt = Number.POSITIVE_INFINITY }: Pick<Input, 'at' | 'knownAt'>,
): Map<string, Outcome> {
  const newest = new Map<string, Outcome>();
  for (const outcome of facts.outcomes ?? []) {
    if (outcome.at > at || outcome.knownAt > knownAt) continue;
    const lead = facts.identities?.[outcome.lead] ?? outcome.lead;
    const found = newest.get(lead);
    if (found === undefined || found.at <= outcome.at) newest.set(lead, outcome);
  }
  return newest;
}
