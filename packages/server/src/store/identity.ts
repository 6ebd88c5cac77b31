import { sql } from 'kysely';
import { differences } from './difference.ts';
import { insertRows } from './insert-rows.ts';
import type { StoreKind, StoreReader, StoreTransaction } from './store.ts';
import { toStoredText } from './stored-text.ts';

/**
 * Makes a lead of each identity that is not known yet, and returns the lead that each is part of at present. The
 * identities stay with their leads until the transaction is over, so that a merge meanwhile cannot miss what it appends.
 */
export async function addIdentities(
  transaction: StoreTransaction,
  kind: StoreKind,
  knownAt: ReadonlyMap<string, number>,
): Promise<Map<string, string>> {
  const present = await findPresentLeads(transaction, kind, [...knownAt.keys()].map(toStoredText));
  const missing = new Map([...knownAt].filter(([identity]) => !present.has(toStoredText(identity))));
  const added = await insertIdentities(transaction, kind, missing);
  return new Map([...present, ...(await findPresentLeads(transaction, kind, added))]);
}

/** Makes a lead of each identity that is not known yet, and returns their ids as they are stored. */
export async function insertIdentities(
  transaction: StoreTransaction,
  kind: StoreKind,
  knownAt: ReadonlyMap<string, number>,
): Promise<string[]> {
  if (knownAt.size === 0) return [];
  const rows = [...knownAt].map(([identity, at]) => ({ identity: toStoredText(identity), at }));
  rows.sort((a, b) => (a.identity < b.identity ? -1 : 1));
  const leads = rows.map(({ identity, at }) => ({ id: identity, known_at: at }));
  await insertRows(transaction, kind, 'leads', ['id', 'known_at'], leads, ['id']);
  const identities = rows.map(({ identity, at }) => ({ identity, lead: identity, known_at: at }));
  await insertRows(transaction, kind, 'identities', ['identity', 'lead', 'known_at'], identities, [
    'identity',
  ]);
  return rows.map(({ identity }) => identity);
}

/** The lead that each identity is part of at present; identities that nothing is known of are left out. */
export async function findPresentLeads(
  transaction: StoreTransaction,
  kind: StoreKind,
  identities: readonly string[],
): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map();
  const { oneOf, holdShared } = differences[kind];
  const { rows } = await sql<{ identity: string; lead: string }>`
    select identity, lead from identities where identity ${oneOf(identities)}
    order by identity ${holdShared}`.execute(transaction);
  return new Map(rows.map(({ identity, lead }) => [identity, lead]));
}

/** The lead that an identity is part of at present; undefined if nothing is known of it. */
export async function findLead({ db }: StoreReader, identity: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('identities')
    .select('lead')
    .where('identity', '=', identity)
    .executeTakeFirst();
  return found?.lead;
}

/** The leads that one of these values of a field is known of, at any time. */
export async function findLeadsByValue(
  transaction: StoreTransaction,
  kind: StoreKind,
  field: 'account' | 'emailDomain',
  values: readonly string[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const texts = [...new Set(values)].map((value) => JSON.stringify(value));
  const { rows } = await sql<{ lead: string }>`
    select distinct identities.lead from field_values
    join identities on identities.identity = field_values.identity
    where field_values.field = ${sql.lit(field)} and field_values.identity is not null
      and field_values.value ${differences[kind].oneOf(texts)}`.execute(transaction);
  return rows.map(({ lead }) => lead);
}

/** One lead of each account that any lead belongs to or has belonged to. */
export async function findOneOfEach(
  transaction: StoreTransaction,
  kind: StoreKind,
  accounts: readonly string[],
): Promise<string[]> {
  if (accounts.length === 0) return [];
  const texts = accounts.map((account) => JSON.stringify(account));
  const { rows } = await sql<{ lead: string }>`
    select min(identities.lead) as lead from field_values
    join identities on identities.identity = field_values.identity
    where field_values.field = 'account' and field_values.identity is not null
      and field_values.value ${differences[kind].oneOf(texts)}
    group by field_values.value`.execute(transaction);
  return rows.map(({ lead }) => lead);
}
