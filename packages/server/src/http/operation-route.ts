import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './app-env.ts';
import type { Metrics } from './metric.ts';
import type { ReadinessPort } from './port.ts';

export interface OperationParts {
  readonly readiness: ReadinessPort;
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
}

/** Serves what the one who runs the server asks: does it run, can it take requests, what does it count. */
export function serveOperation(
  app: OpenAPIHono<AppEnv>,
  { readiness, metrics, isStopping }: OperationParts,
): void {
  app.get('/health', (c) => c.json({ healthy: true }));
  app.get('/ready', async (c) => {
    const unready = isStopping() ? ['stopping'] : await readiness.listUnready();
    return c.json({ ready: unready.length === 0, unready }, unready.length === 0 ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await metrics.write(), 200, { 'Content-Type': metrics.contentType }),
  );
}
