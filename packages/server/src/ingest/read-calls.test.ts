import { expect, test } from 'vitest';
import { listCalls } from './call.ts';
import { readCalls } from './read-calls.ts';

const origin = { receivedAt: Date.UTC(2026, 10, 22), source: 'website' };
const page = { type: 'page', userId: 'u1' };

test('what a batch says of all its events counts where an event does not say it itself', async () => {
  const own = { ...page, context: { page: { path: '/own' } } };
  const context = { page: { path: '/shared' }, campaign: { name: 'spring' } };
  const { accepted } = await readCalls(listCalls({ batch: [page, own], context }), origin);
  expect(accepted.map(({ activities }) => activities[0]!.properties)).toEqual([
    { path: '/shared', utm_campaign: 'spring' },
    { path: '/own', utm_campaign: 'spring' },
  ]);
});

test('a context that would be too much in each event refuses them all, without looking at it for each', async () => {
  const traits = Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`t${i}`, {}]));
  const batch = Array(5_000).fill({ type: 'identify', userId: 'u1' });
  const { accepted, refused } = await readCalls(listCalls({ batch, context: { traits } }), origin);
  expect(accepted).toEqual([]);
  expect(refused).toHaveLength(5_000);
  expect(refused[0]!.refusal.code).toBe('event_too_large');
});

test('a context nested without end refuses the events of its batch', async () => {
  let traits: object = {};
  for (let i = 0; i < 20_000; i++) traits = { traits };
  const { refused } = await readCalls(listCalls({ batch: [page], context: { traits } }), origin);
  expect(refused).toMatchObject([{ refusal: { code: 'event_too_deep' } }]);
});

test('an excerpt tells an event that is too heavy to write out', async () => {
  let deep: object = {};
  for (let i = 0; i < 20_000; i++) deep = [deep];
  const heavy = { type: 'track', event: 'E', userId: 'u1', messageId: 'm1', properties: { deep } };
  const { refused } = await readCalls(
    listCalls({ batch: [heavy, deep, 'x'.repeat(5_000), { type: 'no' }] }),
    origin,
  );
  expect(refused.map(({ excerpt }) => excerpt.slice(0, 80))).toEqual([
    '{"type":"track","event":"E","userId":"u1","messageId":"m1"}',
    '{}',
    `"${'x'.repeat(79)}`,
    '{"type":"no"}',
  ]);
  expect(refused[2]!.excerpt).toHaveLength(2_000);
});
