import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const unfinished = new Set<string>();

/** Remembers that `path` is being written, under a temporary name beside it, until `markFinished`. */
export function markUnfinished(path: string): void {
  unfinished.add(path);
}

export function markFinished(path: string): void {
  unfinished.delete(path);
}

/** Removes what was half written when the command was interrupted: the temporary files that `openAtomic` makes. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    const prefix = `.${basename(path)}.`;
    for (const name of listFolder(dirname(path))) {
      const middle = name.startsWith(prefix) && name.endsWith('.tmp') ? name.slice(prefix.length, -4) : '';
      if (/^[0-9a-f]{12}$/.test(middle)) rmSync(join(dirname(path), name), { force: true });
    }
  }
  unfinished.clear();
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
