import { type RawBuilder, sql } from 'kysely';
import { differences } from './difference.ts';
import { markDue, passDue } from './due-lead.ts';
import { insertIdentities } from './identity.ts';
import type { Store, StoreKind, StoreTransaction } from './store.ts';
import { toStoredText } from './stored-text.ts';

/** That two identities are one person. */
export interface MergeRequest {
  /** Id of the merge itself. Asking again with the same id changes nothing. */
  readonly id: string;
  readonly lead: string;
  /** The lead that stays. */
  readonly into: string;
  readonly knownAt: number;
  readonly by: string;
  readonly reason: string;
}

/** The lead that stays, and whether anything changed. */
export interface MergeResult {
  readonly lead: string;
  readonly merged: boolean;
}

/**
 * Brings the leads of two identities together: what is known of both counts for the lead of `into`, in every replay too.
 * Identities that nothing is known of yet become leads first. The lead that goes keeps its scores out of sight, for when
 * the merge is undone. Requests are followed in their order, in one transaction.
 */
export async function mergeLeads(store: Store, requests: readonly MergeRequest[]): Promise<MergeResult[]> {
  return store.write(async (transaction) => {
    await differences[store.kind].mergeAlone.execute(transaction);
    const results: MergeResult[] = [];
    for (const request of requests) results.push(await mergeInside(store, transaction, request));
    return results;
  });
}

async function mergeInside(
  { kind }: Store,
  transaction: StoreTransaction,
  { id, lead, into, knownAt, by, reason }: MergeRequest,
): Promise<MergeResult> {
  const known = new Map([lead, into].map((identity) => [identity, knownAt]));
  await insertIdentities(transaction, kind, known);
  const [from, to] = [await findRoot(transaction, lead), await findRoot(transaction, into)];
  const isDone = await transaction.selectFrom('merges').select('id').where('id', '=', id).executeTakeFirst();
  if (isDone !== undefined || from === to) return { lead: to, merged: false };
  await transaction
    .insertInto('merges')
    .values({
      id,
      lead: from,
      into_lead: to,
      known_at: knownAt,
      made_by: by,
      reason,
      undone_at: null,
      undone_by: null,
      undone_reason: null,
    })
    .execute();
  await transaction.updateTable('leads').set({ merged_into: to }).where('id', '=', from).execute();
  await moveIdentities(transaction, kind, from, to, sql`lead = ${from}`);
  await passDue(transaction, kind, from, to, knownAt);
  await transaction.updateTable('scores').set({ merged: 1 }).where('unit', '=', from).execute();
  return { lead: to, merged: true };
}

/** Undoing a merge. */
export interface UnmergeRequest {
  readonly merge: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/**
 * Undoes a merge: the lead that went is a lead again, with all that was merged into it before and after. Both are due.
 * Returns the lead that is back; undefined if there is no such merge or it is undone already.
 */
export async function undoMerge(
  store: Store,
  { merge, at, by, reason }: UnmergeRequest,
): Promise<string | undefined> {
  return store.write(async (transaction) => {
    await differences[store.kind].mergeAlone.execute(transaction);
    const undone = await transaction
      .updateTable('merges')
      .set({ undone_at: at, undone_by: by, undone_reason: reason })
      .where('id', '=', merge)
      .where('undone_at', 'is', null)
      .returning('lead')
      .executeTakeFirst();
    if (undone === undefined) return undefined;
    const root = await findRoot(transaction, undone.lead);
    await transaction.updateTable('leads').set({ merged_into: null }).where('id', '=', undone.lead).execute();
    const part = sql`identity in (
      with recursive part (id) as (
        select id from leads where id = ${undone.lead}
        union all select leads.id from leads join part on leads.merged_into = part.id
      ) select id from part)`;
    await moveIdentities(transaction, store.kind, root, undone.lead, part);
    await markDue(transaction, store.kind, [root, undone.lead], at);
    await transaction.updateTable('scores').set({ merged: 0 }).where('unit', '=', undone.lead).execute();
    return undone.lead;
  });
}

/** Waits for appends that hold identities of a lead, in the order in which appends hold them, and gives some to another. */
async function moveIdentities(
  transaction: StoreTransaction,
  kind: StoreKind,
  from: string,
  to: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  await sql`select identity from identities where lead = ${from} order by identity ${differences[kind].hold}`.execute(
    transaction,
  );
  await sql`update identities set lead = ${to} where ${which}`.execute(transaction);
}

/** Follows an identity to the lead that it is part of at present. */
async function findRoot(transaction: StoreTransaction, identity: string): Promise<string> {
  const { lead } = await transaction
    .selectFrom('identities')
    .select('lead')
    .where('identity', '=', toStoredText(identity))
    .executeTakeFirstOrThrow();
  return lead;
}
