import type { Activity, FieldValue } from '@leadline/core';
import type { IdentityLink } from '../identity/identity.ts';
import type { EventFacts } from './event.ts';

/** Facts of several events that are stored in one transaction. */
export interface FactRun {
  /** `message` is the id of the event that brought a value: a second value of that field from it is a repeat. */
  readonly fieldValues: readonly (FieldValue & { readonly message?: string })[];
  readonly activities: readonly Activity[];
  readonly links: readonly IdentityLink[];
}

/**
 * Puts the facts of events together in runs of at most `mostFacts` values, activities and links, in the order received. An
 * event is never divided, so one that has more alone is a run alone.
 */
export function groupFacts(events: readonly EventFacts[], mostFacts: number): FactRun[] {
  const runs: FactRun[] = [];
  let run = startRun();
  let size = 0;
  for (const { messageId, fieldValues, activities, links } of events) {
    const count = fieldValues.length + activities.length + links.length;
    if (size > 0 && size + count > mostFacts) {
      runs.push(run);
      run = startRun();
      size = 0;
    }
    size += count;
    for (const value of fieldValues)
      run.fieldValues.push(messageId === undefined ? value : { ...value, message: messageId });
    for (const activity of activities) run.activities.push(activity);
    for (const link of links) run.links.push(link);
  }
  return size > 0 ? [...runs, run] : runs;
}

function startRun() {
  return {
    fieldValues: [] as FactRun['fieldValues'][number][],
    activities: [] as Activity[],
    links: [] as IdentityLink[],
  };
}
