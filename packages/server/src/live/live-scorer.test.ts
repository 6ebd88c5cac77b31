import { Analytics } from '@segment/analytics-node';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../http/app.ts';
import { serveApp } from '../http/serve.ts';
import { listPassages } from '../store/passage.ts';
import { listScores, readScores } from '../store/score.ts';
import type { Store, StoreKind } from '../store/store.ts';
import { openTestHomes, type TestHomes } from '../store/test-home.ts';
import { type LiveScorer, startLiveScorer } from './live-scorer.ts';
import { createStorePorts } from './store-port.ts';
import { anyCall } from './testing/any-call.ts';
import { readOutputs, scoreFromScratch } from './testing/from-scratch.ts';
import { prepareStore, waitUntilScored, writeKey } from './testing/live-home.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];
const log = pino({ enabled: false });

const director = {
  email: 'ann@acme.example',
  title: 'Operations Director',
  country: 'Belgium',
  industry: 'Logistics',
  employees: '51-200',
};

describe.each(kinds)('live scoring on %s', (kind) => {
  let homes: TestHomes;
  beforeAll(async () => {
    homes = await openTestHomes(kind);
  });
  afterAll(() => homes.close());

  it('gives who asks for a demo a score, a stage and a passage with its reason within two seconds', async () => {
    const store = await (await homes.create()).open();
    await prepareStore(store);
    const { app, scorer } = start(store);
    const server = await serveApp(app, { port: 0 });
    const client = new Analytics({ writeKey, host: server.url, flushAt: 20, flushInterval: 10 });
    client.page({ anonymousId: 'browser-1', name: 'Pricing', properties: { path: '/pricing' } });
    client.identify({ userId: 'u1', anonymousId: 'browser-1', traits: director });
    client.track({ userId: 'u1', event: 'Demo Requested' });
    const sentAt = performance.now();
    await client.closeAndFlush();
    await expect
      .poll(() => readScores(store, ['u1']), { timeout: 2_000, interval: 20 })
      .toMatchObject([{ model: 'new-business', total: 36_000, stage: 'sales_qualified', grade: 'A1' }]);
    expect(performance.now() - sentAt).toBeLessThan(2_000);
    expect((await listScores(store, 'new-business', 10)).map(({ unit }) => unit)).toEqual(['u1']);
    const passages = await listPassages(store, 'u1', 10);
    expect(passages.find(({ to }) => to === 'sales_qualified')).toMatchObject({
      output: 'stage',
      direction: 'up',
      reason: { code: 'entered', contributions: [{ rule: 'demo', points: 12_000 }, {}, {}] },
    });
    await server.stop();
    await scorer.stop();
  });

  it('stores what scoring from scratch gives, whatever arrives in whatever order', async () => {
    const now = Date.now();
    const batches = fc.array(fc.array(anyCall(now), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (sent) => {
        const store = await (await homes.create()).open();
        const models = await prepareStore(store);
        const { app, scorer } = start(store);
        await Promise.all(sent.map((batch) => send(app, batch)));
        await waitUntilScored(store);
        await scorer.stop();
        const stored = await readOutputs(store, models);
        expect(stored).toEqual(await scoreFromScratch(store, models, Date.now()));
        await store.close();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

describe('postgres', () => {
  it('goes on after the database was away, having said so', async () => {
    const homes = await openTestHomes('postgres');
    const home = await homes.create();
    const store = await home.open();
    await prepareStore(store);
    const lines: string[] = [];
    const scorer = startLiveScorer({
      store,
      log: pino({}, { write: (line: string) => void lines.push(line) }),
      pollMs: 50,
    });
    await home.server!.stop();
    await expect.poll(() => lines.join(), { timeout: 5_000 }).toContain('the store does not answer');
    await home.server!.start();
    const { app } = start(store);
    await expect.poll(async () => (await app.http.request('/ready')).status, { timeout: 10_000 }).toBe(200);
    await send(app, [{ type: 'track', userId: 'u1', event: 'Demo Requested' }]);
    await expect.poll(() => readScores(store, ['u1']), { timeout: 10_000 }).toHaveLength(1);
    await scorer.stop();
    await homes.close();
  });

  it('has each passage once though two processes score', async () => {
    const homes = await openTestHomes('postgres');
    const home = await homes.create();
    const stores = [await home.open(), await home.open()] as const;
    await prepareStore(stores[0]);
    const running = stores.map((store) => start(store, 3));
    const leads = Array.from({ length: 30 }, (_, i) => `u${i}`);
    const sent = leads.flatMap((userId, i) => {
      const { app } = running[i % 2]!;
      const traits = { ...director, email: `${userId}@acme.example` };
      return [
        send(app, [{ type: 'identify', userId, traits }]),
        send(app, [{ type: 'track', userId, event: 'Demo Requested' }]),
        send(app, [{ type: 'page', userId, properties: { path: '/pricing' } }]),
      ];
    });
    await Promise.all(sent);
    await waitUntilScored(stores[0]);
    await Promise.all(running.map(({ scorer }) => scorer.stop()));
    for (const lead of leads) {
      const passages = (await listPassages(stores[0], lead, 100)).filter(({ output }) => output === 'stage');
      expect(passages.filter(({ to }) => to === 'sales_qualified')).toHaveLength(1);
      expect(new Set(passages.map(({ from }) => from)).size).toBe(passages.length);
    }
    await homes.close();
  });
});

function start(store: Store, leadsAtOnce = 200): { app: App; scorer: LiveScorer } {
  const scorer = startLiveScorer({ store, log, pollMs: 100, leadsAtOnce });
  return { app: createApp({ ...createStorePorts(store, scorer.wake), log, version: '0' }), scorer };
}

async function send(app: App, batch: readonly object[]): Promise<void> {
  const response = await app.http.request('/v1/batch', {
    method: 'POST',
    headers: { 'x-write-key': writeKey },
    body: JSON.stringify({ batch }),
  });
  expect(response.status).toBe(200);
}
