import type { ActivityChoice, ActivityCriterion } from '../criterion.ts';

/** Activities that a reading is about: those that any of the choices takes. */
export interface Signal {
  readonly choices: readonly SignalChoice[];
}

export interface SignalChoice {
  /** As written; types are names and not folded. */
  readonly types: readonly string[];
  readonly where: ActivityCriterion | undefined;
  readonly includeAutomated: boolean;
}

/** A choice of activities in any of the ways a model writes it. */
export type WrittenChoice = string | readonly string[] | ActivityChoice;

export function readChoice(written: WrittenChoice): SignalChoice {
  if (typeof written === 'string') return { types: [written], where: undefined, includeAutomated: false };
  if (!('types' in written)) {
    return { types: [...new Set(written)].sort(), where: undefined, includeAutomated: false };
  }
  const types = typeof written.types === 'string' ? [written.types] : [...new Set(written.types)].sort();
  return { types, where: written.where, includeAutomated: written.includeAutomated ?? false };
}

/** A text that equal signals share. */
export function getSignalKey(choices: readonly SignalChoice[]): string {
  return [...new Set(choices.map((choice) => JSON.stringify(choice)))].sort().join();
}
