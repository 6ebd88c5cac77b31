import { createProgram } from '../program.ts';
import { createTerminal } from '../terminal.ts';
import type { Language } from '../word/language.ts';
import { createWords } from '../word/word.ts';

/** A path among arguments: what has an ending that files here have. */
const isPath = /^(?:[\w-]+=)?[\w-]+\.(?:csv|tsv|txt|json|ndjson|yaml|xlsx)$/;

/** Runs a command in this process, in a folder, and returns what it said. For tests that run many. */
export async function runInProcess(
  args: readonly string[],
  cwd: string,
  language: Language = 'en',
): Promise<{ out: string; err: string }> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const terminal = createTerminal(
    { stdin: {}, stdout: stream('out'), stderr: stream('err') },
    { COLUMNS: '100' },
    false,
  );
  const words = createWords(language);
  const program = createProgram(
    words,
    () => ({ terminal, words, now: Date.now(), env: {} }),
    () => {},
  );
  await program.parseAsync(
    args.map((arg) => (isPath.test(arg) ? arg.replace(/([^=]+)$/, `${cwd}/$1`) : arg)),
    { from: 'user' },
  );
  return said;
}
