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
 * Segment's rule: `receivedAt − (sentAt − time)`, which takes a wrong clock of the sender out of the time it gives. Where
 * that clock agrees with ours to a minute its time stands, so that a retry of the same event has the same time. Beside an
 * `originalTimestamp`, which is the SDK's own clock, a `timestamp` is what the sender's program or another server said,
 * and stands as it is.
 *
 * Nothing happened in the future or before 2000: such an event is taken to have happened when it came in, as is one
 * without any time. A time that cannot be read is refused: to date it today would invent interest.
 */
export function readCallTime(claimed: ClaimedTime, receivedAt: number): number | Refusal {
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
  const { timestamp, originalTimestamp } = claimed;
  const given = isGiven(timestamp) ? timestamp : originalTimestamp;
  if (!isGiven(given)) return receivedAt;
  const time = readTime(given);
  if (time === undefined) return refuse('time_invalid', { value: cleanText(JSON.stringify(given)) });
  const isFinal = isGiven(timestamp) && isGiven(originalTimestamp);
  const at = isFinal ? time : time + getClockError(claimed.sentAt, receivedAt);
  return at > receivedAt || at < earliestClock ? receivedAt : at;
}

/** How far the sender's clock is behind ours, in milliseconds; 0 within a minute, or when it does not say. */
function getClockError(sentAt: unknown, receivedAt: number): number {
  const sent = readTime(sentAt);
  return sent === undefined || Math.abs(receivedAt - sent) <= minuteMs ? 0 : receivedAt - sent;
}

/** Reads ISO 8601, or a number of milliseconds or seconds since 1970, whose size tells which. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'string') return readDate(value.trim());
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const milliseconds = Math.round(Math.abs(value) < 1e11 ? value * 1000 : value);
  return Math.abs(milliseconds) <= 8.64e15 ? readDate(new Date(milliseconds).toISOString()) : undefined;
}
