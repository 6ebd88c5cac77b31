import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadlinePath } from '../command/run-leadline.ts';
import type { StoreKind } from '../store/store.ts';
import { openTestHomes, type TestHome, type TestHomes } from '../store/test-home.ts';
import { startLiveScorer } from './live-scorer.ts';
import { readOutputs, scoreFromScratch } from './testing/from-scratch.ts';
import { prepareStore, waitUntilScored, writeKey } from './testing/live-home.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];

describe.each(kinds)('leadline serve on %s', (kind) => {
  let homes: TestHomes;
  beforeAll(async () => {
    homes = await openTestHomes(kind, true);
  });
  afterAll(() => homes.close());

  it('has every acknowledged event once and scores as from scratch after it was killed three times', async () => {
    const home = await homes.create();
    const first = await home.open();
    const models = await prepareStore(first);
    await first.close();
    const acknowledged: string[] = [];
    for (const more of [7, 25, 40]) {
      const killAt = acknowledged.length + more;
      const { child, url } = await startServe(home);
      const load = sendUntilRefused(url, acknowledged);
      await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(killAt);
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), load]);
    }
    const { child, url } = await startServe(home);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);

    const store = await home.open();
    const scorer = startLiveScorer({ store, log: pino({ enabled: false }), pollMs: 100 });
    const rows = await store.db.selectFrom('activities').select('id').execute();
    const ids = new Set(rows.map(({ id }) => id));
    expect(ids.size).toBe(rows.length);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    await waitUntilScored(store);
    const stored = await readOutputs(store, models);
    expect(stored.map(({ length }) => length)).toEqual([9, 3]);
    expect(stored).toEqual(await scoreFromScratch(store, models, Date.now()));
    await scorer.stop();
  });
});

let sent = 0;

/** Four senders, each with one event at a time, until the server is gone. */
async function sendUntilRefused(url: string, acknowledged: string[]): Promise<void> {
  const send = async (): Promise<void> => {
    for (;;) {
      const number = sent++;
      const messageId = `m${number}`;
      const userId = `u${number % 9}`;
      const traits = { email: `${userId}@firm-${number % 3}.example`, country: 'BE' };
      const batch = [
        { type: 'identify', userId, traits },
        { type: 'page', userId, messageId, properties: { path: '/pricing' } },
      ];
      const headers = { 'x-write-key': writeKey };
      const body = JSON.stringify({ batch });
      try {
        const response = await fetch(`${url}/v1/batch`, { method: 'POST', headers, body });
        if (response.status === 200) acknowledged.push(messageId);
      } catch {
        return;
      }
    }
  };
  await Promise.all([send(), send(), send(), send()]);
}

async function startServe(home: TestHome): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const { folder, databaseUrl = '' } = home.options;
  const args = [leadlinePath, 'serve', '--data', folder, '--port', '0', '--json', '--quiet'];
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout! }))
    return { child, url: (JSON.parse(line) as { url: string }).url };
  throw new Error('The server ended before it listened');
}
