import type { Activity, Facts } from '@leadline/core';
import { writeMoment } from '../moment.ts';
import type { Session } from '../session.ts';
import type { Input } from './input.ts';

const newestOf = new WeakMap<Facts, Map<string, Activity>>();
const dayMs = 86_400_000;

/** Says what a lead did last and how many days ago: the reason on lists of models without points. */
export function describeNewest(lead: string, input: Pick<Input, 'facts' | 'at'>, { words }: Session): string {
  const { facts, at } = input;
  const newest = newestOf.get(facts) ?? findNewest(facts, at);
  newestOf.set(facts, newest);
  const activity = newest.get(lead);
  if (activity === undefined) return words.say('newest_none');
  const days = Math.floor(at / dayMs) - Math.floor(activity.at / dayMs);
  return words.say('newest', {
    type: activity.type,
    day: writeMoment(activity.at).slice(0, 10),
    count: days,
  });
}

function findNewest(facts: Facts, at: number): Map<string, Activity> {
  const newest = new Map<string, Activity>();
  for (const activity of facts.activities) {
    if (activity.at > at || activity.automated === true) continue;
    const lead = facts.identities?.[activity.lead] ?? activity.lead;
    if ((newest.get(lead)?.at ?? -Infinity) <= activity.at) newest.set(lead, activity);
  }
  return newest;
}
