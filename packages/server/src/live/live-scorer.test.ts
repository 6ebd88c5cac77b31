import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Analytics } from '@segment/analytics-node';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../http/app.ts';
import { serveApp } from '../http/serve.ts';
import { addKey } from '../store/key.ts';
import { publishVersion } from '../store/model-version.ts';
import { listPassages } from '../store/passage.ts';
import { listScores, readScores } from '../store/score.ts';
import type { Store, StoreKind } from '../store/store.ts';
import { openTestHomes, type TestHomes } from '../store/test-home.ts';
import { startLiveScorer } from './live-scorer.ts';
import { createStorePorts } from './store-port.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];
const log = pino({ enabled: false });
const modelPath = fileURLToPath(new URL('../../../../examples/new-business/model.yaml', import.meta.url));

describe.each(kinds)('live scoring on %s', (kind) => {
  let homes: TestHomes;
  let store: Store;

  beforeAll(async () => {
    homes = await openTestHomes(kind);
    store = await (await homes.create()).open();
    await addKey(
      store,
      { id: 'k1', kind: 'write', name: 'website', scopes: [], createdAt: 0, createdBy: 'test' },
      'a-write-key',
    );
    await publish(store, await readFile(modelPath, 'utf8'));
  });
  afterAll(() => homes.close());

  it('gives who asks for a demo a score, a stage and a passage with its reason within two seconds', async () => {
    const scorer = startLiveScorer({ store, log: pino() });
    const app = createApp({ ...createStorePorts(store, scorer.wake), log, version: '0' });
    const server = await serveApp(app, { port: 0 });
    const client = new Analytics({
      writeKey: 'a-write-key',
      host: server.url,
      flushAt: 20,
      flushInterval: 10,
    });
    client.page({ anonymousId: 'browser-1', name: 'Pricing', properties: { path: '/pricing' } });
    client.identify({
      userId: 'u1',
      anonymousId: 'browser-1',
      traits: {
        email: 'ann@acme.example',
        title: 'Operations Director',
        country: 'Belgium',
        industry: 'Logistics',
        employees: '51-200',
      },
    });
    client.track({ userId: 'u1', event: 'Demo Requested' });
    const sentAt = performance.now();
    await client.closeAndFlush();
    await expect
      .poll(() => readScores(store, ['u1', 'browser-1', 'ann@acme.example']), {
        timeout: 2_000,
        interval: 20,
      })
      .toMatchObject([{ unit: expect.any(String), stage: 'sales_qualified', grade: 'A1' }]);
    expect(performance.now() - sentAt).toBeLessThan(2_000);
    const [score] = await listScores(store, 'new-business', 10);
    const passages = await listPassages(store, score!.unit, 10);
    expect(passages.at(-1)).toMatchObject({ output: 'stage', reason: { code: 'entered' } });
    await server.stop();
    await scorer.stop();
  });
});

async function publish(store: Store, document: string): Promise<void> {
  await publishVersion(store, {
    model: 'new-business',
    document,
    publishedAt: 0,
    publishedBy: 'test',
    reason: 'test',
    seen: 0,
  });
}
