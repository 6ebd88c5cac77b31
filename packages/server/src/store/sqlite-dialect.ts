import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { GroupCommit, Turn } from './group-commit.ts';
import type { ReaderPool, Snapshot } from './reader-pool.ts';
import type { SqliteResult } from './sqlite-thread.ts';
import { checkOutsideTransaction } from './transaction-guard.ts';

export interface SqliteDialectConfig {
  readonly writer: GroupCommit;
  readonly readers: ReaderPool;
}

/**
 * What Kysely holds of a caller: nothing, until its first statement says whether it reads or writes. A statement outside
 * a transaction that is a SELECT goes to a reader; all others get a turn of their own.
 */
interface LazyConnection extends DatabaseConnection {
  /** Present inside a transaction. */
  turn: Turn | undefined;
  snapshot: Snapshot | undefined;
}

/** Says that callers need not wait for each other before the driver is asked: readers and the writer work side by side. */
class ThreadedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** SQLite behind threads, for Kysely: `setAccessMode('read only')` gives a snapshot, any other transaction a turn. */
export function createSqliteDialect(config: SqliteDialectConfig): Dialect {
  return {
    createAdapter: () => new ThreadedSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => createSqliteDriver(config),
  };
}

function createSqliteDriver(config: SqliteDialectConfig): Driver {
  const run = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql));
  return {
    async init() {},
    async acquireConnection() {
      checkOutsideTransaction();
      return createLazyConnection(config);
    },
    async beginTransaction(connection, { accessMode }) {
      const lazy = connection as LazyConnection;
      if (accessMode === 'read only') lazy.snapshot = await config.readers.openSnapshot();
      else lazy.turn = await config.writer.enter();
    },
    async commitTransaction(connection) {
      const { turn, snapshot } = connection as LazyConnection;
      await snapshot?.release();
      await turn?.commit();
    },
    async rollbackTransaction(connection) {
      const { turn, snapshot } = connection as LazyConnection;
      await snapshot?.release();
      await turn?.rollback();
    },
    async savepoint(connection, name) {
      await run(connection, `SAVEPOINT "${name}"`);
    },
    async rollbackToSavepoint(connection, name) {
      await run(connection, `ROLLBACK TO "${name}"`);
    },
    async releaseSavepoint(connection, name) {
      await run(connection, `RELEASE "${name}"`);
    },
    async releaseConnection(connection) {
      const lazy = connection as LazyConnection;
      lazy.turn = undefined;
      lazy.snapshot = undefined;
    },
    async destroy() {
      await config.writer.close();
      await config.readers.close();
    },
  };
}

function createLazyConnection({ writer, readers }: SqliteDialectConfig): LazyConnection {
  return {
    turn: undefined,
    snapshot: undefined,
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { sql, parameters } = query;
      const inside = this.turn ?? this.snapshot;
      if (inside) return toQueryResult(await inside.run(sql, parameters));
      if (isReading(query)) return toQueryResult(await readers.run(sql, parameters));
      const turn = await writer.enter();
      try {
        const result = await turn.run(sql, parameters);
        await turn.commit();
        return toQueryResult(result);
      } catch (error) {
        await turn.rollback();
        throw error;
      }
    },
    // biome-ignore lint/correctness/useYield: Kysely asks for a generator; large reads go by keyset pages.
    async *streamQuery() {
      throw new TypeError('Cannot stream a query from SQLite; read it in pages');
    },
  };
}

function isReading({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(sql));
}

function toQueryResult<R>({ columns, rows, changes, insertId }: SqliteResult): QueryResult<R> {
  return {
    rows: rows.map((row) => {
      const record: Record<string, unknown> = {};
      for (let c = 0; c < columns.length; c++) record[columns[c]!] = row[c];
      return record as R;
    }),
    numAffectedRows: BigInt(changes),
    ...(insertId !== undefined && { insertId: BigInt(insertId) }),
  };
}
