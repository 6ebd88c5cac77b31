import { gatherIdentityState } from '../identity/gather-state.ts';
import type { IdentityLink } from '../identity/identity.ts';
import { listNewLinks, resolveEvent } from '../identity/resolve.ts';
import type { FactRun } from '../ingest/fact-run.ts';
import { appendWithin } from '../store/append-facts.ts';
import { appendLinks, readAround } from '../store/identity-link.ts';
import { holdPartition, moveIdentities } from '../store/move-identity.ts';
import type { Store, StoreKind, StoreTransaction } from '../store/store.ts';

/**
 * Stores the facts of a run and what its links say of who is one lead, and marks the leads concerned as due, all in one
 * transaction; it resolves once that is on disk. Storing a run again is harmless.
 */
export async function appendRun(
  store: Store,
  { fieldValues, activities, links }: FactRun,
  now: number,
): Promise<void> {
  await store.write(async (transaction) => {
    await followLinks(transaction, store.kind, links, now);
    await appendWithin(transaction, store.kind, { fieldValues, activities }, { now });
  });
}

async function followLinks(
  transaction: StoreTransaction,
  kind: StoreKind,
  links: readonly IdentityLink[],
  now: number,
): Promise<void> {
  if (links.length === 0) return;
  const ids = [...new Set(links.flatMap(({ from, to }) => [from.id, to.id]))];
  const reader = { readAround: (asked: readonly string[]) => readAround(transaction, kind, asked) };
  // Most events repeat links that are known, and these need not wait for whoever decides about others.
  const isKnown = async () => listNewLinks((await reader.readAround(ids)).links, links).length === 0;
  if (await isKnown()) return;
  await holdPartition(transaction, kind);
  const state = await gatherIdentityState(reader, ids);
  if (state === undefined) {
    await appendLinks(transaction, kind, listNewLinks((await reader.readAround(ids)).links, links));
    return;
  }
  const { newLinks, moves } = resolveEvent(state, links, ids[0]!);
  await appendLinks(transaction, kind, newLinks);
  await moveIdentities(transaction, kind, moves, now);
}
