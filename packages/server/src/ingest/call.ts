import { getOwn } from './json-value.ts';

/** The calls of the Segment HTTP tracking API. */
export const callKinds = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallKind = (typeof callKinds)[number];

/** One call as it was sent, not judged yet. */
export interface Call {
  /** From the path it was posted to; absent in a batch, where each call says it. */
  readonly kind?: CallKind;
  readonly body: unknown;
}

/** What a request holds. */
export interface CallList {
  readonly calls: readonly Call[];
  /** The write key in the body, where there is one. */
  readonly writeKey?: string;
  /** What the whole request says of itself, for calls that do not. */
  readonly sentAt: unknown;
  readonly context: unknown;
}

/**
 * Returns the calls of a body. A body with a list `batch`, or one that is a list, is a batch wherever it was posted;
 * anything else is one call.
 */
export function listCalls(body: unknown, kind?: CallKind): CallList {
  const batch = Array.isArray(body) ? body : getOwn(body, 'batch');
  const key = getOwn(body, 'writeKey') ?? getOwn(body, 'api_key');
  return {
    calls: Array.isArray(batch)
      ? batch.map((one) => ({ body: one }))
      : [kind === undefined ? { body } : { kind, body }],
    ...(typeof key === 'string' && { writeKey: key }),
    sentAt: getOwn(body, 'sentAt'),
    context: Array.isArray(batch) ? getOwn(body, 'context') : undefined,
  };
}

/** Returns the kind a call says it is of, or else was posted as; undefined for one that there is not. */
export function findCallKind({ kind, body }: Call): CallKind | undefined {
  return kind ?? callKinds.find((known) => known === getOwn(body, 'type'));
}

/** The parts of a context that are read; all else in it is passed over. */
const contextKeys = ['page', 'campaign', 'traits', 'userAgent', 'automated'] as const;
export type CallContext = Readonly<Partial<Record<(typeof contextKeys)[number], unknown>>>;

/** Returns the context of a call, part by part over that of its batch. */
export function getContext(call: Call, shared: unknown): CallContext {
  const own = getOwn(call.body, 'context');
  const context: Record<string, unknown> = {};
  for (const key of contextKeys) context[key] = getOwn(own, key) ?? getOwn(shared, key);
  return context;
}
