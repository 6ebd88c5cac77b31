import type { OutcomeKind, PlainValue, ValueKind } from '@leadline/core';

export type BulkFormat = 'parquet' | 'csv' | 'ndjson';

/** A cell as DuckDB gives it: text of a CSV file, or the native value of a Parquet file; JSON text for nested values. */
export type BulkCell = string | number | boolean;

/**
 * A column that holds a field or a property: its name, or its name and how to read it.
 * `read` is called once for each different cell, never for each row; undefined or null is a missing value.
 */
export type BulkColumn =
  | string
  | {
      readonly column: string;
      /** Inside a column of JSON objects: the key to read. */
      readonly key?: string;
      readonly read?: (cell: BulkCell) => PlainValue | null | undefined;
      /** What its texts are, without `read`: "12.5" a number, "true" a boolean; default: as the model declares. */
      readonly kind?: ValueKind;
    };

/**
 * A column of times. Text is ISO 8601 (without an offset it is UTC) unless `formats` says otherwise, in DuckDB's
 * `strptime` letters, the first that fits; bare numbers count `unit`s since 1970.
 */
export type BulkTimeColumn =
  | string
  | {
      readonly column: string;
      readonly formats?: readonly string[];
      /** Default milliseconds. */
      readonly unit?: 'seconds' | 'milliseconds';
    };

interface BulkFile {
  readonly path: string;
  /** Default: by the path's ending. */
  readonly format?: BulkFormat;
  /** What stands between the cells of a CSV file; default: found out. */
  readonly delimiter?: string;
}

/** Leads, one row each; of several rows of one lead the fields that differ count by core's rule for undated values. */
export interface LeadFile extends BulkFile {
  readonly leadId: string;
  /** Field → column; also `account` (the id of the lead's account) and `createdAt`. */
  readonly fields: Readonly<Record<string, BulkColumn>>;
}

/** Accounts, one row each. */
export interface AccountFile extends BulkFile {
  readonly accountId: string;
  readonly fields: Readonly<Record<string, BulkColumn>>;
}

/** Activities in any order. */
export interface ActivityFile extends BulkFile {
  /** With `id` the key of an activity; default: the path. */
  readonly source?: string;
  readonly leadId: string;
  /** A column, or the one type that all rows have. */
  readonly type: string | { readonly always: string };
  readonly at: BulkTimeColumn;
  /** Without it no row is a duplicate of another. */
  readonly id?: string;
  readonly automated?: string;
  /** Property → column. */
  readonly properties?: Readonly<Record<string, BulkColumn>>;
}

/** Outcomes in any order. */
export interface OutcomeFile extends BulkFile {
  readonly leadId: string;
  readonly outcome: string;
  readonly at: BulkTimeColumn;
  /** What the outcome column says → which outcome it is; default: the outcomes' own names. */
  readonly outcomes?: Readonly<Record<string, OutcomeKind>>;
}

export type AnyBulkFile = LeadFile | AccountFile | ActivityFile | OutcomeFile;

/** All that is scored together. */
export interface BulkFiles {
  readonly leads?: readonly LeadFile[];
  readonly accounts?: readonly AccountFile[];
  readonly activities?: readonly ActivityFile[];
  readonly outcomes?: readonly OutcomeFile[];
}

export type BulkRejectReason =
  /** DuckDB could not read the line as a row. */
  'row_invalid' | 'lead_missing' | 'account_missing' | 'type_missing' | 'time_invalid' | 'outcome_invalid';

/** A row that was not taken. */
export interface BulkReject {
  readonly file: string;
  readonly reason: BulkRejectReason;
  /** Rows from 1, without the header and without lines that are no rows. */
  readonly row?: number;
  /** The line in the file, for lines that are no rows. */
  readonly line?: number;
  readonly detail?: string;
}

/** Where the rows of a file went: `read` is the sum of accepted, rejected, duplicates and conflicts. */
export interface BulkCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Repeats of an accepted (source, id) with the same body. */
  readonly duplicates: number;
  /** Repeats of an accepted (source, id) with another body; the first accepted row counts. */
  readonly conflicts: number;
  /** Accepted, but later than the moment scored at, and so not in the score. */
  readonly later: number;
}

export interface BulkFileReport {
  readonly path: string;
  readonly role: 'leads' | 'accounts' | 'activities' | 'outcomes';
  readonly rows: BulkCounts;
  /** The first hundred. */
  readonly rejects: readonly BulkReject[];
}

/** Most rejects that a report names. */
export const mostRejects = 100;
