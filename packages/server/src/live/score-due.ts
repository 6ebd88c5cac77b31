import { isDeepStrictEqual } from 'node:util';
import {
  dayEnd,
  dayOf,
  findNewestOutcome,
  findUnitCrossing,
  type Score,
  startTimeline,
  stepStage,
  type Timeline,
} from '@leadline/core';
import { findReasons } from '../command/reason.ts';
import type { StoredScore } from '../store/score.ts';
import type { ScoreChange } from '../store/write-scores.ts';
import type { ActiveModel } from './active-model.ts';
import type { DueFacts } from './due-facts.ts';
import { listChangePassages } from './passage.ts';

/**
 * Days ahead in which a crossing is looked for; after them the lead is scored again and looked at anew. While a half-life
 * runs every day is another score.
 */
const crossingDays = 7;

/** Contributions that a passage is explained by. */
const mostReasons = 3;

/** Scores due leads, and whoever their facts concern, under every model; returns what differs from what is stored. */
export function scoreDue(
  models: readonly ActiveModel[],
  due: readonly string[],
  facts: DueFacts,
): ScoreChange[] {
  const members = models.filter(({ plan }) => !plan.scoresAccounts).map(({ model }) => model);
  return models.flatMap((active) => {
    const { model, plan } = active;
    const timeline = startTimeline(model, facts.facts, facts.at, {
      plan,
      members: plan.scoresAccounts ? members : [],
    });
    return scoreUnits(active, timeline, due, facts);
  });
}

function scoreUnits(
  active: ActiveModel,
  timeline: Timeline,
  due: readonly string[],
  facts: DueFacts,
): ScoreChange[] {
  const stored = new Map(
    facts.scores.filter(({ model }) => model === active.model.id).map((score) => [score.unit, score]),
  );
  const numbers = new Map(timeline.ids.map((id, number) => [id, number]));
  const isDue = new Set(due);
  const scores = timeline.scoreAt(facts.at);
  return listUnits(active, timeline, due, facts).flatMap((unit) => {
    const number = numbers.get(unit);
    const score = number === undefined ? undefined : timeline.readAt(scores, number, facts.at);
    const change = compareScore(active, timeline, { unit, number, score }, stored.get(unit), facts.at);
    return change === undefined ? [] : [{ ...change, ...(!isDue.has(unit) && { leads: due }) }];
  });
}

/**
 * Who has to be scored: the due leads, and under a model that reads accounts, those who belong to an account of theirs.
 * Of a colleague who has gone to another company, not all is known here that counts.
 */
function listUnits(
  { plan, readsAccounts }: ActiveModel,
  { columns }: Timeline,
  due: readonly string[],
  { accounts }: DueFacts,
): string[] {
  if (plan.scoresAccounts) return [...accounts];
  if (!readsAccounts || columns.accounts === undefined) return [...due];
  const { ids, of } = columns.accounts;
  const colleagues = columns.ids.filter((_, lead) => accounts.has(ids[of[lead]!] ?? ''));
  return [...new Set([...due, ...colleagues])];
}

interface ScoredUnit {
  readonly unit: string;
  /** Its place in the timeline; undefined if there are no facts about it. */
  readonly number: number | undefined;
  readonly score: Score | undefined;
}

/** Returns what is to be written of one unit; undefined if that is there already. */
function compareScore(
  { model, version }: ActiveModel,
  timeline: Timeline,
  { unit, number, score }: ScoredUnit,
  before: StoredScore | undefined,
  at: number,
): ScoreChange | undefined {
  if (score === undefined && before === undefined) return undefined;
  const outcome = number === undefined ? undefined : findNewestOutcome(timeline, number);
  const step = stepStage(model, before?.stage, before?.stageSince, score, outcome, at);
  const { stage } = step;
  const since = stage === before?.stage ? before?.stageSince : at;
  const after = score && {
    ...toOutputs(score),
    version,
    stage,
    stageSince: stage === undefined ? undefined : since,
  };
  const crossing =
    score && number !== undefined
      ? findUnitCrossing(model, timeline, number, { at, stage, since: after?.stageSince }, crossingDays)
      : undefined;
  const next =
    after && dropMissing({ ...after, nextCrossingAt: crossing?.at ?? dayEnd(dayOf(at) + crossingDays) + 1 });
  if (next !== undefined && before !== undefined && isSame(next, before)) return undefined;
  const explain = () => {
    if (number === undefined) return [];
    const range = [number, number + 1] as const;
    const whole = timeline.readAt(timeline.scoreAt(at, { range, contributions: true }), number, at);
    return whole === undefined ? [] : findReasons(whole, new Map(), mostReasons);
  };
  return {
    model: model.id,
    unit,
    score: next && { ...next, at },
    seen: before?.revision ?? 0,
    passages: listChangePassages({
      model,
      version,
      unit,
      before,
      after: next,
      stageReason: step.reason,
      at,
      explain,
    }),
  };
}

/** What is kept of a score, apart from its moment. */
type Outputs = Omit<StoredScore, 'model' | 'unit' | 'at' | 'revision'>;

function toOutputs(score: Score) {
  const { total, dimensions, grade, temperature, journey, persona, disqualified, coverage } = score;
  return { total, dimensions, grade, temperature, journey, persona, disqualified, coverage };
}

function dropMissing(outputs: { readonly [Key in keyof Outputs]: Outputs[Key] | undefined }): Outputs {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as Outputs;
}

function isSame(
  outputs: Outputs,
  { model: _, unit: __, at: ___, revision: ____, ...before }: StoredScore,
): boolean {
  return isDeepStrictEqual(outputs, before);
}
