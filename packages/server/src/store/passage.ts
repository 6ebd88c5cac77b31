import type { StageReason } from '@leadline/core';
import { insertRows } from './insert-rows.ts';
import type { Store, StoreKind, StoreTransaction } from './store.ts';
import type { PassageRow } from './tables.ts';

/** A move of a unit between stages, grades or temperatures. Later facts never rewrite one. */
export interface Passage {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly unit: string;
  readonly output: 'stage' | 'grade' | 'temperature';
  /** Absent for none, such as no stage. */
  readonly from?: string;
  readonly to?: string;
  /** Towards sales, or away. */
  readonly direction: 'up' | 'down';
  readonly at: number;
  readonly knownAt: number;
  readonly reason: StageReason | { readonly code: string; readonly [detail: string]: unknown };
}

/** Writes passages; those that are there already stay as they are. */
export async function addPassages(
  transaction: StoreTransaction,
  kind: StoreKind,
  passages: readonly Passage[],
): Promise<void> {
  const rows = passages.map(({ from, to, knownAt, reason, ...passage }) => ({
    ...passage,
    from_value: from ?? null,
    to_value: to ?? null,
    known_at: knownAt,
    reason: JSON.stringify(reason),
  }));
  const columns = [
    'id',
    'model',
    'version',
    'unit',
    'output',
    'from_value',
    'to_value',
    'direction',
    'at',
    'known_at',
    'reason',
  ] as const;
  await insertRows(transaction, kind, 'passages', columns, rows, ['id']);
}

/** The passages of a unit under all models, the latest first. */
export async function listPassages(store: Store, unit: string, limit: number): Promise<Passage[]> {
  const rows = await store.db
    .selectFrom('passages')
    .selectAll()
    .where('unit', '=', unit)
    .orderBy('known_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toPassage);
}

function toPassage(row: PassageRow): Passage {
  const { id, model, version, unit, from_value, to_value, at, known_at } = row;
  return {
    id,
    model,
    version,
    unit,
    output: row.output as Passage['output'],
    ...(from_value !== null && { from: from_value }),
    ...(to_value !== null && { to: to_value }),
    direction: row.direction as Passage['direction'],
    at,
    knownAt: known_at,
    reason: JSON.parse(row.reason) as Passage['reason'],
  };
}
