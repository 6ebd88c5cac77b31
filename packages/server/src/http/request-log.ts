import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';
import type { Metrics } from './metric.ts';

/**
 * Writes one line for each request and counts it: what was asked of which route, how it was answered and how long it
 * took. Nothing of who asked: no address, no query, no body, no user agent.
 */
export function logRequests(log: Logger, metrics: Metrics): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    const { method } = c.req;
    const { status } = c.res;
    const route = routePath(c, -1);
    metrics.countRequest(method, route, status, ms / 1000);
    const line = {
      requestId: c.get('requestId'),
      method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      ...c.get('counts'),
    };
    if (status >= 500) log.warn(line, 'request');
    else log.info(line, 'request');
  };
}

/** What may be logged of an error: its kind and where it came from. Messages can hold what a person sent. */
export function describeFault(error: unknown): { name: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(frames !== undefined && { stack: frames.slice(0, 10).join('\n') }),
  };
}
