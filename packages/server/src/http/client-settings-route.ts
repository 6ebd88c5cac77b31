import type { OpenAPIHono } from '@hono/zod-openapi';
import { describeRudderSource, describeSegmentSettings } from '../ingest/client-settings.ts';
import { findWriteKey } from '../ingest/write-key.ts';
import type { AppEnv } from './app-env.ts';
import { askStore, type Patience } from './ask-store.ts';
import type { KeyPort } from './port.ts';
import { failWith } from './problem.ts';

export interface ClientSettingsParts extends Patience {
  readonly keys: KeyPort;
  /** Where browsers reach us; absent: as the request says. */
  readonly publicUrl?: string;
}

/** Serves what the browser SDKs ask for before they send anything. */
export function serveClientSettings(app: OpenAPIHono<AppEnv>, parts: ClientSettingsParts): void {
  const { keys, publicUrl } = parts;
  app.get('/v1/projects/:key/settings', async (c) => {
    const key = c.req.param('key');
    if ((await askStore(c, parts, keys.findSource(key))) === undefined)
      throw failWith(c, 'write_key_unknown');
    const { host, protocol } = new URL(publicUrl ?? c.req.url);
    return c.json(describeSegmentSettings(key, { host, protocol: protocol === 'https:' ? 'https' : 'http' }));
  });
  app.on('GET', ['/sourceConfig', '/sourceConfig/'], async (c) => {
    const key = findWriteKey((name) => c.req.header(name), c.req.query('writeKey'));
    if (key === undefined) throw failWith(c, 'write_key_missing');
    const source = await askStore(c, parts, keys.findSource(key));
    if (source === undefined) throw failWith(c, 'write_key_unknown');
    return c.json(describeRudderSource(key, source.id));
  });
}
