import type { Argument, Command, Option } from '@commander-js/extra-typings';
import { exitCodes } from './exit-code.ts';
import { listCommands } from './program.ts';
import type { Words } from './word/word.ts';

/** Returns the commands of a program, their arguments and options, and the exit codes, as Markdown. */
export function writeCommandReference(program: Command, words: Words): string {
  const commands = listCommands(program)
    .filter((command) => command.commands.length === 0)
    .map(writeCommand);
  const codes = Object.entries(exitCodes).map(
    ([name, code]) =>
      `| ${code} | ${escapeCell(words.sayAny(`exit_${name as keyof typeof exitCodes}`, {}))} |`,
  );
  return `${[...commands, `## Exit codes\n\n| code | means |\n| --- | --- |\n${codes.join('\n')}`].join('\n\n')}\n`;
}

function writeCommand(command: Command): string {
  const name = nameCommand(command);
  const args = command.registeredArguments.map(
    (argument: Argument) => `| \`${nameArgument(argument)}\` | ${escapeCell(argument.description)} |`,
  );
  const options = [...command.options].map((option: Option) => {
    const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.join(', ')})`;
    return `| \`${escapeCell(option.flags)}\` | ${escapeCell(option.description)}${choices} |`;
  });
  return [
    `## ${name}`,
    `${command.description()}.`,
    `    ${name} ${command.usage()}`,
    `| argument or option | what it is |\n| --- | --- |\n${[...args, ...options].join('\n')}`,
  ].join('\n\n');
}

/** "leadline key create". */
function nameCommand(command: Command): string {
  const { parent } = command;
  return parent === null ? command.name() : `${nameCommand(parent as Command)} ${command.name()}`;
}

function nameArgument(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
