import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { BulkFileReport } from '../bulk/bulk-file.ts';
import { scoreBulk } from '../bulk/score-bulk.ts';
import { BulkFileError } from '../bulk/staged-file.ts';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { FactFile } from '../file/fact-file.ts';
import type { Session } from '../session.ts';
import { guardUnfinished } from '../whole-file.ts';
import { planBulk } from './bulk-plan.ts';
import { findMoment, warnOfLists } from './input.ts';
import { createDirectory } from './lead-directory.ts';
import type { LoadedModel } from './model-file.ts';
import type { FileOptions } from './option.ts';
import { readSuppressionFile } from './suppression-file.ts';

/** From this size of all files together on, the bulk path is taken. */
const largeBytes = 200_000_000;
/** So many rows of all files together do it too. */
const largeRows = 1_000_000;

/**
 * Whether files are so large that they should not be held in memory as facts: by their size, or by their rows, told
 * from the length of the first ones.
 */
export function areLarge(paths: readonly string[]): boolean {
  let bytes = 0;
  let rows = 0;
  for (const path of paths) {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    bytes += size;
    if (size > largeRows) rows += size / measureRow(path);
  }
  return bytes > largeBytes || rows > largeRows;
}

/** The mean length in bytes of the lines at the head of a file; for Parquet and XLSX just some number. */
function measureRow(path: string): number {
  const head = Buffer.alloc(65_536);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, head, 0, head.length, 0);
    const lines = head.subarray(0, length).filter((byte) => byte === 10).length;
    return length / Math.max(1, lines);
  } finally {
    closeSync(file);
  }
}

/**
 * Scores large files into a file, in the columns total, dimensions, grade, persona, temperature, journey, disqualified
 * and coverage; reasons and stages are for lists that people read.
 */
export async function scoreLarge(
  loaded: LoadedModel,
  files: readonly FactFile[],
  out: string,
  options: FileOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words } = session;
  const { model } = loaded;
  const at = findMoment(options, session);
  const plan = await planBulk(files, [model]);
  terminal.note(words.say('note_bulk'));
  warnOfLists([loaded], options.suppress ?? [], session);
  // Nobody is known by name yet, so a list holds whom its addresses and domains say.
  const nobody = createDirectory({ fieldValues: [], activities: [] }, at);
  const lists = (options.suppress ?? []).map((list) => readSuppressionFile(list, nobody, options));
  const suppressions = (await Promise.all(lists)).flat();
  try {
    const report = await guardUnfinished(out, () =>
      scoreBulk({
        ...plan,
        model,
        at,
        out,
        others: { suppressions },
        onProgress: ({ step, rows, of }) =>
          terminal.progress(
            words.say('progress_bulk', { step: words.say(`bulk_${step}`), rows: rows ?? 0, of: of ?? 0 }),
          ),
      }),
    );
    terminal.progress('');
    for (const file of report.files) terminal.note(describeBulkFile(file, session));
    terminal.note(words.say('note_bulk_done', { file: out, count: report.scored, leads: report.leads }));
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof BulkFileError)
      throw new CommandError('error_bulk', { detail: error.message }, exitCodes.usage, error);
    throw error;
  }
}

function describeBulkFile({ path, role, rows }: BulkFileReport, { words }: Session): string {
  const parts = [words.say('rows_taken', { count: rows.accepted })];
  if (rows.rejected > 0) parts.push(words.say('rows_rejected', { count: rows.rejected }));
  if (rows.duplicates > 0) parts.push(words.say('rows_repeated', { count: rows.duplicates }));
  if (rows.conflicts > 0) parts.push(words.say('rows_conflict', { count: rows.conflicts }));
  const counts = words.say('note_rows', { count: rows.read, parts: parts.join(' + ') });
  return `${path}: ${words.say(`role_${role}`)}; ${counts}`;
}
