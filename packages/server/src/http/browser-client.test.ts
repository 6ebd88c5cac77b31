import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Activity } from '@leadline/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { partitionIdentities } from '../identity/partition.ts';
import { openBrowser, openSite, type Site } from './testing/browser.ts';
import {
  type MemoryServer,
  type MemoryServerOptions,
  startMemoryServer,
  writeKey,
} from './testing/memory-server.ts';

const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

const require = createRequire(import.meta.url);
/** The folders that have the SDKs' scripts for browsers; the packages do not export them. */
const segment = join(dirname(require.resolve('@segment/analytics-next')), '../umd');
const rudder = join(dirname(require.resolve('@rudderstack/analytics-js/bundled')), '../umd');

let browser: Browser;
let server: MemoryServer;
let site: Site;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await site.close();
  await server.stop();
});

describe('@segment/analytics-next', () => {
  test('a visitor looks around, becomes known, comes back and is one lead', async () => {
    const page = await visit(segment, '/pricing?utm_campaign=spring');
    await runSegment(page, [
      ['page', 'Pricing'],
      ['track', 'Demo Requested', { product: 'cranes', seats: 12 }],
      ['identify', 'u1', { email: 'ann@acme.example', title: 'CFO' }],
      ['group', 'acme', { name: 'Acme' }],
      ['alias', 'u1', 'old-u1'],
      ['screen', 'Home'],
    ]);
    await server.waitForActivities(3);
    await page.goto(`${site.url}/contact`);
    await page.addScriptTag({ url: '/sdk/index.js' });
    await runSegment(page, [['page']]);
    await server.waitForActivities(4);

    const paths = new Set(server.requests.map(({ path }) => path).filter((path) => path.startsWith('POST')));
    expect(paths).toEqual(new Set(['p', 't', 'i', 'g', 'a', 's'].map((letter) => `POST /v1/${letter}`)));
    expect(
      server.requests.filter(({ path }) => path === `GET /v1/projects/${writeKey}/settings`),
    ).toHaveLength(2);
    expect(server.requests.find(({ path }) => path === 'POST /v1/p')!.contentType).toBe('text/plain');
    expect(server.refused).toEqual([]);
    const [pricing, demo, screen, contact] = activities();
    const visitor = pricing!.lead;
    expect(pricing).toMatchObject({
      type: 'Page Viewed',
      properties: { name: 'Pricing', path: '/pricing', title: 'Cranes', utm_campaign: 'spring' },
    });
    expect(demo).toMatchObject({
      lead: visitor,
      type: 'Demo Requested',
      properties: { product: 'cranes', seats: 12, path: '/pricing' },
    });
    expect(screen).toMatchObject({ lead: 'u1', type: 'Screen Viewed', properties: { name: 'Home' } });
    expect(contact).toMatchObject({ lead: 'u1', type: 'Page Viewed', properties: { path: '/contact' } });
    for (const { at, automated } of activities()) {
      expect(Math.abs(Date.now() - at)).toBeLessThan(30_000);
      expect(automated).toBeUndefined();
    }
    expect(fields('u1')).toEqual({ email: 'ann@acme.example', jobTitle: 'CFO', account: 'acme' });
    const { leads, conflicts } = partitionIdentities(server.links);
    expect(new Set([visitor, 'u1', 'old-u1', 'ann@acme.example'].map((id) => leads.get(id))).size).toBe(1);
    expect(conflicts).toEqual([]);
  });

  test('events in batches land, those of a page that is left too', async () => {
    const page = await visit(segment, '/');
    await page.evaluate(
      ({ url, key }) => {
        const strategy = { strategy: 'batching', config: { size: 4, timeout: 60_000 } };
        const options = { integrations: { 'Segment.io': { deliveryStrategy: strategy } } };
        const analytics = globals().AnalyticsNext.AnalyticsBrowser.load(
          { writeKey: key, cdnURL: url },
          options,
        );
        return Promise.all([1, 2, 3, 4, 5, 6].map((i) => analytics.track(`Deed ${i}`)));

        function globals(): { AnalyticsNext: { AnalyticsBrowser: { load: Loader } } } {
          return globalThis as never;
        }
        type Loader = (settings: object, options: object) => { track(event: string): Promise<unknown> };
      },
      { url: server.url, key: writeKey },
    );
    await server.waitForActivities(4);
    await page.close({ runBeforeUnload: true });
    await server.waitForActivities(6);
    expect(new Set(server.requests.map(({ path }) => path))).toContain('POST /v1/b');
    expect(
      activities()
        .map(({ type }) => type)
        .sort(),
    ).toEqual([1, 2, 3, 4, 5, 6].map((i) => `Deed ${i}`));
  });

  test('an answer that is lost makes no second activity', async () => {
    const page = await visit(segment, '/', { lostAnswers: 1 });
    await runSegment(page, [['track', 'Signed Up']]);
    await expect.poll(() => server.repeats, { timeout: 20_000 }).toBe(1);
    expect(server.activities.size).toBe(1);
  });

  test('a browser that says it is a machine is marked', async () => {
    const page = await visit(segment, '/', {}, 'Googlebot/2.1');
    await runSegment(page, [['page']]);
    await server.waitForActivities(1);
    expect(activities()).toMatchObject([
      { automated: true, properties: { automatedBy: 'bot: Googlebot/2.1' } },
    ]);
  });
});

describe('@rudderstack/analytics-js', () => {
  test('a visitor becomes known, and every call lands', async () => {
    const page = await visit(rudder, '/pricing?utm_campaign=spring');
    await runRudder(page, [
      ['page', 'Pricing'],
      ['track', 'Demo Requested', { product: 'cranes' }],
      ['identify', 'u1', { email: 'ann@acme.example', title: 'CFO' }],
      ['group', 'acme', { name: 'Acme' }],
      ['alias', 'u1', 'old-u1'],
      ['track', 'Signed Up'],
    ]);
    await server.waitForActivities(3);
    await expect
      .poll(() => server.links.some(({ kind }) => kind === 'alias'), { timeout: 20_000 })
      .toBe(true);

    expect(server.requests.map(({ path }) => path)).toContain('GET /sourceConfig/');
    expect(server.refused).toEqual([]);
    const [pricing, demo, signedUp] = activities();
    expect(pricing).toMatchObject({ type: 'Page Viewed', properties: { name: 'Pricing', path: '/pricing' } });
    expect(pricing!.properties).toMatchObject({ utm_campaign: 'spring' });
    expect(demo).toMatchObject({
      lead: pricing!.lead,
      type: 'Demo Requested',
      properties: { product: 'cranes' },
    });
    expect(signedUp).toMatchObject({ lead: 'u1', type: 'Signed Up' });
    expect(fields('u1')).toEqual({ email: 'ann@acme.example', jobTitle: 'CFO', account: 'acme' });
    const { leads } = partitionIdentities(server.links);
    expect(leads.get(pricing!.lead)).toBe(leads.get('u1'));
    expect(leads.get('old-u1')).toBe(leads.get('u1'));
  });

  test('events land that are sent by beacon when a page is left', async () => {
    const page = await visit(rudder, '/');
    await runRudder(
      page,
      [
        ['track', 'Form Started'],
        ['track', 'Form Submitted'],
      ],
      {
        useBeacon: true,
        beaconQueueOptions: { flushQueueInterval: 600_000 },
      },
    );
    await page.goto(`${site.url}/elsewhere`);
    await server.waitForActivities(2);
    expect(server.requests.map(({ path }) => path)).toContain('POST /beacon/v1/batch');
    expect(activities().map(({ type }) => type)).toEqual(['Form Started', 'Form Submitted']);
  });

  test('an answer that is lost makes no second activity', async () => {
    const page = await visit(rudder, '/', {
      lostAnswers: 1,
    });
    await runRudder(page, [['track', 'Signed Up']]);
    await expect.poll(() => server.repeats, { timeout: 20_000 }).toBe(1);
    expect(server.activities.size).toBe(1);
  });
});

type ClientCall = readonly [method: string, ...args: unknown[]];

async function visit(
  sdk: string,
  path: string,
  options: MemoryServerOptions = {},
  agent = userAgent,
): Promise<Page> {
  server = await startMemoryServer(options);
  site = await openSite(sdk);
  const context = await browser.newContext({ userAgent: agent });
  const page = await context.newPage();
  await page.goto(site.url + path);
  await page.addScriptTag({ url: '/sdk/index.js' });
  return page;
}

/** Runs in the page, where none of our types are. */
function runSegment(page: Page, calls: readonly ClientCall[]): Promise<void> {
  return page.evaluate(
    async ({ url, key, calls }) => {
      // biome-ignore lint/suspicious/noExplicitAny: a global of the page
      const { AnalyticsBrowser } = (globalThis as any).AnalyticsNext;
      const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: url });
      for (const [method, ...args] of calls) await analytics[method](...args);
    },
    { url: server.url, key: writeKey, calls },
  );
}

function runRudder(page: Page, calls: readonly ClientCall[], options: object = {}): Promise<void> {
  return page.evaluate(
    async ({ url, key, calls, options }) => {
      // biome-ignore lint/suspicious/noExplicitAny: a global of the page
      const { RudderAnalytics } = (globalThis as any).rudderanalytics;
      const analytics = new RudderAnalytics();
      analytics.load(key, url, { configUrl: url, ...options });
      await new Promise((resolve) => analytics.ready(resolve));
      for (const [method, ...args] of calls) analytics[method](...args);
    },
    { url: server.url, key: writeKey, calls, options },
  );
}

const activities = (): Activity[] => [...server.activities.values()].sort((a, b) => a.at - b.at);
const fields = (lead: string): Record<string, unknown> =>
  Object.fromEntries(
    server.fieldValues.filter((value) => value.lead === lead).map(({ field, value }) => [field, value]),
  );
