import type { JourneyPhase } from '@leadline/core';
import { sql } from 'kysely';
import { differences } from './difference.ts';
import type { Store, StoreReader } from './store.ts';
import type { ScoreRow } from './tables.ts';

/** The latest score of a unit (a lead, or an account under a model of accounts), and the stage it has come to. */
export interface StoredScore {
  readonly model: string;
  readonly unit: string;
  /** Of the model. */
  readonly version: number;
  /** Millipoints. */
  readonly total: number;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly grade?: string;
  readonly temperature?: string;
  readonly journey?: JourneyPhase;
  readonly persona?: string;
  readonly stage?: string;
  readonly stageSince?: number;
  /** The reason; absent when it is not. */
  readonly disqualified?: string;
  /** Permille. */
  readonly coverage: number;
  /** The moment of the score. */
  readonly at: number;
  /** No later than this a grade, temperature or stage changes by time alone, or whether it does is looked at anew. */
  readonly nextCrossingAt?: number;
  /** How often it has been written: whoever writes the next one says which one it has seen. */
  readonly revision: number;
}

/** The present scores of some units under all models. */
export async function readScores(store: StoreReader, units: readonly string[]): Promise<StoredScore[]> {
  const { rows } = await sql<ScoreRow>`
    select * from scores where unit ${differences[store.kind].oneOf(units)}`.execute(store.db);
  return rows.map(toStoredScore);
}

/** Where a page of `listScores` ended. */
export interface ScoreCursor {
  readonly total: number;
  readonly unit: string;
}

/** Scores of a model from the highest down, equal ones by unit; merged leads are left out. */
export async function listScores(
  store: Store,
  model: string,
  limit: number,
  after?: ScoreCursor,
): Promise<StoredScore[]> {
  let query = store.db
    .selectFrom('scores')
    .selectAll()
    .where('model', '=', model)
    .where('merged', '=', 0)
    .orderBy('total', 'desc')
    .orderBy('unit')
    .limit(limit);
  if (after !== undefined)
    query = query
      .where('total', '<=', after.total)
      .where(({ or, eb }) => or([eb('total', '<', after.total), eb('unit', '>', after.unit)]));
  return (await query.execute()).map(toStoredScore);
}

/** All scores of a model by the bytes of their units, in pieces; merged leads included. */
export async function* readAllScores(
  store: Store,
  model: string,
  atOnce = 5_000,
): AsyncGenerator<StoredScore[]> {
  for (let after = ''; ; ) {
    const rows = await store.db
      .selectFrom('scores')
      .selectAll()
      .where('model', '=', model)
      .where('unit', '>', after)
      .orderBy('unit')
      .limit(atOnce)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(toStoredScore);
    after = rows.at(-1)!.unit;
  }
}

function toStoredScore(row: ScoreRow): StoredScore {
  const { model, unit, version, total, coverage, at, revision } = row;
  return {
    model,
    unit,
    version,
    total,
    dimensions: JSON.parse(row.dimensions) as Record<string, number>,
    ...(row.grade !== null && { grade: row.grade }),
    ...(row.temperature !== null && { temperature: row.temperature }),
    ...(row.journey !== null && { journey: row.journey as JourneyPhase }),
    ...(row.persona !== null && { persona: row.persona }),
    ...(row.stage !== null && { stage: row.stage }),
    ...(row.stage_since !== null && { stageSince: row.stage_since }),
    ...(row.disqualified !== null && { disqualified: row.disqualified }),
    coverage,
    at,
    ...(row.next_crossing_at !== null && { nextCrossingAt: row.next_crossing_at }),
    revision,
  };
}
