import type { Activity } from '@leadline/core';
import { type RawBuilder, sql } from 'kysely';
import { activityColumns, toActivity, toActivityRows } from './activity-row.ts';
import { appendFacts } from './append-facts.ts';
import { differences } from './difference.ts';
import { givenRows } from './insert-rows.ts';
import { maxTransactionRows, type Store } from './store.ts';
import { StoreUnavailableError } from './store-error.ts';
import type { ActivityRow } from './tables.ts';

/** What became of the activities of a load. */
export interface LoadResult {
  readonly added: number;
  readonly duplicates: number;
  readonly conflicts: number;
}

/**
 * Loads the first activities of a store, several times as fast as `appendFacts` and with the same result: they are
 * gathered as they come, and put in their order when all are there. That last step is one transaction, during which
 * nobody else writes to an embedded store: about ten seconds for a million. Leads do not become due; a scoring of
 * everything follows a load. In a store that holds activities already this is `appendFacts`, piece by piece.
 *
 * Activities without an id are told apart within the piece they come in. One load at a time; after a crash it starts anew.
 */
export async function loadActivities(
  store: Store,
  pieces: AsyncIterable<readonly Activity[]> | Iterable<readonly Activity[]>,
  now: number,
): Promise<LoadResult> {
  const counts = { new: 0, duplicate: 0, conflict: 0 };
  const append = async (activities: readonly Activity[]): Promise<void> => {
    for (let i = 0; i < activities.length; i += maxTransactionRows) {
      const batch = { activities: activities.slice(i, i + maxTransactionRows) };
      const { activities: arrivals } = await appendFacts(store, batch, { now, due: false });
      for (const arrival of arrivals) counts[arrival] += 1;
    }
  };
  if (await hasActivities(store)) for await (const piece of pieces) await append(piece);
  else {
    await gather(store, pieces);
    counts.new += await placeInOrder(store);
    for await (const rest of readGathered(store)) await append(rest);
    await sql`drop table gathered`.execute(store.db);
  }
  return { added: counts.new, duplicates: counts.duplicate, conflicts: counts.conflict };
}

const names = sql.join(activityColumns.map((column) => sql.ref(column)));

async function hasActivities(store: Store): Promise<boolean> {
  return (await store.db.selectFrom('activities').select('id').limit(1).execute()).length > 0;
}

/** Puts activities into a table without any order. */
async function gather(
  { kind, db }: Store,
  pieces: AsyncIterable<readonly Activity[]> | Iterable<readonly Activity[]>,
): Promise<void> {
  await sql`drop table if exists gathered`.execute(db);
  await differences[kind].createGathered.execute(db);
  // While one piece is written the next one is made.
  let writing: Promise<unknown> = Promise.resolve();
  for await (const piece of pieces) {
    const given = givenRows(kind, 'activities', activityColumns, toActivityRows(piece));
    await writing;
    writing = sql`insert into gathered (${names}) select ${names} from ${given} as given`.execute(db);
    writing.catch(() => undefined);
  }
  await writing;
}

/**
 * Moves of each key the first one gathered to its place, with the leads it needs, and returns how many there were. Moves
 * nothing if somebody has appended activities in the meantime.
 */
async function placeInOrder(store: Store): Promise<number> {
  const { withoutTimeLimit, holdActivities, withoutActivityIndex } = differences[store.kind];
  return store.write(async (transaction) => {
    await withoutTimeLimit.execute(transaction);
    await holdActivities.execute(transaction);
    const present = await transaction.selectFrom('activities').select('id').limit(1).execute();
    if (present.length > 0) return 0;
    const place = async (rows: RawBuilder<unknown>): Promise<bigint> => {
      await withoutActivityIndex.before.execute(transaction);
      const { numAffectedRows } = await sql`
        insert into activities (${names}) select ${names} from ${rows} as rows
        order by identity, at, source, id`.execute(transaction);
      await withoutActivityIndex.after.execute(transaction);
      return numAffectedRows!;
    };
    await sql`savepoint before_placing`.execute(transaction);
    let placed = await place(sql`gathered`).catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) throw error;
      return undefined;
    });
    const isAll = placed !== undefined;
    if (placed === undefined) {
      // Some keys came more than once. To find them takes as long as all the rest, so they are not looked for before.
      await sql`rollback to savepoint before_placing`.execute(transaction);
      placed = await place(sql`(
        select * from (
          select gathered.*, row_number() over (partition by source, id order by number) as nth from gathered
        ) as counted where nth = 1)`);
    }
    await sql`
      insert into leads (id, known_at) select identity, min(known_at) from activities
      group by identity order by identity on conflict do nothing`.execute(transaction);
    await sql`
      insert into identities (identity, lead, known_at) select identity, identity, min(known_at) from activities
      group by identity order by identity on conflict do nothing`.execute(transaction);
    const which = isAll ? sql`` : sql`where number in (select min(number) from gathered group by source, id)`;
    await sql`delete from gathered ${which}`.execute(transaction);
    return Number(placed);
  });
}

/** What is left, in the order it came in. */
async function* readGathered(store: Store): AsyncGenerator<Activity[]> {
  for (let after = 0; ; ) {
    const { rows } = await sql<ActivityRow & { number: number }>`
      select * from gathered where number > ${after} order by number limit ${maxTransactionRows}`.execute(
      store.db,
    );
    if (rows.length === 0) return;
    yield rows.map(toActivity);
    after = rows.at(-1)!.number;
  }
}
