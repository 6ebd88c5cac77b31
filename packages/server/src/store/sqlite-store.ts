import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { databaseName, type FolderLock, lockFolder } from './data-folder.ts';
import { createGroupCommit } from './group-commit.ts';
import { getMigrations, type Migrations, migrate } from './migration.ts';
import { createReaderPool } from './reader-pool.ts';
import { backupSqlite } from './sqlite-backup.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { startSqliteThread } from './sqlite-thread.ts';
import { createTransactions, maxTransactionRows, type Store, type StoreLog } from './store.ts';
import type { Tables } from './tables.ts';

/** Set before the log is there: pages of 4 kB, and space of dropped rows given back when asked for. */
const writerPragmas = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 20000;
  PRAGMA journal_size_limit = 268435456;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY`;

const readerPragmas = 'PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -65536';

const checkpointPragmas = 'PRAGMA busy_timeout = 0; PRAGMA wal_autocheckpoint = 0';

const maxSnapshots = 3;

export interface SqliteStoreOptions {
  /** Data folder; made if it is not there. On a disk of this machine: locks of network disks cannot be trusted. */
  readonly folder: string;
  /** Milliseconds UTC; names the backup that a migration makes. */
  readonly now: number;
  readonly log: StoreLog;
  /** Default: those of this version. */
  readonly migrations?: Migrations | undefined;
}

/**
 * Opens the store in a data folder, bringing it to this version first (with a backup beside it if it holds data).
 * Throws StoreError if another process has the folder or a newer Leadline wrote it.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  mkdirSync(options.folder, { recursive: true });
  const lock = lockFolder(options.folder);
  try {
    return await openLocked(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(
  { folder, now, log, migrations = getMigrations('sqlite') }: SqliteStoreOptions,
  lock: FolderLock,
): Promise<Store> {
  const path = join(folder, databaseName);
  const thread = await startSqliteThread({ path, readOnly: false, pragmas: writerPragmas });
  const openReader = () => startSqliteThread({ path, readOnly: true, pragmas: readerPragmas });
  const readers = await createReaderPool(openReader, maxSnapshots);
  const checkpointer = await startSqliteThread({ path, readOnly: false, pragmas: checkpointPragmas });
  const writer = createGroupCommit(thread, {
    groupMs: 20,
    groupRows: maxTransactionRows,
    idleMs: 30_000,
    // On a connection of its own, so that writers do not wait for it.
    checkpoint: () => checkpointer.exec('PRAGMA wal_checkpoint(PASSIVE)').catch(() => undefined),
    checkpointRows: maxTransactionRows,
    checkpointIdleMs: 500,
  });
  const db = new Kysely<Tables>({ dialect: createSqliteDialect({ writer, readers }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    await writer.close();
    await readers.close();
    await checkpointer.close();
    await thread.close();
    lock.release();
  };
  const store: Store = {
    kind: 'sqlite',
    db,
    ...createTransactions(db, () => false),
    backup: (target) => backupSqlite(openReader, target, migrations),
    close,
  };
  try {
    await migrate(db, 'sqlite', migrations, async (present) => {
      const backup = join(folder, `leadline-before-${present}-${toFileTime(now)}.db`);
      await store.backup(backup);
      log(`Backed up the store before changing it: "${backup}" (${(await stat(backup)).size} bytes)`);
    });
    await releaseTaken(db);
  } catch (error) {
    await close();
    throw error;
  }
  return store;
}

/** What a process had taken when it ended, nobody else is busy with. */
async function releaseTaken(db: Kysely<Tables>): Promise<void> {
  for (const table of ['due_leads', 'outbox', 'jobs'] as const)
    await db
      .updateTable(table)
      .set({ taken_until: null, taken_by: null })
      .where('taken_until', 'is not', null)
      .execute();
}

/** "20261122T184500Z". */
function toFileTime(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
