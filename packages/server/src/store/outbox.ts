import { sql } from 'kysely';
import { differences } from './difference.ts';
import { insertRows } from './insert-rows.ts';
import type { Store, StoreKind, StoreTransaction } from './store.ts';
import type { OutboxRow } from './tables.ts';

/** Something to be sent or done outside, at least once. */
export interface OutboxMessage {
  /** The same for every attempt, so that a receiver that keeps keys acts once. A second message of a key is dropped. */
  readonly key: string;
  /** What has to be done, such as `webhook`. */
  readonly kind: string;
  readonly payload: unknown;
  /** Id of the passage it follows from. */
  readonly passage?: string;
  /** Not before. */
  readonly dueAt: number;
  readonly createdAt: number;
}

/** A message that a sender has taken. */
export interface TakenMessage extends OutboxMessage {
  /** This one included. */
  readonly attempts: number;
}

/** Puts messages into the outbox, within the transaction that makes them needed. */
export async function addToOutbox(
  transaction: StoreTransaction,
  kind: StoreKind,
  messages: readonly OutboxMessage[],
): Promise<void> {
  const rows = messages.map((message) => ({
    key: message.key,
    kind: message.kind,
    payload: JSON.stringify(message.payload),
    passage: message.passage ?? null,
    state: 'waiting' as const,
    due_at: message.dueAt,
    attempts: 0,
    created_at: message.createdAt,
  }));
  const columns = ['key', 'kind', 'payload', 'passage', 'state', 'due_at', 'attempts', 'created_at'] as const;
  await insertRows(transaction, kind, 'outbox', columns, rows, ['key']);
}

/** How a sender takes messages. */
export interface TakeMessagesOptions {
  /** Different for every sender, and for every start of one. */
  readonly by: string;
  readonly limit: number;
  readonly now: number;
  /** After so long without an answer another sender may try. */
  readonly leaseMs: number;
}

/** Takes messages whose time has come, those of the earliest first. No message is with two senders at once. */
export async function takeMessages(
  store: Store,
  { by, limit, now, leaseMs }: TakeMessagesOptions,
): Promise<TakenMessage[]> {
  const rows = await store.write(async (transaction) => {
    const taken = await sql<OutboxRow>`
      with picked as (
        select key from outbox where state = 'waiting' and due_at <= ${now}
          and (taken_until is null or taken_until <= ${now})
        order by due_at limit ${limit} ${differences[store.kind].skipTaken}
      )
      update outbox set taken_until = ${now + leaseMs}, taken_by = ${by}, attempts = attempts + 1
      where key in (select key from picked) returning *`.execute(transaction);
    return taken.rows;
  });
  return rows.map(toMessage).sort((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
}

/** What came of an attempt. Without `retryAt` a failure is final, and the message waits for somebody to look at it. */
export type Delivery =
  | { readonly ok: true; readonly now: number }
  | { readonly ok: false; readonly now: number; readonly error: string; readonly retryAt?: number };

/** Notes what came of an attempt. False if the message is not with this sender any more; nothing is noted then. */
export async function recordDelivery(
  store: Store,
  by: string,
  key: string,
  delivery: Delivery,
): Promise<boolean> {
  const state = delivery.ok ? 'done' : delivery.retryAt === undefined ? 'dead' : 'waiting';
  const updated = await store.db
    .updateTable('outbox')
    .set({
      state,
      taken_until: null,
      taken_by: null,
      last_error: delivery.ok ? null : delivery.error,
      ended_at: state === 'waiting' ? null : delivery.now,
      ...(!delivery.ok && delivery.retryAt !== undefined && { due_at: delivery.retryAt }),
    })
    .where('key', '=', key)
    .where('taken_by', '=', by)
    .returning('key')
    .execute();
  return updated.length > 0;
}

/** Lets a message that failed for good be tried again, under the same key. False if there is no such one. */
export async function retryMessage(store: Store, key: string, now: number): Promise<boolean> {
  const updated = await store.db
    .updateTable('outbox')
    .set({ state: 'waiting', due_at: now, attempts: 0, ended_at: null })
    .where('key', '=', key)
    .where('state', '=', 'dead')
    .returning('key')
    .execute();
  return updated.length > 0;
}

/** Messages of one state, the newest first. */
export async function listMessages(
  store: Store,
  state: OutboxRow['state'],
  limit: number,
): Promise<(TakenMessage & { readonly lastError?: string })[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', state)
    .orderBy('created_at', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...toMessage(row),
    ...(row.last_error !== null && { lastError: row.last_error }),
  }));
}

function toMessage(row: OutboxRow): TakenMessage {
  return {
    key: row.key,
    kind: row.kind,
    payload: JSON.parse(row.payload) as unknown,
    ...(row.passage !== null && { passage: row.passage }),
    dueAt: row.due_at,
    createdAt: row.created_at,
    attempts: row.attempts,
  };
}
