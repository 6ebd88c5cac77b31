import { existsSync } from 'node:fs';
import { parseModel, runExpectations } from '@leadline/core';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { writeWholeText } from '../whole-file.ts';
import type { CommonOptions } from './option.ts';
import { type AnswerTexts, readAnswerFile, readAnswers } from './starting-answer.ts';
import { writeStartingModel } from './starting-model.ts';
import { askAnswers } from './starting-question.ts';

export interface InitOptions extends CommonOptions, AnswerTexts {
  readonly answers?: string | undefined;
  readonly force?: true | undefined;
}

/**
 * Writes a model to start from. Answers come from flags and `--answers` (flags win); without either they are asked for
 * on a terminal. A file that exists is only written over with `--force`.
 */
export async function runInit(
  path: string | undefined,
  options: InitOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words } = session;
  const file = path ?? 'model.yaml';
  if (existsSync(file) && options.force !== true) throw new CommandError('error_exists', { file });
  const texts = await collectAnswers(options, session);
  if (texts === undefined) {
    terminal.note(words.say('ask_cancelled'));
    return exitCodes.interrupted;
  }
  const text = writeStartingModel(readAnswers(texts), file, words);
  const failed = runExpectations(parseModel(text, { file })).filter((result) => !result.passed);
  if (failed.length > 0) throw new Error(`the starting model fails "${failed[0]!.name}"`);
  await writeWholeText(file, text);
  if (options.json === true) terminal.out(`${JSON.stringify({ file })}\n`);
  terminal.note(words.say('init_written', { file }));
  terminal.note(words.say('init_next', { file }));
  return exitCodes.ok;
}

async function collectAnswers(options: InitOptions, session: Session): Promise<AnswerTexts | undefined> {
  const { country, industry, size, role, page } = options;
  const flags = Object.fromEntries(
    Object.entries({ country, industry, size, role, page }).filter(([, value]) => value !== undefined),
  );
  if (options.answers !== undefined) return { ...(await readAnswerFile(options.answers)), ...flags };
  if (Object.keys(flags).length > 0) return flags;
  if (!session.terminal.interactive) throw new CommandError('error_no_answers');
  return askAnswers(session.words);
}
