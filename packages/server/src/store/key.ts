import { hash } from 'node:crypto';
import type { Store } from './store.ts';
import type { KeyRow } from './tables.ts';

/** A write key (facts in) or an API key. The secret itself is not kept. */
export interface Key {
  readonly id: string;
  readonly kind: KeyRow['kind'];
  readonly name: string;
  /** The first characters of the secret. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly revokedAt?: number;
  readonly lastUsedAt?: number;
}

const prefixLength = 8;

/**
 * Keeps a key by the hash of its secret, which must be random (128 bits at least): that is what makes a plain SHA-256
 * good enough.
 */
export async function addKey(store: Store, key: Omit<Key, 'prefix'>, secret: string): Promise<void> {
  await store.db
    .insertInto('keys')
    .values({
      id: key.id,
      kind: key.kind,
      name: key.name,
      prefix: secret.slice(0, prefixLength),
      hash: hashSecret(secret),
      scopes: JSON.stringify(key.scopes),
      created_at: key.createdAt,
      created_by: key.createdBy,
      revoked_at: null,
      last_used_at: null,
    })
    .execute();
}

/** The key of a secret; undefined if there is none or it was revoked. */
export async function findKey(store: Store, secret: string): Promise<Key | undefined> {
  const row = await store.db
    .selectFrom('keys')
    .selectAll()
    .where('hash', '=', hashSecret(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row && toKey(row);
}

export async function listKeys(store: Store): Promise<Key[]> {
  const rows = await store.db.selectFrom('keys').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(toKey);
}

/** False if there is no such key or it was revoked before. */
export async function revokeKey(store: Store, id: string, now: number): Promise<boolean> {
  const updated = await store.db
    .updateTable('keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return updated.length > 0;
}

/** Notes that keys were used. Meant to be called now and then, not with every request. */
export async function noteKeyUse(store: Store, ids: readonly string[], now: number): Promise<void> {
  if (ids.length > 0)
    await store.db.updateTable('keys').set({ last_used_at: now }).where('id', 'in', ids).execute();
}

function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

function toKey(row: KeyRow): Key {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    prefix: row.prefix,
    scopes: JSON.parse(row.scopes) as string[],
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  };
}
