import type { Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import type { Score } from '../score.ts';
import { listBreakpoints } from './breakpoint.ts';
import { dayOf, stepStage } from './stage.ts';
import { findNewestOutcome, startTimeline, type Timeline } from './timeline.ts';

const msPerDay = 86_400_000;
/** Days a forecast looks ahead. */
export const forecastDays = 400;

/** What a forecast watches; `points` is the total in whole points, rounded down. */
const forecastOutputs = ['stage', 'grade', 'temperature', 'journey', 'disqualified', 'points'] as const;
export type ForecastOutput = (typeof forecastOutputs)[number];

/** One output that changes on a day if nothing new happens. `null` is none, as outside the audience. */
export interface ForecastChange {
  /** Days after the start, 1 to 400. */
  readonly inDays: number;
  /** The same day, counted from 1970-01-01 UTC. */
  readonly day: number;
  readonly output: ForecastOutput;
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** What will change of one lead's score by time alone; `changes` is empty where nothing will. */
export interface Forecast {
  readonly at: number;
  readonly days: number;
  /** By day, within a day in the order of `forecastOutputs`. */
  readonly changes: readonly ForecastChange[];
}

/** Where a lead stands at the start, and what is known. */
export interface ForecastOptions {
  readonly at: number;
  readonly stage?: string | undefined;
  /** When it entered the stage, in milliseconds UTC. */
  readonly since?: number | undefined;
  readonly knownAt?: number;
  readonly members?: readonly Model[];
}

/**
 * What changes in the next 400 days without new facts: stage (by `stepStage`), grade, temperature, journey,
 * disqualification, and the total in whole points. Facts count up to `at`. Undefined for a lead that does not exist.
 */
export function forecastLead(
  model: Model,
  facts: Facts,
  lead: string,
  options: ForecastOptions,
): Forecast | undefined {
  const { at, stage, since } = options;
  const timeline = startTimeline(model, facts, at, options);
  const unit = timeline.ids.indexOf(lead);
  if (unit < 0) return undefined;
  const days = Array.from({ length: forecastDays }, (_, index) => index + 1);
  const changes = [...walkDays(model, timeline, unit, at, { stage, since }, days, forecastOutputs)];
  return { at, days: forecastDays, changes };
}

/** The changes of one unit over days in rising order, one day at a time. */
function* walkDays(
  model: Model,
  timeline: Timeline,
  unit: number,
  at: number,
  start: { readonly stage?: string | undefined; readonly since?: number | undefined },
  days: Iterable<number>,
  watched: readonly ForecastOutput[],
): Generator<ForecastChange> {
  const outcome = findNewestOutcome(timeline, unit);
  const range = [unit, unit + 1] as const;
  let { stage, since } = start;
  let before = readWatched(timeline.readAt(timeline.scoreAt(at, { range }), unit, at), stage);
  for (const inDays of days) {
    const moment = at + inDays * msPerDay;
    const score = timeline.readAt(timeline.scoreAt(moment, { range }), unit, moment);
    const next = stepStage(model, stage, since, score, outcome, moment).stage;
    if (next !== stage) since = moment;
    stage = next;
    const after = readWatched(score, stage);
    for (const output of watched)
      if (before[output] !== after[output])
        yield { inDays, day: dayOf(moment), output, from: before[output], to: after[output] };
    before = after;
  }
}

function readWatched(
  score: Score | undefined,
  stage: string | undefined,
): Record<ForecastOutput, string | number | null> {
  return {
    stage: stage ?? null,
    grade: score?.grade ?? null,
    temperature: score?.temperature ?? null,
    journey: score?.journey ?? null,
    disqualified: score?.disqualified ?? null,
    points: score === undefined ? null : Math.floor(score.total / 1000),
  };
}

/** The first day on which something moves by time alone. */
export interface Crossing {
  readonly at: number;
  readonly inDays: number;
  readonly output: 'stage' | 'grade' | 'temperature';
  readonly from: string | null;
  readonly to: string | null;
}

const crossingOutputs = ['stage', 'grade', 'temperature'] as const;

/**
 * The first day in the next 400 on which a lead's stage, grade or temperature moves without new facts, or undefined. Only
 * days on which the age of something passes an edge of the model are scored, so where no decay runs from day to day a
 * handful of days is enough. Its `at` is the midnight that day begins with: a good `nextCrossingAt`.
 */
export function findNextCrossing(
  model: Model,
  facts: Facts,
  lead: string,
  options: ForecastOptions,
): Crossing | undefined {
  const timeline = startTimeline(model, facts, options.at, options);
  const unit = timeline.ids.indexOf(lead);
  return unit < 0 ? undefined : findUnitCrossing(model, timeline, unit, options);
}

/** `findNextCrossing` for one unit of a timeline, so that a batch of leads shares its columns; `most` days ahead. */
export function findUnitCrossing(
  model: Model,
  timeline: Timeline,
  unit: number,
  { at, stage, since }: Pick<ForecastOptions, 'at' | 'stage' | 'since'>,
  most = forecastDays,
): Crossing | undefined {
  const days = listBreakpoints(model, timeline, unit, at, since, most);
  for (const { inDays, day, output, from, to } of walkDays(
    model,
    timeline,
    unit,
    at,
    { stage, since },
    days,
    crossingOutputs,
  ))
    return {
      at: day * msPerDay,
      inDays,
      output: output as Crossing['output'],
      from: from as string | null,
      to: to as string | null,
    };
  return undefined;
}
