import { sql } from 'kysely';
import { differences } from './difference.ts';
import { findOneOfEach } from './identity.ts';
import { givenRows } from './insert-rows.ts';
import type { Store, StoreKind, StoreTransaction } from './store.ts';

/** A lead to score, taken by one scorer for a while. */
export interface TakenLead {
  readonly lead: string;
  /** When it became due. */
  readonly since: number;
  /** Tells whether it was marked again meanwhile. */
  readonly generation: number;
}

/**
 * Marks leads as due. One that is due already, or being scored, will be scored once more: what its scorer has read may
 * lack the new fact.
 */
export async function markDue(
  transaction: StoreTransaction,
  kind: StoreKind,
  leads: readonly string[],
  now: number,
): Promise<void> {
  if (leads.length === 0) return;
  const rows = [...new Set(leads)].sort().map((lead) => ({ lead, since: now }));
  await sql`
    insert into due_leads (lead, since, generation)
    select lead, since, 1 from ${givenRows(kind, 'due_leads', ['lead', 'since'], rows)} as given where true
    on conflict (lead) do update set generation = due_leads.generation + 1`.execute(transaction);
}

/**
 * Takes leads that are gone off the list and marks others. Rows are held in the order in which scorers hold them, so that
 * nobody stands crosswise.
 */
export async function passDue(
  transaction: StoreTransaction,
  kind: StoreKind,
  gone: readonly string[],
  due: readonly string[],
  now: number,
): Promise<void> {
  const { oneOf, hold } = differences[kind];
  await sql`
    select lead from due_leads where lead ${oneOf([...gone, ...due])} order by lead ${hold}`.execute(
    transaction,
  );
  await sql`delete from due_leads where lead ${oneOf(gone)}`.execute(transaction);
  await markDue(transaction, kind, due, now);
}

/** Marks every lead, in transactions of so many, and returns how many there are: a version of a model was published. */
export async function markAllDue(store: Store, now: number, leadsAtOnce = 5_000): Promise<number> {
  for (let after = '', count = 0; ; ) {
    const { rows } = await sql<{ lead: string }>`
      select distinct lead from identities where lead > ${after} order by lead limit ${leadsAtOnce}`.execute(
      store.db,
    );
    if (rows.length === 0) return count;
    const leads = rows.map(({ lead }) => lead);
    await store.write((transaction) => markDue(transaction, store.kind, leads, now));
    count += leads.length;
    after = leads.at(-1)!;
  }
}

/**
 * Marks the leads whose next crossing has come, and one lead of each account whose has, which has the account scored; so
 * many of each at most. Returns how many were marked.
 */
export async function markCrossingsDue(store: Store, now: number, limit: number): Promise<number> {
  return store.write(async (transaction) => {
    const crossing = await transaction
      .selectFrom('scores')
      .innerJoin('leads', 'leads.id', 'scores.unit')
      .select('unit')
      .distinct()
      .where('next_crossing_at', '<=', now)
      .where('merged', '=', 0)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('due_leads').select('lead').whereRef('lead', '=', 'scores.unit'))),
      )
      .limit(limit)
      .execute();
    const accounts = await transaction
      .selectFrom('scores')
      .select('unit')
      .distinct()
      .where('next_crossing_at', '<=', now)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('leads').select('id').whereRef('id', '=', 'scores.unit'))),
      )
      .limit(limit)
      .execute();
    const ofAccounts = await findOneOfEach(
      transaction,
      store.kind,
      accounts.map(({ unit }) => unit),
    );
    const leads = [...new Set([...crossing.map(({ unit }) => unit), ...ofAccounts])];
    await markDue(transaction, store.kind, leads, now);
    return leads.length;
  });
}

/** How a scorer takes leads. */
export interface TakeOptions {
  /** Different for every scorer, and for every start of one. */
  readonly by: string;
  readonly limit: number;
  readonly now: number;
  /** After so long without `writeScores` somebody else may take them: their scorer is taken for dead. */
  readonly leaseMs: number;
}

/** Takes leads to score, those that have been due longest first. No lead is with two scorers at once. */
export async function takeDue(store: Store, { by, limit, now, leaseMs }: TakeOptions): Promise<TakenLead[]> {
  const taken = await store.write(async (transaction) => {
    const { rows } = await sql<TakenLead>`
      with picked as (
        select lead from due_leads where taken_until is null or taken_until <= ${now}
        order by since limit ${limit} ${differences[store.kind].skipTaken}
      )
      update due_leads set taken_until = ${now + leaseMs}, taken_by = ${by} where lead in (select lead from picked)
      returning lead, since, generation`.execute(transaction);
    return rows;
  });
  return taken.sort((a, b) => a.since - b.since || (a.lead < b.lead ? -1 : 1));
}

/** Gives back leads that were taken and could not be scored; they are due as before. */
export async function releaseDue(store: Store, by: string, leads: readonly string[]): Promise<void> {
  await store.write((transaction) => giveBack(transaction, store.kind, by, leads));
}

async function giveBack(
  transaction: StoreTransaction,
  kind: StoreKind,
  by: string,
  leads: readonly string[],
): Promise<void> {
  await sql`
    update due_leads set taken_until = null, taken_by = null
    where taken_by = ${by} and lead ${differences[kind].oneOf(leads)}`.execute(transaction);
}

/** Which of the leads a scorer still has; the others were taken by somebody else after its time was over. */
export async function holdTaken(
  transaction: StoreTransaction,
  kind: StoreKind,
  by: string,
  leads: readonly string[],
): Promise<Set<string>> {
  const { oneOf, hold } = differences[kind];
  const { rows } = await sql<{ lead: string }>`
    select lead from due_leads where taken_by = ${by} and lead ${oneOf(leads)}
    order by lead ${hold}`.execute(transaction);
  return new Set(rows.map(({ lead }) => lead));
}

/** Takes scored leads off the list; those that were marked again meanwhile stay due. */
export async function clearDue(
  transaction: StoreTransaction,
  kind: StoreKind,
  by: string,
  scored: readonly TakenLead[],
): Promise<void> {
  const given = givenRows(kind, 'due_leads', ['lead', 'generation'], scored);
  await sql`
    delete from due_leads where taken_by = ${by}
      and (lead, generation) in (select lead, generation from ${given} as given)`.execute(transaction);
  await giveBack(
    transaction,
    kind,
    by,
    scored.map(({ lead }) => lead),
  );
}

/** How many leads are due, and since when the one that has waited longest. */
export async function readBacklog(
  store: Store,
): Promise<{ readonly count: number; readonly oldest: number | undefined }> {
  const row = await store.db
    .selectFrom('due_leads')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('since').as('oldest')])
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), oldest: row.oldest ?? undefined };
}
