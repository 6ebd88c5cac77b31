import type { AccountColumns } from '../columns.ts';
import type { Facts, FieldValue, PlainValue } from '../fact.ts';
import { encodeColumn } from '../value/dictionary.ts';
import type { SourceRank } from '../value/field-history.ts';
import { findFieldValue, getSourceRank } from '../value/field-history.ts';
import { type GroupedFacts, getCreation, type LeadFacts } from '../value/lead-facts.ts';
import { getSuppressed } from '../value/suppression.ts';
import { compareText } from '../value/text.ts';
import { isMissing, readValue } from '../value/value.ts';
import type { ColumnNeeds } from './column-needs.ts';

/** What building columns knows of each lead, in the order of the columns. */
export interface LeadBuild {
  readonly ids: readonly string[];
  readonly facts: readonly LeadFacts[];
  /** Cut-off of each lead. */
  readonly until: Float64Array;
  readonly created: Float64Array;
  readonly rank: readonly SourceRank[];
  readonly knownAt: number;
}

/** Accounts, and the fields that leads read of theirs. */
export interface AccountBuild {
  readonly columns: AccountColumns;
  /** A field of the lead's account as of the lead's cut-off; null without an account. */
  readonly getValue: (lead: number, field: string) => PlainValue | null;
}

/**
 * Accounts that leads belong to or that have fields of their own, sorted by the UTF-8 bytes of their ids. Their fields
 * are as of the latest cut-off of any lead.
 */
export function buildAccounts(
  facts: Facts,
  needs: ColumnNeeds,
  grouped: GroupedFacts,
  leads: LeadBuild,
  fieldOf: (lead: number, name: string) => PlainValue | null,
  until: number,
): AccountBuild {
  const { knownAt } = leads;
  const accountOfLead = leads.ids.map((_, lead) => {
    const account = Number.isNaN(leads.created[lead]!) ? null : fieldOf(lead, 'account');
    return typeof account === 'string' && !isMissing(account) ? account : undefined;
  });
  const named = accountOfLead.filter((account) => account !== undefined);
  const ids = [...new Set([...grouped.accounts.keys(), ...named])].sort(compareText);
  const unitOf = new Map(ids.map((id, unit) => [id, unit]));
  const of = Int32Array.from(accountOfLead, (account) => (account === undefined ? -1 : unitOf.get(account)!));
  const { offsets, leads: members } = groupByAccount(of, ids.length);
  const created = Float64Array.from(ids, (id, unit) =>
    getAccountCreation(
      grouped.accounts.get(id),
      Array.from(members.subarray(offsets[unit]!, offsets[unit + 1]!), (lead) => leads.created[lead]!),
      until,
      knownAt,
    ),
  );
  const find = (unit: number, field: string, moment: number, rank: SourceRank): PlainValue | null => {
    const values = grouped.accounts.get(ids[unit]!)?.get(field);
    return values ? findFieldValue(values, created[unit]!, moment, knownAt, rank) : null;
  };
  const rank = getSourceRank(facts.sourceRankings ?? [], until, knownAt);
  const domains = ids.map(
    (_, unit) => readValue(find(unit, 'emailDomain', until, rank), 'text') as string | undefined,
  );
  return {
    columns: {
      ids,
      of,
      offsets,
      leads: members,
      created,
      fields: new Map(
        needs.accountFields.map((name) => [
          name,
          encodeColumn(ids.map((_, unit) => find(unit, name, until, rank))),
        ]),
      ),
      suppressed: getSuppressed(facts, needs.lists, knownAt, ids, domains, () => until),
    },
    getValue: (lead, field) => {
      if (of[lead]! < 0) return null;
      const values = grouped.accounts.get(ids[of[lead]!]!)?.get(field);
      if (!values) return null;
      const moment = leads.until[lead]!;
      const ofMoment =
        moment === until || values.every(({ at }) => at !== undefined)
          ? created[of[lead]!]!
          : getCreationAt(grouped, leads, lead, ids[of[lead]!]!);
      return findFieldValue(values, ofMoment, moment, knownAt, leads.rank[lead]!);
    },
  };
}

/** Creation of an account as of the cut-off of one lead, with those who were its leads then. */
function getCreationAt(grouped: GroupedFacts, leads: LeadBuild, lead: number, account: string): number {
  const until = leads.until[lead]!;
  const rank = leads.rank[lead]!;
  const { knownAt } = leads;
  const creations: number[] = [];
  for (const facts of grouped.leadsOfAccount(account)) {
    const created = getCreation(facts, until, knownAt, rank);
    const value = findFieldValue(facts.fields.get('account') ?? [], created, until, knownAt, rank);
    if (!Number.isNaN(created) && value === account) creations.push(created);
  }
  return getAccountCreation(grouped.accounts.get(account), creations, until, knownAt);
}

/** Leads by account, ascending; leads without one (-1) are left out. */
export function groupByAccount(
  of: Int32Array,
  accountCount: number,
): Pick<AccountColumns, 'offsets' | 'leads'> {
  const offsets = new Uint32Array(accountCount + 1);
  for (const account of of) if (account >= 0) offsets[account + 1]! += 1;
  for (let account = 0; account < accountCount; account++) offsets[account + 1]! += offsets[account]!;
  const next = offsets.slice();
  const leads = new Uint32Array(offsets[accountCount]!);
  for (let lead = 0; lead < of.length; lead++) {
    const account = of[lead]!;
    if (account >= 0) leads[next[account]!++] = lead;
  }
  return { offsets, leads };
}

/** NaN when neither a lead nor a fact of its own exists yet. */
function getAccountCreation(
  fields: ReadonlyMap<string, readonly FieldValue[]> | undefined,
  leadsCreated: readonly number[],
  until: number,
  knownAt: number,
): number {
  let dated = leadsCreated.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let known = Number.POSITIVE_INFINITY;
  for (const value of [...(fields?.values() ?? [])].flat()) {
    if (value.knownAt > knownAt) continue;
    if (value.at === undefined || value.at <= until) known = Math.min(known, value.knownAt);
    if (value.at !== undefined && value.at <= until) dated = Math.min(dated, value.at);
  }
  if (dated < Number.POSITIVE_INFINITY) return dated;
  return known <= until ? known : Number.NaN;
}
