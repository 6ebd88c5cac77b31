import type { Migrations } from './migration.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store, StoreLog } from './store.ts';

export interface StoreOptions {
  /** Where the embedded store lies. Not looked at when there is a database. */
  readonly folder: string;
  /** Address of a PostgreSQL database (`DATABASE_URL`). */
  readonly databaseUrl?: string | undefined;
  /** Milliseconds UTC. */
  readonly now: number;
  readonly log: StoreLog;
  /** Default: those of this version. */
  readonly migrations?: Migrations;
}

/** Opens the store: PostgreSQL if an address is given, else SQLite in the data folder. Throws what these throw. */
export function openStore({ folder, databaseUrl, now, log, migrations }: StoreOptions): Promise<Store> {
  return databaseUrl === undefined || databaseUrl === ''
    ? openSqliteStore({ folder, now, log, migrations })
    : openPostgresStore({ url: databaseUrl, log, migrations });
}
