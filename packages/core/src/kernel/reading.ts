import type { Decay } from '../rule.ts';
import { getLastingDays } from './decay.ts';
import { getSignalKey, type Signal, type SignalChoice } from './signal.ts';

/**
 * How the activities of a signal become one number:
 * - count: sum of factors; the fast ones, which the pass adds up without looking at single rows
 * - numbered: count of which only some rows add (`every`, `atMostPerDay`)
 * - distinct, people: over the values of a property, or the leads, the factor of the newest
 * - activeDays: over the days, the factor
 * - sum: T in thousandths of a number property
 * - silence: age in days of the newest, -1 for none
 * - sequence: count of activities that have a `first` strictly before them
 */
export type ReadingKind =
  | 'count'
  | 'numbered'
  | 'distinct'
  | 'people'
  | 'activeDays'
  | 'sum'
  | 'silence'
  | 'sequence';

/** One number read from the rows of a unit, in parts per million unless its kind says otherwise. */
export interface Reading {
  readonly kind: ReadingKind;
  /** Index into `ReadingPlan.signals`. */
  readonly signal: number;
  /** Signal that must come before, for sequences; else -1. */
  readonly first: number;
  /** How many days it may come before. */
  readonly apart: number;
  readonly decay: Decay | undefined;
  /** Ages that count: from, up to but not including (Infinity without a window). */
  readonly fromAge: number;
  readonly toAge: number;
  /** First age from which nothing is added: the window's end or where the decay has come to nothing. */
  readonly reach: number;
  /** For distinct and sum. */
  readonly property: string;
  /** Infinity without `atMostPerDay`. */
  readonly atMostPerDay: number;
  /** 1 without `every`. */
  readonly every: number;
}

/** The readings of one scope (a lead's own rows, or those of its account). Reading i is in slot `firstSlot + i`. */
export interface ReadingPlan {
  readonly signals: readonly Signal[];
  readonly readings: readonly Reading[];
}

/** The slots before take the additions of rows that have fewer counts than a row has places for. */
export const firstSlot = 6;

type ReadingDraft = Pick<Reading, 'kind'> &
  Partial<Omit<Reading, 'kind' | 'signal' | 'first' | 'reach'>> & {
    readonly choices: readonly SignalChoice[];
    readonly firstChoices?: readonly SignalChoice[];
  };

/** Collects the readings of a scope, each distinct one once. */
export interface ReadingPlanner extends ReadingPlan {
  readonly signals: Signal[];
  readonly readings: Reading[];
  readonly signalOf: Map<string, number>;
  readonly slotOf: Map<string, number>;
}

export function startReadings(): ReadingPlanner {
  return { signals: [], readings: [], signalOf: new Map(), slotOf: new Map() };
}

/** The slot of a reading, which is added if there is none like it yet. */
export function planReading(planner: ReadingPlanner, draft: ReadingDraft): number {
  const { choices, firstChoices, ...given } = draft;
  const toAge = given.toAge ?? Number.POSITIVE_INFINITY;
  const reading: Reading = {
    kind: given.kind,
    signal: planSignal(planner, choices),
    first: firstChoices ? planSignal(planner, firstChoices) : -1,
    apart: given.apart ?? 0,
    decay: given.decay,
    fromAge: given.fromAge ?? 0,
    toAge,
    reach: Math.min(toAge, getLastingDays(given.decay)),
    property: given.property ?? '',
    atMostPerDay: given.atMostPerDay ?? Number.POSITIVE_INFINITY,
    every: given.every ?? 1,
  };
  const key = JSON.stringify(reading);
  const known = planner.slotOf.get(key);
  if (known !== undefined) return known;
  const slot = firstSlot + planner.readings.push(reading) - 1;
  planner.slotOf.set(key, slot);
  return slot;
}

function planSignal(planner: ReadingPlanner, choices: readonly SignalChoice[]): number {
  const key = getSignalKey(choices);
  const known = planner.signalOf.get(key);
  if (known !== undefined) return known;
  const index = planner.signals.push({ choices }) - 1;
  planner.signalOf.set(key, index);
  return index;
}
