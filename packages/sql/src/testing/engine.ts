import type { Dialect } from '../dialect.ts';
import type { Cell } from '../table.ts';

/** A database that a test may fill and ask. */
export interface Engine {
  readonly dialect: Dialect;
  /** Runs statements one after another. */
  readonly run: (statements: readonly string[]) => Promise<void>;
  /** Rows by the names of their columns; whole numbers as numbers. */
  readonly query: (text: string) => Promise<Readonly<Record<string, Cell>>[]>;
  /** The statement that empties a table. */
  readonly empty: (table: string) => string;
  readonly close: () => Promise<void>;
}

/** A statement that an engine refused, with its text: what a failing case is looked into by. */
export class EngineError extends Error {
  constructor(engine: string, text: string, cause: unknown) {
    super(`${engine}: ${cause instanceof Error ? cause.message : String(cause)}\n${text}`, { cause });
  }
}
