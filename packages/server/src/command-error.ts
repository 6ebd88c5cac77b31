import { type ExitCode, exitCodes } from './exit-code.ts';
import type { WordKey } from './word/word.ts';

/** Ends a command with one sentence that says what, where and what to do, in the language that is spoken. */
export class CommandError extends Error {
  readonly key: WordKey;
  readonly params: Readonly<Record<string, string | number>>;
  readonly exitCode: ExitCode;

  constructor(
    key: WordKey,
    params: Readonly<Record<string, string | number>> = {},
    exitCode: ExitCode = exitCodes.usage,
    cause?: unknown,
  ) {
    super(key, cause === undefined ? {} : { cause });
    this.name = 'CommandError';
    this.key = key;
    this.params = params;
    this.exitCode = exitCode;
  }
}
