import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Model, parseModel } from '@leadline/core';
import { readBacklog } from '../../store/due-lead.ts';
import { addKey } from '../../store/key.ts';
import { publishVersion } from '../../store/model-version.ts';
import type { Store } from '../../store/store.ts';

export const writeKey = 'a-write-key-for-tests';

/** Gives a store a write key and the models of two examples, one of leads and one of accounts. */
export async function prepareStore(store: Store): Promise<Model[]> {
  const key = {
    id: 'k1',
    kind: 'write',
    name: 'website',
    scopes: [],
    createdAt: 0,
    createdBy: 'test',
  } as const;
  await addKey(store, key, writeKey);
  const documents = await Promise.all(['new-business', 'accounts'].map(readExample));
  const models = documents.map((document) => parseModel(document));
  for (const [index, { id: model }] of models.entries())
    await publishVersion(store, {
      model,
      document: documents[index]!,
      publishedAt: 0,
      publishedBy: 'test',
      reason: 'test',
      seen: 0,
    });
  return models;
}

/** Resolves once no lead is due. */
export async function waitUntilScored(store: Store, timeoutMs = 20_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { count } = await readBacklog(store);
    if (count === 0) return;
    if (performance.now() > deadline) throw new Error(`${count} leads are still due`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function readExample(name: string): Promise<string> {
  return readFile(
    fileURLToPath(new URL(`../../../../../examples/${name}/model.yaml`, import.meta.url)),
    'utf8',
  );
}
