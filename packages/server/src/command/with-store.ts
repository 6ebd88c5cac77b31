import { CommandError } from '../command-error.ts';
import type { Session } from '../session.ts';
import { findHolder } from '../store/data-folder.ts';
import { openStore } from '../store/open-store.ts';
import type { Store, StoreLog } from '../store/store.ts';
import { StoreError, StoreUnavailableError } from '../store/store-error.ts';
import type { StoreOptions } from './option.ts';

const defaultFolder = 'leadline-data';

/**
 * Opens the store, does something with it and closes it again. Throws CommandError if it cannot be opened or does not
 * answer.
 */
export async function withStore<Result>(
  { data }: StoreOptions,
  session: Session,
  work: (store: Store) => Promise<Result>,
  log: StoreLog = session.terminal.note,
): Promise<Result> {
  const { env, now } = session;
  const folder = data ?? env.LEADLINE_DATA ?? defaultFolder;
  const databaseUrl = env.DATABASE_URL;
  try {
    const store = await openStore({ folder, databaseUrl, now, log });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    throw describeStoreError(error, folder, databaseUrl);
  }
}

/** The address of the database holds a password, so it is never said. */
function describeStoreError(error: unknown, folder: string, databaseUrl = ''): unknown {
  if (error instanceof StoreUnavailableError)
    return databaseUrl === ''
      ? new CommandError('error_store', { reason: error.reason }, undefined, error)
      : new CommandError('error_database', { reason: error.reason }, undefined, error);
  if (error instanceof StoreError) {
    if (error.problem === 'locked')
      return new CommandError('error_store_locked', { folder, process: findHolder(folder) ?? '?' });
    if (error.problem === 'newer') return new CommandError('error_store_newer');
    if (error.problem === 'damaged') return new CommandError('error_store_damaged', {}, undefined, error);
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_URL') return new CommandError('error_database', { reason: 'address' });
  return code !== undefined && syscall === 'mkdir'
    ? new CommandError('error_store_folder', { folder, detail: code })
    : error;
}
