import type { Cell, Dialect, Row } from '@leadline/sql';

/** A row of a result by the names of its columns; whole numbers as numbers. */
export type ResultRow = Readonly<Record<string, Cell>>;

/** What a warehouse is opened for. */
export type WarehouseWork = 'load' | 'score';

/** A database that holds the tables of docs/warehouse.md. One statement runs at a time. */
export interface Warehouse {
  readonly dialect: Dialect;
  /** As messages name it, without a password. */
  readonly place: string;
  /** Runs a statement; returns how many rows it wrote, where the engine says so. */
  run(text: string): Promise<number | undefined>;
  query(text: string): Promise<ResultRow[]>;
  /** The columns of a table in their order; none: there is no such table. */
  listColumns(table: string): Promise<string[]>;
  /** Adds rows, their cells in the order of the table's columns, the engine's own way of bulk loading. */
  insert(table: string, rows: readonly Row[]): Promise<void>;
  /**
   * Begins a change that is all or nothing; there is one at a time in a warehouse.
   *
   * @throws CommandError if another one is under way
   */
  begin(): Promise<WarehouseChange>;
  /** Stops the statement that runs in the engine; its promise rejects. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** Nothing that is done through it is seen by others before `commit`, and then all of it at once. */
export interface WarehouseChange {
  /** The name of a table to add rows to. The table must be there. */
  extend(table: string): Promise<string>;
  /** Makes the rows of a query into a table that takes the place of `table`; returns the name it has until then. */
  rebuild(table: string, select: string): Promise<string>;
  /** Makes a table of this session from a query; returns its name. */
  keep(name: string, select: string): Promise<string>;
  commit(): Promise<void>;
  abandon(): Promise<void>;
}
