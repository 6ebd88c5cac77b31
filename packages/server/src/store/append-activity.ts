import { hash } from 'node:crypto';
import type { Activity } from '@leadline/core';
import { sql } from 'kysely';
import { writeContent } from '../file/activity-id.ts';
import { activityColumns, toActivityRows } from './activity-row.ts';
import type { Arrival } from './fact-batch.ts';
import { givenRows, insertRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import type { ActivityRow } from './tables.ts';

export interface AppendedActivities {
  readonly arrivals: Arrival[];
  /** Those that are new. */
  readonly added: Activity[];
}

const separator = '\0';

/** Inserts activities whose key is not known yet; see `appendFacts`. */
export async function appendActivities(
  transaction: StoreTransaction,
  kind: StoreKind,
  activities: readonly Activity[],
): Promise<AppendedActivities> {
  const rows = toActivityRows(activities);
  const firstOf = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const key = getKey(row);
    if (!firstOf.has(key)) firstOf.set(key, i);
  }
  // In the order of keys, so that two batches with the same keys wait for each other instead of standing crosswise.
  const keys = [...firstOf.keys()].sort();
  const given = keys.map((key) => rows[firstOf.get(key)!]!);
  const inserted = await insertRows(transaction, kind, 'activities', activityColumns, given, [
    'source',
    'id',
  ]);
  const isInserted = new Set(inserted.map(getKey));
  const known = await readBodies(
    transaction,
    kind,
    given.filter((row) => !isInserted.has(getKey(row))),
  );
  const conflicts: ActivityRow[] = [];
  const arrivals = rows.map((row, i): Arrival => {
    const key = getKey(row);
    const first = firstOf.get(key)!;
    if (first === i && isInserted.has(key)) return 'new';
    const accepted = isInserted.has(key) ? writeBody(rows[first]!) : known.get(key);
    if (accepted === writeBody(row)) return 'duplicate';
    conflicts.push(row);
    return 'conflict';
  });
  await recordConflicts(transaction, kind, conflicts);
  return { arrivals, added: activities.filter((_, i) => arrivals[i] === 'new') };
}

function getKey({ source, id }: Pick<ActivityRow, 'source' | 'id'>): string {
  return `${source}${separator}${id}`;
}

/** The text by which two activities of one key are the same; when they became known does not matter. */
function writeBody({ identity, at, type, properties, automated }: ActivityRow): string {
  const values = properties === null ? {} : JSON.parse(properties);
  return `${automated}${writeContent({ identity, type, at, properties: values })}`;
}

async function readBodies(
  transaction: StoreTransaction,
  kind: StoreKind,
  rows: readonly ActivityRow[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const keys = rows.map(({ source, id }) => ({ source, id }));
  const found = await sql<ActivityRow>`
    select activities.* from ${givenRows(kind, 'activities', ['source', 'id'], keys)} as given
    join activities on activities.source = given.source and activities.id = given.id`.execute(transaction);
  return new Map(found.rows.map((row) => [getKey(row), writeBody(row)]));
}

async function recordConflicts(
  transaction: StoreTransaction,
  kind: StoreKind,
  rows: readonly ActivityRow[],
): Promise<void> {
  const conflicts = rows.map((row) => {
    const body = writeBody(row);
    const { source, id, known_at } = row;
    return { source, id, body_hash: hash('sha256', body), body: JSON.stringify(row), known_at };
  });
  const names = ['source', 'id', 'body_hash', 'body', 'known_at'] as const;
  await insertRows(transaction, kind, 'conflicts', names, conflicts, ['id']);
}
