import type { OutcomeKind, PlainValue } from './fact.ts';

/** The narrowest unsigned array that holds the codes of a dictionary. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * One field of every lead (or account) as of its cut-off, or one property of every activity row: codes into a
 * dictionary. Code 0 is a missing value and `values[0]` is undefined.
 *
 * The dictionary holds values as they were given, so that columns belong to no model: a kernel reads them as the kind
 * its model declares, once per distinct value (see `typedValues`). Different codes may therefore mean the same value
 * under a kind ("Acme" and "ACME" as text), and a value that is not of the kind is missing there.
 */
export interface Column {
  readonly codes: Codes;
  readonly values: readonly (PlainValue | undefined)[];
}

/**
 * Activities of all leads: rows of lead u are `offsets[u]` up to, not including, `offsets[u + 1]`, by time ascending
 * (rows of one millisecond in any order). The moment of row r is
 * `(firstDay + day[r]) * 86400000 + timeOfDay[r]` milliseconds UTC.
 */
export interface ActivityColumns {
  /** One more than there are leads. */
  readonly offsets: Uint32Array;
  /** Type names; `type[r] >> 1` is an index here, `type[r] & 1` says that the activity was automated. */
  readonly types: readonly string[];
  readonly type: Codes;
  /** Days since 1970-01-01 UTC; no row is earlier. */
  readonly firstDay: number;
  /** Days since `firstDay`. */
  readonly day: Uint16Array | Uint32Array;
  /** Milliseconds since midnight UTC. */
  readonly timeOfDay: Uint32Array;
  /** By name. A property that no activity has may be absent. */
  readonly properties: ReadonlyMap<string, Column>;
}

/** Outcomes of all leads, by lead and then by time ascending, as offsets and parallel arrays. */
export interface OutcomeColumns {
  readonly offsets: Uint32Array;
  /** Index into `kinds`. */
  readonly kind: Uint8Array;
  readonly at: Float64Array;
  readonly kinds: readonly OutcomeKind[];
}

/** Accounts as of the cut-off: which leads belong to each, and what is known of the account itself. */
export interface AccountColumns {
  readonly ids: readonly string[];
  /** Account of each lead, -1 for none. */
  readonly of: Int32Array;
  /** Leads of account a: `leads[offsets[a]]` up to, not including, `leads[offsets[a + 1]]`, ascending. */
  readonly offsets: Uint32Array;
  readonly leads: Uint32Array;
  /** Creation in milliseconds UTC: the earliest of its leads' creations and its own dated fields. */
  readonly created: Float64Array;
  /** Fields of accounts by their plain name (`employees`), one code per account. */
  readonly fields: ReadonlyMap<string, Column>;
  /** Suppression list → 1 for each account that is on it. */
  readonly suppressed: ReadonlyMap<string, Uint8Array>;
}

/** An adjustment of one unit (an account in a model of accounts, else a lead); `until` is Infinity without an end. */
export interface UnitAdjustment {
  readonly unit: number;
  readonly model: string;
  readonly dimension: string;
  readonly points: number;
  readonly from: number;
  readonly until: number;
  readonly reason: string;
  readonly by: string;
}

/**
 * Facts as columns: what the kernel reads. Built for one `knownAt` and one cut-off (which may differ per lead);
 * nothing after either is in here. All arrays may lie on a SharedArrayBuffer.
 */
export interface Columns {
  /** How many leads there are. */
  readonly unitCount: number;
  /** Ids of the leads; `buildColumns` sorts them by their UTF-8 bytes. */
  readonly ids: readonly string[];
  /** Creation in milliseconds UTC; NaN for a lead that has no fact up to the cut-off and so does not exist. */
  readonly created: Float64Array;
  /**
   * Fields of leads by name and, as "account.<field>", of the account each lead belongs to. A field that no lead has
   * may be absent.
   */
  readonly fields: ReadonlyMap<string, Column>;
  readonly activities: ActivityColumns;
  readonly outcomes: OutcomeColumns;
  /** By unit ascending. */
  readonly adjustments: readonly UnitAdjustment[];
  /** Suppression list → 1 for each lead that is on it. */
  readonly suppressed: ReadonlyMap<string, Uint8Array>;
  /** Needed only by models that read accounts: `of: account` rules, models of accounts. */
  readonly accounts?: AccountColumns;
}

/** The narrowest codes array for a dictionary of `size` values (code 0 included) over `length` rows. */
export function allocateCodes(length: number, size: number): Codes {
  if (size <= 0x100) return new Uint8Array(length);
  return size <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}
