import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import type { StoreLog } from './store.ts';
import { StoreUnavailableError, type UnavailableReason } from './store-error.ts';
import { checkOutsideTransaction } from './transaction-guard.ts';

const bigintType = 20;

/**
 * How a connection is made. A connection that died is found out by keep-alive, a statement that hangs by its time limit,
 * and a transaction that was forgotten by another.
 */
export function getConnectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'leadline',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 30_000,
    lock_timeout: 15_000,
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === bigintType
          ? Number
          : (pg.types.getTypeParser(type, format as 'text') as (text: string) => unknown),
    },
  };
}

/** Connections for Kysely: numbers come as numbers, and a database that does not answer as StoreUnavailableError. */
export function createPostgresPool(url: string, maxConnections: number, log: StoreLog): PostgresPool {
  const pool = new pg.Pool({ ...getConnectionConfig(url), max: maxConnections, idleTimeoutMillis: 30_000 });
  pool.on('error', ({ message }) => log(`Lost an idle connection to the database: ${message}`));
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      checkOutsideTransaction();
      const client = await pool.connect().catch(throwStoreError);
      let wrapped = clients.get(client);
      if (wrapped === undefined) {
        // A client in use reports the end of its connection here and in the query that was running.
        client.on('error', () => undefined);
        wrapped = wrapClient(client);
        clients.set(client, wrapped);
      }
      return wrapped;
    },
    end: () => pool.end(),
  };
}

function wrapClient(client: pg.PoolClient): PostgresPoolClient {
  let isBroken = false;
  const query = async <R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
    try {
      return (await client.query(text, [...parameters])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      const stored = toStoreError(error);
      isBroken ||= stored instanceof StoreUnavailableError && stored.reason === 'disconnected';
      throw stored;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isBroken),
  };
}

/** SQLSTATE, or its class, of failures that say nothing about the statement, only about the moment. */
const unavailableCodes: Readonly<Record<string, UnavailableReason>> = {
  '08': 'disconnected',
  '57P': 'disconnected',
  '53300': 'busy',
  '53100': 'disk_full',
  '53': 'failed',
  '58': 'failed',
  '57014': 'timeout',
  '55P03': 'timeout',
  '25P03': 'disconnected',
  '25006': 'read_only',
  '28': 'failed',
  '3D000': 'failed',
};

/** Translates what pg throws. Errors without SQLSTATE are those of the connection. */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailableError) return error;
  if (error.message === 'timeout exceeded when trying to connect')
    return new StoreUnavailableError('busy', error);
  const { code, severity } = error as { code?: string; severity?: string };
  if (severity === undefined) {
    const isOfConnection = code !== undefined || /connection|timeout|terminated|ended/i.test(error.message);
    return isOfConnection ? new StoreUnavailableError('disconnected', error) : error;
  }
  const found = [code, code?.slice(0, 3), code?.slice(0, 2)].find(
    (key) => key && Object.hasOwn(unavailableCodes, key),
  );
  return found === undefined ? error : new StoreUnavailableError(unavailableCodes[found]!, error);
}

function throwStoreError(error: unknown): never {
  throw toStoreError(error);
}
