import { describeDifference, diffModels } from '@leadline/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text-width.ts';
import { loadModel } from './model-file.ts';
import type { CommonOptions } from './option.ts';

/** Says what a later model says otherwise than an earlier one. Ends with 1 if they differ, as `diff` does. */
export async function runDiff(
  before: string,
  after: string,
  options: CommonOptions,
  { terminal, words }: Session,
): Promise<ExitCode> {
  const [old, recent] = [await loadModel(before), await loadModel(after)];
  const differences = diffModels(old.model, recent.model);
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ before, after, differences }, null, 2)}\n`);
  } else {
    const lines = differences.map((one) => cleanText(describeDifference(one, words.language)));
    const count =
      differences.length === 0
        ? words.say('diff_none')
        : words.say('diff_count', { count: differences.length });
    terminal.out(`${[...lines, count].join('\n')}\n`);
  }
  return differences.length === 0 ? exitCodes.ok : exitCodes.failed;
}
