import { CommanderError } from '@commander-js/extra-typings';
import { findSuggestion, ModelError } from '@leadline/core';
import { CommandError } from './command-error.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { FileError } from './file/file-error.ts';
import { cleanText } from './text-width.ts';
import type { Words } from './word/word.ts';

/** How a command that failed ends: what it says, one line a problem, and its exit code. */
export interface Ending {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/**
 * Returns what to say of any error, in the language of `words`. An unknown error is a fault of ours. `known` are the
 * commands and options there are, for "did you mean".
 */
export function describeError(error: unknown, words: Words, known: readonly string[] = []): Ending {
  if (error instanceof CommandError) {
    return { lines: [clean(words.sayAny(error.key, error.params))], exitCode: error.exitCode };
  }
  if (error instanceof FileError) {
    const exitCode = error.code === 'write_failed' ? exitCodes.output : exitCodes.usage;
    return { lines: [clean(words.message(error))], exitCode };
  }
  if (error instanceof ModelError) {
    const lines = error.problems.map((problem) => clean(words.problem(problem)));
    return {
      lines:
        lines.length > 20
          ? [...lines.slice(0, 20), words.say('problems_more', { count: lines.length - 20 })]
          : lines,
      exitCode: exitCodes.usage,
    };
  }
  if (error instanceof CommanderError)
    return { lines: [clean(describeUsage(error, words, known))], exitCode: exitCodes.usage };
  const detail = error instanceof Error ? error.message : String(error);
  return { lines: [clean(words.say('error_fault', { detail }))], exitCode: exitCodes.fault };
}

function clean(line: string): string {
  return cleanText(line);
}

/** Commander's own sentences are English; the parts it quotes are put into ours. */
function describeUsage(error: CommanderError, words: Words, known: readonly string[]): string {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const [first = '', second = ''] = quoted;
  if (error.code === 'commander.unknownOption' || error.code === 'commander.unknownCommand') {
    const alike = known.filter((name) => name.startsWith('--') === first.startsWith('--'));
    const suggestion = findSuggestion(first, alike);
    if (suggestion !== undefined) return words.say('usage_did_you_mean', { given: first, suggestion });
  }
  switch (error.code) {
    case 'commander.unknownOption':
      return words.say('usage_unknown_option', { option: first });
    case 'commander.unknownCommand':
      return words.say('usage_unknown_command', { command: first });
    case 'commander.missingArgument':
      return words.say('usage_missing_argument', { name: first });
    case 'commander.optionMissingArgument':
      return words.say('usage_option_value', { option: first });
    case 'commander.excessArguments':
      return words.say('usage_too_many');
    case 'commander.invalidArgument': {
      const allowed = error.message.match(/Allowed choices are (.*?)\.?$/)?.[1] ?? '';
      return words.say('usage_choice', { option: first, value: second, allowed });
    }
    case 'commander.help':
      return words.say('usage_no_command');
    default:
      return error.message.replace(/^error: /, '');
  }
}
