import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the transaction that the running code is part of. */
interface OpenTransaction {
  open: boolean;
}

const current = new AsyncLocalStorage<OpenTransaction>();

/** Runs the body of a transaction so that `checkOutsideTransaction` throws in it and in all that it calls. */
export async function runInsideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const transaction = { open: true };
  try {
    return await current.run(transaction, work);
  } finally {
    transaction.open = false;
  }
}

/**
 * Throws when the running code is inside a transaction: a statement on the store itself would wait for a connection
 * that this very transaction holds, and would not see what the transaction has written.
 */
export function checkOutsideTransaction(): void {
  if (current.getStore()?.open)
    throw new TypeError("Cannot use the store's own db inside a transaction; use the one that is passed in");
}
