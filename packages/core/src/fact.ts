/**
 * Facts: what is known of leads and accounts. Append-only; a fact is never changed, a newer one is added.
 *
 * All times are milliseconds since 1970-01-01 UTC, whole numbers. `at` is when a fact was true, `knownAt` when it was
 * stored. A score at a moment reads no fact whose `at` or `knownAt` lies later than asked for.
 */

/** The kinds a field or property can be declared as. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'range' | 'money';

/**
 * A closed interval [lo, hi] in plain units (people, euros), `null` for no bound on that side.
 * "51-200" is {lo: 51, hi: 200}, "1.000+" is {lo: 1000, hi: null}. Money also names its ISO 4217 currency.
 */
export interface Interval {
  readonly lo: number | null;
  readonly hi: number | null;
  readonly currency?: string;
}

/**
 * A value as JSON holds it, before it is read as the kind that a model declares (see `readValue` in value.ts).
 * Numbers have at most three decimals. Dates are ISO 8601 texts. Localised text such as "1.234,56" never gets here:
 * readers of files turn it into these forms.
 */
export type PlainValue = string | number | boolean | readonly string[] | Interval;

/** What every fact says of itself. */
interface Known {
  /** When the fact was stored. */
  readonly knownAt: number;
}

/**
 * One value of one field of a lead or of an account (exactly one of `lead` and `account` is given).
 * Two fields of leads have a meaning of their own: `createdAt` (the lead's creation) and `account` (the id of the
 * account it belongs to, compared as written, not folded).
 */
export interface FieldValue extends Known {
  readonly lead?: string;
  readonly account?: string;
  readonly field: string;
  /** `null` clears the field from `at` on. */
  readonly value: PlainValue | null;
  /** When it was true; absent: undated, which holds from creation if it is the first of its field and source. */
  readonly at?: number;
  /** Where it came from, such as a file's name; ranked by the newest `SourceRanking`. */
  readonly source: string;
}

/** Something a lead did. Key: (source, id); an absent id is made from the content (see `activityId`). */
export interface Activity extends Known {
  /** The lead, or the anonymous identity, it came under. */
  readonly lead: string;
  readonly type: string;
  readonly at: number;
  readonly properties?: Readonly<Record<string, PlainValue>>;
  /** Done by a machine (mail scanner, bot); rules leave these out unless they say `includeAutomated`. */
  readonly automated?: boolean;
  readonly source: string;
  readonly id?: string;
}

export const outcomeKinds = ['won', 'lost', 'accepted', 'rejected'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** How a lead ended (won, lost) or what a seller said of it (accepted, rejected). */
export interface Outcome extends Known {
  readonly lead: string;
  readonly outcome: OutcomeKind;
  readonly reason?: string;
  readonly at: number;
}

/** A human's correction of one dimension in one model, with an end. */
export interface Adjustment extends Known {
  readonly lead: string;
  readonly model: string;
  readonly dimension: string;
  /** Millipoints. */
  readonly points: number;
  /** First day it counts, in days since 1970-01-01 UTC. */
  readonly from: number;
  /** First day it no longer counts; absent: no end. */
  readonly until?: number;
  readonly reason: string;
  readonly by: string;
}

/** A lead, or all leads with an e-mail domain, on a suppression list (exactly one of `lead` and `domain`). */
export interface Suppression extends Known {
  readonly list: string;
  readonly lead?: string;
  readonly domain?: string;
  readonly at: number;
}

/** From `at` on, values of equal `at` are decided by this order of sources, the first being the strongest. */
export interface SourceRanking extends Known {
  readonly sources: readonly string[];
  readonly at: number;
}

/** All facts about some leads, in any order. */
export interface Facts {
  readonly fieldValues: readonly FieldValue[];
  readonly activities: readonly Activity[];
  readonly outcomes?: readonly Outcome[];
  readonly adjustments?: readonly Adjustment[];
  readonly suppressions?: readonly Suppression[];
  readonly sourceRankings?: readonly SourceRanking[];
  /** The present partition of identities: identity → lead. An identity that is not named is its own lead. */
  readonly identities?: Readonly<Record<string, string>>;
}
