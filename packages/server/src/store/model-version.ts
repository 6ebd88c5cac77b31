import type { Store, StoreTransaction } from './store.ts';

/** A model that is being worked on. */
export interface ModelDraft {
  readonly model: string;
  /** The model's text, as `parseModel` reads it. */
  readonly document: string;
  /** The version it was started from. */
  readonly basedOn?: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** A published version: never changed, numbered from 1. */
export interface ModelVersion {
  readonly model: string;
  readonly version: number;
  readonly document: string;
  readonly publishedAt: number;
  readonly publishedBy: string;
  readonly reason: string;
}

/** Keeps a draft in the place of the one that was there. */
export async function saveDraft(store: Store, draft: ModelDraft): Promise<void> {
  await store.write(async (transaction) => {
    await addModel(transaction, draft.model);
    const row = {
      document: draft.document,
      based_on: draft.basedOn ?? null,
      updated_at: draft.updatedAt,
      updated_by: draft.updatedBy,
    };
    await transaction
      .insertInto('model_drafts')
      .values({ model: draft.model, ...row })
      .onConflict((conflict) => conflict.column('model').doUpdateSet(row))
      .execute();
  });
}

export async function findDraft(store: Store, model: string): Promise<ModelDraft | undefined> {
  const row = await store.db
    .selectFrom('model_drafts')
    .selectAll()
    .where('model', '=', model)
    .executeTakeFirst();
  return (
    row && {
      model,
      document: row.document,
      ...(row.based_on !== null && { basedOn: row.based_on }),
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }
  );
}

/** What is published, and what it takes the place of. */
export interface Publication extends Omit<ModelVersion, 'version'> {
  /** The version that was live when somebody decided to publish; 0 for none. */
  readonly seen: number;
}

/**
 * Publishes a version, makes it the one that scores and drops the draft. Publishing the text of an old version is how to
 * roll back. Returns its number; undefined if another version has become live since it was decided.
 */
export async function publishVersion(store: Store, publication: Publication): Promise<number | undefined> {
  const { model, document, publishedAt, publishedBy, reason, seen } = publication;
  return store.write(async (transaction) => {
    await addModel(transaction, model);
    const { latest } = await transaction
      .selectFrom('model_versions')
      .select(({ fn }) => fn.max<number | null>('version').as('latest'))
      .where('model', '=', model)
      .executeTakeFirstOrThrow();
    const version = (latest ?? 0) + 1;
    const moved = await transaction
      .updateTable('models')
      .set({ active_version: version })
      .where('id', '=', model)
      .where(({ eb }) => eb('active_version', seen === 0 ? 'is' : '=', seen === 0 ? null : seen))
      .returning('id')
      .execute();
    if (moved.length === 0) return undefined;
    await transaction
      .insertInto('model_versions')
      .values({
        model,
        version,
        document,
        published_at: publishedAt,
        published_by: publishedBy,
        reason,
      })
      .execute();
    await transaction.deleteFrom('model_drafts').where('model', '=', model).execute();
    return version;
  });
}

/** Takes a model out of use; its versions stay. False if it was not live. */
export async function retireModel(store: Store, model: string): Promise<boolean> {
  const updated = await store.db
    .updateTable('models')
    .set({ active_version: null })
    .where('id', '=', model)
    .where('active_version', 'is not', null)
    .returning('id')
    .execute();
  return updated.length > 0;
}

/** The versions that score at present, by model. */
export function listActiveVersions(store: Store): Promise<ModelVersion[]> {
  return store.db
    .selectFrom('models')
    .innerJoin('model_versions', (join) =>
      join
        .onRef('model_versions.model', '=', 'models.id')
        .onRef('model_versions.version', '=', 'models.active_version'),
    )
    .select(versionColumns)
    .orderBy('model')
    .execute();
}

/** All versions of a model, the newest first. */
export function listVersions(store: Store, model: string): Promise<ModelVersion[]> {
  return store.db
    .selectFrom('model_versions')
    .select(versionColumns)
    .where('model', '=', model)
    .orderBy('version', 'desc')
    .execute();
}

const versionColumns = [
  'model_versions.model as model',
  'version',
  'document',
  'published_at as publishedAt',
  'published_by as publishedBy',
  'reason',
] as const;

async function addModel(transaction: StoreTransaction, model: string): Promise<void> {
  await transaction
    .insertInto('models')
    .values({ id: model, active_version: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
