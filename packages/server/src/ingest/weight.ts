import { ingestLimits } from './limit.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Returns why an event, or what it shares with others, is too much to look at, undefined if it is not. It is walked
 * without recursion and left as soon as a limit is passed, so that what comes after may recurse.
 */
export function checkWeight(event: unknown, eventSize: number = ingestLimits.eventSize): Refusal | undefined {
  const { depth } = ingestLimits;
  let level: unknown[] = [event];
  let size = 0;
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > depth) return refuse('event_too_deep', { limit: depth });
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string') size += value.length;
      else if (typeof value !== 'object' || value === null) size += 8;
      else if (Array.isArray(value)) {
        size += value.length;
        if (size <= eventSize) for (const element of value) next.push(element);
      } else {
        for (const key in value) {
          size += key.length;
          if (size > eventSize) break;
          next.push((value as Record<string, unknown>)[key]);
        }
      }
      if (size > eventSize) return refuse('event_too_large', { limit: eventSize });
    }
    level = next;
  }
  return undefined;
}
