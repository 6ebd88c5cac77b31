import type { FieldValue } from '@leadline/core';
import { sql } from 'kysely';
import type { Arrival, ReceivedValue } from './fact-batch.ts';
import { findLeadsByValue } from './identity.ts';
import { givenRows, insertRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import { toStoredText } from './stored-text.ts';
import type { FieldValueRow } from './tables.ts';

interface AppendedFieldValues {
  readonly arrivals: Arrival[];
  /** Those that are new. */
  readonly added: FieldValue[];
  /** Leads of the accounts that something new is known of. */
  readonly ofAccounts: string[];
}

type NewRow = Omit<FieldValueRow, 'number'>;

const columns = ['identity', 'account', 'field', 'value', 'at', 'known_at', 'source', 'message'] as const;

/** Inserts values that say something new; see `appendFacts`. */
export async function appendFieldValues(
  transaction: StoreTransaction,
  kind: StoreKind,
  values: readonly ReceivedValue[],
): Promise<AppendedFieldValues> {
  const rows = values.map(toFieldValueRow);
  const { latest, messages } = await readKnown(transaction, kind, rows);
  const added: NewRow[] = [];
  const arrivals = rows.map((row): Arrival => {
    const place = getPlace(row);
    const message = row.message === null ? undefined : getMessage(row);
    if (latest.get(place) === row.value) return 'duplicate';
    if (message !== undefined && messages.has(message))
      return messages.get(message) === row.value ? 'duplicate' : 'conflict';
    latest.set(place, row.value);
    if (message !== undefined) messages.set(message, row.value);
    added.push(row);
    return 'new';
  });
  await insertRows(transaction, kind, 'field_values', columns, added, ['field']);
  await addAccounts(transaction, kind, added);
  return {
    arrivals,
    added: values.filter((_, i) => arrivals[i] === 'new'),
    ofAccounts: await findLeadsByValue(
      transaction,
      kind,
      'account',
      added.flatMap(({ account }) => account ?? []),
    ),
  };
}

export function toFieldValueRow(given: ReceivedValue): NewRow {
  const { lead, account, field, value, at, knownAt, source, message } = given;
  return {
    identity: lead === undefined ? null : toStoredText(lead),
    account: account === undefined ? null : toStoredText(account),
    field: toStoredText(field),
    value: JSON.stringify(value),
    at: at ?? null,
    known_at: knownAt,
    source: toStoredText(source),
    message: message === undefined ? null : toStoredText(message),
  };
}

/** Where at most one value counts: the same field, source and time. */
function getPlace({ identity, account, field, source, at }: NewRow): string {
  return JSON.stringify([identity, account, field, source, at]);
}

function getMessage({ identity, account, field, source, message }: NewRow): string {
  return JSON.stringify([identity, account, field, source, message]);
}

/** What is known of the fields that the rows are about: the value known last of each place, and of each message. */
async function readKnown(transaction: StoreTransaction, kind: StoreKind, rows: readonly NewRow[]) {
  const latest = new Map<string, string>();
  const messages = new Map<string, string>();
  for (const subject of ['identity', 'account'] as const) {
    const fields = new Map(
      rows.flatMap((row) => {
        const { [subject]: id, field, source } = row;
        return id === null ? [] : [[JSON.stringify([id, field, source]), { [subject]: id, field, source }]];
      }),
    );
    if (fields.size === 0) continue;
    const given = givenRows(kind, 'field_values', [subject, 'field', 'source'], [...fields.values()]);
    const known = await sql<FieldValueRow>`
      select field_values.* from ${given} as given
      join field_values on field_values.${sql.ref(subject)} = given.${sql.ref(subject)}
        and field_values.field = given.field and field_values.source = given.source
      order by field_values.known_at, field_values.number`.execute(transaction);
    for (const row of known.rows) {
      latest.set(getPlace(row), row.value);
      if (row.message !== null) messages.set(getMessage(row), row.value);
    }
  }
  return { latest, messages };
}

/** An account exists from its first value, or from the first lead that belongs to it. */
async function addAccounts(
  transaction: StoreTransaction,
  kind: StoreKind,
  rows: readonly NewRow[],
): Promise<void> {
  const accounts = new Map<string, { id: string; known_at: number; owner: null }>();
  for (const { account, field, value, known_at } of rows) {
    const named: unknown = account ?? (field === 'account' ? JSON.parse(value) : undefined);
    if (typeof named !== 'string' || accounts.has(named)) continue;
    accounts.set(named, { id: toStoredText(named), known_at, owner: null });
  }
  const sorted = [...accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  await insertRows(transaction, kind, 'accounts', ['id', 'known_at', 'owner'], sorted, ['id']);
}
