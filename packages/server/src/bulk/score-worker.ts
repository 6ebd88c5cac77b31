import { parentPort } from 'node:worker_threads';
import { planModel, scoreColumns } from '@leadline/core';
import type { ThreadTask } from './score-threads.ts';

parentPort!.on('message', ({ model, columns, at, range, into, members }: ThreadTask) => {
  scoreColumns(planModel(model), columns, { at, range, into, ...(members && { members }) });
  parentPort!.postMessage('done');
});
