import { randomUUID } from 'node:crypto';
import { describeFault } from '../http/request-log.ts';
import { markCrossingsDue, releaseDue, type TakenLead, takeDue } from '../store/due-lead.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailableError } from '../store/store-error.ts';
import { writeScores } from '../store/write-scores.ts';
import { createActiveModels } from './active-model.ts';
import { readDueFacts } from './due-facts.ts';
import { createPause } from './pause.ts';
import { scoreDue } from './score-due.ts';

/** Lines about the scorer itself, without personal data. */
export interface ScorerLog {
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

export interface LiveScorerOptions {
  readonly store: Store;
  readonly log: ScorerLog;
  /** Milliseconds UTC; default the clock of the machine. */
  readonly now?: () => number;
  /** How often to look for what other processes appended. */
  readonly pollMs?: number;
  readonly leadsAtOnce?: number;
  /** Most leads read to score the accounts and colleagues of one batch. */
  readonly mostColleagues?: number;
}

/** Scores leads as they become due, until it is stopped. */
export interface LiveScorer {
  /** Leads may have become due: looks at once. */
  wake(): void;
  /** Finishes the batch in hand and stops. */
  stop(): Promise<void>;
}

/** Long beside a batch, short beside what a lead may wait whose scorer was killed. */
const leaseMs = 10_000;
const crossingsEveryMs = 60_000;
const crossingsAtOnce = 5_000;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;

/** Starts a scorer. Any number may work on one store: no lead is with two of them at once. */
export function startLiveScorer(options: LiveScorerOptions): LiveScorer {
  const { store, log, now = Date.now, pollMs = 1_000, leadsAtOnce = 200, mostColleagues = 5_000 } = options;
  const by = randomUUID();
  const readModels = createActiveModels(store);
  const pause = createPause();
  let isStopping = false;
  let crossingsAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let held: readonly string[] = [];

  async function score(taken: readonly TakenLead[]): Promise<void> {
    const models = await readModels();
    const leads = taken.map(({ lead }) => lead);
    const most = models.some(({ readsAccounts }) => readsAccounts) ? mostColleagues : 0;
    const facts = await readDueFacts(store, leads, { now: now(), mostColleagues: most });
    if (most > 0 && facts.leads.length >= most)
      log.warn({ colleagues: facts.leads.length }, 'scored without all colleagues');
    await writeScores(store, { by, taken, changes: scoreDue(models, leads, facts) });
  }

  /** One lead that cannot be scored does not keep the others: it stays taken until its lease is over. */
  async function scoreApart(taken: readonly TakenLead[]): Promise<void> {
    try {
      await score(taken);
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      if (taken.length === 1) log.error({ error: describeFault(error) }, 'a lead cannot be scored');
      else for (const lead of taken) await scoreApart([lead]);
    }
  }

  async function markCrossings(): Promise<void> {
    if (Math.abs(now() - crossingsAt) < crossingsEveryMs) return;
    const marked = await markCrossingsDue(store, now(), crossingsAtOnce);
    if (marked < crossingsAtOnce) crossingsAt = now();
  }

  /** Returns how many leads were taken. */
  async function work(): Promise<number> {
    await markCrossings();
    const taken = await takeDue(store, { by, limit: leadsAtOnce, now: now(), leaseMs });
    held = taken.map(({ lead }) => lead);
    if (taken.length > 0) await scoreApart(taken);
    held = [];
    return taken.length;
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      try {
        if (held.length > 0) await releaseDue(store, by, held);
        const count = await work();
        failures = 0;
        if (count < leadsAtOnce && !isStopping) await pause.wait(pollMs, true);
      } catch (error) {
        const waitMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures++);
        log.warn({ error: describeFault(error), waitMs }, 'the store does not answer; scoring waits');
        await pause.wait(waitMs, false);
      }
    }
  }

  const running = run();
  return {
    wake: pause.wake,
    async stop() {
      isStopping = true;
      pause.end();
      await running;
    },
  };
}
