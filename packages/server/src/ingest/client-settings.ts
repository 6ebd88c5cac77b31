/** Where a browser SDK should send its events: a host with its port, and the scheme. */
export interface ApiAddress {
  readonly host: string;
  readonly protocol: 'http' | 'https';
}

/**
 * Returns what `@segment/analytics-next` reads from `/v1/projects/:writeKey/settings` before it starts: itself as the only
 * destination, and that destination is us. No other script is loaded and no metrics are sent anywhere.
 */
export function describeSegmentSettings(writeKey: string, { host, protocol }: ApiAddress): object {
  const all = { __default: { enabled: true, integrations: {} } };
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol,
        unbundledIntegrations: [],
        addBundledMetadata: false,
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: all, identify: all, group: all },
    analyticsNextEnabled: true,
    edgeFunction: {},
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** Returns what RudderStack's SDKs read from `/sourceConfig`: an enabled source without destinations or telemetry. */
export function describeRudderSource(writeKey: string, sourceId: string): object {
  return {
    source: {
      id: sourceId,
      name: sourceId,
      writeKey,
      enabled: true,
      workspaceId: 'leadline',
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      destinations: [],
      dataplanes: {},
    },
  };
}
