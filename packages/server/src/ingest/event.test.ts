import { describe, expect, test } from 'vitest';
import type { Call } from './call.ts';
import { type EventFacts, type EventReading, readEvent } from './event.ts';

const receivedAt = Date.UTC(2026, 10, 22, 12);
const hourMs = 3_600_000;
const time = (ms: number): string => new Date(ms).toISOString();

describe('activities', () => {
  test('a track call is an activity under the surest id, and says who the visitor is', () => {
    const { activities, links } = facts({
      type: 'track',
      event: 'Whitepaper Read',
      userId: 'u1',
      anonymousId: 'a1',
      messageId: 'm1',
      timestamp: time(receivedAt - 5_000),
      properties: { title: 'Cranes', pages: 12 },
    });
    expect(activities).toEqual([
      {
        lead: 'u1',
        type: 'Whitepaper Read',
        at: receivedAt - 5_000,
        knownAt: receivedAt,
        source: 'website',
        id: 'm1',
        properties: { title: 'Cranes', pages: 12 },
      },
    ]);
    expect(links).toEqual([
      {
        kind: 'identified',
        from: { id: 'a1', kind: 'anonymous' },
        to: { id: 'u1', kind: 'user' },
        at: receivedAt - 5_000,
        knownAt: receivedAt,
        source: 'website',
      },
    ]);
  });

  test.each([
    ['demo_requested', 'Demo Requested'],
    ['DemoRequested', 'Demo Requested'],
    ['page viewed', 'Page Viewed'],
    ['Clicked', 'Clicked'],
    ['  Spaced out ', 'Spaced out'],
  ])('the event "%s" is %s', (event, type) => {
    expect(activity({ type: 'track', event, userId: 'u1' }).type).toBe(type);
  });

  test('a page has its place, its campaign and its name; a path is made of an url', () => {
    const page = activity({
      type: 'page',
      anonymousId: 'a1',
      name: 'Pricing',
      properties: { url: 'https://acme.example/pricing?x=1' },
      context: {
        page: { referrer: 'https://search.example/', title: 'Prices', url: 'https://other.example/' },
        campaign: { name: 'spring', source: 'news', medium: 'mail' },
        ip: '203.0.113.9',
      },
    });
    expect(page.type).toBe('Page Viewed');
    expect(page.properties).toEqual({
      name: 'Pricing',
      url: 'https://acme.example/pricing?x=1',
      path: '/pricing',
      referrer: 'https://search.example/',
      title: 'Prices',
      utm_campaign: 'spring',
      utm_source: 'news',
      utm_medium: 'mail',
    });
  });

  test('a screen is a Screen Viewed', () => {
    expect(activity({ type: 'screen', name: 'Home', userId: 'u1' })).toMatchObject({
      type: 'Screen Viewed',
      properties: { name: 'Home' },
    });
  });

  test('nested properties are laid flat, lists are lists of texts, numbers have three decimals', () => {
    const { properties } = activity({
      type: 'track',
      event: 'Order',
      userId: 'u1',
      properties: {
        address: { city: 'Gent', geo: { lat: 51.05434 } },
        tags: ['a', 2, true, null, ['x']],
        products: [{ sku: 'A', price: 1.5 }, { sku: 'B' }],
        total: 0.1 + 0.2,
        huge: 9.1e12,
        infinite: JSON.parse('1e400'),
        nothing: null,
        empty: '  ',
        none: [],
        nul: 'a\0b\ud800',
      },
    });
    expect(properties).toEqual({
      'address.city': 'Gent',
      'address.geo.lat': 51.054,
      tags: ['a', '2', 'true'],
      'products.sku': ['A', 'B'],
      'products.price': ['1.5'],
      total: 0.3,
      huge: '9100000000000',
      nul: 'a\ufffdb\ufffd',
    });
  });

  test('a key __proto__ is left out wherever it stands and changes nothing', () => {
    const body = JSON.parse(
      '{"type":"identify","userId":"u1","__proto__":{"x":1},"traits":{"__proto__":{"plan":"x"},"constructor":"c","a":{"__proto__":1,"b":2}},"context":{"__proto__":{"traits":{"evil":1}}}}',
    );
    expect(facts(body).fieldValues.map(({ field, value }) => [field, value])).toEqual([
      ['constructor', 'c'],
      ['a.b', 2],
    ]);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
  });

  test('without a message id the content is the id, counted where it repeats', () => {
    const tally = new Map<string, number>();
    const body = { type: 'track', event: 'E', userId: 'u1', timestamp: time(receivedAt - hourMs) };
    const ids = [1, 2].map(() => accept(read({ body }, {}, tally)).activities[0]!.id);
    expect(new Set(ids).size).toBe(2);
    const again = accept(read({ body }, {}, new Map())).activities[0]!.id;
    expect(again).toBe(ids[0]);
  });
});

describe('time', () => {
  const day = 24 * hourMs;
  test.each([
    ['none is when it came in', {}, receivedAt],
    ['a clock that agrees stands', { timestamp: -30_000, sentAt: -20_000 }, receivedAt - 30_000],
    ['a clock an hour ahead is put right', { timestamp: hourMs, sentAt: hourMs + 5_000 }, receivedAt - 5_000],
    [
      'a clock ten years slow is put right',
      { timestamp: -3650 * day, sentAt: 7_000 - 3650 * day },
      receivedAt - 7_000,
    ],
    [
      'originalTimestamp is the time where there is no other',
      { originalTimestamp: hourMs, sentAt: hourMs },
      receivedAt,
    ],
    [
      'a timestamp beside originalTimestamp stands as it is',
      { timestamp: -day, originalTimestamp: hourMs, sentAt: hourMs },
      receivedAt - day,
    ],
    ['the future is now', { timestamp: 400 * day }, receivedAt],
    ['history stays history', { timestamp: -900 * day, sentAt: 0 }, receivedAt - 900 * day],
  ])('%s', (_, claimed, at) => {
    const stamps = Object.entries(claimed).map(([name, offset]) => [name, time(receivedAt + offset)]);
    expect(activity({ type: 'track', event: 'E', userId: 'u', ...Object.fromEntries(stamps) }).at).toBe(at);
  });

  test.each([
    [1_700_000_000, 1_700_000_000_000],
    [1_700_000_000_000, 1_700_000_000_000],
    ['2012-12-02T01:30:08.276+01:00', Date.UTC(2012, 11, 2, 0, 30, 8, 276)],
    ['1970-01-01T00:00:00Z', receivedAt],
  ])('%s is read', (timestamp, at) => {
    expect(activity({ type: 'track', event: 'E', userId: 'u', timestamp }).at).toBe(at);
  });

  test('sentAt of the batch counts where the event has none', () => {
    const body = { type: 'track', event: 'E', userId: 'u', timestamp: time(receivedAt + hourMs) };
    const reading = read({ body }, { sentAt: time(receivedAt + hourMs + 1_000) });
    expect(accept(reading).activities[0]!.at).toBe(receivedAt - 1_000);
  });
});

describe('fields', () => {
  test('traits become fields by the names that files have too', () => {
    const { fieldValues, links } = facts({
      type: 'identify',
      userId: 'u1',
      anonymousId: 'a1',
      traits: {
        email: ' Ann@Acme.example ',
        first_name: 'Ann',
        title: 'CFO',
        company: { id: 'c7', name: 'Acme', employee_count: '51-200', plan: 'pro' },
        address: { city: 'Gent', postalCode: '9000' },
        createdAt: 1_700_000_000,
        phone: null,
        website: '',
        account: 'x',
      },
    });
    expect(Object.fromEntries(fieldValues.map(({ field, value }) => [field, value]))).toEqual({
      email: ' Ann@Acme.example ',
      firstName: 'Ann',
      jobTitle: 'CFO',
      company: 'Acme',
      'company.id': 'c7',
      employees: { lo: 51, hi: 200 },
      'company.plan': 'pro',
      city: 'Gent',
      postalCode: '9000',
      createdAt: '2023-11-14T22:13:20.000Z',
      phone: null,
      'trait.account': 'x',
      account: 'c7',
    });
    expect(new Set(fieldValues.map(({ lead }) => lead))).toEqual(new Set(['u1']));
    expect(links.map(({ kind, from, to }) => [kind, from.id, to.id])).toEqual([
      ['identified', 'a1', 'u1'],
      ['address', 'ann@acme.example', 'u1'],
    ]);
  });

  test.each([
    ['employees', '1.000+', { lo: 1000, hi: null }],
    ['employees', 'a few', 'a few'],
    ['annual_revenue', 'EUR 2.5M', { lo: 2_500_000, hi: 2_500_000, currency: 'EUR' }],
    ['unsubscribed', 'yes', true],
    ['age', '42', 42],
    ['created_at', '2024-03-01', '2024-03-01T00:00:00.000Z'],
    ['createdAt', 'long ago', undefined],
    ['tags', ['a', 'b'], ['a', 'b']],
    ['seats', '42', '42'],
  ])('the trait %s "%s" is %j', (trait, given, value) => {
    const { fieldValues } = facts({ type: 'identify', userId: 'u1', traits: { [trait]: given } });
    expect(fieldValues[0]?.value).toEqual(value);
  });

  test('traits of the context count where the call has none, as RudderStack sends them', () => {
    const { fieldValues } = facts({
      type: 'identify',
      userId: 'u1',
      traits: { plan: 'new' },
      context: { traits: { plan: 'old', city: 'Gent' } },
    });
    expect(fieldValues.map(({ field, value }) => [field, value])).toEqual([
      ['plan', 'new'],
      ['city', 'Gent'],
    ]);
  });

  test('an address without a user id is who it is, so that a second person at a browser is not the first', () => {
    const { fieldValues, links } = facts({
      type: 'identify',
      anonymousId: 'a1',
      traits: { email: 'Bo@Acme.example', name: 'Bo' },
    });
    expect(fieldValues[0]!.lead).toBe('bo@acme.example');
    expect(links).toMatchObject([{ from: { id: 'a1' }, to: { id: 'bo@acme.example', kind: 'email' } }]);
  });

  test('an address that is none joins nobody', () => {
    const { links, fieldValues } = facts({
      type: 'identify',
      userId: 'u1',
      traits: { email: 'ann@localhost' },
    });
    expect(links).toEqual([]);
    expect(fieldValues).toMatchObject([{ field: 'email', value: 'ann@localhost' }]);
  });

  test('a group call is the account of the lead, and its traits are fields of the account', () => {
    const { fieldValues } = facts({
      type: 'group',
      userId: 'u1',
      groupId: 'acme',
      traits: { name: 'Acme NV', employees: 80, industry: 'Logistics' },
    });
    expect(fieldValues.map(({ lead, account, field, value }) => [lead ?? account, field, value])).toEqual([
      ['u1', 'account', 'acme'],
      ['acme', 'name', 'Acme NV'],
      ['acme', 'employees', 80],
      ['acme', 'industry', 'Logistics'],
    ]);
  });

  test('an alias joins the old id to the new one; to itself it says nothing', () => {
    expect(facts({ type: 'alias', previousId: 'a1', userId: 'u1' }).links).toMatchObject([
      { kind: 'alias', from: { id: 'a1' }, to: { id: 'u1', kind: 'user' } },
    ]);
    expect(facts({ type: 'alias', previousId: 'u1', userId: 'u1' }).links).toEqual([]);
  });
});

describe('machines', () => {
  const chrome =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  test.each([
    ['Page', { type: 'page', context: { userAgent: chrome } }, undefined],
    ['Page', { type: 'page', context: { userAgent: 'Googlebot/2.1' } }, 'bot: Googlebot/2.1'],
    [
      'Page',
      { type: 'page', context: { userAgent: 'Mozilla/5.0 (compatible; SafeLinks)' } },
      'scanner: SafeLinks',
    ],
    ['Email Opened', { context: { userAgent: 'Mozilla/5.0' } }, 'mail proxy: Mozilla/5.0'],
    ['Email Opened', { context: { userAgent: 'x (via ggpht.com GoogleImageProxy)' } }, undefined],
    ['email_opened', { properties: { user_agent: 'YahooMailProxy' } }, undefined],
    ['Email Clicked', { properties: { userAgent: 'Barracuda Sentinel' } }, 'bot: Barracuda Sentinel'],
    ['Email Opened', { properties: { machine_open: true } }, 'said by the sender: machine_open'],
    ['Signed Up', { properties: { user_agent: 'curl/8' } }, undefined],
    ['Signed Up', { context: { automated: true } }, 'said by the sender: automated'],
  ])('%s from %j: %s', (event, body, evidence) => {
    const found = activity({ type: 'track', event, userId: 'u1', ...body });
    expect(found.automated).toBe(evidence === undefined ? undefined : true);
    expect(found.properties?.automatedBy).toBe(evidence);
  });
});

test.each([
  ['event_not_object', 'text'],
  ['event_not_object', [1]],
  ['event_not_object', null],
  ['kind_unknown', { type: 'delete', userId: 'u' }],
  ['kind_unknown', { userId: 'u' }],
  ['event_name_missing', { type: 'track', userId: 'u', event: { a: 1 } }],
  ['name_too_long', { type: 'track', userId: 'u', event: 'x'.repeat(201) }],
  ['name_too_long', { type: 'page', userId: 'u', properties: { ['x'.repeat(201)]: 1 } }],
  ['identity_missing', { type: 'page' }],
  ['identity_missing', { type: 'page', userId: ' ', anonymousId: {} }],
  ['identity_placeholder', { type: 'page', userId: 'undefined' }],
  ['identity_placeholder', { type: 'page', anonymousId: '00000000-0000-0000-0000-000000000000' }],
  ['identity_too_long', { type: 'page', userId: 'x'.repeat(257) }],
  ['time_invalid', { type: 'page', userId: 'u', timestamp: 'yesterday' }],
  ['time_invalid', { type: 'page', userId: 'u', timestamp: '2026-02-31' }],
  ['time_invalid', { type: 'page', userId: 'u', timestamp: { now: true } }],
  ['group_missing', { type: 'group', userId: 'u' }],
  ['alias_missing', { type: 'alias', userId: 'u' }],
  ['alias_missing', { type: 'alias', anonymousId: 'a', previousId: 'b' }],
  ['identity_placeholder', { type: 'alias', userId: 'u', previousId: 'null' }],
  ['properties_too_many', { type: 'page', userId: 'u', properties: many(256) }],
  ['event_too_large', { type: 'page', userId: 'u', properties: { x: 'x'.repeat(33_000) } }],
  ['event_too_deep', { type: 'page', userId: 'u', properties: nested(20) }],
  ['event_too_deep', { type: 'page', userId: 'u', properties: nested(9_000) }],
])('an event is refused: %s', (code, body) => {
  const reading = read({ body });
  expect('refusal' in reading && reading.refusal.code).toBe(code);
});

test('a placeholder beside a real id is left out', () => {
  const { activities, links } = facts({ type: 'page', userId: 'null', anonymousId: 'a1' });
  expect(activities[0]!.lead).toBe('a1');
  expect(links).toEqual([]);
});

function read(
  call: Call,
  list: { sentAt?: unknown; context?: unknown } = {},
  tally = new Map(),
): EventReading {
  const shared = { sentAt: list.sentAt, context: list.context };
  return readEvent(call, shared, { receivedAt, source: 'website' }, tally);
}

function accept(reading: EventReading): EventFacts {
  if ('refusal' in reading) throw new Error(`Refused: ${reading.refusal.code}`);
  return reading.facts;
}

const facts = (body: object): EventFacts => accept(read({ body }));
const activity = (body: object): EventFacts['activities'][number] => facts(body).activities[0]!;

function many(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]));
}

function nested(depth: number): object {
  let object: object = {};
  for (let i = 0; i < depth; i++) object = { o: object };
  return object;
}
