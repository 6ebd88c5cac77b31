import { readDate } from '@leadline/core';
import { cleanText } from './json-value.ts';
import { type Refusal, refuse } from './refusal.ts';

const minuteMs = 60_000;
/** Before it there was nobody to send events; a clock that says so has lost its battery. */
const earliestClock = Date.UTC(2000, 0, 1);

/** What a call says of its time, as sent. */
export interface ClaimedTime {
  readonly timestamp: unknown;
  readonly originalTimestamp: unknown;
  readonly sentAt: unknown;
}

/**
 * Returns when an event happened, in milliseconds UTC.
 *
 * Segment's rule: `receivedAt − (sentAt − originalTimestamp)`, which takes a wrong clock of the sender out of it. Where
 * the sender's clock agrees with ours to a minute its own time stands, so that a retry of the same event has the same
 * time. Nothing happened in the future or before 2000: such an event is taken to have happened when it came in, as is
 * one without any time. A time that cannot be read is refused: to date it today would invent interest.
 */
export function readCallTime(claimed: ClaimedTime, receivedAt: number): number | Refusal {
  const given = claimed.originalTimestamp ?? claimed.timestamp;
  if (given === undefined || given === null || given === '') return receivedAt;
  const time = readTime(given);
  if (time === undefined) return refuse('time_invalid', { value: cleanText(JSON.stringify(given)) });
  const sentAt = readTime(claimed.sentAt);
  const clockError = sentAt === undefined ? 0 : receivedAt - sentAt;
  const at = Math.abs(clockError) <= minuteMs ? time : time + clockError;
  return at > receivedAt || at < earliestClock ? receivedAt : at;
}

/** Reads ISO 8601, or a number of milliseconds or seconds since 1970, whose size tells which. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'string') return readDate(value.trim());
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const milliseconds = Math.round(Math.abs(value) < 1e11 ? value * 1000 : value);
  return Math.abs(milliseconds) <= 8.64e15 ? readDate(new Date(milliseconds).toISOString()) : undefined;
}
