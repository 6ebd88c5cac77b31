import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';
import { failWith } from './problem.ts';
import { describeFault } from './request-log.ts';

/** How long to wait for the store, and what to tell the sender then. */
export interface Patience {
  readonly log: Logger;
  readonly storeTimeoutMs: number;
  readonly retryAfterSeconds: () => number;
}

/** Waits for the store; ends the request with 503 and Retry-After if it fails or takes too long. */
export async function askStore<Result>(
  c: Context<AppEnv>,
  { log, storeTimeoutMs, retryAfterSeconds }: Patience,
  asked: Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('No answer in time', 'TimeoutError')), storeTimeoutMs);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    log.error({ requestId: c.get('requestId'), error: describeFault(error) }, 'the store did not answer');
    throw failWith(c, 'store_unavailable', retryAfterSeconds());
  } finally {
    clearTimeout(timer);
  }
}
