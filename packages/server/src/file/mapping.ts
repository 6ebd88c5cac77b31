import type { OutcomeKind, ValueKind } from '@leadline/core';
import type { Message } from './message.ts';

export const fileRoles = ['leads', 'accounts', 'activities', 'outcomes'] as const;
/** What the rows of a file are. Deals are outcomes; a long history of fields is of leads or accounts. */
export type FileRole = (typeof fileRoles)[number];

export const columnTargets = [
  'leadId',
  'email',
  'anonymousId',
  'field',
  'accountId',
  'accountName',
  'accountDomain',
  'counter',
  'counterDate',
  'rowDate',
  'type',
  'at',
  'activityId',
  'automated',
  'property',
  'properties',
  'outcome',
  'outcomeDate',
  'outcomeReason',
  'outcomeId',
  'leadIds',
  'leadNames',
  'historyField',
  'historyValue',
  'currency',
  'ignored',
] as const;

/**
 * What a column is:
 * - `leadId`, `email`, `anonymousId`: which lead a row is about (e-mail is also a field); `leadIds`: several ids joined by ";";
 *   `leadNames`: several "Name (mail)".
 * - `field`: a field of the lead (of the account in a file of accounts), named by `field`.
 * - `accountId`, `accountName`, `accountDomain`: the account; its id also becomes the lead's field `account`.
 * - `counter`: how often something was done, `activity` says what; `counterDate`: when it was last done.
 * - `rowDate`: when the row was last touched, the date of counters without their own; kept as `field` too if that is given.
 * - `type`, `at`, `activityId`, `automated`, `property`, `properties` (a JSON object): of an activity. `at` is also the date of an outcome
 *   or of a history row.
 * - `outcome`: a status, stage or flag that tells won from lost; `outcomeDate`: when it ended, as `outcome` or, without it, whichever it was.
 * - `currency`: the currency of the column named in `of`.
 */
export type ColumnTarget = (typeof columnTargets)[number];

export type Sureness = 'given' | 'certain' | 'likely' | 'guessed';
export const dateOrders = ['ymd', 'dmy', 'mdy', 'seconds', 'milliseconds', 'serial'] as const;
/** The order of day and month, or what a bare number counts: seconds, milliseconds, days since Excel's 1900. */
export type DateOrder = (typeof dateOrders)[number];
export type DecimalSign = ',' | '.';

/** How one column is read. Plain JSON: print it, change it, give it back as an override. */
export interface ColumnMapping {
  /** The header as written. */
  readonly column: string;
  /** Its place, from 0. */
  readonly index: number;
  readonly target: ColumnTarget;
  /** The field or property it becomes. */
  readonly field?: string;
  /** The activity type of a counter or its date. */
  readonly activity?: string;
  /** The outcome whose date this is, or that a flag column stands for when it is true. */
  readonly outcome?: OutcomeKind;
  /** For a currency: the column whose money it names. */
  readonly of?: string;
  readonly kind: ValueKind;
  readonly decimal?: DecimalSign;
  readonly dateOrder?: DateOrder;
  /** The currency of amounts that name none. */
  readonly currency?: string;
  /** What stands between the elements of a list. */
  readonly separator?: string;
  readonly sure: Sureness;
  readonly because: Message;
}

/** How a file is read: its role, the tool it comes from, and every column. */
export interface Mapping {
  readonly role: FileRole;
  /** Where it was recognised to come from, such as "HubSpot contacts". */
  readonly tool?: string;
  /** The language of its headers, where they are those of a tool: en, nl or sv. */
  readonly language?: string;
  readonly columns: readonly ColumnMapping[];
}

/** What a user may say of one column; the rest is recognised. */
export type ColumnOverride = { readonly column: string } & Partial<
  Omit<ColumnMapping, 'column' | 'index' | 'sure' | 'because'>
>;

/** What a user may say of a mapping; a whole `Mapping` is one. */
export interface MappingOverride {
  readonly role?: FileRole;
  readonly tool?: string;
  readonly columns?: readonly ColumnOverride[];
}
