import { sql } from 'kysely';
import { differences } from './difference.ts';
import { passDue } from './due-lead.ts';
import { insertIdentities } from './identity.ts';
import { givenRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';

/** An identity that now belongs to another lead than before. */
export interface IdentityMove {
  readonly identity: string;
  readonly to: string;
}

/**
 * Lets no other transaction decide who is one lead until this one is over: both would decide by links that lack the
 * other's. To be called before the links are read.
 */
export async function holdPartition(transaction: StoreTransaction, kind: StoreKind): Promise<void> {
  await differences[kind].holdPartition.execute(transaction);
}

/**
 * Gives identities to other leads; those that nothing is known of yet become leads first. No fact moves: a replay reads
 * them with the lead that their identity is part of at present. Leads that gained or lost an identity are due. A lead
 * without any keeps its scores out of sight, so that it has its stages back when an identity returns.
 */
export async function moveIdentities(
  transaction: StoreTransaction,
  kind: StoreKind,
  moves: readonly IdentityMove[],
  now: number,
): Promise<void> {
  if (moves.length === 0) return;
  const { oneOf, hold } = differences[kind];
  const known = moves.flatMap(({ identity, to }) => [identity, to]).map((id) => [id, now] as const);
  await insertIdentities(transaction, kind, new Map(known));
  // Appends that hold one of these are waited for, in the order in which they hold them.
  const { rows: present } = await sql<{ identity: string; lead: string }>`
    select identity, lead from identities where identity ${oneOf(moves.map(({ identity }) => identity))}
    order by identity ${hold}`.execute(transaction);
  const given = givenRows(
    kind,
    'identities',
    ['identity', 'lead'],
    moves.map(({ identity, to }) => ({ identity, lead: to })),
  );
  await sql`
    update identities set lead = given.lead from ${given} as given
    where identities.identity = given.identity`.execute(transaction);
  const touched = [...new Set([...present.map(({ lead }) => lead), ...moves.map(({ to }) => to)])];
  const { rows: left } = await sql<{ lead: string }>`
    select distinct lead from identities where lead ${oneOf(touched)}`.execute(transaction);
  const isThere = new Set(left.map(({ lead }) => lead));
  const gone = touched.filter((lead) => !isThere.has(lead));
  await passDue(transaction, kind, gone, [...isThere], now);
  for (const [units, merged] of [
    [gone, 1],
    [[...isThere], 0],
  ] as const)
    await sql`
      update scores set merged = ${merged} where merged <> ${merged} and unit ${oneOf(units)}`.execute(
      transaction,
    );
}
