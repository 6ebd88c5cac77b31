import { Command, Help, type HelpConfiguration, Option } from '@commander-js/extra-typings';
import about from '../package.json' with { type: 'json' };
import {
  createCommand,
  createFileCommand,
  createGroup,
  createLoadCommand,
  createScoreCommand,
  createSqlCommand,
  createStoreCommand,
} from './command/option.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Session } from './session.ts';
import type { Words } from './word/word.ts';

/** Starts a session in which a command runs; `quiet` silences all but results and errors. */
export type OpenSession = (options: { readonly quiet?: true | undefined }) => Session;

/**
 * Returns the whole tree of commands, described in `words`. Each command loads its code only when it runs; `end` is
 * told how it ended.
 */
export function createProgram(words: Words, open: OpenSession, end: (code: ExitCode) => void): Command {
  const program = new Command('leadline')
    .description(words.say('program'))
    .version(about.version, '-V, --version', words.say('option_version'))
    .helpOption('-h, --help', words.say('option_help'))
    .helpCommand('help [command]', words.say('command_help'))
    .showSuggestionAfterError(false);
  const files = words.say('argument_files');

  program.addCommand(
    createFileCommand('score', words)
      .argument('[files...]', files)
      .addOption(
        new Option('--format <kind>', words.say('option_format'))
          .helpGroup(words.say('group_result'))
          .choices(['table', 'json', 'csv']),
      )
      .addOption(new Option('--out <file>', words.say('option_out')).helpGroup(words.say('group_result')))
      .addOption(new Option('--top <number>', words.say('option_top')).helpGroup(words.say('group_result')))
      .addOption(
        new Option('--contributions', words.say('option_contributions')).helpGroup(words.say('group_result')),
      )
      .addOption(new Option('--bulk', words.say('option_bulk')).helpGroup(words.say('group_result')))
      .action(async (paths, options) => {
        const { runScore } = await import('./command/score.ts');
        end(await runScore(paths, options, open(options)));
      }),
  );
  program.addCommand(
    createFileCommand('explain', words)
      .argument('<lead>', words.say('argument_lead'))
      .argument('[files...]', files)
      .addOption(new Option('--since <date>', words.say('option_since')).helpGroup(words.say('group_result')))
      .action(async (lead, paths, options) => {
        const { runExplain } = await import('./command/explain.ts');
        end(await runExplain(lead, paths, options, open(options)));
      }),
  );
  program.addCommand(
    createFileCommand('check', words)
      .argument('[files...]', words.say('argument_check'))
      .action(async (paths, options) => {
        const { runCheck } = await import('./command/check.ts');
        end(await runCheck(paths, options, open(options)));
      }),
  );
  program.addCommand(
    createCommand('test', words)
      .argument('<models...>', words.say('argument_models'))
      .action(async (paths, options) => {
        const { runTest } = await import('./command/test.ts');
        end(await runTest(paths, options, open(options)));
      }),
  );
  program.addCommand(
    createCommand('diff', words)
      .argument('<before>', words.say('argument_before'))
      .argument('<after>', words.say('argument_after'))
      .action(async (before, after, options) => {
        const { runDiff } = await import('./command/diff.ts');
        end(await runDiff(before, after, options, open(options)));
      }),
  );
  program.addCommand(
    createCommand('schema', words).action(async (options) => {
      const { runSchema } = await import('./command/schema.ts');
      end(await runSchema(open(options)));
    }),
  );
  program.addCommand(
    createCommand('init', words)
      .argument('[file]', words.say('argument_init'))
      .option('--answers <file>', words.say('option_answers'))
      .option('--country <codes>', words.say('option_country'))
      .option('--industry <names>', words.say('option_industry'))
      .option('--size <range>', words.say('option_size'))
      .option('--role <titles>', words.say('option_role'))
      .option('--page <paths>', words.say('option_page'))
      .option('--force', words.say('option_force'))
      .action(async (path, options) => {
        const { runInit } = await import('./command/init.ts');
        end(await runInit(path, options, open(options)));
      }),
  );
  program.addCommand(
    createCommand('demo', words)
      .argument('[lead]', words.say('argument_demo'))
      .action(async (lead, options) => {
        const { runDemo } = await import('./command/demo.ts');
        end(await runDemo(lead, options, open(options)));
      }),
  );
  program.addCommand(
    createSqlCommand(words).action(async (options) => {
      const { runSql } = await import('./command/sql.ts');
      end(await runSql(options, open(options)));
    }),
  );
  program.addCommand(
    createGroup('warehouse', words)
      .addCommand(
        createLoadCommand(words)
          .argument('[files...]', files)
          .action(async (paths, options) => {
            const { runWarehouseLoad } = await import('./command/warehouse-load.ts');
            end(await runWarehouseLoad(paths, options, open(options)));
          }),
      )
      .addCommand(
        createScoreCommand(words).action(async (options) => {
          const { runWarehouseScore } = await import('./command/warehouse-score.ts');
          end(await runWarehouseScore(options, open(options)));
        }),
      ),
  );
  program.addCommand(
    createStoreCommand('serve', words)
      .option('--port <number>', words.say('option_port'))
      .option('--host <address>', words.say('option_host'))
      .action(async (options) => {
        const { runServe } = await import('./command/serve.ts');
        end(await runServe(options, open(options)));
      }),
  );
  program.addCommand(
    createGroup('key', words)
      .addCommand(
        createStoreCommand('key create', words)
          .argument('<name>', words.say('argument_key'))
          .option('--write', words.say('option_write'))
          .option('--api', words.say('option_api'))
          .action(async (name, options) => {
            const { runKeyCreate } = await import('./command/key.ts');
            end(await runKeyCreate(name, options, open(options)));
          }),
      )
      .addCommand(
        createStoreCommand('key list', words).action(async (options) => {
          const { runKeyList } = await import('./command/key.ts');
          end(await runKeyList(options, open(options)));
        }),
      )
      .addCommand(
        createStoreCommand('key revoke', words)
          .argument('<id>', words.say('argument_key_id'))
          .action(async (id, options) => {
            const { runKeyRevoke } = await import('./command/key.ts');
            end(await runKeyRevoke(id, options, open(options)));
          }),
      ),
  );
  program.addCommand(
    createGroup('model', words).addCommand(
      createStoreCommand('model publish', words)
        .argument('<file>', words.say('argument_publish'))
        .option('--reason <text>', words.say('option_reason'))
        .action(async (path, options) => {
          const { runModelPublish } = await import('./command/model-publish.ts');
          end(await runModelPublish(path, options, open(options)));
        }),
    ),
  );
  program.addHelpText('after', () => `\n${words.say('help_exit_codes')}\n${writeExitCodes(words)}`);
  for (const command of [program as Command, ...listCommands(program)]) {
    command.exitOverride().configureHelp(describeHelp(words));
    command.configureOutput({ outputError: () => {} });
  }
  return program;
}

/** Every command of a program, those of a group after it. */
export function listCommands(program: Command): Command[] {
  return program.commands.flatMap((command) => [command as Command, ...listCommands(command as Command)]);
}

/** Options that all commands have come last; what commander says itself is put into our language. */
function describeHelp(words: Words): HelpConfiguration {
  const common = ['--language', '--json', '--quiet', '--help'];
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words.say('title_usage'),
    'Arguments:': words.say('title_arguments'),
    'Options:': words.say('title_options'),
    'Commands:': words.say('title_commands'),
  };
  return {
    styleTitle: (title) => titles[title] ?? title,
    visibleOptions: (command) => {
      const options = Help.prototype.visibleOptions.call(new Help(), command);
      const isCommon = (option: Option): boolean => common.includes(option.long ?? '');
      return [...options.filter((option) => !isCommon(option)), ...options.filter(isCommon)];
    },
    optionDescription: ({ description, argChoices }) =>
      argChoices === undefined ? description : `${description} (${argChoices.join(', ')})`,
  };
}

function writeExitCodes(words: Words): string {
  return Object.entries(exitCodes)
    .map(
      ([name, code]) =>
        `  ${String(code).padEnd(4)} ${words.sayAny(`exit_${name as keyof typeof exitCodes}`, {})}`,
    )
    .join('\n');
}
