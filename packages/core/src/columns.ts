import type { OutcomeKind, PlainValue, ValueKind } from './fact.ts';

/** The narrowest unsigned array that holds the codes of a dictionary. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * A value read as its declared kind, ready for exact comparison: folded text, folded texts of a list, thousandths
 * (number), milliseconds (date), an interval in thousandths with ±Infinity for no bound.
 */
export type TypedValue =
  | string
  | readonly string[]
  | number
  | boolean
  | { readonly lo: number; readonly hi: number; readonly currency?: string };

/** One field of every unit as of its cut-off. Code 0 is a missing value; `values[0]` is never read. */
export interface FieldColumn {
  readonly kind: ValueKind;
  readonly codes: Codes;
  readonly values: readonly (TypedValue | undefined)[];
  /** The same values as they were given, for explanations; parallel to `values`. */
  readonly plain: readonly (PlainValue | undefined)[];
}

/** One property of every activity row. Code 0 is a missing value. Equal typed values have equal codes. */
export interface PropertyColumn {
  readonly kind: ValueKind;
  readonly codes: Codes;
  readonly values: readonly (TypedValue | undefined)[];
}

/**
 * Activities of all units: rows of unit u are `offsets[u]` up to, not including, `offsets[u + 1]`, by time ascending.
 * The moment of row r is `(firstDay + day[r]) * 86400000 + timeOfDay[r]` milliseconds UTC.
 */
export interface ActivityColumns {
  readonly offsets: Uint32Array;
  /** Type names; `type[r] >> 1` is an index here, `type[r] & 1` says that the activity was automated. */
  readonly types: readonly string[];
  readonly type: Codes;
  readonly firstDay: number;
  readonly day: Uint16Array | Uint32Array;
  /** Milliseconds since midnight UTC. */
  readonly timeOfDay: Uint32Array;
  readonly properties: ReadonlyMap<string, PropertyColumn>;
}

/** Outcomes of all units, by unit and then by time ascending (ties by kind's order), as offsets and parallel arrays. */
export interface OutcomeColumns {
  readonly offsets: Uint32Array;
  /** Index into `outcomeKinds`. */
  readonly kind: Uint8Array;
  readonly at: Float64Array;
  readonly kinds: readonly OutcomeKind[];
}

/** Which account each lead belongs to as of the cut-off, and each account's activities. */
export interface AccountColumns {
  readonly ids: readonly string[];
  /** Account of each lead, -1 for none. */
  readonly of: Int32Array;
  /** Leads of account a: `leads[offsets[a]]` up to, not including, `leads[offsets[a + 1]]`, ascending. */
  readonly offsets: Uint32Array;
  readonly leads: Uint32Array;
}

/** An adjustment of one unit, in the order of facts; `until` is Infinity without an end. */
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
 * Facts as columns: what the kernel reads. Units are leads; under a model of accounts the kernel puts its leads
 * together by `accounts`. Built for one `knownAt` and one cut-off; nothing after either is in here.
 */
export interface Columns {
  readonly unitCount: number;
  readonly ids: readonly string[];
  /** Creation in milliseconds UTC; NaN for a unit that has no fact up to the cut-off and so does not exist. */
  readonly created: Float64Array;
  /** Fields of leads by name and, as "account.<field>", of the account the lead belongs to. */
  readonly fields: ReadonlyMap<string, FieldColumn>;
  readonly activities: ActivityColumns;
  readonly outcomes: OutcomeColumns;
  readonly adjustments: readonly UnitAdjustment[];
  /** Suppression list → 1 for each unit that is on it. */
  readonly suppressed: ReadonlyMap<string, Uint8Array>;
  /** Present when a model reads accounts. */
  readonly accounts?: AccountColumns;
  /** In a model of accounts: fields of accounts by name, with one code per account. */
  readonly accountFields?: ReadonlyMap<string, FieldColumn>;
}
