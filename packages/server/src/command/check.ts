import { auditModel, explainHint, type Hint, type Model, type Problem } from '@leadline/core';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text-width.ts';
import { countFieldUse, writeFieldUse } from './field-use.ts';
import { type Input, listMembers, readFactInput, sortPaths } from './input.ts';
import { type LoadedModel, readModelFile } from './model-file.ts';
import type { FileOptions } from './option.ts';

interface CheckedModel {
  readonly path: string;
  readonly model?: Model;
  readonly problems: readonly Problem[];
  readonly hints: readonly Hint[];
}

/**
 * Checks models: every mistake with its line, and what is worth a look; with files also how the model meets them. Ends
 * with 1 if a model cannot be used. Hints do not change the exit code.
 */
export async function runCheck(
  paths: readonly string[],
  options: FileOptions,
  session: Session,
): Promise<ExitCode> {
  const { models, factPaths } = await sortPaths(paths, options);
  if (models.length === 0) throw new CommandError('error_no_model');
  const readings = await Promise.all(models.map(async (path) => ({ path, ...(await readModelFile(path)) })));
  const usable: LoadedModel[] = readings.flatMap(({ path, model }) =>
    model === undefined ? [] : [{ path, model }],
  );
  const hasFiles = factPaths.length + listFactFlags(options).length > 0;
  const input =
    hasFiles && usable.length > 0 ? await readFactInput(usable, factPaths, options, session) : undefined;
  const checked: CheckedModel[] = readings.map((reading) => ({
    ...reading,
    hints: reading.model === undefined ? [] : findHints(reading.model, usable, input),
  }));
  if (options.json === true) {
    const plain = checked.map((one) => toPlain(one, input, session));
    session.terminal.out(`${JSON.stringify({ models: plain }, null, 2)}\n`);
  } else {
    session.terminal.out(checked.map((one) => writeCheck(one, input, session)).join('\n'));
  }
  return checked.some((one) => one.model === undefined) ? exitCodes.failed : exitCodes.ok;
}

function listFactFlags({ leads, activities, accounts, outcomes }: FileOptions): string[] {
  return [leads, activities, accounts, outcomes].flatMap((one) => one ?? []);
}

function findHints(model: Model, usable: readonly LoadedModel[], input: Input | undefined): Hint[] {
  if (input === undefined) return auditModel(model);
  const { facts, at, knownAt } = input;
  const members = listMembers({ models: usable });
  return auditModel(model, facts, { at, members, ...(knownAt === undefined ? {} : { knownAt }) });
}

function writeCheck(
  { path, model, problems, hints }: CheckedModel,
  input: Input | undefined,
  { terminal, words }: Session,
): string {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const noticed = [
    ...problems.filter((problem) => problem.severity === 'hint').map((problem) => words.problem(problem)),
    ...(model === undefined ? [] : hints.map((hint) => explainHint(hint, model, words.language))),
  ];
  const verdict =
    model === undefined
      ? terminal.style('red', words.say('check_bad', { file: path }))
      : terminal.style('green', words.say('check_good', { file: path }));
  const lines = [
    `${verdict} (${words.say('check_count', { errors: errors.length, hints: noticed.length })})`,
    ...errors.map((problem) => `  ${cleanText(words.problem(problem))}`),
    ...(noticed.length === 0 ? [] : ['', terminal.style('bold', words.say('check_hints'))]),
    ...noticed.map((hint) => `  ${cleanText(hint)}`),
    ...(model === undefined || input === undefined
      ? []
      : [
          '',
          terminal.style('bold', words.say('check_fields')),
          ...writeFieldUse(countFieldUse(model, input), words).map((line) => `  ${line}`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function toPlain(
  { path, model, problems, hints }: CheckedModel,
  input: Input | undefined,
  { words }: Session,
) {
  return {
    file: path,
    usable: model !== undefined,
    problems: problems.map((problem) => ({ ...problem, message: words.problem(problem) })),
    hints:
      model === undefined
        ? []
        : hints.map((hint) => ({ ...hint, sentence: explainHint(hint, model, words.language) })),
    ...(model === undefined || input === undefined ? {} : { use: countFieldUse(model, input) }),
  };
}
