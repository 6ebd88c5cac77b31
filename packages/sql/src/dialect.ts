import type { Select, Sql } from './sql.ts';

/** What a column can hold: whole numbers of 64 bits, or text compared by its bytes. */
export type ColumnType = 'integer' | 'text';

/** A SELECT with a name. */
export interface Part {
  readonly name: Sql;
  readonly select: Sql;
}

/** Rows that stand in an order within each part of them, by the names of their columns. */
export interface Ordered {
  /** A SELECT of the columns named below. */
  readonly rows: Sql;
  /** What rows of one part share. */
  readonly part: readonly string[];
  /** What orders them, from least to greatest; text by its bytes, NULL last. */
  readonly order: Readonly<Record<string, ColumnType>>;
  readonly others: readonly string[];
  /** What the order gives. */
  readonly adds: Readonly<Record<string, OrderedColumn>>;
}

/** The place of a row in its part, from 1; a column of the row before, NULL in the first; the sum of a column up to the row. */
export type OrderedColumn = 'place' | { readonly previous: string } | { readonly sumUpTo: string };

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
  /** The type of a column that may not. */
  readonly required: (type: Sql) => Sql;
  /** What follows the columns of a table that is created. */
  readonly tableEnd: Sql;
  /** The same for a table that is to be kept on disk, in the order of one column. */
  readonly storedTableEnd: (column: Sql) => Sql;
  /** Statements that a script begins with, to make NULL mean what it means elsewhere. */
  readonly scriptStart: readonly Sql[];
  readonly asInteger: (value: Sql) => Sql;
  /** The size of a whole number, of the same type. */
  readonly abs: (value: Sql) => Sql;
  /** Whole division; both are never negative. */
  readonly divide: (value: Sql, by: Sql) => Sql;
  readonly hasBit: (mask: Sql, bit: Sql) => Sql;
  readonly join: (...texts: readonly Sql[]) => Sql;
  readonly contains: (text: Sql, part: Sql) => Sql;
  readonly startsWith: (text: Sql, start: Sql) => Sql;
  readonly endsWith: (text: Sql, end: Sql) => Sql;
  /** A text to be ordered by its UTF-8 bytes. */
  readonly bytes: (text: Sql) => Sql;
  readonly select: (parts: Select) => Sql;
  /** Rows with what their order adds. */
  readonly inOrder: (ordered: Ordered) => Sql;
  /** The first row of each key by an order. */
  readonly firstOfEach: (from: Select, key: readonly Sql[], order: readonly Sql[]) => Sql;
  /** Keeps the rows of a SELECT under a name for the rest of the session. */
  readonly keep: (name: Sql, select: Sql) => Sql;
  readonly drop: (name: Sql) => Sql;
  /** A SELECT with others that it reads as if they were relations, each in turn reading those before it. */
  readonly withParts: (parts: readonly Part[], select: Sql) => Sql;
  /** Whether a query can name its parts (WITH) without running each of them anew wherever it is named. */
  readonly namesParts: boolean;
  /** Most joins of one SELECT that it plans quickly; a script keeps what so many have joined before it joins more. */
  readonly mostJoins: number;
}

/** @throws RangeError for a text that UTF-8 cannot hold */
export function checkText(value: string): void {
  if (!value.isWellFormed())
    throw new RangeError(`Cannot write ${JSON.stringify(value)} as SQL: half a character in it`);
}
