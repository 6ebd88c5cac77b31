import type { Outcome } from '@leadline/core';
import type { Arrival } from './fact-batch.ts';
import { insertRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import { toStoredText } from './stored-text.ts';
import type { OutcomeRow } from './tables.ts';

interface AppendedOutcomes {
  readonly arrivals: Arrival[];
  /** Those that are new. */
  readonly added: Outcome[];
}

const columns = ['identity', 'at', 'outcome', 'reason', 'known_at'] as const;

/** Inserts outcomes; one lead has one of a kind at one moment, and its first reason stays. */
export async function appendOutcomes(
  transaction: StoreTransaction,
  kind: StoreKind,
  outcomes: readonly Outcome[],
): Promise<AppendedOutcomes> {
  const rows = outcomes.map(toOutcomeRow);
  const firstOf = new Map<string, number>();
  for (const [i, row] of rows.entries()) if (!firstOf.has(getKey(row))) firstOf.set(getKey(row), i);
  const given = [...firstOf.keys()].sort().map((key) => rows[firstOf.get(key)!]!);
  const inserted = await insertRows(transaction, kind, 'outcomes', columns, given, [
    'identity',
    'at',
    'outcome',
  ]);
  const isInserted = new Set(inserted.map(getKey));
  const arrivals = rows.map(
    (row, i): Arrival =>
      firstOf.get(getKey(row)) === i && isInserted.has(getKey(row)) ? 'new' : 'duplicate',
  );
  return { arrivals, added: outcomes.filter((_, i) => arrivals[i] === 'new') };
}

export function toOutcomeRow({ lead, at, outcome, reason, knownAt }: Outcome): OutcomeRow {
  return {
    identity: toStoredText(lead),
    at,
    outcome,
    reason: reason === undefined ? null : toStoredText(reason),
    known_at: knownAt,
  };
}

function getKey({ identity, at, outcome }: Pick<OutcomeRow, 'identity' | 'at' | 'outcome'>): string {
  return JSON.stringify([identity, at, outcome]);
}
