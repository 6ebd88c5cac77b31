import { randomUUID } from 'node:crypto';
import { clickhouse } from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import { ClickhouseError } from './clickhouse-error.ts';
import type { ClickhouseSession } from './clickhouse-session.ts';

/** How often its holder says that it is still there. */
const beatMs = 10_000;
/** Silence after which it counts as dead. */
const expirySeconds = 60;
const tableExists = '57';

export interface ClickhouseLock {
  /** Throws CommandError if the lock was lost meanwhile. */
  check(): Promise<void>;
  release(): Promise<void>;
}

export interface LockOptions {
  readonly table?: string;
  /** Of whom there is only one, so that a lock of that name is left from before; default: of whom there are many. */
  readonly holder?: string;
}

/**
 * Takes a lock of a database: a table that stands as long as someone holds it, since only one can create it. Throws
 * CommandError if another one holds it and has been heard of lately.
 */
export async function takeClickhouseLock(
  { askBeside }: ClickhouseSession,
  place: string,
  { table = 'leadline_lock', holder = randomUUID() as string }: LockOptions = {},
): Promise<ClickhouseLock> {
  const name = clickhouse.quoteName(table);
  const busy = (): CommandError => new CommandError('error_warehouse_busy', { place });
  const create = async (): Promise<boolean> => {
    try {
      await askBeside(`CREATE TABLE ${name} (holder String, seen_at DateTime) ENGINE = TinyLog`);
      return true;
    } catch (error) {
      if (error instanceof ClickhouseError && error.code === tableExists) return false;
      throw error;
    }
  };
  const beat = async (): Promise<void> => {
    await askBeside(`INSERT INTO ${name} SELECT '${holder}', now()`);
  };
  const readHolder = async (): Promise<string> =>
    (await askBeside(`SELECT DISTINCT holder FROM ${name}`)).trim();
  const isDead = async (): Promise<boolean> => {
    // Beside the holder's word counts the moment of the table itself: it may just have been made.
    const [silence = ''] = (
      await askBeside(
        `SELECT toInt64(now()) - greatest(
  (SELECT max(toInt64(seen_at)) FROM ${name}),
  (SELECT max(toInt64(metadata_modification_time)) FROM system.tables WHERE database = currentDatabase() AND name = '${table}')
)`,
      )
    ).split('\n');
    return Number(silence) > expirySeconds;
  };
  if (!(await create())) {
    const isOwn = (await readHolder()) === holder;
    if (!isOwn && !(await isDead())) throw busy();
    const dead = clickhouse.quoteName(`${table}_${randomUUID()}`);
    try {
      // Of several who find it dead one can rename it.
      await askBeside(`RENAME TABLE ${name} TO ${dead}`);
    } catch {
      throw busy();
    }
    await askBeside(`DROP TABLE ${dead}`);
    if (!(await create())) throw busy();
  }
  await beat();
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
  timer.unref();
  return {
    check: async () => {
      if ((await readHolder()) !== holder) throw busy();
    },
    release: async () => {
      clearInterval(timer);
      await askBeside(`DROP TABLE ${name}`);
    },
  };
}
