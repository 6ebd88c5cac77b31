import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/** Name of the database inside a data folder. */
export const databaseName = 'leadline.db';

const holderName = 'leadline.pid';

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
  const lock = new DatabaseSync(join(folder, 'leadline.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== 5) throw error;
    const process = findHolder(folder);
    const holder = process === undefined ? 'another process' : `process ${process}`;
    throw new StoreError(
      'locked',
      `Cannot open the data folder "${folder}": ${holder} has it open; stop that process first`,
      error,
    );
  }
  writeFileSync(join(folder, holderName), `${process.pid} on ${hostname()}\n`);
  return {
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

/** The process that has a data folder open, or had last: "4711 on office"; undefined if that is not written down. */
export function findHolder(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, holderName), 'utf8').trim();
  } catch {
    return undefined;
  }
}
