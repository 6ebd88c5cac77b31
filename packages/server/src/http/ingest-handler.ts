import type { Context, Handler } from 'hono';
import { readBody } from '../ingest/body.ts';
import { type CallKind, type CallList, listCalls } from '../ingest/call.ts';
import { ingestLimits } from '../ingest/limit.ts';
import { type CallReadings, readCalls } from '../ingest/read-calls.ts';
import { describeRefusal } from '../ingest/refusal.ts';
import { findWriteKey } from '../ingest/write-key.ts';
import type { AppEnv } from './app-env.ts';
import { askStore, type Patience } from './ask-store.ts';
import type { Gate } from './gate.ts';
import type { Metrics } from './metric.ts';
import type { IngestPort, KeyPort, WriteSource } from './port.ts';
import { failWith } from './problem.ts';
import { readBytes } from './request-body.ts';
import type { Receipt } from './schema.ts';

/** What the ingest routes work with. */
export interface IngestParts extends Patience {
  readonly ingest: IngestPort;
  readonly keys: KeyPort;
  readonly gates: { readonly events: Gate; readonly bytes: Gate };
  readonly metrics: Metrics;
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly isStopping: () => boolean;
}

/**
 * Takes a request of events: who sends it, whether there is room, what each event is. It is answered 200 once what could
 * be read is stored, with the events that were refused and why; anything else means that nothing of it is stored for sure
 * and that the same request may be sent again.
 */
export function handleIngest(kind: CallKind | undefined, parts: IngestParts): Handler<AppEnv> {
  return async (c) => {
    if (parts.isStopping()) throw failWith(c, 'stopping', parts.retryAfterSeconds());
    const receivedAt = parts.now();
    const leaves: (() => void)[] = [];
    const take: Take = (source, byteLength) => void leaves.push(enterBytes(c, source, byteLength, parts));
    let storing: Promise<unknown> = Promise.resolve();
    try {
      const { list, source } = await readRequest(c, kind, take, parts);
      leaves.push(enterEvents(c, source, list.calls.length, parts));
      const readings = await readCalls(list, { receivedAt, source: source.id });
      if (list.calls.length > 0) {
        storing = parts.ingest.append({ source: source.id, receivedAt, ...readings });
        await askStore(c, parts, storing);
      }
      note(c, source, readings, parts);
      return c.json(writeReceipt(readings), 200, { 'Cache-Control': 'no-store' });
    } finally {
      // What the store still works on after its time is up keeps its place: it still takes memory.
      void storing.catch(() => {}).then(() => leaves.forEach((leave) => void leave()));
    }
  };
}

/** Counts bytes that came in; throws if there is no room for them. */
type Take = (source: WriteSource | undefined, byteLength: number) => void;

/** All senders that are not known yet share one place. */
function enterBytes(
  c: Context<AppEnv>,
  source: WriteSource | undefined,
  byteLength: number,
  { gates, retryAfterSeconds }: IngestParts,
): () => void {
  const entered = gates.bytes.enter(source?.id ?? '', byteLength);
  if (typeof entered !== 'string') return entered;
  throw failWith(c, entered === 'full' ? 'queue_full' : 'source_too_fast', retryAfterSeconds());
}

function enterEvents(
  c: Context<AppEnv>,
  { id }: WriteSource,
  count: number,
  { gates, retryAfterSeconds }: IngestParts,
): () => void {
  const entered = gates.events.enter(id, count);
  if (typeof entered !== 'string') return entered;
  throw failWith(c, entered === 'full' ? 'queue_full' : 'source_too_fast', retryAfterSeconds());
}

/** Returns who sends a request and its calls. A body is not read for a sender whose key in the head is not known. */
async function readRequest(
  c: Context<AppEnv>,
  kind: CallKind | undefined,
  take: Take,
  parts: IngestParts,
): Promise<{ readonly list: CallList; readonly source: WriteSource }> {
  const keyInHead = findWriteKey((name) => c.req.header(name), c.req.query('writeKey'));
  const known = keyInHead === undefined ? undefined : await findSource(c, keyInHead, parts);
  const bytes = await readBytes(c.req.raw, ingestLimits.bodyBytes, (byteLength) => take(known, byteLength));
  if (typeof bytes === 'string') throw failWith(c, bytes);
  const body = await readBody(bytes, c.req.header('content-type'));
  if ('problem' in body) throw failWith(c, body.problem);
  take(known, Math.max(0, body.byteLength - bytes.byteLength));
  const list = listCalls(body.value, kind);
  if (list.calls.length > ingestLimits.events) throw failWith(c, 'events_too_many');
  if (known !== undefined) return { list, source: known };
  const key = findWriteKey(() => undefined, list.writeKey);
  if (key === undefined) throw failWith(c, 'write_key_missing');
  return { list, source: await findSource(c, key, parts) };
}

async function findSource(c: Context<AppEnv>, key: string, parts: IngestParts): Promise<WriteSource> {
  const source = await askStore(c, parts, parts.keys.findSource(key));
  if (source === undefined) throw failWith(c, 'write_key_unknown');
  return source;
}

function note(
  c: Context<AppEnv>,
  source: WriteSource,
  readings: CallReadings,
  { metrics }: IngestParts,
): void {
  const { accepted, refused } = readings;
  c.set('counts', { source: source.id, accepted: accepted.length, refused: refused.length });
  metrics.countEvents(
    accepted.length,
    refused.map(({ refusal }) => refusal.code),
  );
}

function writeReceipt({ accepted, refused }: CallReadings): Receipt {
  return {
    success: true,
    accepted: accepted.length,
    refused: refused.map(({ index, messageId, refusal }) => ({
      index,
      ...(messageId !== undefined && { messageId }),
      code: refusal.code,
      message: describeRefusal(refusal, 'en'),
    })),
  };
}
