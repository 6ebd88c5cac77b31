import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupCommit, type GroupCommit, type GroupCommitOptions } from './group-commit.ts';
import { type SqliteThread, startSqliteThread } from './sqlite-thread.ts';

describe('group commit', () => {
  let folder: string;
  let thread: SqliteThread;
  let checkpoints: number;
  let group: GroupCommit;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadline-group-'));
    thread = await startSqliteThread({ path: join(folder, 'x.db'), readOnly: false, pragmas: '' });
    await thread.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER NOT NULL)');
    checkpoints = 0;
    group = start({});
  });
  afterEach(async () => {
    await group.close();
    await thread.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (options: Partial<GroupCommitOptions>): GroupCommit =>
    createGroupCommit(thread, {
      groupMs: 1e6,
      groupRows: 5_000,
      idleMs: 1e6,
      checkpoint: async () => {
        checkpoints += 1;
      },
      checkpointRows: 1e6,
      checkpointIdleMs: 1e6,
      ...options,
    });
  const insert = async (numbers: readonly unknown[]): Promise<void> => {
    const turn = await group.enter();
    try {
      for (const number of numbers) await turn.run('INSERT INTO t VALUES (?)', [number]);
      await turn.commit();
    } catch (error) {
      await turn.rollback();
      throw error;
    }
  };
  const read = async () => (await thread.run('SELECT n FROM t ORDER BY n', [])).rows.flat();

  it('makes one commit of those that wait for each other', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => insert([i])));
    expect(group.commits).toBe(1);
    expect(await read()).toHaveLength(50);
  });

  it('commits a lone caller at once', async () => {
    await insert([1]);
    await insert([2]);
    expect(group.commits).toBe(2);
  });

  it('ends a group that has so many rows, or is so old', async () => {
    group = start({ groupRows: 4 });
    await Promise.all([1, 2, 3, 4, 5].map((n) => insert([n, n])));
    expect(group.commits).toBe(3);
    group = start({ groupMs: 0 });
    await Promise.all([1, 2, 3].map((n) => insert([n])));
    expect(group.commits).toBe(3);
  });

  it('undoes a caller that fails, and nobody else', async () => {
    const results = await Promise.allSettled([insert([1]), insert([2, null]), insert([3])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await read()).toEqual([1, 3]);
  });

  it('fails all of a group that SQLite gave up', async () => {
    const first = insert([1]);
    const turn = await group.enter();
    await turn.run('INSERT INTO t VALUES (2)', []);
    const third = insert([3]);
    // What a full disk does in the middle of a statement.
    await thread.exec('ROLLBACK');
    await expect(turn.commit()).rejects.toThrow();
    await expect(first).rejects.toThrow();
    await third;
    expect(await read()).toEqual([3]);
  });

  it('takes its turn from a caller that does nothing', async () => {
    group = start({ idleMs: 20 });
    const turn = await group.enter();
    await turn.run('INSERT INTO t VALUES (1)', []);
    await insert([2]);
    await expect(turn.run('INSERT INTO t VALUES (3)', [])).rejects.toThrow('took too long');
    await expect(turn.commit()).rejects.toThrow('took too long');
    expect(await read()).toEqual([2]);
  });

  it('asks for a checkpoint after so many rows, and when nobody writes', async () => {
    group = start({ checkpointRows: 3 });
    await insert([1, 2]);
    expect(checkpoints).toBe(0);
    await insert([3]);
    expect(checkpoints).toBe(1);
    group = start({ checkpointIdleMs: 5 });
    await insert([4]);
    while (checkpoints < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('lets nobody in after it was closed', async () => {
    await insert([1]);
    await group.close();
    await expect(insert([2])).rejects.toThrow('it is closed');
  });
});
