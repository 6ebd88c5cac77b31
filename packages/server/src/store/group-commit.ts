import type { SqliteResult, SqliteThread } from './sqlite-thread.ts';
import { StoreUnavailableError } from './store-error.ts';

/** One caller's transaction on the only connection that writes. Nobody else writes until it ends. */
export interface Turn {
  run(sql: string, parameters: readonly unknown[]): Promise<SqliteResult>;
  /** Resolves once what was written is on disk, together with what others wrote in the same group. */
  commit(): Promise<void>;
  /** Undoes what this caller wrote, and nothing of the others. */
  rollback(): Promise<void>;
}

export interface GroupCommitOptions {
  /** A group is committed when nobody waits any more, at the latest after so long. */
  readonly groupMs: number;
  /** And after so many rows. */
  readonly groupRows: number;
  /** A caller that does nothing for so long loses its turn. */
  readonly idleMs: number;
  /** Moves what was committed from the log into the file. Called after so many rows, and when nobody writes any more. */
  readonly checkpoint: () => Promise<void>;
  readonly checkpointRows: number;
  readonly checkpointIdleMs: number;
}

/**
 * Lets callers write one after the other and commits several of them at once: on most disks making a commit durable
 * costs more than what was written. Each caller has a savepoint, so that the failure of one leaves the others be.
 * A lone caller is committed at once; whoever comes during a commit is in the next group.
 */
export interface GroupCommit {
  /** Waits for a turn. Throws StoreUnavailableError if no transaction can be begun. */
  enter(): Promise<Turn>;
  /** Commits since the start. */
  readonly commits: number;
  close(): Promise<void>;
}

interface Group {
  readonly startedAt: number;
  readonly members: PromiseWithResolvers<void>[];
  rows: number;
}

export function createGroupCommit(thread: SqliteThread, options: GroupCommitOptions): GroupCommit {
  const waiting: PromiseWithResolvers<Turn>[] = [];
  let group: Group | undefined;
  let isBusy = false;
  let isClosed = false;
  let commits = 0;
  let rowsInLog = 0;
  let checkpointing: Promise<void> | undefined;
  let checkpointTimer: NodeJS.Timeout | undefined;

  async function admitNext(): Promise<void> {
    clearTimeout(checkpointTimer);
    isBusy = true;
    const caller = waiting.shift()!;
    try {
      await thread.exec(group === undefined ? 'BEGIN IMMEDIATE; SAVEPOINT turn' : 'SAVEPOINT turn');
    } catch (error) {
      caller.reject(error);
      await failGroup(error);
      return goOn();
    }
    group ??= { startedAt: performance.now(), members: [], rows: 0 };
    caller.resolve(makeTurn(group));
  }

  /** After a turn: the next caller of the same group, or the end of the group. */
  async function goOn(): Promise<void> {
    if (group !== undefined) {
      const isFull =
        group.rows >= options.groupRows || performance.now() - group.startedAt >= options.groupMs;
      if (waiting.length === 0 || isFull) await endGroup(group);
    }
    if (waiting.length > 0) return admitNext();
    isBusy = false;
    if (isClosed) return;
    if (rowsInLog === 0) return;
    checkpointTimer = setTimeout(checkpoint, options.checkpointIdleMs);
    checkpointTimer.unref();
  }

  async function endGroup(ending: Group): Promise<void> {
    try {
      await thread.exec(ending.members.length > 0 ? 'COMMIT' : 'ROLLBACK');
    } catch (error) {
      return failGroup(error);
    }
    group = undefined;
    if (ending.members.length === 0) return;
    commits += 1;
    rowsInLog += Math.max(1, ending.rows);
    for (const { resolve } of ending.members) resolve();
    if (rowsInLog >= options.checkpointRows) checkpoint();
  }

  /** The transaction of all is gone: nothing of it was kept. */
  async function failGroup(error: unknown): Promise<void> {
    const failed = group;
    group = undefined;
    if (thread.isInTransaction) await thread.exec('ROLLBACK').catch(() => undefined);
    for (const { reject } of failed?.members ?? []) reject(error);
  }

  function makeTurn(own: Group): Turn {
    let isOver = false;
    let lost: unknown;
    let idleTimer = setTimeout(expire, options.idleMs);
    idleTimer.unref();

    function expire(): void {
      lost = new StoreUnavailableError('timeout');
      void leave('ROLLBACK TO turn; RELEASE turn').then(goOn);
    }

    /** Ends the turn; true if the savepoint is gone as wished. */
    async function leave(sql: string): Promise<boolean> {
      isOver = true;
      clearTimeout(idleTimer);
      try {
        await thread.exec(sql);
        return true;
      } catch (error) {
        lost ??= error;
        if (group === own) await failGroup(error);
        return false;
      }
    }

    return {
      async run(sql, parameters) {
        if (isOver || lost !== undefined)
          throw lost ?? new TypeError('Cannot run a statement: its transaction is over');
        clearTimeout(idleTimer);
        try {
          const result = await thread.run(sql, parameters);
          own.rows += result.changes;
          return result;
        } catch (error) {
          if (!thread.isInTransaction) {
            lost = error;
            await failGroup(error);
          }
          throw error;
        } finally {
          if (!isOver) {
            idleTimer = setTimeout(expire, options.idleMs);
            idleTimer.unref();
          }
        }
      },
      async commit() {
        if (isOver) throw lost ?? new TypeError('Cannot commit: the transaction is over');
        if (lost !== undefined) {
          isOver = true;
          clearTimeout(idleTimer);
          await goOn();
          throw lost;
        }
        const member = Promise.withResolvers<void>();
        if (await leave('RELEASE turn')) own.members.push(member);
        else member.reject(lost);
        void goOn();
        return member.promise;
      },
      async rollback() {
        if (isOver) return;
        if (lost === undefined) await leave('ROLLBACK TO turn; RELEASE turn');
        isOver = true;
        clearTimeout(idleTimer);
        void goOn();
      },
    };
  }

  function checkpoint(): void {
    if (checkpointing || isClosed) return;
    rowsInLog = 0;
    checkpointing = options.checkpoint().finally(() => {
      checkpointing = undefined;
    });
  }

  return {
    get commits() {
      return commits;
    },
    enter() {
      if (isClosed) return Promise.reject(new StoreUnavailableError('closed'));
      const caller = Promise.withResolvers<Turn>();
      waiting.push(caller);
      if (!isBusy) void admitNext();
      return caller.promise;
    },
    async close() {
      isClosed = true;
      clearTimeout(checkpointTimer);
      while (isBusy) await new Promise((resolve) => setTimeout(resolve, 5));
      await checkpointing;
    },
  };
}
