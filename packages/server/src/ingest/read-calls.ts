import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallList } from './call.ts';
import { type EventFacts, type RequestOrigin, readEvent } from './event.ts';
import { getOwn } from './json-value.ts';
import type { Refusal } from './refusal.ts';

/** An event that was not taken: for the dead-letter list and for the sender. */
export interface RefusedEvent {
  /** Its place in the request, from 0. */
  readonly index: number;
  readonly messageId?: string;
  readonly refusal: Refusal;
  /** The event as JSON, at most 2,000 characters of it; personal data, as the facts are. */
  readonly excerpt: string;
}

/** What the events of one request became. Each is in exactly one of the lists. */
export interface CallReadings {
  readonly accepted: readonly EventFacts[];
  readonly refused: readonly RefusedEvent[];
}

const eventsPerTurn = 200;
const excerptLength = 2_000;

/** Reads every call of a request, and lets others have their turn in between. */
export async function readCalls(list: CallList, origin: RequestOrigin): Promise<CallReadings> {
  const accepted: EventFacts[] = [];
  const refused: RefusedEvent[] = [];
  const tally = new Map<string, number>();
  for (const [index, call] of list.calls.entries()) {
    if (index > 0 && index % eventsPerTurn === 0) await nextTurn();
    const reading = readEvent(call, list, origin, tally);
    if ('facts' in reading) accepted.push(reading.facts);
    else refused.push(describeRefused(index, call.body, reading.refusal));
  }
  return { accepted, refused };
}

function describeRefused(index: number, body: unknown, refusal: Refusal): RefusedEvent {
  const messageId = getOwn(body, 'messageId');
  const isHeavy = refusal.code === 'event_too_large' || refusal.code === 'event_too_deep';
  return {
    index,
    ...(typeof messageId === 'string' && { messageId: messageId.slice(0, 256).toWellFormed() }),
    refusal,
    excerpt: JSON.stringify(isHeavy ? pickHead(body) : body)
      .slice(0, excerptLength)
      .toWellFormed(),
  };
}

const headKeys = ['type', 'event', 'userId', 'anonymousId', 'messageId', 'timestamp'] as const;

/** What tells an event too heavy to write out. */
function pickHead(body: unknown): Record<string, string> {
  const head: Record<string, string> = {};
  for (const key of headKeys) {
    const text = getOwn(body, key);
    if (typeof text === 'string') head[key] = text.slice(0, 200);
  }
  return head;
}
