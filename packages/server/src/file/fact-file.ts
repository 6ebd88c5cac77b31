import type { Facts } from '@leadline/core';
import type { DateOrder, DecimalSign, FileRole, Mapping, MappingOverride } from './mapping.ts';
import type { Message } from './message.ts';
import type { SourceOverride, SourceShape } from './source-shape.ts';

/** A file of facts, and whatever the user wants to say of it; all that is not said is recognised. */
export interface FactFile extends SourceOverride {
  readonly path: string;
  readonly role?: FileRole;
  readonly mapping?: MappingOverride;
  /** The activity of every row, in a file of activities without a column for it. */
  readonly activityType?: string;
  /** The `source` of its facts; default: the file's name. */
  readonly source?: string;
  /** The date of activities from counters whose row has none. */
  readonly at?: number;
  readonly decimal?: DecimalSign;
  readonly dateOrder?: DateOrder;
  /** The IANA zone of times that name none; default UTC. */
  readonly timeZone?: string;
  /** The ISO 4217 code of amounts that name none. */
  readonly currency?: string;
  /** Values that mean nothing was filled in, beside those the tool is known to use. */
  readonly placeholders?: readonly string[];
  /** What values of the outcome column mean: { "Gewonnen": "won", "In gesprek": "none" }. */
  readonly outcomes?: Readonly<Record<string, 'won' | 'lost' | 'accepted' | 'rejected' | 'none'>>;
}

export interface ReadOptions {
  /** The `knownAt` of all facts. */
  readonly knownAt: number;
  /** Where rejected rows are written, as CSV; only if there are any. */
  readonly rejectsPath?: string;
  /** Leave out a bad cell and keep its row, rather than rejecting the row; default false. */
  readonly keepRowsWithBadCells?: boolean;
  /**
   * Takes the facts in batches of some ten thousands as they are read, and `readFacts` then returns none. Leads in them
   * are the identities they came under: the identities returned at the end say which are one.
   */
  readonly onFacts?: (facts: Facts) => void | Promise<void>;
  /** Called now and then with the rows read so far of a file. */
  readonly onProgress?: (file: string, rows: number) => void;
}

/** Where the rows of a file went. `read` is the sum of the others. */
export interface RowCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Identical repeats of a row. */
  readonly duplicates: number;
  readonly footers: number;
  readonly blank: number;
}

/** A row that was not taken. */
export interface Reject {
  readonly file: string;
  /** The line it begins on (rows for XLSX and Parquet), from 1. */
  readonly line: number;
  readonly column?: string;
  readonly value?: string;
  readonly reason: Message;
  readonly row: readonly string[];
}

export interface FileReport {
  readonly file: string;
  readonly source: string;
  readonly shape: SourceShape;
  readonly mapping: Mapping;
  readonly rows: RowCounts;
  readonly facts: { readonly fieldValues: number; readonly activities: number; readonly outcomes: number };
  /** The first hundred. */
  readonly rejects: readonly Reject[];
  readonly warnings: readonly Message[];
}

export interface ReadReport {
  readonly files: readonly FileReport[];
  /** Distinct leads and accounts over all files. */
  readonly leads: number;
  readonly accounts: number;
  readonly rejectsPath?: string;
  readonly warnings: readonly Message[];
}

export interface ReadResult {
  readonly facts: Facts;
  readonly report: ReadReport;
}
