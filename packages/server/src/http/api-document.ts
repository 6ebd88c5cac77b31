import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from './app-env.ts';
import { docsStyle, writeDocsPage } from './docs-page.ts';
import { ingestPaths } from './ingest-path.ts';
import { describeHttpProblem, type ProblemCode } from './problem.ts';
import { batchSchema, callSchema, problemSchema, receiptSchema } from './schema.ts';

const ingestProblems: readonly ProblemCode[] = [
  'body_json',
  'write_key_unknown',
  'body_too_large',
  'source_too_fast',
  'queue_full',
];

/** Describes the routes that judge their input themselves and so are no routes of the schema library. */
export function describeRoutes(app: OpenAPIHono<AppEnv>): void {
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'writeKey', {
    type: 'http',
    scheme: 'basic',
    description: 'The write key as the user, no password',
  });
  for (const [path, kind] of Object.entries(ingestPaths)) {
    const schema = kind === undefined ? batchSchema : callSchema;
    const content = { 'application/json': { schema } };
    registry.registerPath({
      method: 'post',
      path,
      tags: ['Tracking'],
      summary: kind === undefined ? 'Send events' : `Send one ${kind} call`,
      security: [{ writeKey: [] }],
      request: { body: { required: true, content } },
      responses: {
        200: {
          description: 'Stored; the events that were refused are named',
          content: { 'application/json': { schema: receiptSchema } },
        },
        ...Object.fromEntries(
          ingestProblems.map((code) => [describeHttpProblem(code).status, describe(code)]),
        ),
      },
    });
  }
  const settings = { 200: { description: 'Settings' }, 401: describe('write_key_unknown') };
  const get = { method: 'get' as const };
  registry.registerPath({
    ...get,
    path: '/v1/projects/{writeKey}/settings',
    request: { params: z.object({ writeKey: z.string() }) },
    tags: ['Tracking'],
    summary: "What Segment's browser SDK starts with",
    responses: settings,
  });
  registry.registerPath({
    ...get,
    path: '/sourceConfig',
    tags: ['Tracking'],
    summary: "What RudderStack's SDKs start with",
    security: [{ writeKey: [] }],
    responses: settings,
  });
  registry.registerPath({
    ...get,
    path: '/health',
    tags: ['Operation'],
    summary: 'Whether the process runs',
    responses: { 200: { description: 'It does' } },
  });
  registry.registerPath({
    ...get,
    path: '/ready',
    tags: ['Operation'],
    summary: 'Whether it can take requests',
    responses: { 200: { description: 'It can' }, 503: { description: 'What is missing' } },
  });
  registry.registerPath({
    ...get,
    path: '/metrics',
    tags: ['Operation'],
    summary: 'What it counts, for Prometheus',
    responses: { 200: { description: 'Metrics as text' } },
  });
}

/** Serves the OpenAPI document of all routes at /openapi.json, and a page of it at /docs. */
export function serveDocument(app: OpenAPIHono<AppEnv>, version: string): void {
  const config = {
    openapi: '3.1.0',
    info: {
      title: 'Leadline',
      version,
      description: 'Self-hosted lead scoring: send what leads do, read whom to call.',
    },
  };
  let page: string | undefined;
  app.doc31('/openapi.json', config);
  app.get('/docs', (c) => {
    page ??= writeDocsPage(app.getOpenAPI31Document(config));
    return c.html(page);
  });
  app.get('/docs/style.css', (c) => c.body(docsStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
}

/** What a description says of an answer that is a problem. */
export function describe(code: ProblemCode) {
  const { title, detail } = describeHttpProblem(code);
  return {
    description: `${title}. ${detail}`,
    content: { 'application/problem+json': { schema: problemSchema } },
  };
}
