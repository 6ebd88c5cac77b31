import { CommandError } from '../command-error.ts';

/** Where a warehouse is. */
export type WarehouseAddress =
  | { readonly kind: 'duckdb'; readonly file: string; readonly place: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly place: string }
  | {
      readonly kind: 'clickhouse';
      /** The first is where results are read; several are shards. */
      readonly hosts: readonly string[];
      readonly database: string;
      readonly user: string;
      readonly password: string;
      readonly place: string;
    };

/**
 * Reads `duckdb:FILE`, `postgres://…` and `clickhouse://[user:password@]host:port[,host:port…][/database]`. `place` is
 * what messages show: it has no password in it.
 */
export function parseWarehouseUrl(url: string): WarehouseAddress {
  const refuse = (): never => {
    throw new CommandError('error_warehouse_url', { url: hidePassword(url) });
  };
  const scheme = url.match(/^([a-z]+):/i)?.[1]?.toLowerCase();
  if (scheme === 'duckdb') {
    const file = url.slice('duckdb:'.length);
    return file === '' ? refuse() : { kind: 'duckdb', file, place: url };
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    if (!URL.canParse(url) || new URL(url).hostname === '') return refuse();
    return { kind: 'postgres', url, place: hidePassword(url) };
  }
  if (scheme === 'clickhouse') return parseClickhouse(url) ?? refuse();
  return refuse();
}

function parseClickhouse(url: string): WarehouseAddress | undefined {
  const found = url.match(/^clickhouse:\/\/(?:([^@/]*)@)?([^/@?]+)(?:\/([^/?]*))?$/i);
  if (found === null) return undefined;
  const [, login = '', list = '', database = ''] = found;
  const hosts = list.split(',');
  if (!hosts.every((host) => /^(\[[0-9a-f:]+\]|[^\s:[\]]+):\d{1,5}$/i.test(host))) return undefined;
  const colon = login.indexOf(':');
  const user = decode(colon < 0 ? login : login.slice(0, colon));
  const password = colon < 0 ? '' : decode(login.slice(colon + 1));
  if (user === undefined || password === undefined) return undefined;
  return {
    kind: 'clickhouse',
    hosts,
    database: decode(database) || 'default',
    user: user || 'default',
    password,
    place: hidePassword(url),
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The address without what stands between the user and the host, and without a password among the parameters. */
export function hidePassword(url: string): string {
  return url
    .replace(/^([a-z]+:(?:\/\/)?[^@/:]*):.*@/i, '$1@')
    .replace(/([?&](?:password|sslpassword)=)[^&]*/gi, '$1…');
}
