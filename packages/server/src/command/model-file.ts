import { readFile } from 'node:fs/promises';
import { type Model, ModelError, type ModelReading, readModel } from '@leadline/core';
import { CommandError } from '../command-error.ts';

/** A model and the file it came from, as the user named it. */
export interface LoadedModel {
  readonly path: string;
  readonly model: Model;
}

/** Reads a model from a file. Throws ModelError with every mistake in it, CommandError if there is no such file. */
export async function loadModel(path: string): Promise<LoadedModel> {
  const { model, problems } = await readModelFile(path);
  if (model === undefined) throw new ModelError(problems.filter((problem) => problem.severity === 'error'));
  return { path, model };
}

/** Reads a file as a model and says all that is wrong with it. Throws CommandError if the file cannot be read. */
export async function readModelFile(path: string): Promise<ModelReading> {
  return readModel(await readText(path, 'model'), { file: path });
}

/** Returns the text of a small file. Throws CommandError if it is missing, a directory, empty or not text. */
export async function readText(path: string, what: 'model' | 'answers' | 'mapping'): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CommandError('error_file_missing', { file: path });
    if (code === 'EISDIR') throw new CommandError('error_file_directory', { file: path });
    throw new CommandError('error_file_unreadable', { file: path, detail: code ?? String(error) });
  }
  const text = bytes.toString('utf8');
  if (text.trim() === '') throw new CommandError('error_file_empty', { file: path });
  if (what === 'model' && bytes.includes(0)) throw new CommandError('error_model_binary', { file: path });
  return text;
}

/** Whether a file named without a flag is a model: by its ending, or JSON that begins as one. */
export async function isModelFile(path: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(path)) return true;
  if (!/\.json$/i.test(path)) return false;
  const text = await readText(path, 'mapping');
  return /^\s*\{/.test(text) && /"leadline"\s*:/.test(text.slice(0, 4000));
}
