import { realpathSync } from 'node:fs';
import { earliestTime, type Facts, type Model } from '@leadline/core';
import { deriveFieldHistory } from '@leadline/core/derive';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { FactFile, ReadReport } from '../file/fact-file.ts';
import { readFacts } from '../file/read-facts.ts';
import { openSource } from '../file/source-file.ts';
import { parseMoment, writeMoment } from '../moment.ts';
import type { Session } from '../session.ts';
import { deriveAccounts } from './account-member.ts';
import { readAdjustmentFile } from './adjustment-file.ts';
import { listFactFiles } from './fact-file-list.ts';
import { createDirectory, type LeadDirectory } from './lead-directory.ts';
import { isModelFile, type LoadedModel, loadModel } from './model-file.ts';
import type { FileOptions } from './option.ts';
import { noteReport } from './report-note.ts';
import { type PresentStages, readStageFile } from './stage-file.ts';
import { parseSuppressOption, readSuppressionFile } from './suppression-file.ts';

/** Everything a command scores with. */
export interface Input {
  readonly models: readonly LoadedModel[];
  readonly facts: Facts;
  readonly report: ReadReport;
  readonly leads: LeadDirectory;
  readonly accounts: LeadDirectory;
  readonly stages: PresentStages;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly knownAt?: number;
}

/** Paths given, models apart from files of facts. */
export interface GivenPaths {
  readonly models: readonly string[];
  readonly factPaths: readonly string[];
}

/** Tells models from files of facts among plain arguments. */
export async function sortPaths(paths: readonly string[], options: FileOptions): Promise<GivenPaths> {
  const models = [...(options.model ?? [])];
  const factPaths: string[] = [];
  for (const path of paths) {
    if (await isModelFile(path)) models.push(path);
    else factPaths.push(path);
  }
  return { models, factPaths };
}

/** Reads the models among flags and plain arguments. Throws CommandError if there is none, or two of one id. */
export async function readModels(
  paths: readonly string[],
  options: FileOptions,
): Promise<{ models: LoadedModel[]; factPaths: readonly string[] }> {
  const { models: modelPaths, factPaths } = await sortPaths(paths, options);
  if (modelPaths.length === 0) throw new CommandError('error_no_model');
  const models = await Promise.all(modelPaths.map(loadModel));
  refuseTwins(models);
  return { models, factPaths };
}

/**
 * Reads the models and every file that is given, derives what can be derived, and says on standard error what was
 * recognised. Throws CommandError, ModelError or FileError; with `--strict` also when a row was rejected.
 */
export async function readInput(
  paths: readonly string[],
  options: FileOptions,
  session: Session,
): Promise<Input> {
  const { models, factPaths } = await readModels(paths, options);
  return readFactInput(models, factPaths, options, session);
}

/** The moment to score: what `--at` says, else now. */
export function findMoment({ at }: Pick<FileOptions, 'at'>, { now }: Session): number {
  return at === undefined ? now : parseMoment(at, '--at');
}

/** The files of facts that are given, with all that was said of how to read them. Throws CommandError if there are none. */
export async function listFiles(
  models: readonly LoadedModel[],
  factPaths: readonly string[],
  options: FileOptions,
): Promise<FactFile[]> {
  const plain = models.map(({ model }) => model);
  const files = await listFactFiles(factPaths, options, plain, readColumns);
  if (files.length === 0) throw new CommandError('error_no_files');
  return files;
}

/** Reads the files for models that are already read; see `readInput`. */
export async function readFactInput(
  models: readonly LoadedModel[],
  factPaths: readonly string[],
  options: FileOptions,
  session: Session,
): Promise<Input> {
  const { terminal, words } = session;
  const at = findMoment(options, session);
  const knownAt = options.knownAt === undefined ? undefined : parseMoment(options.knownAt, '--known-at');
  const files = await listFiles(models, factPaths, options);
  refuseRejectsOverInput(files, options);
  const result = await readFacts(files, {
    knownAt: at,
    ...(options.rejects === undefined ? {} : { rejectsPath: options.rejects }),
    onProgress: (file, rows) => terminal.progress(words.say('progress_reading', { file, count: rows })),
  });
  terminal.progress('');
  noteReport(result.report, session);
  refuseRejected(result.report, options);

  const given = knownAt === undefined ? result.facts : dateFacts(result.facts);
  const derived: Facts = {
    ...given,
    fieldValues: [...given.fieldValues, ...deriveFieldHistory(given.fieldValues), ...deriveAccounts(given)],
  };
  const leads = createDirectory(derived, at);
  const lists = options.suppress ?? [];
  warnOfLists(models, lists, session);
  const stages = await Promise.all((options.stages ?? []).map((path) => readStageFile(path, leads, options)));
  const adjusted = (options.adjustments ?? []).map((path) =>
    readAdjustmentFile(path, leads, models, options),
  );
  const suppressed = lists.map((list) => readSuppressionFile(list, leads, options));
  return {
    models,
    facts: {
      ...derived,
      adjustments: (await Promise.all(adjusted)).flat(),
      suppressions: (await Promise.all(suppressed)).flat(),
    },
    report: result.report,
    leads,
    accounts: createDirectory(derived, at, 'accounts'),
    stages: new Map(stages.flatMap((one) => [...one])),
    at,
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}

/** Every path that a command reads, so that none of them is written over. */
export function listInputPaths(paths: readonly string[], options: FileOptions): string[] {
  const { model, leads, activities, accounts, outcomes, adjustments, suppress, stages } = options;
  const flags = [model, leads, activities, accounts, outcomes, adjustments, stages];
  return [
    ...paths,
    ...flags.flatMap((one) => one ?? []),
    ...(suppress ?? []).map((one) => parseSuppressOption(one).path),
  ];
}

/** Throws CommandError if a file to be written is one that is read, under whatever name. */
export function refuseOverInput(out: string, inputs: readonly string[], flag: string): void {
  const target = findRealPath(out);
  const input = inputs.find((path) => findRealPath(path) === target);
  if (input !== undefined) throw new CommandError('error_over_input', { flag, file: out });
}

function findRealPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Throws CommandError if the rejects file is one that is read. */
export function refuseRejectsOverInput(files: readonly FactFile[], { rejects }: FileOptions): void {
  if (rejects !== undefined)
    refuseOverInput(
      rejects,
      files.map((file) => file.path),
      '--rejects',
    );
}

async function readColumns(file: FactFile): Promise<readonly string[]> {
  return (await openSource(file.path, file)).table.columns;
}

/** A file says when something was true, not when it was stored: with `--known-at` each fact is stored on its own date. */
function dateFacts(facts: Facts): Facts {
  return {
    ...facts,
    fieldValues: facts.fieldValues.map((fact) => ({ ...fact, knownAt: fact.at ?? earliestTime })),
    activities: facts.activities.map((fact) => ({ ...fact, knownAt: fact.at })),
    outcomes: (facts.outcomes ?? []).map((fact) => ({ ...fact, knownAt: fact.at })),
  };
}

function refuseTwins(models: readonly LoadedModel[]): void {
  for (const [index, { path, model }] of models.entries()) {
    const twin = models.slice(0, index).find((other) => other.model.id === model.id);
    if (twin !== undefined)
      throw new CommandError('error_model_twice', { id: model.id, a: twin.path, b: path });
  }
}

/** With `--strict`, throws CommandError if any row was rejected. */
export function refuseRejected(report: ReadReport, options: FileOptions): void {
  const rejected = report.files.reduce((sum, file) => sum + file.rows.rejected, 0);
  if (options.strict === true && rejected > 0) {
    throw new CommandError('error_rejected', { count: rejected }, exitCodes.rejected);
  }
}

/** Says which suppression lists a model names that no file was given for, and which were given for nothing. */
export function warnOfLists(
  models: readonly LoadedModel[],
  given: readonly string[],
  session: Session,
): void {
  const { terminal, words } = session;
  const named = new Set(models.flatMap(({ model }) => model.suppress ?? []));
  const lists = new Set(given.map((option) => parseSuppressOption(option).list));
  for (const list of named) if (!lists.has(list)) terminal.note(words.say('note_list_missing', { list }));
  for (const list of lists) if (!named.has(list)) terminal.note(words.say('note_list_unused', { list }));
}

/** The models of leads that a model of accounts may add up. */
export function listMembers({ models }: Pick<Input, 'models'>): Model[] {
  return models.map(({ model }) => model).filter((model) => model.score !== 'accounts');
}

/** Says as of when is scored. */
export function describeMoment({ at, knownAt }: Pick<Input, 'at' | 'knownAt'>, { words }: Session): string {
  const moment = writeMoment(at);
  return knownAt === undefined
    ? moment
    : words.say('moment_known', { at: moment, knownAt: writeMoment(knownAt) });
}
