import { type ExpectationResult, explainFailure, runExpectations } from '@leadline/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { type LoadedModel, loadModel } from './model-file.ts';
import type { CommonOptions } from './option.ts';

/**
 * Runs the examples that models expect. Models that are given together may add each other up. Ends with 1 if an example
 * came out otherwise than expected.
 */
export async function runTest(
  paths: readonly string[],
  options: CommonOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal } = session;
  const models = await Promise.all(paths.map(loadModel));
  const members = models.map(({ model }) => model);
  const results = models.map(({ path, model }) => ({
    path,
    model,
    results: runExpectations(model, undefined, { members }),
  }));
  const passed = results.every((one) => one.results.every((result) => result.passed));
  if (options.json === true) {
    const plain = results.map(({ path, model, results: all }) => ({
      file: path,
      model: model.id,
      expectations: all,
    }));
    terminal.out(`${JSON.stringify({ passed, models: plain }, null, 2)}\n`);
  } else {
    terminal.out(results.map((one) => writeResults(one, one.results, session)).join('\n'));
  }
  return passed ? exitCodes.ok : exitCodes.failed;
}

function writeResults(
  { path, model }: LoadedModel,
  results: readonly ExpectationResult[],
  { terminal, words }: Session,
): string {
  if (results.length === 0) return `${words.say('test_none', { file: path })}\n`;
  const lines = results.flatMap(({ name, passed, failures }) => [
    `${passed ? terminal.style('green', '✓') : terminal.style('red', '✗')} ${name}`,
    ...failures.map((failure) => `    ${explainFailure(failure, model, words.language)}`),
  ]);
  const good = results.filter((result) => result.passed).length;
  const parts = { passed: good, failed: results.length - good };
  const count = words.say('test_count', { count: results.length, ...parts });
  return `${terminal.style('bold', model.name)}\n${lines.join('\n')}\n${count}\n`;
}
