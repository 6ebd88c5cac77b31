import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import pino from 'pino';
import { expect, test } from 'vitest';
import { hostileBody, hostileRuns as runs } from '../ingest/testing/hostile-body.ts';
import { createApp } from './app.ts';
import { ingestPaths } from './ingest-path.ts';
import type { IngestBatch } from './port.ts';

test('hostile bodies are answered 200 or 4xx, every event is counted once, and nothing waits for them', {
  timeout: 60_000 + runs * 5,
}, async () => {
  let stored = 0;
  const app = createApp({
    ingest: {
      append: async ({ accepted, refused }: IngestBatch) => {
        stored += accepted.length + refused.length;
      },
    },
    keys: { findSource: async () => ({ id: 'website' }) },
    readiness: { listUnready: async () => [] },
    log: pino({ enabled: false }),
    version: '0.0.0',
  });
  const statuses: Record<number, number> = {};
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let answered = 0;
  const path = fc.constantFrom(...Object.keys(ingestPaths));
  await fc.assert(
    fc.asyncProperty(hostileBody(), path, fc.boolean(), async (body, at, isZipped) => {
      const response = await app.http.request(at, {
        method: 'POST',
        headers: { 'X-Write-Key': 'key' },
        body: (isZipped ? gzipSync(body) : body) as Uint8Array<ArrayBuffer>,
      });
      statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      expect([200, 400, 413]).toContain(response.status);
      if (response.status !== 200) return;
      const receipt = (await response.json()) as { accepted: number; refused: unknown[] };
      answered += receipt.accepted + receipt.refused.length;
    }),
    { numRuns: runs },
  );
  delay.disable();
  app.metrics.stop();
  expect(stored).toBe(answered);
  expect(statuses[200]).toBeGreaterThan(runs / 2);
  expect(statuses[400]).toBeGreaterThan(0);
  if (process.env.HOSTILE_BODIES !== undefined)
    console.log({ statuses, stored, delayP99Ms: delay.percentile(99) / 1e6, delayMaxMs: delay.max / 1e6 });
});
