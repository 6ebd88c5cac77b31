import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallList } from './call.ts';
import { type EventFacts, type RequestOrigin, readEvent } from './event.ts';
import { getOwn } from './json-value.ts';
import { ingestLimits } from './limit.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { checkWeight } from './weight.ts';

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

/** Milliseconds after which others have their turn. */
const turnMs = 10;
const excerptLength = 2_000;

/**
 * Reads every call of a request, and lets others have their turn in between. A context that all calls of a batch share
 * counts for each of them: where it is too much, all are refused.
 */
export async function readCalls(list: CallList, origin: RequestOrigin): Promise<CallReadings> {
  const accepted: EventFacts[] = [];
  const refused: RefusedEvent[] = [];
  const tally = new Map<string, number>();
  const heavy = checkSharedContext(list);
  let turnStart = performance.now();
  for (const [index, call] of list.calls.entries()) {
    if (performance.now() - turnStart > turnMs) {
      await nextTurn();
      turnStart = performance.now();
    }
    const reading = heavy === undefined ? readEvent(call, list, origin, tally) : { refusal: heavy };
    if ('facts' in reading) accepted.push(reading.facts);
    else refused.push(describeRefused(index, call.body, reading.refusal));
  }
  return { accepted, refused };
}

function checkSharedContext({ calls, context }: CallList): Refusal | undefined {
  if (context === undefined) return undefined;
  const { eventSize, sharedSize } = ingestLimits;
  return checkWeight(context, Math.min(eventSize, Math.floor(sharedSize / calls.length)));
}

function describeRefused(index: number, body: unknown, refusal: Refusal): RefusedEvent {
  const messageId = getOwn(body, 'messageId');
  const isHeavy = typeof body === 'object' && heavyCodes.has(refusal.code);
  return {
    index,
    ...(typeof messageId === 'string' && { messageId: messageId.slice(0, 256).toWellFormed() }),
    refusal,
    excerpt: JSON.stringify(isHeavy ? pickHead(body) : body)
      .slice(0, excerptLength)
      .toWellFormed(),
  };
}

/** Refused before it was known how much it is; a list in place of an event is not looked at either. */
const heavyCodes: ReadonlySet<RefusalCode> = new Set([
  'event_too_large',
  'event_too_deep',
  'event_not_object',
]);
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
