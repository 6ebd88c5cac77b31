import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Everything that the API can answer instead of what was asked: status, title, and what to do about it. */
// biome-ignore format: a table
const problems = {
  body_cut: [400, 'The body ended early', 'Send it again'],
  body_empty: [400, 'The body is empty', 'Send JSON: one event, or a list of events in "batch"'],
  body_json: [400, 'The body is not JSON', 'Send JSON in UTF-8, plain or as gzip'],
  body_gzip: [400, 'The body is not whole gzip', 'Send all of it, or send it unpacked'],
  body_too_large: [413, 'The body is too large', 'Send at most 1 MiB, also after unpacking; send fewer events at once'],
  events_too_many: [413, 'There are too many events in one request', 'Send at most 5,000 events at once'],
  write_key_missing: [401, 'There is no write key', 'Send it as the user of Basic authentication, as X-Write-Key or as "writeKey" in the body'],
  write_key_unknown: [401, 'The write key is not known', 'Look it up in the settings; it may have been withdrawn'],
  source_too_fast: [429, 'This source sends more than its share', 'Send again after the seconds in Retry-After'],
  queue_full: [503, 'The server has more to store than it can', 'Send again after the seconds in Retry-After'],
  store_unavailable: [503, 'The events could not be stored', 'Send again after the seconds in Retry-After; events with a message id are kept once'],
  stopping: [503, 'The server is stopping', 'Send again after the seconds in Retry-After'],
  query_invalid: [400, 'A parameter cannot be read', 'Give the name of a model and a limit from 1 to 1000'],
  api_key_missing: [401, 'There is no API key', 'Send it as a Bearer token, or as X-Api-Key'],
  api_key_unknown: [401, 'The API key is not known', 'It may have been withdrawn; "leadline key list" shows those there are'],
  model_unknown: [404, 'No published model has this id', 'Publish it with "leadline model publish"'],
  lead_unknown: [404, 'Nothing is known of this lead', 'Give an id, an e-mail address or the id of a browser'],
  not_found: [404, 'There is nothing at this address', 'See /docs'],
  fault: [500, 'A fault in Leadline', 'Please report it with the request id'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string, string]>;

export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];

export interface ProblemDescription {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail: string;
}

export function describeHttpProblem(code: ProblemCode): ProblemDescription {
  const [status, title, detail] = problems[code];
  return { status, title, detail };
}

/** Answers with a problem (RFC 9457). `retryAfterSeconds` says when to come back. */
export function answerProblem(c: Context, code: ProblemCode, retryAfterSeconds?: number): Response {
  const { status, title, detail } = describeHttpProblem(code);
  const requestId: unknown = c.get('requestId');
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  c.header('Cache-Control', 'no-store');
  return c.body(
    JSON.stringify({ type: `urn:leadline:problem:${code}`, title, status, detail, code, requestId }),
    status,
    { 'Content-Type': 'application/problem+json' },
  );
}

/** Returns what to throw to end a request with a problem. */
export function failWith(c: Context, code: ProblemCode, retryAfterSeconds?: number): HTTPException {
  const res = answerProblem(c, code, retryAfterSeconds);
  return new HTTPException(describeHttpProblem(code).status, { res });
}
