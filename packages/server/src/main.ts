import { type Command, CommanderError } from '@commander-js/extra-typings';
import { describeError } from './error-sentence.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { findStopWork } from './interruption.ts';
import { createProgram, listCommands } from './program.ts';
import { createTerminal } from './terminal.ts';
import { removeUnfinished } from './unfinished-file.ts';
import { chooseLanguage } from './word/language.ts';
import { createWords } from './word/word.ts';

/**
 * Runs the command line on the arguments after the program's name and sets the exit code of the process. Errors end in
 * one sentence on standard error; with LEADLINE_DEBUG=1 their stack follows. A reader that closes the pipe early
 * (`| head`) ends it quietly; Ctrl-C removes what is half written and stops what runs in a database.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const env = process.env;
  const words = createWords(chooseLanguage(argv, env));
  watchStreams();
  let isInterrupted = false;
  const interrupt = (): void => {
    removeUnfinished();
    const stop = findStopWork();
    // Pressed again, or nothing to wait for.
    if (isInterrupted || stop === undefined) process.exit(exitCodes.interrupted);
    isInterrupted = true;
    stop().catch(() => process.exit(exitCodes.interrupted));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let code: ExitCode = exitCodes.ok;
  const program = createProgram(
    words,
    (options) => ({
      terminal: createTerminal(process, env, options.quiet === true),
      words,
      now: Date.now(),
      env,
    }),
    (ended) => {
      code = ended;
    },
  );
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    removeUnfinished();
    if (isInterrupted) {
      process.stderr.write(`${words.say('interrupted_warehouse')}\n`);
      process.exitCode = exitCodes.interrupted;
      return;
    }
    const said = describeError(error, words, listNames(program));
    for (const line of said.lines) process.stderr.write(`${line}\n`);
    if (env.LEADLINE_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    code = said.exitCode;
  }
  process.exitCode = code;
}

function watchStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      removeUnfinished();
      process.exit(exitCodes.ok);
    });
  }
}

/** Every command and every long option. */
function listNames(program: Command): string[] {
  return listCommands(program).flatMap((command) => [
    command.name(),
    ...command.options.flatMap((option) => option.long ?? []),
  ]);
}
