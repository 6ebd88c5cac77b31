import type { Activity, FieldValue } from '@leadline/core';
import pino from 'pino';
import type { IdentityLink } from '../../identity/identity.ts';
import type { RefusedEvent } from '../../ingest/read-calls.ts';
import { createApp } from '../app.ts';
import type { IngestBatch } from '../port.ts';
import { type RunningServer, serveApp } from '../serve.ts';

/** A running server whose store is memory, for tests with real clients. */
export interface MemoryServer extends RunningServer {
  /** By (source, id), the first known counts, as in a store. */
  readonly activities: ReadonlyMap<string, Activity>;
  readonly fieldValues: readonly FieldValue[];
  readonly links: readonly IdentityLink[];
  readonly refused: readonly RefusedEvent[];
  /** Activities that came a second time. */
  readonly repeats: number;
  /** What was asked, in order, with how it was sent. */
  readonly requests: readonly {
    readonly path: string;
    readonly contentType: string;
    readonly isGzip: boolean;
  }[];
  /** Resolves once so many different activities are stored. */
  waitForActivities(count: number): Promise<void>;
}

export interface MemoryServerOptions {
  /** So many first batches are stored and then not acknowledged, as if the process had died in between. */
  readonly lostAnswers?: number;
}

export const writeKey = 'test-write-key';

export async function startMemoryServer({
  lostAnswers = 0,
}: MemoryServerOptions = {}): Promise<MemoryServer> {
  const activities = new Map<string, Activity>();
  const fieldValues: FieldValue[] = [];
  const links: IdentityLink[] = [];
  const refused: RefusedEvent[] = [];
  const requests: MemoryServer['requests'][number][] = [];
  let repeats = 0;
  let lost = 0;
  const append = async (batch: IngestBatch): Promise<void> => {
    for (const facts of batch.accepted) {
      for (const activity of facts.activities) {
        const key = JSON.stringify([activity.source, activity.id]);
        if (activities.has(key)) repeats++;
        else activities.set(key, activity);
      }
      fieldValues.push(...facts.fieldValues);
      links.push(...facts.links);
    }
    refused.push(...batch.refused);
    if (lost++ < lostAnswers) throw new Error('gone');
  };
  const app = createApp({
    ingest: { append },
    keys: { findSource: async (key) => (key === writeKey ? { id: 'website' } : undefined) },
    readiness: { listUnready: async () => [] },
    log: pino({ enabled: false }),
    version: '0.0.0',
    retryAfterSeconds: () => 1,
  });
  const inner = app.http.fetch;
  const http = Object.assign(Object.create(app.http), {
    fetch: async (request: Request, ...rest: unknown[]) => {
      const isGzip = request.headers.get('content-encoding') === 'gzip';
      const contentType = request.headers.get('content-type') ?? '';
      requests.push({ path: `${request.method} ${new URL(request.url).pathname}`, contentType, isGzip });
      return inner(request, ...(rest as []));
    },
  });
  const server = await serveApp({ ...app, http }, { port: 0, graceMs: 1_000 });
  return {
    ...server,
    activities,
    fieldValues,
    links,
    refused,
    requests,
    get repeats() {
      return repeats;
    },
    async waitForActivities(count) {
      const deadline = Date.now() + 20_000;
      while (activities.size < count) {
        if (Date.now() > deadline) throw new Error(`Only ${activities.size} of ${count} activities came`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
