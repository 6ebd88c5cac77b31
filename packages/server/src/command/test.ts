import { type ExpectationFailure, type ExpectationResult, type Model, runExpectations } from '@leadline/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import type { Words } from '../word/word.ts';
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
    ...failures.flatMap((failure) => describeFailure(failure, model, words).map((line) => `    ${line}`)),
  ]);
  const good = results.filter((result) => result.passed).length;
  const parts = { passed: good, failed: results.length - good };
  const count = words.say('test_count', { count: results.length, ...parts });
  return `${terminal.style('bold', model.name)}\n${lines.join('\n')}\n${count}\n`;
}

function describeFailure(failure: ExpectationFailure, model: Model, words: Words): string[] {
  const { output, dimension, expected, came, suspects } = failure;
  const what =
    dimension === undefined
      ? words.say(`output_${output}`)
      : (model.dimensions?.[dimension]?.name ?? dimension);
  const said = words.say('test_failure', {
    output: what,
    expected: writeExpected(expected, words),
    came: writeExpected(came, words),
  });
  return [said, ...suspects.slice(0, 3).map((suspect) => describeSuspect(suspect, model, words))];
}

function describeSuspect(
  suspect: ExpectationFailure['suspects'][number],
  model: Model,
  words: Words,
): string {
  if (suspect.kind === 'cap') {
    const { place, took } = suspect;
    const name = place.group ?? place.dimension ?? words.say('output_total');
    return words.say('test_suspect_cap', { name, took: words.points(took) });
  }
  const { place, gave, needs, why } = suspect;
  const rule = findRuleName(model, place) ?? place.rule;
  return words.say(why === 'cap' ? 'test_suspect_cap_rule' : `test_suspect_${why}`, {
    rule,
    gave: words.points(gave),
    needs: words.points(needs),
  });
}

function findRuleName(
  model: Model,
  place: { dimension: string; group: string; rule: string },
): string | undefined {
  const [persona, group] = place.group.split('/');
  const groups =
    group === undefined ? model.dimensions?.[place.dimension]?.groups : model.personas?.[persona!]?.groups;
  return groups?.[group ?? place.group]?.rules.find((rule) => rule.id === place.rule)?.name;
}

function writeExpected(
  value: ExpectationFailure['expected'] | ExpectationFailure['came'],
  words: Words,
): string {
  if (value === null) return words.say('expected_none');
  if (value === true) return words.say('expected_true');
  if (value === false) return words.say('expected_false');
  if (typeof value === 'number') return words.number(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(' / ');
  const signs: Readonly<Record<string, string>> = { gte: '≥', gt: '>', lte: '≤', lt: '<' };
  return Object.entries(value)
    .map(([key, limit]) => `${signs[key] ?? key} ${words.number(Number(limit))}`)
    .join(', ');
}
