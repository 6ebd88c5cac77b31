import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type MemoryServer,
  type MemoryServerOptions,
  startMemoryServer,
  writeKey,
} from './testing/memory-server.ts';

let server: MemoryServer;
afterEach(() => server.stop());

const start = async (options?: MemoryServerOptions): Promise<void> => {
  server = await startMemoryServer(options);
};

describe('@segment/analytics-node', () => {
  test('every call lands', async () => {
    await start();
    const before = Date.now();
    const client = new Analytics({ writeKey, host: server.url, flushAt: 50 });
    client.identify({ userId: 'u1', traits: { email: 'ann@acme.example', jobTitle: 'CFO', plan: 'pro' } });
    client.track({
      userId: 'u1',
      event: 'Demo Requested',
      properties: { product: 'cranes' },
      messageId: 'm1',
    });
    client.page({ anonymousId: 'a1', name: 'Pricing', properties: { path: '/pricing' } });
    client.screen({ userId: 'u1', name: 'Home' });
    client.group({ userId: 'u1', groupId: 'acme', traits: { name: 'Acme', employees: 80 } });
    client.alias({ previousId: 'a1', userId: 'u1' });
    client.track({ userId: 'u1', event: 'Old Deed', timestamp: new Date('2024-03-01T10:00:00Z') });
    await client.closeAndFlush();

    expect(server.requests.map(({ path }) => path)).toEqual(['POST /v1/batch']);
    expect(server.refused).toEqual([]);
    expect(types()).toEqual(['Demo Requested', 'Old Deed', 'Page Viewed', 'Screen Viewed']);
    const [demo, old] = sortedActivities();
    expect(demo).toMatchObject({
      lead: 'u1',
      id: 'm1',
      properties: { product: 'cranes' },
      source: 'website',
    });
    expect(demo!.at).toBeGreaterThanOrEqual(before);
    expect(demo!.at).toBeLessThanOrEqual(Date.now());
    expect(old!.at).toBe(Date.UTC(2024, 2, 1, 10));
    expect(demo!.automated).toBeUndefined();
    expect(fields()).toMatchObject({
      email: 'ann@acme.example',
      jobTitle: 'CFO',
      plan: 'pro',
      account: 'acme',
    });
    expect(server.fieldValues.filter(({ account }) => account === 'acme').map(({ field }) => field)).toEqual([
      'name',
      'employees',
    ]);
    expect(server.links.map(({ kind, from, to }) => [kind, from.id, to.id])).toEqual([
      ['address', 'ann@acme.example', 'u1'],
      ['alias', 'a1', 'u1'],
    ]);
  });

  test('a thousand events arrive once each, though answers are lost', async () => {
    await start({ lostAnswers: 2 });
    const client = new Analytics({ writeKey, host: server.url, flushAt: 100, maxRetries: 10 });
    for (let i = 0; i < 1_000; i++) client.track({ userId: `u${i % 50}`, event: `Deed ${i}` });
    await client.closeAndFlush({ timeout: 20_000 });
    expect(server.activities.size).toBe(1_000);
    expect(new Set(types()).size).toBe(1_000);
    expect(server.repeats).toBeGreaterThanOrEqual(100);
    expect(server.refused).toEqual([]);
  });

  test('a wrong key is refused and not tried again', async () => {
    await start();
    const client = new Analytics({ writeKey: 'wrong', host: server.url });
    let failed = 0;
    client.on('error', () => failed++);
    client.track({ userId: 'u1', event: 'E' });
    await client.closeAndFlush();
    expect(failed).toBe(1);
    expect(server.requests).toHaveLength(1);
    expect(server.activities.size).toBe(0);
  });
});

describe('@rudderstack/rudder-sdk-node', () => {
  test('every call lands, sent as gzip', async () => {
    await start();
    const client = new RudderAnalytics(writeKey, {
      dataPlaneUrl: server.url,
      flushAt: 50,
      logLevel: 'error',
    });
    client.identify({ userId: 'u1', traits: { email: 'ann@acme.example', city: 'Gent' } });
    client.track({ userId: 'u1', event: 'File Downloaded', properties: { name: 'Cranes' } });
    client.page({ userId: 'u1', name: 'Pricing', properties: { url: 'https://acme.example/pricing' } });
    client.screen({ userId: 'u1', name: 'Home' });
    client.group({ userId: 'u1', groupId: 'acme', traits: { industry: 'Logistics' } });
    client.alias({ previousId: 'old', userId: 'u1' });
    client.track({ userId: 'u1', event: 'Old Deed', timestamp: new Date('2024-03-01T10:00:00Z') });
    await client.flush();
    await server.waitForActivities(4);

    expect(server.requests.every(({ isGzip }) => isGzip)).toBe(true);
    expect(server.refused).toEqual([]);
    expect(types()).toEqual(['File Downloaded', 'Old Deed', 'Page Viewed', 'Screen Viewed']);
    const [, old, page] = sortedActivities();
    expect(page).toMatchObject({ lead: 'u1', properties: { name: 'Pricing', path: '/pricing' } });
    expect(old!.at).toBe(Date.UTC(2024, 2, 1, 10));
    expect(fields()).toMatchObject({ email: 'ann@acme.example', city: 'Gent', account: 'acme' });
    expect(server.links.map(({ kind, from, to }) => [kind, from.id, to.id])).toContainEqual([
      'alias',
      'old',
      'u1',
    ]);
  });

  test('events arrive once each, though an answer is lost', async () => {
    await start({ lostAnswers: 1 });
    const client = new RudderAnalytics(writeKey, {
      dataPlaneUrl: server.url,
      flushAt: 20,
      logLevel: 'error',
    });
    for (let i = 0; i < 100; i++) client.track({ userId: 'u1', event: `Deed ${i}` });
    await client.flush();
    await server.waitForActivities(100);
    await expect.poll(() => server.repeats, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(server.activities.size).toBe(100);
  });
});

const sortedActivities = () => [...server.activities.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
const types = (): string[] => sortedActivities().map(({ type }) => type);
const fields = (): Record<string, unknown> =>
  Object.fromEntries(
    server.fieldValues.filter(({ lead }) => lead === 'u1').map(({ field, value }) => [field, value]),
  );
