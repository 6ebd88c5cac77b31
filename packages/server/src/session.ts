import type { Terminal } from './terminal.ts';
import type { Words } from './word/word.ts';

/** What a command runs with. The clock is read once, when the command starts. */
export interface Session {
  readonly terminal: Terminal;
  readonly words: Words;
  /** Milliseconds UTC. */
  readonly now: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}
