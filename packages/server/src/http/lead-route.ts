import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findWriteKey } from '../ingest/write-key.ts';
import { describe } from './api-document.ts';
import type { AppEnv } from './app-env.ts';
import { askStore, type Patience } from './ask-store.ts';
import type { LeadPort } from './port.ts';
import { failWith } from './problem.ts';
import { leadSchema, rankedListSchema } from './schema.ts';

export interface LeadParts extends Patience {
  readonly leads: LeadPort;
}

const security = [{ apiKey: [] }];
const problems = { 401: describe('api_key_unknown'), 503: describe('store_unavailable') };

const listRoute = createRoute({
  method: 'get',
  path: '/api/leads',
  tags: ['Leads'],
  summary: 'The highest scores of a model, merged leads left out',
  security,
  request: {
    query: z.object({
      model: z.string().min(1),
      limit: z.coerce.number().int().min(1).max(1_000).default(50),
    }),
  },
  responses: {
    200: {
      description: 'From the highest down',
      content: { 'application/json': { schema: rankedListSchema } },
    },
    400: describe('query_invalid'),
    404: describe('model_unknown'),
    ...problems,
  },
});

const leadRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}',
  tags: ['Leads'],
  summary: 'One lead: its scores under all models, and its latest passages',
  security,
  request: { params: z.object({ id: z.string().min(1) }) },
  responses: {
    200: { description: 'The lead', content: { 'application/json': { schema: leadSchema } } },
    404: describe('lead_unknown'),
    ...problems,
  },
});

/** Serves stored scores to who has an API key. */
export function serveLeads(app: OpenAPIHono<AppEnv>, parts: LeadParts): void {
  const { leads } = parts;
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.use('/api/*', async (c, next) => {
    await checkReader(c, parts);
    await next();
  });
  app.openapi(
    listRoute,
    async (c) => {
      const { model, limit } = c.req.valid('query');
      const scores = await askStore(c, parts, leads.list(model, limit));
      if (scores === undefined) throw failWith(c, 'model_unknown');
      return c.json({ model, scores: [...scores] }, 200, { 'Cache-Control': 'no-store' });
    },
    (result, c) => (result.success ? undefined : Promise.reject(failWith(c, 'query_invalid'))),
  );
  app.openapi(leadRoute, async (c) => {
    const found = await askStore(c, parts, leads.find(c.req.valid('param').id));
    if (found === undefined) throw failWith(c, 'lead_unknown');
    const { lead, scores, passages } = found;
    const body = { lead, scores: [...scores], passages: [...passages] };
    return c.json(body, 200, { 'Cache-Control': 'no-store' });
  });
}

async function checkReader(c: Context<AppEnv>, parts: LeadParts): Promise<void> {
  const key = findWriteKey((name) => c.req.header(name), undefined);
  if (key === undefined) throw failWith(c, 'api_key_missing');
  if (!(await askStore(c, parts, parts.leads.mayRead(key)))) throw failWith(c, 'api_key_unknown');
}
