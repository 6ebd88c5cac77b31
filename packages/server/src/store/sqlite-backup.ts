import { constants, existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { databaseName, lockFolder } from './data-folder.ts';
import { checkMigrations, getMigrations, type Migrations } from './migration.ts';
import { type SqliteThread, startSqliteThread } from './sqlite-thread.ts';
import { StoreError } from './store-error.ts';
import { syncFile } from './sync-file.ts';

/**
 * Writes a store to a file, as of one moment and without making anyone wait, checks it and only then gives it its name.
 * `VACUUM INTO` reads in one transaction; SQLite's backup interface would start anew with every commit of the writer.
 */
export async function backupSqlite(
  openReader: () => Promise<SqliteThread>,
  path: string,
  migrations: Migrations,
): Promise<void> {
  if (existsSync(path))
    throw new StoreError('exists', `Cannot write the backup "${path}": it exists already`);
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  await rm(temporary, { force: true });
  try {
    const reader = await openReader();
    try {
      // The reader may only read the store; the copy is not part of it.
      await reader.exec('PRAGMA query_only = OFF');
      await reader.run('VACUUM INTO ?', [temporary]);
    } finally {
      await reader.close();
    }
    await checkFile(temporary, path, migrations);
    await syncFile(temporary);
    await rename(temporary, path);
    await syncFile(dirname(path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Puts a backup in the place of the store of a data folder that no process has open. The present store stays beside it
 * under another name, which is returned (undefined if there was none). Throws StoreError if the backup is damaged or a
 * newer Leadline wrote it; nothing was changed then.
 */
export async function restoreSqlite(
  folder: string,
  backup: string,
  now: number,
): Promise<string | undefined> {
  const lock = lockFolder(folder);
  const path = join(folder, databaseName);
  const temporary = `${path}.restoring`;
  try {
    await checkFile(backup, backup, getMigrations('sqlite'));
    await copyFile(backup, temporary, constants.COPYFILE_FICLONE);
    await syncFile(temporary);
    let before: string | undefined;
    if (existsSync(path)) {
      await foldLog(path);
      before = join(folder, `leadline-replaced-${now}.db`);
      await rename(path, before);
    }
    for (const ending of ['-wal', '-shm']) await rm(path + ending, { force: true });
    await rename(temporary, path);
    await syncFile(folder);
    return before;
  } finally {
    await rm(temporary, { force: true });
    lock.release();
  }
}

/** Closing the last connection moves the log into the file. */
async function foldLog(path: string): Promise<void> {
  const thread = await startSqliteThread({ path, readOnly: false, pragmas: '' });
  try {
    await thread.run('PRAGMA wal_checkpoint(TRUNCATE)', []);
  } finally {
    await thread.close();
  }
}

/** Throws StoreError unless a file is a whole store of this version or an older one. */
async function checkFile(path: string, name: string, migrations: Migrations): Promise<void> {
  const damaged = (detail: string, cause?: unknown) =>
    new StoreError('damaged', `Cannot use the backup "${name}": ${detail}; use another one`, cause);
  let thread: SqliteThread | undefined;
  try {
    thread = await startSqliteThread({ path, readOnly: true, pragmas: 'PRAGMA query_only = ON' });
    const { rows } = await thread.run('PRAGMA integrity_check(1)', []);
    if (rows[0]?.[0] !== 'ok') throw damaged(`it is damaged (${rows[0]?.[0]})`);
    const { rows: broken } = await thread.run('PRAGMA foreign_key_check', []);
    if (broken.length > 0) throw damaged(`rows of "${broken[0]![0]}" lack what they refer to`);
    const { rows: names } = await thread.run('SELECT name FROM kysely_migration ORDER BY name', []);
    checkMigrations(
      names.map(([migration]) => String(migration)),
      migrations,
    );
  } catch (error) {
    throw error instanceof StoreError ? error : damaged('it is no store of Leadline', error);
  } finally {
    await thread?.close();
  }
}
