import type { Activity, FieldValue, Outcome, PlainValue } from '@leadline/core';
import { fingerprint } from './activity-id.ts';
import type { ActivityType } from './activity-type.ts';
import type { LeadRegistry } from './lead-registry.ts';
import { findEmail, foldEmail } from './plain-text.ts';
import { type CellProblem, type PlannedColumn, type RowPlan, readField, readTextOf } from './row-plan.ts';
import type { RowTally } from './row-tally.ts';
import { Problem, type TableRow, writeCell } from './table.ts';

/** Facts as they are collected; leads are the identities they came under until all files are read. */
export interface FactSink {
  readonly fieldValues: { -readonly [Key in keyof FieldValue]: FieldValue[Key] }[];
  readonly activities: Activity[];
  readonly outcomes: { -readonly [Key in keyof Outcome]: Outcome[Key] }[];
  readonly accounts: Set<string>;
}

/** How many facts there are of each sort. */
export interface FactCounts {
  fieldValues: number;
  activities: number;
  outcomes: number;
}

/** What stays the same for all rows of a file. */
export interface RowContext {
  readonly plan: RowPlan;
  readonly sink: FactSink;
  readonly registry: LeadRegistry;
  readonly source: string;
  readonly knownAt: number;
  /** The date of what has none in its row. */
  readonly fileAt: number;
  /** Stands before the ids of a tool whose ids are not those of the first; '' for the first. */
  readonly idPrefix: string;
  /** Whose ids they are. */
  readonly space: string;
  readonly accountKey: 'id' | 'domain';
  readonly keepRowsWithBadCells: boolean;
  /** The type of activities whose file has no column for it. */
  readonly activityType: ActivityType | string | undefined;
  readonly outcomeOf: (text: string) => Outcome['outcome'] | 'none' | undefined;
  readonly tally: RowTally;
  /** Key of a row → where it was first and what it said. */
  readonly seen: Map<string, { readonly line: number; readonly body: number }>;
}

export type RowResult = 'accepted' | 'duplicate' | CellProblem;
export type RowReader = (row: TableRow, context: RowContext) => RowResult;

/** Returns the place of a problem in the row. */
export function problemAt(planned: PlannedColumn | undefined, row: TableRow, problem: Problem): CellProblem {
  const cell = planned === undefined ? '' : writeCell(row.cells[planned.index]);
  return { column: planned?.column.column ?? '', value: cell, problem };
}

/** The identity that a row names: an id, else an address. All addresses in the cell become known as it. */
export function readIdentity(row: TableRow, context: RowContext): string | undefined {
  const { only } = context.plan;
  const id = readTextOf(only.leadId, row.cells);
  const address = readTextOf(only.email, row.cells);
  const email = address === null ? undefined : foldEmail(findEmail(address));
  const isAddress = email?.includes('@') ?? false;
  const lead = id === null ? email : context.idPrefix + cleanId(id);
  if (lead === undefined) return undefined;
  // An address among ids is an address.
  const folded = id?.includes('@') ? foldEmail(id) : lead;
  if (isAddress && id !== null) context.registry.link(email!, folded, context.space);
  if (address !== null && address.length > (email?.length ?? 0)) linkOthers(address, folded, context);
  return folded;
}

/** Meta writes l:123 for a lead's id. */
const cleanId = (id: string): string => id.replace(/^l:(?=\d)/, '');

function linkOthers(addresses: string, lead: string, context: RowContext): void {
  for (const [one] of addresses.matchAll(/[^\s,;:<>|"']+@[^\s,;:<>|"']+/g))
    context.registry.link(foldEmail(one), lead, context.space);
}

/** Reads the fields of a row, or the first problem in it. A failed guess of a kind keeps the text. */
export function readFields(
  row: TableRow,
  context: RowContext,
): (readonly [string, PlainValue])[] | CellProblem {
  const { plan, tally } = context;
  const values: (readonly [string, PlainValue])[] = [];
  for (const planned of plan.fields) {
    let value = readField(plan, planned, row.cells);
    if (value instanceof Problem) {
      if (planned.isGuessed) value = keepAsText(planned, row, context);
      else if (context.keepRowsWithBadCells) {
        tally.badCells++;
        continue;
      } else return problemAt(planned, row, value);
    }
    if (value === null) continue;
    if (planned.column.target === 'email') value = typeof value === 'string' ? findEmail(value) : value;
    else if (planned.column.field === 'phone' && typeof value === 'string')
      value = value.replace(/^p:(?=\+?\d)/, '');
    values.push([planned.column.field!, value]);
  }
  return values;
}

/** Keeps a value of an unknown column as the text it is, and counts it. */
export function keepAsText(planned: PlannedColumn, row: TableRow, context: RowContext): string {
  const { guessFailures } = context.tally;
  const name = planned.column.column;
  const known = guessFailures.get(name);
  if (known === undefined) guessFailures.set(name, { count: 1, line: row.line, kind: planned.column.kind });
  else known.count++;
  return planned.keepText(writeCell(row.cells[planned.index]).trim());
}

/** The account a row names, as the lead's field `account` holds it. */
export function readAccount(row: TableRow, context: RowContext): string | undefined {
  const id = readTextOf(context.plan.only.accountId, row.cells);
  if (id === null) return undefined;
  const first = id.split(';')[0]!.trim();
  return first === '' ? undefined : context.idPrefix + first;
}

/** The date a row was last touched: its last activity, else its last change. */
export function readRowDate(row: TableRow, context: RowContext): number | undefined | CellProblem {
  for (const planned of context.plan.rowDates) {
    const at = planned.readTime(row.cells[planned.index]);
    if (typeof at === 'number') return at;
    if (at instanceof Problem && !context.keepRowsWithBadCells) return problemAt(planned, row, at);
  }
  return undefined;
}

/**
 * Whether a row of this key was there before: an identical one is a repeat, another one a conflict. A row without a key
 * is always new.
 */
export function checkRepeat(
  key: string | undefined,
  row: TableRow,
  context: RowContext,
  column: PlannedColumn | undefined,
): RowResult {
  if (key === undefined) return 'accepted';
  const body = fingerprint(row.cells.map((cell) => writeCell(cell)).join('\u001f'));
  const known = context.seen.get(key);
  if (known === undefined) {
    context.seen.set(key, { line: row.line, body });
    return 'accepted';
  }
  if (known.body === body) return 'duplicate';
  const value = column === undefined ? key : writeCell(row.cells[column.index]);
  return {
    column: column?.column.column ?? '',
    value,
    problem: new Problem('id_conflict', { value, line: known.line }),
  };
}
