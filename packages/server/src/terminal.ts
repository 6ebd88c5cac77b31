import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command speaks: results on `out`, everything said about them on `note`. */
export interface Terminal {
  /** Writes a result to standard output as it is. */
  readonly out: (text: string) => void;
  /** Writes a line about the work to standard error; nothing with `--quiet`. */
  readonly note: (line: string) => void;
  /**
   * Shows how far a long work is: one line written over on a terminal, a plain line every ten seconds elsewhere. Empty
   * text removes it.
   */
  readonly progress: (line: string) => void;
  /** Columns to write in, 80 to 200. */
  readonly columns: number;
  /** Styled text, or the text itself where colours are unwanted. */
  readonly style: (style: Style, text: string) => string;
  /** Whether someone can be asked something. */
  readonly interactive: boolean;
}

interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
}

/** Returns the terminal of a process; `env` decides on colour (NO_COLOR, FORCE_COLOR) and width (COLUMNS). */
export function createTerminal(
  streams: Streams,
  env: Readonly<Record<string, string | undefined>>,
  quiet: boolean,
): Terminal {
  const { stdin, stdout, stderr } = streams;
  const coloured = wantsColour(stdout.isTTY === true, env);
  let shown = 0;
  let saidAt = Date.now();
  const clear = (): void => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    out: (text) => {
      clear();
      stdout.write(text);
    },
    note: (line) => {
      if (quiet) return;
      clear();
      stderr.write(`${withoutCodes(line)}\n`);
    },
    progress: (line) => {
      if (quiet) return;
      if (stderr.isTTY === true) {
        clear();
        stderr.write(line);
        shown = stripVTControlCharacters(line).length;
      } else if (line !== '' && Date.now() - saidAt >= 10_000) {
        saidAt = Date.now();
        stderr.write(`${line}\n`);
      }
    },
    columns: Math.min(200, Math.max(80, findColumns(stdout.columns, env.COLUMNS))),
    style: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
  };
}

/** Names of files and columns stand in notes: what they hold must not steer the terminal. */
function withoutCodes(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}

function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}

/** A pipe has no width: 100 columns then, unless COLUMNS says otherwise. */
function findColumns(columns: number | undefined, given: string | undefined): number {
  if (columns !== undefined && columns > 0) return columns;
  const asked = Number(given);
  return Number.isInteger(asked) && asked > 0 ? asked : 100;
}
