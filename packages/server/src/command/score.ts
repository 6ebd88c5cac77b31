import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { type Input, listInputPaths, readInput, refuseOverInput } from './input.ts';
import { type ModelScore, scoreModels } from './model-score.ts';
import type { FileOptions } from './option.ts';
import { countRows, writeRankedList } from './ranked-list.ts';
import { writeScoreCsv, writeScoreFile } from './score-file.ts';
import { toScoreJson } from './score-json.ts';

export interface ScoreOptions extends FileOptions {
  readonly format?: string | undefined;
  readonly out?: string | undefined;
  readonly top?: string | undefined;
  readonly contributions?: true | undefined;
}

/** Scores leads under one or several models and prints them as a list, JSON or CSV, or writes them to a file. */
export async function runScore(
  paths: readonly string[],
  options: ScoreOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words } = session;
  const { out } = options;
  const top = parseTop(options.top);
  const inputs = listInputPaths(paths, options);
  if (out !== undefined) refuseOverInput(out, inputs, '--out');
  const input = await readInput(paths, options, session);
  const results = scoreModels(input, true);
  if (out !== undefined) {
    const contributions = options.contributions === true;
    const count = await writeScoreFile(out, results, input, { contributions, inputs }, session);
    terminal.note(words.say('note_written', { file: out, count }));
    if (options.format === undefined && options.json === undefined) return exitCodes.ok;
  }
  printResults(results, input, options, top, session);
  return exitCodes.ok;
}

function printResults(
  results: readonly ModelScore[],
  input: Input,
  options: ScoreOptions,
  top: number,
  session: Session,
): void {
  const { terminal } = session;
  const format = options.json === true ? 'json' : (options.format ?? 'table');
  const contributions = options.contributions === true;
  if (format === 'json') {
    terminal.out(`${JSON.stringify(toScoreJson(results, input, contributions, session), null, 2)}\n`);
  } else if (format === 'csv') {
    terminal.out(writeScoreCsv(results, input, contributions, session));
  } else {
    const lists = results.map((result) => writeRankedList(result, input, { top, contributions }, session));
    terminal.out(`${lists.join('\n')}${countRows(input, session)}\n`);
  }
}

function parseTop(text: string | undefined): number {
  if (text === undefined) return 50;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CommandError('error_top', { value: text });
}
