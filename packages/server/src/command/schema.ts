import { modelJsonSchema } from '@leadline/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';

/** Prints the JSON Schema of models; an editor that knows it completes keys and marks mistakes while you type. */
export async function runSchema({ terminal }: Session): Promise<ExitCode> {
  terminal.out(`${JSON.stringify(modelJsonSchema(), null, 2)}\n`);
  return exitCodes.ok;
}
