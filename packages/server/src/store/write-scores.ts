import { sql } from 'kysely';
import { differences } from './difference.ts';
import { clearDue, holdTaken, type TakenLead } from './due-lead.ts';
import { givenRows, insertRows } from './insert-rows.ts';
import { addToOutbox, type OutboxMessage } from './outbox.ts';
import { addPassages, type Passage } from './passage.ts';
import type { StoredScore } from './score.ts';
import type { Store, StoreKind, StoreTransaction } from './store.ts';
import type { ScoreRow } from './tables.ts';

/** A score to be written in the place of the one that the scorer has read. */
export interface ScoreChange {
  readonly model: string;
  readonly unit: string;
  /** `undefined`: outside the audience, so that there is no score any more. */
  readonly score: Omit<StoredScore, 'model' | 'unit' | 'revision'> | undefined;
  /** Revision of the score it was compared with; 0 if there was none. */
  readonly seen: number;
  /** Leads that stay due if the change is refused: of an account or a colleague, those it was scored for. */
  readonly leads?: readonly string[];
  /** What follows from the change, written only together with it. */
  readonly passages?: readonly Passage[];
  readonly outbox?: readonly OutboxMessage[];
}

/** What a scorer has come to. */
export interface ScoreBatch {
  /** Who took the leads; needed with `taken`. */
  readonly by?: string;
  /** Leads that were taken and scored. Those whose scores did not change have nothing in `changes`. */
  readonly taken?: readonly TakenLead[];
  readonly changes: readonly ScoreChange[];
}

/** What came of a batch. */
export interface WrittenScores {
  readonly written: number;
  /** Changes that were not written: somebody else had written that score, or taken that lead, in the meantime. */
  readonly refused: readonly ScoreChange[];
}

const columns = [
  'model',
  'unit',
  'version',
  'total',
  'dimensions',
  'grade',
  'temperature',
  'journey',
  'persona',
  'stage',
  'stage_since',
  'disqualified',
  'coverage',
  'at',
  'next_crossing_at',
  'revision',
  'merged',
] as const;

/**
 * Writes scores that changed with their passages and messages, and takes their leads off the list of due ones: all of
 * it or, if the process or the database dies, nothing. A change against a score that has been written since is refused
 * with all that hangs on it, and its lead stays due: so each passage happens once, whoever else is scoring.
 */
export async function writeScores(store: Store, batch: ScoreBatch): Promise<WrittenScores> {
  const { kind } = store;
  const { by = '', taken = [] } = batch;
  return store.write(async (transaction) => {
    const held = await holdTaken(
      transaction,
      kind,
      by,
      taken.map(({ lead }) => lead),
    );
    const lost = new Set(taken.flatMap(({ lead }) => (held.has(lead) ? [] : [lead])));
    const changes = batch.changes.filter(({ unit }) => !lost.has(unit)).sort(compareChanges);
    const written = await replaceScores(transaction, kind, changes);
    const isWritten = (change: ScoreChange) => written.has(getKey(change));
    const accepted = changes.filter(isWritten);
    await addPassages(
      transaction,
      kind,
      accepted.flatMap(({ passages = [] }) => passages),
    );
    await addToOutbox(
      transaction,
      kind,
      accepted.flatMap(({ outbox = [] }) => outbox),
    );
    const refused = batch.changes.filter((change) => lost.has(change.unit) || !isWritten(change));
    const again = new Set(refused.flatMap(({ unit, leads = [] }) => [unit, ...leads]));
    const scored = taken.map((lead) => (again.has(lead.lead) ? { ...lead, generation: 0 } : lead));
    if (taken.length > 0) await clearDue(transaction, kind, by, scored);
    return { written: accepted.length, refused };
  });
}

/** Always the same order, so that two writers wait for each other instead of standing crosswise. */
function compareChanges(a: ScoreChange, b: ScoreChange): number {
  if (a.model !== b.model) return a.model < b.model ? -1 : 1;
  return a.unit < b.unit ? -1 : Number(a.unit > b.unit);
}

function getKey({ model, unit }: { readonly model: string; readonly unit: string }): string {
  return `${model}\0${unit}`;
}

async function replaceScores(
  transaction: StoreTransaction,
  kind: StoreKind,
  changes: readonly ScoreChange[],
): Promise<Set<string>> {
  const rows = changes.filter(({ score }) => score !== undefined).map(toScoreRow);
  const fresh = rows.filter(({ revision }) => revision === 1);
  const again = rows.filter(({ revision }) => revision > 1);
  const gone = changes.flatMap(({ model, unit, score, seen }) =>
    score === undefined ? [{ model, unit, revision: seen }] : [],
  );
  const written = await insertRows(transaction, kind, 'scores', columns, fresh, ['model', 'unit']);
  if (written.length > 0)
    // A bulk scoring may have read a lead that was merged since.
    await sql`
      update scores set merged = 1 where merged = 0 and unit ${differences[kind].oneOf(written.map(({ unit }) => unit))}
      and exists (select 1 from identities where identity = scores.unit and lead <> scores.unit)
        and not exists (select 1 from identities where lead = scores.unit)`.execute(transaction);
  if (again.length > 0) {
    const set = columns.slice(2, -1).map((column) => sql`${sql.ref(column)} = given.${sql.ref(column)}`);
    const updated = await sql<Pick<ScoreRow, 'model' | 'unit'>>`
      update scores set ${sql.join(set)} from ${givenRows(kind, 'scores', columns, again)} as given
      where scores.model = given.model and scores.unit = given.unit and scores.revision = given.revision - 1
      returning scores.model, scores.unit`.execute(transaction);
    written.push(...updated.rows);
  }
  if (gone.length > 0) {
    const given = givenRows(kind, 'scores', ['model', 'unit', 'revision'], gone);
    const deleted = await sql<Pick<ScoreRow, 'model' | 'unit'>>`
      delete from scores where (model, unit, revision) in (select model, unit, revision from ${given} as given)
      returning model, unit`.execute(transaction);
    written.push(...deleted.rows);
    // That there is no score was so already.
    written.push(...gone.filter(({ revision }) => revision === 0));
  }
  return new Set(written.map(getKey));
}

function toScoreRow({ model, unit, score, seen }: ScoreChange): ScoreRow {
  const given = score!;
  return {
    model,
    unit,
    version: given.version,
    total: given.total,
    dimensions: JSON.stringify(given.dimensions),
    grade: given.grade ?? null,
    temperature: given.temperature ?? null,
    journey: given.journey ?? null,
    persona: given.persona ?? null,
    stage: given.stage ?? null,
    stage_since: given.stageSince ?? null,
    disqualified: given.disqualified ?? null,
    coverage: given.coverage,
    at: given.at,
    next_crossing_at: given.nextCrossingAt ?? null,
    revision: seen + 1,
    merged: 0,
  };
}
