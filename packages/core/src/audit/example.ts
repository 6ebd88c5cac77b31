import { dayOf } from '../explain/stage.ts';
import type { Activity, Facts, FieldValue, Outcome, PlainValue } from '../fact.ts';
import type { Combination } from '../model.ts';

const msPerDay = 86_400_000;
const msPerHour = 3_600_000;

/** The moment examples are scored at where none is given: noon of 1 January 2026, UTC. */
export const exampleAt = Date.UTC(2026, 0, 1, 12);

/** A lead made up in a model: its fields, its account's fields, what it did and how it ended. */
export type Example = Omit<Combination, 'name'>;

/** Noon of a moment's day, UTC: examples are scored there, so that every time of a day's activities has passed. */
export function noonOf(at: number): number {
  return dayOf(at) * msPerDay + 12 * msPerHour;
}

/**
 * The facts of an example, to be scored at `noonOf(at)`. Field values are undated. An activity's `daysAgo` (default 0)
 * counts whole days back; `times` of them lie milliseconds apart on that day, and those of one day follow each other in
 * the order they are written, after the day's outcomes. A lead of whom nothing is said is created at that moment.
 * The account is "<lead> account".
 */
export function makeExampleFacts(example: Example, lead: string, at: number): Facts {
  const knownAt = noonOf(at);
  const account = `${lead} account`;
  const fieldValues: FieldValue[] = [
    ...listValues(example.lead).map(([field, value]) => ({ lead, field, value, source: 'example', knownAt })),
    ...listValues(example.account).map(([field, value]) => ({
      account,
      field,
      value,
      source: 'example',
      knownAt,
    })),
    { lead, field: 'account', value: account, source: 'example', knownAt },
  ];
  const outcomes = (example.outcomes ?? []).map(
    ({ outcome, daysAgo = 0 }, index): Outcome => ({
      lead,
      outcome,
      at: dayStart(at, daysAgo) + 5 * msPerHour + index,
      knownAt,
    }),
  );
  const activities: Activity[] = [];
  for (const entry of example.activities ?? []) {
    const { type, daysAgo = 0, times = 1, automated, ...rest } = entry;
    const properties = rest as Readonly<Record<string, PlainValue>>;
    for (let time = 0; time < times; time++) {
      const index = activities.length;
      const activity = { lead, type, at: dayStart(at, daysAgo) + 6 * msPerHour + index, properties, knownAt };
      activities.push({
        ...activity,
        source: 'example',
        id: `${lead} ${index}`,
        ...(automated ? { automated } : {}),
      });
    }
  }
  return { fieldValues, activities, outcomes };
}

function listValues(values: Example['lead']): [string, PlainValue][] {
  return Object.entries((values ?? {}) as Readonly<Record<string, PlainValue>>);
}

function dayStart(at: number, daysAgo: number): number {
  return (dayOf(at) - daysAgo) * msPerDay;
}

/** The account that `makeExampleFacts` puts an example in: what a model of accounts scores. */
export function exampleUnit(lead: string, scores: 'leads' | 'accounts' | undefined): string {
  return scores === 'accounts' ? `${lead} account` : lead;
}

/** Several sets of facts as one. */
export function joinFacts(sets: readonly Facts[]): Facts {
  return {
    fieldValues: sets.flatMap(({ fieldValues }) => fieldValues),
    activities: sets.flatMap(({ activities }) => activities),
    outcomes: sets.flatMap(({ outcomes = [] }) => outcomes),
    adjustments: sets.flatMap(({ adjustments = [] }) => adjustments),
    suppressions: sets.flatMap(({ suppressions = [] }) => suppressions),
    sourceRankings: sets.flatMap(({ sourceRankings = [] }) => sourceRankings),
    identities: Object.assign({}, ...sets.map(({ identities = {} }) => identities)),
  };
}
