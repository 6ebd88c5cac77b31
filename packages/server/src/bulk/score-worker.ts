import { parentPort } from 'node:worker_threads';
import { type Columns, type Plan, planModel, scoreColumns } from '@leadline/core';
import type { ThreadTask } from './score-threads.ts';

let columns: Columns | undefined;
/** Plans by their model's text, so that what the kernel has bound to the columns is found again. */
const plans = new Map<string, Plan>();

parentPort!.on('message', ({ model, columns: given, at, range, into, members }: ThreadTask) => {
  if (given) {
    columns = given;
    plans.clear();
  }
  const key = JSON.stringify(model);
  const plan = plans.get(key) ?? planModel(model);
  plans.set(key, plan);
  scoreColumns(plan, columns!, { at, range, into, ...(members && { members }) });
  parentPort!.postMessage('done');
});
