import type { Store, StoreTransaction } from './store.ts';

/** Who did what to what, and when. */
export interface AuditEntry {
  readonly at: number;
  readonly who: string;
  /** Such as `model.published`. */
  readonly what: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly detail?: unknown;
}

/** An entry in its place: later ones have greater numbers. */
export interface NumberedEntry extends AuditEntry {
  readonly number: number;
}

/** Adds an entry, within the transaction that does what it tells of. */
export async function addAuditEntry(transaction: StoreTransaction, entry: AuditEntry): Promise<void> {
  const { detail, ...row } = entry;
  await transaction
    .insertInto('audit_entries')
    .values({ ...row, detail: detail === undefined ? null : JSON.stringify(detail) })
    .execute();
}

/** Entries, the newest first; `before` is the number of the last one of the page before. */
export async function listAuditEntries(
  store: Store,
  { limit, before, subject }: { readonly limit: number; readonly before?: number; readonly subject?: string },
): Promise<NumberedEntry[]> {
  let query = store.db.selectFrom('audit_entries').selectAll().orderBy('number', 'desc').limit(limit);
  if (before !== undefined) query = query.where('number', '<', before);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  return (await query.execute()).map(({ detail, ...row }) => ({
    ...row,
    ...(detail !== null && { detail: JSON.parse(detail) as unknown }),
  }));
}
