import { connect, type Socket } from 'node:net';
import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { IngestPort } from './port.ts';
import { serveApp } from './serve.ts';
import { createHeldStore } from './testing/held-store.ts';

const body = JSON.stringify({ type: 'page', userId: 'u1', writeKey: 'key' });

test('stopping finishes what is inside, closes idle connections and takes nothing new', async () => {
  const store = createHeldStore();
  const server = await serveApp(appOf(store.append), { port: 0 });
  const idle = connect(Number(new URL(server.url).port), '127.0.0.1');
  const idleClosed = new Promise((resolve) => idle.once('close', resolve));
  const inside = fetch(`${server.url}/v1/page`, { method: 'POST', body });
  await store.waitForBatches(1);
  let isStopped = false;
  const stopped = server.stop().then(() => {
    isStopped = true;
  });
  await idleClosed;
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  expect(isStopped).toBe(false);
  store.commit();
  expect((await inside).status).toBe(200);
  await stopped;
});

test('what does not end within the grace is cut', async () => {
  const store = createHeldStore();
  const server = await serveApp(appOf(store.append), { port: 0, graceMs: 50 });
  const inside = fetch(`${server.url}/v1/page`, { method: 'POST', body });
  const cut = expect(inside).rejects.toThrow();
  await store.waitForBatches(1);
  await server.stop();
  await cut;
});

test('a sender that is not known is told so before its body is there, and slow ones leave room for others', async () => {
  const server = await serveApp(
    appOf(async () => {}),
    { port: 0 },
  );
  const slow = await Promise.all(Array.from({ length: 200 }, () => startSlowly(server.url)));
  const headers = { 'X-Write-Key': 'unknown' };
  const large = 'x'.repeat(1_000_000);
  expect((await fetch(`${server.url}/v1/batch`, { method: 'POST', headers, body: large })).status).toBe(401);
  expect((await fetch(`${server.url}/v1/page`, { method: 'POST', body })).status).toBe(200);
  for (const socket of slow) socket.destroy();
  await server.stop();
});

test('a port that is taken is an error', async () => {
  const server = await serveApp(
    appOf(async () => {}),
    { port: 0 },
  );
  const port = Number(new URL(server.url).port);
  await expect(
    serveApp(
      appOf(async () => {}),
      { port },
    ),
  ).rejects.toThrow(/EADDRINUSE/);
  await server.stop();
});

/** Sends the beginning of a large request; resolves once the server has asked for the rest. */
function startSlowly(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head =
    'POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n';
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', () => socket.write('{', () => resolve(socket)));
    socket.write(head);
  });
}

function appOf(append: IngestPort['append']): ReturnType<typeof createApp> {
  return createApp({
    ingest: { append },
    keys: { findSource: async (key) => (key === 'key' ? { id: 'website' } : undefined) },
    readiness: { listUnready: async () => [] },
    log: pino({ enabled: false }),
    version: '0.0.0',
  });
}
