import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import {
  type Input,
  listFiles,
  listInputPaths,
  readFactInput,
  readModels,
  refuseOverInput,
} from './input.ts';
import type { LoadedModel } from './model-file.ts';
import { type ModelScore, scoreModels } from './model-score.ts';
import type { FileOptions } from './option.ts';
import { countRows, writeRankedList } from './ranked-list.ts';
import { writeScoreCsv, writeScoreFile } from './score-file.ts';
import { toScoreJson } from './score-json.ts';
import { areLarge, scoreLarge } from './score-large.ts';

export interface ScoreOptions extends FileOptions {
  readonly format?: string | undefined;
  readonly out?: string | undefined;
  readonly top?: string | undefined;
  readonly contributions?: true | undefined;
  readonly bulk?: true | undefined;
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
  const { models, factPaths } = await readModels(paths, options);
  if (options.bulk === true) return runBulk(models, factPaths, options, session);
  if (areLarge(inputs)) {
    // What the bulk path cannot do the slower one tries: it says itself when memory runs out.
    const refusal = await runBulk(models, factPaths, options, session).catch(asRefusal);
    if (!(refusal instanceof CommandError)) return refusal;
    terminal.note(words.say('note_not_bulk', { reason: words.sayAny(refusal.key, refusal.params) }));
  }
  const input = await readFactInput(models, factPaths, options, session);
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

/** Hands files to the bulk path, or says which flag keeps them from it. */
async function runBulk(
  models: readonly LoadedModel[],
  factPaths: readonly string[],
  options: ScoreOptions,
  session: Session,
): Promise<ExitCode> {
  const { out, contributions, stages, knownAt, adjustments, format, json } = options;
  if (out === undefined || !/\.(csv|ndjson|jsonl|parquet)$/i.test(out))
    throw new CommandError('error_bulk_out');
  const unfit = { contributions, stages, knownAt, adjustments, format, json };
  const [flag] = Object.entries(unfit).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined)
    throw new CommandError('error_bulk_flag', { flag: `--${flag === 'knownAt' ? 'known-at' : flag}` });
  const [model, another] = models;
  if (model === undefined || another !== undefined) throw new CommandError('error_bulk_models');
  const files = await listFiles(models, factPaths, options);
  return scoreLarge(model, files, out, options, session);
}

/** A refusal of the bulk path as a value; anything else that went wrong is thrown on. */
function asRefusal(error: unknown): CommandError {
  if (error instanceof CommandError && error.key.startsWith('error_bulk_')) return error;
  throw error;
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
