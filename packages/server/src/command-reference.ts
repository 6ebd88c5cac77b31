import type { Argument, Command, Option } from '@commander-js/extra-typings';
import { exitCodes } from './exit-code.ts';
import type { Words } from './word/word.ts';

/** Returns the commands of a program, their arguments and options, and the exit codes, as Markdown. */
export function writeCommandReference(program: Command, words: Words): string {
  const commands = program.commands.map((command) => writeCommand(command as Command));
  const codes = Object.entries(exitCodes).map(
    ([name, code]) =>
      `| ${code} | ${escapeCell(words.sayAny(`exit_${name as keyof typeof exitCodes}`, {}))} |`,
  );
  return `${[...commands, `## Exit codes\n\n| code | means |\n| --- | --- |\n${codes.join('\n')}`].join('\n\n')}\n`;
}

function writeCommand(command: Command): string {
  const args = command.registeredArguments.map(
    (argument: Argument) => `| \`${nameArgument(argument)}\` | ${escapeCell(argument.description)} |`,
  );
  const options = [...command.options].map((option: Option) => {
    const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.join(', ')})`;
    return `| \`${escapeCell(option.flags)}\` | ${escapeCell(option.description)}${choices} |`;
  });
  return [
    `## leadline ${command.name()}`,
    `${command.description()}.`,
    `    leadline ${command.name()} ${command.usage()}`,
    `| argument or option | what it is |\n| --- | --- |\n${[...args, ...options].join('\n')}`,
  ].join('\n\n');
}

function nameArgument(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
