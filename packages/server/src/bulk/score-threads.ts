import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Model } from '@leadline/core';
import {
  allocateScores,
  type Columns,
  type Plan,
  planModel,
  type ScoreColumns,
  scoreColumns,
} from '@leadline/core';

/** What a thread scores: a range of leads (or accounts) into arrays that all threads share. */
export interface ThreadTask {
  readonly model: Model;
  /** Absent where they are those of the task before. */
  readonly columns?: Columns;
  readonly at: number;
  readonly range: readonly [from: number, to: number];
  readonly into: ScoreColumns;
  readonly members?: ReadonlyMap<string, ScoreColumns>;
}

/** Threads that wait for something to score, so that starting them costs no time later. */
export interface ScoreThreads {
  readonly count: number;
  /** Scores all leads (accounts under a model of accounts); the columns must lie on shared memory. */
  score(
    model: Model,
    columns: Columns,
    options: { readonly at: number; readonly members?: ReadonlyMap<string, ScoreColumns> },
  ): Promise<ScoreColumns>;
  close(): Promise<void>;
}

/** Starts one thread fewer than `count`: the calling thread scores a range of its own, and is busy meanwhile. */
export function startScoreThreads(count: number): ScoreThreads {
  const workers = Array.from({ length: Math.max(0, count - 1) }, () => {
    const worker = new Worker(new URL('./score-worker.ts', import.meta.url));
    worker.unref();
    return worker;
  });
  const plans = new WeakMap<Model, Plan>();
  let sent: Columns | undefined;
  return {
    count: workers.length + 1,
    async score(model, columns, { at, members }) {
      const plan = plans.get(model) ?? planModel(model);
      plans.set(model, plan);
      const unitCount = plan.scoresAccounts ? (columns.accounts?.ids.length ?? 0) : columns.unitCount;
      const into = allocateScores(plan, 0, unitCount, (bytes) => new SharedArrayBuffer(bytes));
      const ranges = splitUnits(columns, plan.scoresAccounts, workers.length + 1);
      const common = { at, into, ...(members && { members }) };
      const given = sent === columns ? {} : { columns: withoutIds(columns) };
      sent = columns;
      const done = workers.map((worker, w) =>
        runTask(worker, { model, ...given, ...common, range: ranges[w + 1]! }),
      );
      // Let the messages go out before this thread is busy.
      await new Promise(setImmediate);
      const own = (async () => scoreColumns(plan, columns, { ...common, range: ranges[0]! }))();
      await Promise.all([own, ...done]);
      return into;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function runTask(worker: Worker, task: ThreadTask): Promise<void> {
  worker.postMessage(task);
  // An error thrown in the worker comes as an "error" event, which makes `once` reject.
  await once(worker, 'message');
}

/** Ids are not read in scoring, and copying a million texts to each thread would take longer than the scoring. */
function withoutIds(columns: Columns): Columns {
  const { accounts } = columns;
  return {
    ...columns,
    ids: [],
    ...(accounts && { accounts: { ...accounts, ids: new Array<string>(accounts.ids.length) } }),
  };
}

/** A lead costs about as much as eight rows. */
const rowsPerUnit = 8;

/** Ranges of about equal work: the rows of each unit and a constant. */
export function splitUnits(columns: Columns, byAccount: boolean, count: number): [number, number][] {
  const { accounts, activities } = columns;
  const unitCount = byAccount ? (accounts?.ids.length ?? 0) : columns.unitCount;
  const rowsBefore = (unit: number) => {
    if (!byAccount) return activities.offsets[unit]!;
    // Leads of an account lie anywhere; their number stands for their rows.
    return accounts!.offsets[unit]! * rowsPerUnit;
  };
  const workBefore = (unit: number) => rowsBefore(unit) + unit * rowsPerUnit;
  const all = workBefore(unitCount);
  const bounds = Array.from({ length: count + 1 }, (_, i) => {
    const wanted = (all * i) / count;
    let [from, to] = [0, unitCount];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (workBefore(middle) < wanted) from = middle + 1;
      else to = middle;
    }
    return i === count ? unitCount : from;
  });
  return bounds.slice(1).map((end, i) => [bounds[i]!, end]);
}

/** Scores with threads that are started for this once; see `startScoreThreads`. */
export async function scoreInThreads(
  model: Model,
  columns: Columns,
  options: {
    readonly at: number;
    readonly threads: number;
    readonly members?: ReadonlyMap<string, ScoreColumns>;
  },
): Promise<ScoreColumns> {
  const threads = startScoreThreads(options.threads);
  try {
    return await threads.score(model, columns, options);
  } finally {
    await threads.close();
  }
}
