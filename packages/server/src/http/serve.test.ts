import { connect } from 'node:net';
import pino from 'pino';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { IngestPort } from './port.ts';
import { serveApp } from './serve.ts';

const body = JSON.stringify({ type: 'page', userId: 'u1', writeKey: 'key' });

test('stopping finishes what is inside, closes idle connections and takes nothing new', async () => {
  let commit = (): void => {};
  const server = await serveApp(
    appOf(() => new Promise((resolve) => (commit = resolve))),
    { port: 0 },
  );
  const idle = connect(Number(new URL(server.url).port), '127.0.0.1');
  const idleClosed = new Promise((resolve) => idle.once('close', resolve));
  const inside = fetch(`${server.url}/v1/page`, { method: 'POST', body });
  await new Promise((resolve) => setTimeout(resolve, 100));
  let isStopped = false;
  const stopped = server.stop().then(() => (isStopped = true));
  await idleClosed;
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  expect(isStopped).toBe(false);
  commit();
  expect((await inside).status).toBe(200);
  await stopped;
});

test('what does not end within the grace is cut', async () => {
  const server = await serveApp(
    appOf(() => new Promise(() => {})),
    { port: 0, graceMs: 50 },
  );
  const inside = fetch(`${server.url}/v1/page`, { method: 'POST', body });
  const cut = expect(inside).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.stop();
  await cut;
});

test('a sender that is not known is told so before its body is there, and slow ones leave room for others', async () => {
  const server = await serveApp(
    appOf(async () => {}),
    { port: 0 },
  );
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{');
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
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

function appOf(append: IngestPort['append']): ReturnType<typeof createApp> {
  return createApp({
    ingest: { append },
    keys: { findSource: async (key) => (key === 'key' ? { id: 'website' } : undefined) },
    readiness: { listUnready: async () => [] },
    log: pino({ enabled: false }),
    version: '0.0.0',
  });
}
