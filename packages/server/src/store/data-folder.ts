import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/** Name of the database inside a data folder. */
export const databaseName = 'leadline.db';

/** Holds a data folder for this process. */
export interface FolderLock {
  /** May be called again. */
  release(): void;
}

/**
 * Takes a data folder, so that no second process opens it. Throws StoreError ("locked") with the holder's process id.
 *
 * The lock is one of the operating system, taken by SQLite on a file of its own. It ends with the process however that
 * ends, so that a lock is never stale, and a process id that another program has by now does no harm.
 */
export function lockFolder(folder: string): FolderLock {
  const holderPath = join(folder, 'leadline.pid');
  const lock = new DatabaseSync(join(folder, 'leadline.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 5) throw error;
    throw new StoreError(
      'locked',
      `Cannot open the data folder "${folder}": ${readHolder(holderPath)} has it open; stop that process first`,
      error,
    );
  }
  writeFileSync(holderPath, `${process.pid} on ${hostname()}\n`);
  return {
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function readHolder(path: string): string {
  try {
    return `process ${readFileSync(path, 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
}
