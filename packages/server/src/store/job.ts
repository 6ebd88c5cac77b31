import { sql } from 'kysely';
import { differences } from './difference.ts';
import type { Store } from './store.ts';
import type { JobRow } from './tables.ts';

/** Long work that goes on from where it was when a process ends: an import, an export, a bulk scoring. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobRow['state'];
  readonly input: unknown;
  /** As far as it has come; what it is, the kind knows. */
  readonly progress?: unknown;
  readonly result?: unknown;
  readonly error?: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly endedAt?: number;
}

/** Puts a job on the list; one of an id that is there already stays as it is. */
export async function addJob(
  store: Store,
  job: Pick<Job, 'id' | 'kind' | 'input' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  await store.db
    .insertInto('jobs')
    .values({
      id: job.id,
      kind: job.kind,
      state: 'waiting',
      input: JSON.stringify(job.input),
      created_at: job.createdAt,
      created_by: job.createdBy,
    } as JobRow)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes the job that has waited longest, or one whose worker did not report for as long as its lease. */
export async function takeJob(
  store: Store,
  { by, kinds, now, leaseMs }: { by: string; kinds: readonly string[]; now: number; leaseMs: number },
): Promise<Job | undefined> {
  const { oneOf, skipTaken } = differences[store.kind];
  return store.write(async (transaction) => {
    const { rows } = await sql<JobRow>`
      with picked as (
        select id from jobs where kind ${oneOf(kinds)} and (state = 'waiting' or state = 'running')
          and (taken_until is null or taken_until <= ${now})
        order by created_at limit 1 ${skipTaken}
      )
      update jobs set state = 'running', taken_until = ${now + leaseMs}, taken_by = ${by}
      where id in (select id from picked) returning *`.execute(transaction);
    return rows[0] && toJob(rows[0]);
  });
}

/** Notes how far a job has come and keeps it for longer. False if it is to stop: cancelled, or taken by another worker. */
export async function reportProgress(
  store: Store,
  {
    by,
    id,
    progress,
    now,
    leaseMs,
  }: { by: string; id: string; progress: unknown; now: number; leaseMs: number },
): Promise<boolean> {
  const updated = await store.db
    .updateTable('jobs')
    .set({ progress: JSON.stringify(progress), taken_until: now + leaseMs })
    .where('id', '=', id)
    .where('taken_by', '=', by)
    .where('state', '=', 'running')
    .returning('id')
    .execute();
  return updated.length > 0;
}

/** How a job ended. */
export type JobEnd =
  | { readonly state: 'done'; readonly result?: unknown }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'cancelled' };

/** Ends a job that has not ended. False if it has. */
export async function endJob(store: Store, id: string, end: JobEnd, now: number): Promise<boolean> {
  const updated = await store.db
    .updateTable('jobs')
    .set({
      state: end.state,
      result: end.state === 'done' && end.result !== undefined ? JSON.stringify(end.result) : null,
      error: end.state === 'failed' ? end.error : null,
      taken_until: null,
      taken_by: null,
      ended_at: now,
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning('id')
    .execute();
  return updated.length > 0;
}

export async function findJob(store: Store, id: string): Promise<Job | undefined> {
  const row = await store.db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toJob(row);
}

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    input: JSON.parse(row.input) as unknown,
    ...(row.progress !== null && { progress: JSON.parse(row.progress) as unknown }),
    ...(row.result !== null && { result: JSON.parse(row.result) as unknown }),
    ...(row.error !== null && { error: row.error }),
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  };
}
