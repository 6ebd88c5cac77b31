import type { Select, Sql } from './sql.ts';

/** What a column can hold: whole numbers of 64 bits, or text compared by its bytes. */
export type ColumnType = 'integer' | 'text';

/** Where engines differ. All else is written once, in SQL that all of them take. */
export interface Dialect {
  readonly name: 'duckdb' | 'postgres' | 'clickhouse';
  /** Longest name of a column in bytes; a longer one would be cut off without a word. */
  readonly mostNameBytes: number;
  readonly quoteName: (name: string) => Sql;
  /**
   * A literal, without line breaks in it.
   *
   * @throws RangeError for text that the engine cannot hold
   */
  readonly text: (value: string) => Sql;
  readonly types: Readonly<Record<ColumnType, Sql>>;
  /** Whole numbers of 32 bits, whose sums are made faster. */
  readonly smallInteger: Sql;
  /** The type of a column that may be NULL. */
  readonly nullable: (type: Sql) => Sql;
  /** What follows the columns of a table that is created. */
  readonly tableEnd: Sql;
  /** Ends every query, to make NULL mean what it means elsewhere. */
  readonly queryEnd: Sql;
  readonly asInteger: (value: Sql) => Sql;
  /** Whole division; both are never negative. */
  readonly divide: (value: Sql, by: Sql) => Sql;
  readonly hasBit: (mask: Sql, bit: Sql) => Sql;
  readonly join: (...texts: readonly Sql[]) => Sql;
  readonly contains: (text: Sql, part: Sql) => Sql;
  readonly startsWith: (text: Sql, start: Sql) => Sql;
  readonly endsWith: (text: Sql, end: Sql) => Sql;
  /** A text to be ordered by its UTF-8 bytes. */
  readonly bytes: (text: Sql) => Sql;
  /** The first row of each key by an order. */
  readonly firstOfEach: (from: Select, key: readonly Sql[], order: readonly Sql[]) => Sql;
  /** Keeps the rows of a SELECT under a name for the rest of the session. */
  readonly keep: (name: Sql, select: Sql) => Sql;
  readonly drop: (name: Sql) => Sql;
  /** How a part that is read once is named, so that it is not worked out apart. */
  readonly inlinePart: Sql;
  /** Whether a query can name its parts (WITH) without running each of them anew wherever it is named. */
  readonly namesParts: boolean;
}

/** @throws RangeError for a text that UTF-8 cannot hold */
export function checkText(value: string): void {
  if (!value.isWellFormed())
    throw new RangeError(`Cannot write ${JSON.stringify(value)} as SQL: half a character in it`);
}
