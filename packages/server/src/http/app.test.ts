import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { ingestLimits } from '../ingest/limit.ts';
import { type App, type AppOptions, createApp } from './app.ts';
import type { IngestBatch } from './port.ts';
import { createHeldStore } from './testing/held-store.ts';

const receivedAt = Date.UTC(2026, 10, 22, 12);
const page = { type: 'page', userId: 'u1', messageId: 'm1' };
const withKey = { 'X-Write-Key': 'key' };

describe('tracking', () => {
  test.each([
    ['Basic', { Authorization: `Basic ${btoa('key:')}` }, page],
    ['a Bearer token', { Authorization: 'Bearer key' }, page],
    ['a header', withKey, page],
    ['the body', {}, { ...page, writeKey: 'key' }],
    ['the body of a batch', {}, { batch: [page], writeKey: 'key' }],
  ])('the write key is taken from %s', async (_, headers, body) => {
    const { stored, post } = start();
    const response = await post(body, headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ success: true, accepted: 1, refused: [] });
    expect(stored).toMatchObject([{ source: 'website', receivedAt, accepted: [{ messageId: 'm1' }] }]);
  });

  test('the write key of a beacon is in the address', async () => {
    const { post } = start();
    expect((await post({ batch: [page] }, {}, '/beacon/v1/batch?writeKey=key')).status).toBe(200);
  });

  test('good events land and bad ones are named, in one answer', async () => {
    const { stored, post } = start();
    const response = await post({ batch: [page, { type: 'track', userId: 'u1', messageId: 'm2' }, 7] });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      accepted: 1,
      refused: [
        { index: 1, messageId: 'm2', code: 'event_name_missing' },
        { index: 2, code: 'event_not_object' },
      ],
    });
    expect(stored[0]!.refused).toMatchObject([
      { excerpt: expect.stringContaining('"m2"') },
      { excerpt: '7' },
    ]);
  });

  test('nothing is said to be taken before it is stored', async () => {
    const store = createHeldStore();
    const { post } = start({ ingest: store });
    let answered = false;
    const response = post(page).finally(() => {
      answered = true;
    });
    await store.waitForBatches(1);
    await nextTurn();
    expect(answered).toBe(false);
    store.commit();
    expect((await response).status).toBe(200);
  });

  test.each([
    ['write_key_missing', 401, page, {}],
    ['write_key_unknown', 401, page, { 'X-Write-Key': 'other' }],
    ['body_empty', 400, '', withKey],
    ['body_json', 400, '{', withKey],
    ['body_gzip', 400, gzipSync('{}').subarray(0, 15), withKey],
    ['body_too_large', 413, new Uint8Array(ingestLimits.bodyBytes + 1), withKey],
    ['body_too_large', 413, gzipSync(new Uint8Array(ingestLimits.bodyBytes + 1)), withKey],
    ['events_too_many', 413, { batch: Array(5_001).fill(0) }, withKey],
  ])('%s is answered %i', async (code, status, body, headers) => {
    const { post, stored } = start();
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      code,
      status,
      requestId: response.headers.get('x-request-id'),
    });
    expect(stored).toEqual([]);
  });

  test('a body of unknown length is read up to the limit', async () => {
    const { app } = start();
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    const init = { method: 'POST', body: endless, headers: withKey, duplex: 'half' };
    expect((await app.http.request('/v1/track', init as RequestInit)).status).toBe(413);
  });

  test('a batch without events is taken and stores nothing', async () => {
    const { post, stored } = start();
    expect((await post({ batch: [] })).status).toBe(200);
    expect(stored).toEqual([]);
  });
});

describe('under pressure', () => {
  test('when the store fails, is slow or the keys cannot be looked up, the sender is asked to come back', async () => {
    const fails = { append: () => Promise.reject(new Error('disk full of ann@acme.example')) };
    const hangs = { append: () => new Promise<void>(() => {}) };
    const noKeys = { findSource: () => Promise.reject(new Error('gone')) };
    for (const options of [{ ingest: fails }, { ingest: hangs, storeTimeoutMs: 20 }, { keys: noKeys }]) {
      const { post, lines } = start(options);
      const response = await post(page);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.json()).toMatchObject({ code: 'store_unavailable' });
      expect(lines.join('')).not.toContain('ann@acme.example');
    }
  });

  test('one source gets 429 at its share while another is taken, all get 503 when it is full', async () => {
    const store = createHeldStore();
    const { post } = start({ ingest: store, events: { most: 5, share: 3 } });
    const batch = (count: number): object => ({ batch: Array(count).fill(page) });
    const other = { 'X-Write-Key': 'other-key' };
    const first = post(batch(3));
    await store.waitForBatches(1);
    expect((await post(batch(1))).status).toBe(429);
    const second = post(batch(2), other);
    await store.waitForBatches(2);
    const full = await post(batch(1), { 'X-Write-Key': 'third-key' });
    expect(full.status).toBe(503);
    expect(full.headers.get('retry-after')).toBe('5');
    store.commit();
    expect((await first).status).toBe(200);
    expect((await second).status).toBe(200);
    await nextTurn();
    const third = post(batch(3));
    await store.waitForBatches(3);
    store.commit();
    expect((await third).status).toBe(200);
  });

  test('what the store still works on after its time is up keeps its place', async () => {
    const store = createHeldStore();
    const { post } = start({ ingest: store, storeTimeoutMs: 10, events: { most: 1, share: 1 } });
    expect(await (await post(page)).json()).toMatchObject({ code: 'store_unavailable' });
    expect(await (await post(page)).json()).toMatchObject({ code: 'queue_full' });
    store.commit();
    await nextTurn();
    expect(await (await post(page)).json()).toMatchObject({ code: 'store_unavailable' });
  });

  test('a stopping server takes no events and is not ready, but healthy', async () => {
    const { app, post } = start();
    expect((await app.http.request('/ready')).status).toBe(200);
    app.beginStop();
    expect((await post(page)).status).toBe(503);
    const ready = await app.http.request('/ready');
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, unready: ['stopping'] }]);
    expect((await app.http.request('/health')).status).toBe(200);
  });

  test('readiness names what is missing', async () => {
    const { app } = start({ readiness: { listUnready: async () => ['store'] } });
    expect(await (await app.http.request('/ready')).json()).toEqual({ ready: false, unready: ['store'] });
  });
});

describe('around it', () => {
  test('pages of other sites may ask and send', async () => {
    const { app, post } = start();
    const preflight = await app.http.request('/v1/t', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://acme.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,x-retry-count',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const refused = await post(page, { Origin: 'https://acme.example' });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('the log names no person and no key', async () => {
    const { post, lines } = start();
    const body = { ...page, userId: 'ann@acme.example', context: { ip: '203.0.113.9' } };
    await post(body, withKey, '/v1/page?email=ann@acme.example&writeKey=key');
    await post('{', { ...withKey, 'X-Forwarded-For': '203.0.113.9', 'User-Agent': 'Secret/1' });
    expect(lines).toHaveLength(2);
    const line = JSON.parse(lines[0]!);
    expect(line).toMatchObject({
      method: 'POST',
      route: '/v1/page',
      status: 200,
      source: 'website',
      accepted: 1,
    });
    expect(lines.join('')).not.toMatch(/ann@|203\.0|Secret|"key"/);
  });

  test('metrics count requests by route and events by what became of them', async () => {
    const { app, post } = start();
    await post({ batch: [page, page, 7] });
    await app.http.request('/nowhere');
    const text = await (await app.http.request('/metrics')).text();
    expect(text).toContain('leadline_events_total{outcome="accepted",reason=""} 2');
    expect(text).toContain('leadline_events_total{outcome="refused",reason="event_not_object"} 1');
    expect(text).toContain(
      'leadline_http_request_seconds_count{method="POST",route="/v1/batch",status="200"} 1',
    );
    expect(text).toContain('leadline_event_loop_delay_seconds{quantile="0.99"}');
    expect(text).toContain('leadline_ingest_waiting_events 0');
    expect(text).not.toContain('nowhere');
  });

  test('an unknown address is a problem, and every answer has security headers', async () => {
    const { app } = start();
    const response = await app.http.request('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a fault is answered without its message', async () => {
    const { app, lines } = start({
      readiness: {
        listUnready: () => {
          throw new Error('of ann@acme.example');
        },
      },
    });
    const response = await app.http.request('/ready');
    expect(await response.json()).toMatchObject({ status: 500, code: 'fault' });
    expect(lines.join('')).toContain('app.test.ts');
    expect(lines.join('')).not.toContain('ann@acme.example');
  });

  test('the API describes itself, for machines and for people', async () => {
    const { app } = start();
    const document = (await (await app.http.request('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/v1/batch');
    const served = app.http.routes
      .filter(
        ({ method, path }) => method === 'POST' || (method === 'GET' && !/docs|openapi|Config\/$/.test(path)),
      )
      .map(({ path }) => path.replace(/:key/, '{writeKey}'));
    expect(new Set(Object.keys(document.paths))).toEqual(new Set(served));
    for (const [path, methods] of Object.entries(document.paths)) {
      const declared = Object.values(methods).flatMap(({ parameters = [] }) =>
        parameters.map(({ name }) => name),
      );
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const docs = await app.http.request('/docs');
    const html = await docs.text();
    expect(html).toContain('POST /v1/batch');
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect((await app.http.request('/docs/style.css')).headers.get('content-type')).toContain('text/css');
  });
});

interface Started {
  readonly app: App;
  readonly stored: IngestBatch[];
  readonly lines: string[];
  post(body: unknown, headers?: Record<string, string>, path?: string): Promise<Response>;
}

function start(options: Partial<AppOptions> = {}): Started {
  const stored: IngestBatch[] = [];
  const lines: string[] = [];
  const sources: Record<string, string> = { key: 'website', 'other-key': 'shop', 'third-key': 'app' };
  const app = createApp({
    ingest: { append: async (batch) => void stored.push(batch) },
    keys: {
      findSource: async (key) => (sources[key] === undefined ? undefined : { id: sources[key] }),
    },
    readiness: { listUnready: async () => [] },
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    version: '0.0.0',
    now: () => receivedAt,
    retryAfterSeconds: () => 5,
    ...options,
  });
  const post: Started['post'] = async (body, headers = withKey, path = '/v1/batch') =>
    app.http.request(path, {
      method: 'POST',
      headers,
      body:
        typeof body === 'string' || body instanceof Uint8Array
          ? (body as Uint8Array<ArrayBuffer>)
          : JSON.stringify(body),
    });
  return { app, stored, lines, post };
}
