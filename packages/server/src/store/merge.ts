import { sql } from 'kysely';
import { differences } from './difference.ts';
import { markDue } from './due-lead.ts';
import { addIdentities } from './identity.ts';
import type { Store, StoreTransaction } from './store.ts';

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

/**
 * Brings the leads of two identities together: what is known of both counts for the lead of `into`, in every replay too.
 * Identities that nothing is known of yet become leads first. Returns the lead that stays and whether anything changed.
 * The lead that goes keeps its scores out of sight, for when the merge is undone.
 */
export async function mergeLeads(
  store: Store,
  { id, lead, into, knownAt, by, reason }: MergeRequest,
): Promise<{ readonly lead: string; readonly merged: boolean }> {
  return store.write(async (transaction) => {
    const identities = await addIdentities(
      transaction,
      store.kind,
      new Map([
        [lead, knownAt],
        [into, knownAt],
      ]),
    );
    const known = await transaction.selectFrom('merges').select('id').where('id', '=', id).executeTakeFirst();
    const [from, to] = await holdRoots(store, transaction, [identities.get(lead)!, identities.get(into)!]);
    if (known !== undefined || from === to) return { lead: to!, merged: false };
    await transaction
      .insertInto('merges')
      .values({
        id,
        lead: from!,
        into_lead: to!,
        known_at: knownAt,
        made_by: by,
        reason,
        undone_at: null,
        undone_by: null,
        undone_reason: null,
      })
      .execute();
    await transaction.updateTable('leads').set({ merged_into: to! }).where('id', '=', from!).execute();
    await transaction.updateTable('identities').set({ lead: to! }).where('lead', '=', from!).execute();
    await transaction.updateTable('scores').set({ merged: 1 }).where('unit', '=', from!).execute();
    await transaction.deleteFrom('due_leads').where('lead', '=', from!).execute();
    await markDue(transaction, store.kind, [to!], knownAt);
    return { lead: to!, merged: true };
  });
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
    const undone = await transaction
      .updateTable('merges')
      .set({ undone_at: at, undone_by: by, undone_reason: reason })
      .where('id', '=', merge)
      .where('undone_at', 'is', null)
      .returning('lead')
      .executeTakeFirst();
    if (undone === undefined) return undefined;
    const [root] = await holdRoots(store, transaction, [undone.lead]);
    await transaction.updateTable('leads').set({ merged_into: null }).where('id', '=', undone.lead).execute();
    await sql`
      with recursive part (id) as (
        select id from leads where id = ${undone.lead} union all select leads.id from leads join part on leads.merged_into = part.id
      ) update identities set lead = ${undone.lead} where identity in (select id from part)`.execute(
      transaction,
    );
    await transaction.updateTable('scores').set({ merged: 0 }).where('unit', '=', undone.lead).execute();
    await markDue(transaction, store.kind, [root!, undone.lead], at);
    return undone.lead;
  });
}

/** Follows leads to those they were merged into, and keeps these as they are until the transaction is over. */
async function holdRoots(
  { kind }: Store,
  transaction: StoreTransaction,
  leads: readonly string[],
): Promise<string[]> {
  for (;;) {
    const roots: string[] = [];
    for (const lead of leads) roots.push(await findRoot(transaction, lead));
    const sorted = [...new Set(roots)].sort();
    const { rows } = await sql<{ merged_into: string | null }>`
      select merged_into from leads where id in ${differences[kind].listOf(sorted)}
      order by id ${differences[kind].hold}`.execute(transaction);
    if (rows.every(({ merged_into }) => merged_into === null)) return roots;
  }
}

async function findRoot(transaction: StoreTransaction, lead: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive up (id, parent) as (
      select id, merged_into from leads where id = ${lead}
      union all select leads.id, leads.merged_into from leads join up on leads.id = up.parent
    ) select id from up where parent is null`.execute(transaction);
  return rows[0]!.id;
}
