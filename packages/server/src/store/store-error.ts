/** Why a store cannot answer at present. All of these may pass without anyone touching the program. */
export type UnavailableReason =
  | 'disconnected'
  | 'disk_full'
  | 'read_only'
  | 'timeout'
  | 'busy'
  | 'failed'
  | 'closed';

const unavailableTexts: Readonly<Record<UnavailableReason, string>> = {
  disconnected: 'the database does not answer',
  disk_full: 'the disk is full; make room',
  read_only: 'the database may only be read; check its permissions',
  timeout: 'the database took too long',
  busy: 'the database is held by another program',
  failed: 'the database could not be read or written',
  closed: 'it is closed',
};

/**
 * The store cannot answer at present. What was asked for did not happen, or (when the connection was lost while a
 * transaction was being committed) may have happened: asking again is always right, since keys make repeats harmless.
 */
export class StoreUnavailableError extends Error {
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, cause?: unknown) {
    super(`Cannot use the store: ${unavailableTexts[reason]}`, cause === undefined ? {} : { cause });
    this.name = 'StoreUnavailableError';
    this.reason = reason;
  }
}

/**
 * Why a store cannot be opened, backed up or restored at all; somebody has to do something about it. `locked`: another
 * process has the data folder; `newer`: a newer Leadline wrote it; `damaged`: the file is no whole store; `exists`:
 * something is in the way.
 */
export type StoreProblem = 'locked' | 'newer' | 'damaged' | 'exists';

/** A store cannot be opened, backed up or restored; the message says what to do. */
export class StoreError extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'StoreError';
    this.problem = problem;
  }
}
