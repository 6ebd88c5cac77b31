import { sql } from 'kysely';
import { differences } from './difference.ts';
import { insertRows } from './insert-rows.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import type { IdentityLinkRow } from './tables.ts';

/** One side of a link. */
interface LinkedIdentity {
  readonly id: string;
  readonly kind: 'user' | 'email' | 'anonymous';
  /** Of user ids: whose ids they are; absent for one's own product. */
  readonly space?: string;
}

/** A fact that says that two identities are one person. */
export interface StoredLink {
  readonly kind: 'identified' | 'address' | 'alias';
  readonly from: LinkedIdentity;
  readonly to: LinkedIdentity;
  readonly at: number;
  readonly knownAt: number;
  readonly source: string;
}

/** What a person decided about two identities; the lesser text first. */
export interface StoredVerdict {
  readonly identities: readonly [string, string];
  readonly verdict: 'together' | 'apart';
  readonly at: number;
  readonly by: string;
}

/** Appends links. Whoever asks leaves out those that say nothing new. */
export async function appendLinks(
  transaction: StoreTransaction,
  kind: StoreKind,
  links: readonly StoredLink[],
): Promise<void> {
  const rows = links.map((link) => ({
    kind: link.kind,
    from_id: link.from.id,
    from_kind: link.from.kind,
    from_space: link.from.space ?? null,
    to_id: link.to.id,
    to_kind: link.to.kind,
    to_space: link.to.space ?? null,
    at: link.at,
    known_at: link.knownAt,
    source: link.source,
  }));
  const columns = [
    'kind',
    'from_id',
    'from_kind',
    'from_space',
    'to_id',
    'to_kind',
    'to_space',
    'at',
    'known_at',
    'source',
  ] as const;
  await insertRows(transaction, kind, 'identity_links', columns, rows, ['kind']);
}

export async function appendVerdicts(
  transaction: StoreTransaction,
  kind: StoreKind,
  verdicts: readonly StoredVerdict[],
): Promise<void> {
  const rows = verdicts.map(({ identities: [one, other], verdict, at, by }) => ({
    one,
    other,
    verdict,
    at,
    made_by: by,
  }));
  const columns = ['one', 'other', 'verdict', 'at', 'made_by'] as const;
  await insertRows(transaction, kind, 'identity_verdicts', columns, rows, ['verdict']);
}

/** Every link and verdict that names one of these identities, in the order they were appended. */
export async function readAround(
  transaction: StoreTransaction,
  kind: StoreKind,
  identities: readonly string[],
): Promise<{ readonly links: StoredLink[]; readonly verdicts: StoredVerdict[] }> {
  const named = differences[kind].oneOf(identities);
  const links = await sql<IdentityLinkRow>`
    select * from identity_links where from_id ${named}
    union select * from identity_links where to_id ${named} order by number`.execute(transaction);
  const verdicts = await sql<{
    one: string;
    other: string;
    verdict: 'together' | 'apart';
    at: number;
    made_by: string;
  }>`
    select * from identity_verdicts where one ${named}
    union select * from identity_verdicts where other ${named} order by number`.execute(transaction);
  return {
    links: links.rows.map(toLink),
    verdicts: verdicts.rows.map(({ one, other, verdict, at, made_by }) => ({
      identities: [one, other],
      verdict,
      at,
      by: made_by,
    })),
  };
}

function toLink(row: IdentityLinkRow): StoredLink {
  return {
    kind: row.kind,
    from: {
      id: row.from_id,
      kind: row.from_kind,
      ...(row.from_space !== null && { space: row.from_space }),
    },
    to: { id: row.to_id, kind: row.to_kind, ...(row.to_space !== null && { space: row.to_space }) },
    at: row.at,
    knownAt: row.known_at,
    source: row.source,
  };
}
