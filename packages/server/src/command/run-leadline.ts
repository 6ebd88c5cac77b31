import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a run of the command line ended. */
export interface Run {
  /** Absent when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node to run under; default the one of this process. */
  readonly node?: string;
}

/** The command line's executable file. */
export const leadlinePath = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));

/** Runs the real command line as a process of its own, in English, 100 columns wide and without colours. For tests. */
export function runLeadline(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { cwd = process.cwd(), env = {}, node = process.execPath } = options;
  const { PATH, HOME, TMPDIR, NODE_OPTIONS } = process.env;
  const inherited = { PATH, HOME, TMPDIR, NODE_OPTIONS };
  return new Promise((resolve, reject) => {
    const child = spawn(node, [leadlinePath, ...args], {
      cwd,
      env: { ...inherited, LANG: 'C.UTF-8', COLUMNS: '100', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}
