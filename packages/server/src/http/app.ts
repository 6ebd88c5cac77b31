import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import { describeRoutes, serveDocument } from './api-document.ts';
import type { AppEnv } from './app-env.ts';
import { serveClientSettings } from './client-settings-route.ts';
import { createGate, type GateOptions } from './gate.ts';
import { handleIngest } from './ingest-handler.ts';
import { ingestPaths } from './ingest-path.ts';
import { serveLeads } from './lead-route.ts';
import { createMetrics, type Metrics } from './metric.ts';
import { serveOperation } from './operation-route.ts';
import type { IngestPort, KeyPort, LeadPort, ReadinessPort } from './port.ts';
import { answerProblem } from './problem.ts';
import { describeFault, logRequests } from './request-log.ts';

/** What the app is made of; everything outside of it comes in here. */
export interface AppOptions {
  readonly ingest: IngestPort;
  readonly keys: KeyPort;
  readonly readiness: ReadinessPort;
  /** Absent: a server that only takes events. */
  readonly leads?: LeadPort;
  readonly log: Logger;
  readonly version: string;
  /** Milliseconds UTC; default the clock of the machine. */
  readonly now?: () => number;
  /** Where browsers reach us, such as https://t.acme.example. Default: as the request says, which a proxy may change. */
  readonly publicUrl?: string;
  /** Events received and not stored yet, of all sources and of one. */
  readonly events?: GateOptions;
  /** Bytes of bodies received and not stored yet. */
  readonly bytes?: GateOptions;
  readonly storeTimeoutMs?: number;
  /** When a sender that is turned away may come back. Default 3 to 8 seconds by chance, so that not all come at once. */
  readonly retryAfterSeconds?: () => number;
}

export interface App {
  readonly http: OpenAPIHono<AppEnv>;
  readonly metrics: Metrics;
  /** From now on events are refused with 503 and /ready says so; what is inside goes on. */
  beginStop(): void;
}

const megabyte = 1024 * 1024;
const chooseRetryAfterSeconds = (): number => 3 + Math.floor(Math.random() * 6);

/** Returns the HTTP app: tracking, health, metrics and the description of the API. It opens no port. */
export function createApp(options: AppOptions): App {
  const { ingest, keys, readiness, log } = options;
  const { now = Date.now, storeTimeoutMs = 15_000, retryAfterSeconds = chooseRetryAfterSeconds } = options;
  const gates = {
    events: createGate(options.events ?? { most: 50_000, share: 25_000 }),
    bytes: createGate(options.bytes ?? { most: 128 * megabyte, share: 64 * megabyte }),
  };
  const metrics = createMetrics(gates);
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const parts = { ingest, keys, gates, metrics, log, now, isStopping, storeTimeoutMs, retryAfterSeconds };
  const app = new OpenAPIHono<AppEnv>();

  app.use(requestId());
  app.use(logRequests(log, metrics));
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], frameAncestors: ["'none'"] },
      // Pages of other sites send events here: that is what it is for.
      crossOriginResourcePolicy: 'cross-origin',
    }),
  );
  const openToPages = cors({
    origin: '*',
    allowMethods: ['GET', 'POST'],
    maxAge: 86_400,
    exposeHeaders: ['Retry-After'],
  });
  for (const path of ['/v1/*', '/beacon/*', '/sourceConfig', '/sourceConfig/']) app.use(path, openToPages);

  for (const [path, kind] of Object.entries(ingestPaths)) app.post(path, handleIngest(kind, parts));
  serveClientSettings(app, {
    ...parts,
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
  });
  serveOperation(app, { readiness, metrics, isStopping });
  if (options.leads !== undefined) serveLeads(app, { ...parts, leads: options.leads });
  describeRoutes(app);
  serveDocument(app, options.version);

  app.notFound((c) => answerProblem(c, 'not_found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ requestId: c.get('requestId'), error: describeFault(error) }, 'fault');
    return answerProblem(c, 'fault');
  });
  return {
    http: app,
    metrics,
    beginStop() {
      stopping = true;
    },
  };
}
