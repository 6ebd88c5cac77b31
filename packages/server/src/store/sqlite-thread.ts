import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreUnavailableError, type UnavailableReason } from './store-error.ts';

/** What a thread opens. */
export interface SqliteThreadOptions {
  readonly path: string;
  readonly readOnly: boolean;
  /** Statements run once, after opening. */
  readonly pragmas: string;
}

export interface SqliteRequest {
  readonly id: number;
  readonly sql: string;
  /** Absent: `sql` may be several statements, whose rows are dropped. */
  readonly parameters?: readonly unknown[] | undefined;
  readonly close?: boolean;
}

export type SqliteAnswer = SqliteResult | SqliteFailure;

/** Rows as arrays of values in the order of `columns`: half the cost of objects on their way between threads. */
export interface SqliteResult {
  readonly id: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows changed by a statement that returns none; else rows returned. */
  readonly changes: number;
  readonly insertId?: number;
}

interface SqliteFailure {
  readonly id: number;
  readonly error: { readonly message: string; readonly code: number; readonly isInTransaction: boolean };
}

/** A statement that SQLite refused, with its extended result code. */
export class SqliteError extends Error {
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.name = 'SqliteError';
    this.code = code;
  }
}

/** One connection to a SQLite file, in a thread of its own: requests are answered in the order they are made. */
export interface SqliteThread {
  /** Requests that have no answer yet. */
  readonly pending: number;
  /** Throws SqliteError, or StoreUnavailableError when it may work again later. */
  run(sql: string, parameters: readonly unknown[]): Promise<SqliteResult>;
  /** Runs several statements and drops their rows. */
  exec(sql: string): Promise<void>;
  /** Whether a transaction was still open after the last failure; SQLite ends one by itself when the disk is full. */
  readonly isInTransaction: boolean;
  close(): Promise<void>;
}

/** Starts a thread and opens its connection. Throws what opening throws. */
export async function startSqliteThread(options: SqliteThreadOptions): Promise<SqliteThread> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, PromiseWithResolvers<SqliteResult>>();
  let nextId = 0;
  let isInTransaction = true;
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (answer: SqliteAnswer) => {
    const request = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (!('error' in answer)) return request?.resolve(answer);
    isInTransaction = answer.error.isInTransaction;
    request?.reject(toStoreError(new SqliteError(answer.error.message, answer.error.code)));
  });
  worker.on('error', (error: Error & { errcode?: number }) =>
    end(
      error.errcode === undefined
        ? new StoreUnavailableError('failed', error)
        : toStoreError(new SqliteError(error.message, error.errcode)),
    ),
  );
  worker.on('exit', () => end(new StoreUnavailableError('closed')));
  const ask = (request: Omit<SqliteRequest, 'id'>): Promise<SqliteResult> => {
    if (ended) return Promise.reject(ended);
    const id = nextId++;
    const deferred = Promise.withResolvers<SqliteResult>();
    waiting.set(id, deferred);
    worker.postMessage({ id, ...request } satisfies SqliteRequest);
    return deferred.promise;
  };
  await ask({ sql: 'SELECT 1', parameters: [] });
  return {
    get pending() {
      return waiting.size;
    },
    get isInTransaction() {
      return isInTransaction;
    },
    run: (sql, parameters) => ask({ sql, parameters }),
    async exec(sql) {
      await ask({ sql });
    },
    async close() {
      if (ended) return;
      const exited = once(worker, 'exit');
      const closing = ask({ sql: 'SELECT 1', parameters: [], close: true });
      await closing;
      await exited;
    },
  };
}

/** Primary result codes of SQLite that say nothing about the statement, only about the moment. */
const unavailableCodes: Readonly<Record<number, UnavailableReason>> = {
  5: 'busy',
  6: 'busy',
  8: 'read_only',
  10: 'failed',
  13: 'disk_full',
  14: 'failed',
};

function toStoreError(error: SqliteError): Error {
  const reason = unavailableCodes[error.code & 0xff];
  return reason === undefined ? error : new StoreUnavailableError(reason, error);
}
