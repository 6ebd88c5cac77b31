import pino from 'pino';
import { expect, it } from 'vitest';
import { createApp } from './app.ts';

const score = {
  model: 'm',
  unit: 'u1',
  version: 1,
  total: 36_000,
  dimensions: { fit: 36_000 },
  coverage: 1000,
  at: 1,
  revision: 1,
};

const app = createApp({
  ingest: { append: async () => {} },
  keys: { findSource: async () => undefined },
  readiness: { listUnready: async () => [] },
  leads: {
    mayRead: async (key) => key === 'good',
    list: async (model, limit) => (model === 'm' ? [score].slice(0, limit) : undefined),
    find: async (id) =>
      id === 'ann@acme.example' ? { lead: 'u1', scores: [score], passages: [] } : undefined,
  },
  log: pino({ enabled: false }),
  version: '0.0.0',
});

it.each([
  ['/api/leads?model=m', undefined, 401, 'api_key_missing'],
  ['/api/leads?model=m&limit=0', undefined, 401, 'api_key_missing'],
  ['/api/leads/u1', 'bad', 401, 'api_key_unknown'],
  ['/api/leads?model=m&limit=0', 'good', 400, 'query_invalid'],
  ['/api/leads', 'good', 400, 'query_invalid'],
  ['/api/leads?model=other', 'good', 404, 'model_unknown'],
  ['/api/leads/u9', 'good', 404, 'lead_unknown'],
])('GET %s with the key %s is answered %i', async (path, key, status, code) => {
  const response = await get(path, key);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
});

it('answers the ranked list and one lead by any of its identities', async () => {
  expect(await (await get('/api/leads?model=m&limit=5', 'good')).json()).toEqual({
    model: 'm',
    scores: [score],
  });
  expect(await (await get('/api/leads/ann%40acme.example', 'good')).json()).toEqual({
    lead: 'u1',
    scores: [score],
    passages: [],
  });
});

it('is described', async () => {
  const response = await app.http.request('/openapi.json');
  const { paths } = (await response.json()) as { paths: Record<string, unknown> };
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/leads', '/api/leads/{id}']));
});

const get = (path: string, key: string | undefined) =>
  app.http.request(path, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
