import { stringify } from 'csv-stringify/sync';
import { type AtomicFile, openAtomic } from './atomic-file.ts';
import type { Reject } from './fact-file.ts';
import { escapeFormula } from './formula.ts';

/** Takes rejected rows and writes them as CSV: file, line, column, value, reason, code, and the row as it was. */
export interface RejectFile {
  add(reject: Reject): Promise<void>;
  /** Puts the file in its place if it has rows; returns whether it has. */
  commit(): Promise<boolean>;
  abandon(): Promise<void>;
}

const header = ['file', 'line', 'column', 'value', 'reason', 'code', 'row'];

/** Opens the rejects file at `path`, or one that writes nothing where there is no path. The file appears when it is whole. */
export function openRejects(path: string | undefined): RejectFile {
  let file: AtomicFile | undefined;
  let pending: string[][] = [];
  const flush = async (): Promise<void> => {
    if (path === undefined || pending.length === 0) return;
    const rows = pending;
    pending = [];
    if (file === undefined) {
      file = await openAtomic(path);
      await file.write(`\ufeff${stringify([header])}`);
    }
    await file.write(stringify(rows));
  };
  return {
    async add({ file: name, line, column, value, reason, row }) {
      if (path === undefined) return;
      const original = stringify([[...row]], { record_delimiter: '' });
      pending.push(
        [name, String(line), column ?? '', value ?? '', reason.message, reason.code, original].map(
          escapeFormula,
        ),
      );
      if (pending.length >= 500) await flush();
    },
    async commit() {
      await flush();
      await file?.commit();
      return file !== undefined;
    },
    async abandon() {
      await file?.abandon();
      file = undefined;
    },
  };
}
