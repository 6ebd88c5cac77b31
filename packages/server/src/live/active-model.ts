import { type Model, type Plan, parseModel, planModel } from '@leadline/core';
import { listActiveVersions } from '../store/model-version.ts';
import type { Store } from '../store/store.ts';

/** A published version that scores, made ready. */
export interface ActiveModel {
  readonly model: Model;
  readonly version: number;
  readonly plan: Plan;
  /** Whether what colleagues do counts, or accounts are what is scored. */
  readonly readsAccounts: boolean;
}

/** Returns a function that reads the versions which score at present; each is made ready once. */
export function createActiveModels(store: Store): () => Promise<readonly ActiveModel[]> {
  let ready = new Map<string, ActiveModel>();
  return async () => {
    const versions = await listActiveVersions(store);
    ready = new Map(
      versions.map(({ model: id, version, document }) => {
        const key = `${version} ${id}`;
        return [key, ready.get(key) ?? prepareModel(document, version)];
      }),
    );
    return [...ready.values()];
  };
}

function prepareModel(document: string, version: number): ActiveModel {
  const model = parseModel(document);
  const plan = planModel(model);
  const readsAccounts = plan.scoresAccounts || plan.accountReadings.readings.length > 0;
  return { model, version, plan, readsAccounts };
}
