import type { CallKind } from '../ingest/call.ts';

/**
 * Where clients post events, and the kind that the path says; none where the body says it. The paths of one letter are
 * those of Segment's browser SDK, `/beacon` is RudderStack's for what is sent when a page is left.
 */
export const ingestPaths: Readonly<Record<string, CallKind | undefined>> = {
  '/v1/batch': undefined,
  '/v1/b': undefined,
  '/v1/import': undefined,
  '/beacon/v1/batch': undefined,
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
};
