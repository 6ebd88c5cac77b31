import { Kysely, PostgresDialect, sql } from 'kysely';
import { getMigrations, type Migrations, migrate } from './migration.ts';
import { backupPostgres } from './postgres-backup.ts';
import { createPostgresPool } from './postgres-pool.ts';
import { createTransactions, type Store, type StoreLog } from './store.ts';
import type { Tables } from './tables.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly log: StoreLog;
  /** Default: those of this version. */
  readonly migrations?: Migrations | undefined;
  /** Connections of this process; default 10. */
  readonly maxConnections?: number;
}

/** Serialization failure and deadlock: the same transaction may succeed when it runs again. */
const inTheWayCodes: readonly unknown[] = ['40001', '40P01'];

/**
 * Opens the store in a PostgreSQL database, bringing it to this version first. Any number of processes may open one.
 * Throws StoreError if a newer Leadline wrote it, StoreUnavailableError if the database does not answer.
 */
export async function openPostgresStore({
  url,
  log,
  migrations = getMigrations('postgres'),
  maxConnections = 10,
}: PostgresStoreOptions): Promise<Store> {
  const pool = createPostgresPool(url, maxConnections, log);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await db.connection().execute(async (connection) => {
      await sql`set statement_timeout = 0`.execute(connection);
      await migrate(connection, 'postgres', migrations, async (present) =>
        log(`Changing the tables after "${present}"; backups of a PostgreSQL store are made by its keeper`),
      );
      await sql`reset statement_timeout`.execute(connection);
    });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    kind: 'postgres',
    db,
    ...createTransactions(db, (error) => inTheWayCodes.includes((error as { code?: unknown }).code)),
    backup: (path) => backupPostgres(url, path, migrations),
    close: () => db.destroy(),
  };
}
