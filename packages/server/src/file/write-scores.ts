import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { openAtomic, toWriteError } from './atomic-file.ts';
import { FileError } from './file-error.ts';
import { writeParquet } from './parquet-writer.ts';
import type { ScoreColumn, ScoreRows, ScoreWriter, WriteTarget } from './score-row.ts';
import { type FileKind, findKindOfName } from './source-shape.ts';
import { writeSpreadsheet } from './spreadsheet-writer.ts';
import { writeDelimited, writeJson, writeLines } from './text-writer.ts';

export interface WriteOptions {
  /** Default: by the ending of the name. */
  readonly kind?: FileKind;
  /** Between the cells of CSV; default a comma. */
  readonly delimiter?: string;
  /** Files that were read: none of them is written over. */
  readonly inputs?: readonly string[];
}

/**
 * Writes scored leads as CSV, TSV, XLSX, JSON, NDJSON or Parquet and returns the number of rows. The file appears when it
 * is whole; if anything fails, an older file of that name stays as it was. In CSV, TSV and XLSX a text that a
 * spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. CSV begins with a byte order
 * mark, so that spreadsheets read it as UTF-8.
 * Throws FileError for an unknown ending, an input of the same path, a folder or disk that cannot be written to.
 */
export async function writeScores(
  rows: ScoreRows,
  columns: readonly ScoreColumn[],
  path: string,
  options: WriteOptions = {},
): Promise<number> {
  const name = basename(path);
  const kind = options.kind ?? findKindOfName(path);
  if (kind === undefined) throw new FileError('write_unknown_kind', name);
  await checkNotInput(path, name, options.inputs ?? []);
  const file = await openAtomic(path);
  try {
    const delimiter = options.delimiter ?? (kind === 'tsv' ? '\t' : ',');
    const target: WriteTarget = { path: file.temporaryPath, name, delimiter, write: file.write };
    const count = await writers[kind](rows, columns, target);
    await file.commit();
    return count;
  } catch (error) {
    await file.abandon();
    throw (error as NodeJS.ErrnoException).code === undefined ? error : toWriteError(error, name);
  }
}

const writers: Readonly<Record<FileKind, ScoreWriter>> = {
  csv: writeDelimited,
  tsv: writeDelimited,
  json: writeJson,
  ndjson: writeLines,
  xlsx: writeSpreadsheet,
  parquet: writeParquet,
};

async function checkNotInput(path: string, name: string, inputs: readonly string[]): Promise<void> {
  const real = async (one: string): Promise<string> => realpath(one).catch(() => resolve(one));
  const target = await real(path);
  for (const input of inputs)
    if ((await real(input)) === target) throw new FileError('write_over_input', name);
}
