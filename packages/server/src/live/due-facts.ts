import type { Facts, FieldValue } from '@leadline/core';
import { isDerivedSource } from '@leadline/core/derive';
import { appendFacts } from '../store/append-facts.ts';
import { findColleagues, readFactsWithin } from '../store/read-facts.ts';
import { readScores, type StoredScore } from '../store/score.ts';
import { maxTransactionRows, type Store } from '../store/store.ts';
import { deriveLead } from './derive-lead.ts';

/** What a scorer needs of some due leads, all as of one moment. */
export interface DueFacts {
  readonly facts: Facts;
  /** Moment to score at: now, or after the newest fact where another process's clock is ahead. */
  readonly at: number;
  /** Accounts that the due leads belong to or have belonged to. */
  readonly accounts: ReadonlySet<string>;
  /** The due leads and their colleagues. */
  readonly leads: readonly string[];
  /** Present scores of these leads and accounts. */
  readonly scores: readonly StoredScore[];
}

export interface DueFactsOptions {
  readonly now: number;
  /** Most colleagues to read; 0 where no model reads accounts. */
  readonly mostColleagues: number;
}

/**
 * Reads what is known of due leads, after storing what follows from it and is not stored yet: derived fields, and the
 * account that an e-mail address says.
 */
export async function readDueFacts(
  store: Store,
  due: readonly string[],
  options: DueFactsOptions,
): Promise<DueFacts> {
  const read = await readOnce(store, due, options);
  const derived = deriveValues(read, due);
  if (derived.length === 0) return read;
  for (let from = 0; from < derived.length; from += maxTransactionRows)
    await appendFacts(
      store,
      { fieldValues: derived.slice(from, from + maxTransactionRows) },
      { now: read.at, due: false },
    );
  return readOnce(store, due, options);
}

/** Scores and facts are of one moment, so that a score written meanwhile from newer facts is not written over. */
function readOnce(
  store: Store,
  due: readonly string[],
  { now, mostColleagues }: DueFactsOptions,
): Promise<DueFacts> {
  return store.read(async (transaction) => {
    const reader = { kind: store.kind, db: transaction };
    const leads = mostColleagues === 0 ? due : await findColleagues(reader, due, mostColleagues);
    const facts = dropUnfounded(await readFactsWithin(reader, leads));
    const accounts = listAccounts(facts, new Set(due));
    const scores = await readScores(reader, [...leads, ...accounts]);
    return { facts, at: findMoment(facts, now), accounts, leads, scores };
  });
}

/**
 * Facts without derived values from before anything was given of their lead: what they followed from belongs to another
 * lead by now, and they would make this one older than it is.
 */
function dropUnfounded(facts: Facts): Facts {
  const { fieldValues, activities, outcomes = [], identities = {} } = facts;
  const first = new Map<string, number>();
  const given = fieldValues.filter(({ source }) => !isDerivedSource(source));
  for (const { lead: identity = '', at } of [...given, ...activities, ...outcomes]) {
    const lead = identities[identity] ?? identity;
    if (at !== undefined) first.set(lead, Math.min(first.get(lead) ?? at, at));
  }
  const isFounded = ({ lead: identity = '', at, source }: FieldValue): boolean =>
    !isDerivedSource(source) || at === undefined || at >= (first.get(identities[identity] ?? identity) ?? at);
  return { ...facts, fieldValues: fieldValues.filter(isFounded) };
}

function listAccounts({ fieldValues, identities = {} }: Facts, due: ReadonlySet<string>): Set<string> {
  const accounts = new Set<string>();
  for (const { lead, field, value } of fieldValues)
    if (field === 'account' && typeof value === 'string' && due.has(identities[lead!] ?? lead!))
      accounts.add(value);
  return accounts;
}

function findMoment({ fieldValues, activities, outcomes = [] }: Facts, now: number): number {
  let newest = now;
  for (const facts of [fieldValues, activities, outcomes])
    for (const { knownAt } of facts) newest = Math.max(newest, knownAt + 1);
  return newest;
}

/** Of the whole lead, whichever of its identities a value came under. */
function deriveValues({ facts, at }: DueFacts, due: readonly string[]): FieldValue[] {
  const { fieldValues, identities = {}, sourceRankings = [] } = facts;
  const isDue = new Set(due);
  const values = fieldValues.flatMap((value) => {
    const lead = identities[value.lead ?? ''];
    return lead !== undefined && isDue.has(lead) ? [{ ...value, lead }] : [];
  });
  return [...Map.groupBy(values, ({ lead }) => lead)].flatMap(([lead, ofLead]) =>
    deriveLead(ofLead, lead, at, sourceRankings),
  );
}
