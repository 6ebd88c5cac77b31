import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IngestPort } from '../port.ts';

/** A store that commits when the test says so. */
export interface HeldStore extends IngestPort {
  /** Resolves once so many batches wait or were committed. */
  waitForBatches(count: number): Promise<void>;
  /** Commits all that waits. */
  commit(): void;
}

export function createHeldStore(): HeldStore {
  let commits: (() => void)[] = [];
  let batches = 0;
  return {
    append() {
      batches++;
      return new Promise((resolve) => commits.push(resolve));
    },
    async waitForBatches(count) {
      while (batches < count) await nextTurn();
    },
    commit() {
      for (const commit of commits) commit();
      commits = [];
    },
  };
}
