import { insertRows } from './insert-rows.ts';
import type { Store } from './store.ts';
import { toStoredText } from './stored-text.ts';
import type { DeadLetterRow } from './tables.ts';

/** Something received that could not be read, kept with the reason for somebody to look at. */
export type DeadLetter = DeadLetterRow;

/** Where a page of `listDeadLetters` ended. */
export type DeadLetterCursor = Pick<DeadLetter, 'at' | 'id'>;

/** Keeps dead letters; one of an id that is there already is left out. */
export async function addDeadLetters(store: Store, letters: readonly DeadLetter[]): Promise<void> {
  const rows = letters.map((letter) => ({
    ...letter,
    reason: toStoredText(letter.reason),
    body: toStoredText(letter.body),
  }));
  const columns = ['id', 'source', 'reason', 'body', 'at'] as const;
  await store.write((transaction) =>
    insertRows(transaction, store.kind, 'dead_letters', columns, rows, ['id']),
  );
}

/** Dead letters, the newest first. */
export function listDeadLetters(
  store: Store,
  limit: number,
  after?: DeadLetterCursor,
): Promise<DeadLetter[]> {
  let query = store.db
    .selectFrom('dead_letters')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (after !== undefined)
    query = query.where(({ or, and, eb }) =>
      or([eb('at', '<', after.at), and([eb('at', '=', after.at), eb('id', '<', after.id)])]),
    );
  return query.execute();
}

/** Drops dead letters that were dealt with, or all of before a moment. */
export async function removeDeadLetters(
  store: Store,
  which: { readonly ids: readonly string[] } | { readonly before: number },
): Promise<void> {
  const query = store.db.deleteFrom('dead_letters');
  if ('before' in which) await query.where('at', '<', which.before).execute();
  else if (which.ids.length > 0) await query.where('id', 'in', which.ids).execute();
}
