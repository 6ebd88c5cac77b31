import { type Adjustment, foldText, type SourceRanking, type Suppression } from '@leadline/core';
import { findLeadsByValue, findPresentLeads } from './identity.ts';
import { insertRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import { toStoredText } from './stored-text.ts';

/** Appends corrections of scores by people, and returns the leads they concern. */
export async function appendAdjustments(
  transaction: StoreTransaction,
  kind: StoreKind,
  adjustments: readonly Adjustment[],
): Promise<string[]> {
  const rows = adjustments.map(({ lead, model, dimension, points, from, until, reason, by, knownAt }) => ({
    unit: toStoredText(lead),
    model,
    dimension,
    points,
    from_day: from,
    until_day: until ?? null,
    reason: toStoredText(reason),
    made_by: toStoredText(by),
    known_at: knownAt,
  }));
  const columns = [
    'unit',
    'model',
    'dimension',
    'points',
    'from_day',
    'until_day',
    'reason',
    'made_by',
    'known_at',
  ] as const;
  await insertRows(transaction, kind, 'adjustments', columns, rows, ['unit']);
  return findLeadsOfUnits(
    transaction,
    kind,
    rows.map(({ unit }) => unit),
  );
}

/** Puts leads, accounts and domains on suppression lists, and returns the leads they concern. */
export async function appendSuppressions(
  transaction: StoreTransaction,
  kind: StoreKind,
  suppressions: readonly Suppression[],
): Promise<string[]> {
  const rows = suppressions.map(({ list, lead, domain, at, knownAt }) => ({
    list: toStoredText(list),
    unit: lead === undefined ? null : toStoredText(lead),
    domain: domain === undefined ? null : foldText(domain),
    at,
    known_at: knownAt,
  }));
  const columns = ['list', 'unit', 'domain', 'at', 'known_at'] as const;
  const added = await insertRows(transaction, kind, 'suppressions', columns, rows, ['unit', 'domain']);
  const domains = added.flatMap(({ domain }) => domain ?? []);
  const units = added.flatMap(({ unit }) => unit ?? []);
  return [
    ...(await findLeadsOfUnits(transaction, kind, units)),
    ...(await findLeadsByValue(transaction, kind, 'emailDomain', domains)),
  ];
}

/** A unit is a lead or an account: which of them, a model says. */
async function findLeadsOfUnits(
  transaction: StoreTransaction,
  kind: StoreKind,
  units: readonly string[],
): Promise<string[]> {
  const leads = await findPresentLeads(transaction, kind, units);
  return [...leads.values(), ...(await findLeadsByValue(transaction, kind, 'account', units))];
}

/** Appends orders of sources. They concern every lead: a bulk scoring has to follow. */
export async function appendSourceRankings(
  transaction: StoreTransaction,
  kind: StoreKind,
  rankings: readonly SourceRanking[],
): Promise<void> {
  const rows = rankings.map(({ sources, at, knownAt }) => ({
    sources: JSON.stringify(sources),
    at,
    known_at: knownAt,
  }));
  await insertRows(transaction, kind, 'source_rankings', ['sources', 'at', 'known_at'], rows, ['at']);
}
