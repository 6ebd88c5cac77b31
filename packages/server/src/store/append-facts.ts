import { type AppendedActivities, appendActivities } from './append-activity.ts';
import { appendAdjustments, appendSourceRankings, appendSuppressions } from './append-correction.ts';
import { appendFieldValues } from './append-field-value.ts';
import { appendOutcomes } from './append-outcome.ts';
import { markDue } from './due-lead.ts';
import type { AppendResult, FactBatch } from './fact-batch.ts';
import { addIdentities } from './identity.ts';
import { maxTransactionRows, type Store, type StoreKind, type StoreTransaction } from './store.ts';

export interface AppendOptions {
  /** Milliseconds UTC: since when the leads are due. */
  readonly now: number;
  /** False for a bulk load that is followed by a scoring of everything. Default true. */
  readonly due?: boolean;
}

/**
 * Appends facts and marks their leads as due, all in one transaction; it resolves once that is on disk. Sending a batch
 * again is harmless: each fact is there once.
 *
 * - An activity is known by (source, id), or by its content and how often that stood before it in the batch. The first
 *   known wins; a different body under its key is kept as a conflict.
 * - A field value is a duplicate if it is equal to what is known of that field from that source at that `at`.
 * - An outcome is known by lead, kind and `at`.
 *
 * Throws RangeError for more than `maxTransactionRows` facts, StoreUnavailableError.
 */
export function appendFacts(store: Store, batch: FactBatch, options: AppendOptions): Promise<AppendResult> {
  return store.write((transaction) => appendWithin(transaction, store.kind, batch, options));
}

/**
 * `appendFacts` as a part of a larger transaction, such as one that also stores links of identities. Identities are moved
 * before: the other way round, two such transactions would stand in each other's way.
 */
export async function appendWithin(
  transaction: StoreTransaction,
  kind: StoreKind,
  batch: FactBatch,
  { now, due = true }: AppendOptions,
): Promise<AppendResult> {
  const lists: Readonly<Record<string, readonly unknown[]>> = { ...batch };
  const size = Object.values(lists).reduce((sum, { length }) => sum + length, 0);
  if (size > maxTransactionRows)
    throw new RangeError(`Cannot append ${size} facts at once; send at most ${maxTransactionRows}`);
  const activities: AppendedActivities = await appendActivities(transaction, kind, batch.activities ?? []);
  const fieldValues = await appendFieldValues(transaction, kind, batch.fieldValues ?? []);
  const outcomes = await appendOutcomes(transaction, kind, batch.outcomes ?? []);
  const known = new Map<string, number>();
  for (const { lead, knownAt } of [...activities.added, ...fieldValues.added, ...outcomes.added])
    if (lead !== undefined) known.set(lead, Math.min(known.get(lead) ?? knownAt, knownAt));
  const identities = await addIdentities(transaction, kind, known);
  const leads = new Set(identities.values());
  const corrected = [
    ...(await appendAdjustments(transaction, kind, batch.adjustments ?? [])),
    ...(await appendSuppressions(transaction, kind, batch.suppressions ?? [])),
    ...fieldValues.ofAccounts,
  ];
  await appendSourceRankings(transaction, kind, batch.sourceRankings ?? []);
  for (const lead of corrected) leads.add(lead);
  if (due) await markDue(transaction, kind, [...leads], now);
  return {
    fieldValues: fieldValues.arrivals,
    activities: activities.arrivals,
    outcomes: outcomes.arrivals,
    leads: [...leads],
  };
}
