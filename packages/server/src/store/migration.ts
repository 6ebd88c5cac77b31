import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { differences } from './difference.ts';
import { createFirstMigration } from './first-migration.ts';
import type { StoreKind } from './store.ts';
import { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

/** Migrations by the name that a database remembers them under; names sort in the order of time. */
export type Migrations = Readonly<Record<string, Migration>>;

/** The migrations that make a store of this version. */
export function getMigrations(kind: StoreKind): Migrations {
  return { '0001_first': createFirstMigration(kind) };
}

/**
 * Brings a database to this version, forward only. `beforeChange` is called first when there is something to change in a
 * database that holds data already. Throws StoreError ("newer") if a newer Leadline has been at work.
 */
export async function migrate(
  db: Kysely<Tables>,
  kind: StoreKind,
  migrations: Migrations,
  beforeChange: (present: string) => Promise<void>,
): Promise<void> {
  const done = await readMigrations(db, kind);
  checkMigrations(done, migrations);
  if (done.length === Object.keys(migrations).length) return;
  if (done.length > 0) await beforeChange(done.at(-1)!);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Throws StoreError ("newer") if one of the migrations is unknown here. */
export function checkMigrations(done: readonly string[], migrations: Migrations): void {
  const unknown = done.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined)
    throw new StoreError(
      'newer',
      `Cannot open the store: a newer Leadline wrote it (migration "${unknown}" is unknown here); start that version`,
    );
}

/** Names of the migrations that a database has been through; none for an empty one. */
async function readMigrations(db: Kysely<Tables>, kind: StoreKind): Promise<string[]> {
  const found = await sql<{
    found: number;
  }>`select ${differences[kind].countMigrationTables} as found`.execute(db);
  if (found.rows[0]!.found === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
