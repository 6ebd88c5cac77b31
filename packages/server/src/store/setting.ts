import type { Store } from './store.ts';

/** The value of a setting; undefined if it was never set. */
export async function findSetting(store: Store, name: string): Promise<unknown> {
  const row = await store.db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as unknown);
}

/** Sets a setting to any value that JSON can hold. */
export async function saveSetting(
  store: Store,
  name: string,
  value: unknown,
  { now, by }: { readonly now: number; readonly by: string },
): Promise<void> {
  const row = { value: JSON.stringify(value), updated_at: now, updated_by: by };
  await store.db
    .insertInto('settings')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}
