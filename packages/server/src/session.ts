import type { Terminal } from './terminal.ts';
import type { Words } from './word/word.ts';

/** What a command runs with. The clock is read once, when the command starts. */
export interface Session {
  readonly terminal: Terminal;
  readonly words: Words;
  /** Milliseconds UTC. */
  readonly now: number;
  /** Tells what to do on Ctrl-C or SIGTERM instead of ending at once; a second one still does. */
  readonly onInterrupt: (stop: () => void) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}
