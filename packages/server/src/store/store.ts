import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';
import { runInsideTransaction } from './transaction-guard.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** What the statements of one transaction go through. */
export type StoreTransaction = Transaction<Tables>;

/** Something worth a line in the log, without personal data. */
export type StoreLog = (message: string) => void;

/**
 * The one place where a server keeps what it knows: a workspace in a SQLite file, or in a PostgreSQL database that any
 * number of server processes share. Everything throws StoreUnavailableError while the database cannot answer.
 */
export interface Store {
  readonly kind: StoreKind;
  /** For single statements. Never inside `write` or `read`: that throws. */
  readonly db: Kysely<Tables>;
  /**
   * Runs a transaction and resolves once it is on disk. `work` may run again when PostgreSQL found that two transactions
   * stood in each other's way, so it must do nothing but use the transaction it is given.
   */
  write<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Runs statements that read, all of them seeing the store as of one moment. */
  read<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Writes the whole store, as of one moment, to a file that appears only when it is complete and checked. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** What statements that only read go through: a store, or a transaction with the kind of its store. */
export type StoreReader = Pick<Store, 'kind' | 'db'>;

/** Most rows of facts in one transaction. */
export const maxTransactionRows = 5_000;

const maxAttempts = 5;

/** `write` and `read` of a store over its Kysely instance. */
export function createTransactions(
  db: Kysely<Tables>,
  isInTheWay: (error: unknown) => boolean,
): Pick<Store, 'write' | 'read'> {
  return {
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db
            .transaction()
            .execute((transaction) => runInsideTransaction(() => work(transaction)));
        } catch (error) {
          if (attempt >= maxAttempts || !isInTheWay(error)) throw error;
        }
      }
    },
    read: (work) =>
      db
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute((transaction) => runInsideTransaction(() => work(transaction))),
  };
}
