import type { SqliteResult, SqliteThread } from './sqlite-thread.ts';
import { StoreUnavailableError } from './store-error.ts';

/** A read-only connection that one caller has for itself, inside a transaction: what it reads is of one moment. */
export interface Snapshot {
  run(sql: string, parameters: readonly unknown[]): Promise<SqliteResult>;
  release(): Promise<void>;
}

/** Read-only connections: one that all single statements share, and some for snapshots, opened when first needed. */
export interface ReaderPool {
  run(sql: string, parameters: readonly unknown[]): Promise<SqliteResult>;
  openSnapshot(): Promise<Snapshot>;
  close(): Promise<void>;
}

/** Opens the shared reader; at most `maxSnapshots` callers have a snapshot at once, others wait. */
export async function createReaderPool(
  open: () => Promise<SqliteThread>,
  maxSnapshots: number,
): Promise<ReaderPool> {
  const shared = await open();
  const idle: SqliteThread[] = [];
  const all: Promise<SqliteThread>[] = [];
  const waiting: PromiseWithResolvers<SqliteThread>[] = [];
  let isClosed = false;

  const acquire = (): Promise<SqliteThread> => {
    const free = idle.pop();
    if (free) return Promise.resolve(free);
    if (all.length < maxSnapshots) {
      const opening = open();
      all.push(opening);
      opening.catch(() => all.splice(all.indexOf(opening), 1));
      return opening;
    }
    const turn = Promise.withResolvers<SqliteThread>();
    waiting.push(turn);
    return turn.promise;
  };
  const giveBack = (thread: SqliteThread): void => {
    const next = waiting.shift();
    if (next) next.resolve(thread);
    else idle.push(thread);
  };

  return {
    run: (sql, parameters) => shared.run(sql, parameters),
    async openSnapshot() {
      if (isClosed) throw new StoreUnavailableError('closed');
      const thread = await acquire();
      try {
        await thread.exec('BEGIN');
      } catch (error) {
        giveBack(thread);
        throw error;
      }
      let isReleased = false;
      return {
        run: (sql, parameters) => thread.run(sql, parameters),
        async release() {
          if (isReleased) return;
          isReleased = true;
          await thread.exec('ROLLBACK').catch(() => undefined);
          giveBack(thread);
        },
      };
    },
    async close() {
      isClosed = true;
      for (const { reject } of waiting) reject(new StoreUnavailableError('closed'));
      const opened = await Promise.allSettled(all);
      const threads = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      await Promise.all([shared, ...threads].map((thread) => thread.close()));
    },
  };
}
