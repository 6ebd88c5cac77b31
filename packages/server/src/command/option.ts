import { Command, Option } from '@commander-js/extra-typings';
import { languages } from '../word/language.ts';
import type { WordKey, Words } from '../word/word.ts';

/** What every command can be told. */
export interface CommonOptions {
  readonly language?: string | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Which files are read, as what, and how they are written; see `createFileCommand`. */
export interface FileOptions extends CommonOptions {
  readonly model?: string[] | undefined;
  readonly leads?: string[] | undefined;
  readonly activities?: string[] | undefined;
  readonly accounts?: string[] | undefined;
  readonly outcomes?: string[] | undefined;
  readonly adjustments?: string[] | undefined;
  readonly suppress?: string[] | undefined;
  readonly stages?: string[] | undefined;
  readonly at?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly map?: string[] | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  readonly dates?: string | undefined;
  readonly decimals?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
  readonly countedAt?: string | undefined;
  readonly rejects?: string | undefined;
  readonly strict?: true | undefined;
}

export type CommandName = 'score' | 'explain' | 'check' | 'test' | 'diff' | 'schema' | 'init' | 'demo';
/** Those that work on a store; a second word is the command of a group. */
type StoreCommandName = 'serve' | 'key create' | 'key list' | 'key revoke' | 'model publish';

/** Where the store is. */
export interface StoreOptions extends CommonOptions {
  readonly data?: string | undefined;
}

/** Returns a command with the options that all have. */
export function createCommand(name: CommandName | StoreCommandName, words: Words) {
  const key = `command_${name.replace(' ', '_')}` as WordKey;
  return new Command(name.split(' ').at(-1))
    .description(words.sayAny(key, {}))
    .helpOption('-h, --help', words.say('option_help'))
    .addOption(new Option('--language <code>', words.say('option_language')).choices(languages))
    .addOption(new Option('--json', words.say('option_json')))
    .addOption(new Option('-q, --quiet', words.say('option_quiet')));
}

/** Returns a group that commands are added to. */
export function createGroup(name: 'key' | 'model', words: Words) {
  return new Command(name)
    .description(words.say(`command_${name}`))
    .helpOption('-h, --help', words.say('option_help'))
    .helpCommand(false);
}

/** Returns a command that works on a store. */
export function createStoreCommand(name: StoreCommandName, words: Words) {
  return createCommand(name, words).addOption(new Option('--data <folder>', words.say('option_data')));
}

/** Returns a command that reads files of facts, given by flags or as plain arguments that are recognised. */
export function createFileCommand(name: CommandName, words: Words) {
  const facts = words.say('group_facts');
  const reading = words.say('group_reading');
  const file = (flags: string, key: WordKey) => new Option(flags, words.sayAny(key, {})).helpGroup(facts);
  return createCommand(name, words)
    .addOption(file('-m, --model <file>', 'option_model').argParser(collect))
    .addOption(file('-l, --leads <file>', 'option_leads').argParser(collect))
    .addOption(file('-a, --activities <file>', 'option_activities').argParser(collect))
    .addOption(file('-c, --accounts <file>', 'option_accounts').argParser(collect))
    .addOption(file('-o, --outcomes <file>', 'option_outcomes').argParser(collect))
    .addOption(file('--adjustments <file>', 'option_adjustments').argParser(collect))
    .addOption(file('--suppress <[list=]file>', 'option_suppress').argParser(collect))
    .addOption(file('--stages <file>', 'option_stages').argParser(collect))
    .addOption(new Option('--at <date>', words.say('option_at')).helpGroup(facts))
    .addOption(new Option('--known-at <date>', words.say('option_known_at')).helpGroup(facts))
    .addOption(
      new Option('--map <column=field>', words.say('option_map')).argParser(collect).helpGroup(reading),
    )
    .addOption(new Option('--delimiter <sign>', words.say('option_delimiter')).helpGroup(reading))
    .addOption(new Option('--encoding <name>', words.say('option_encoding')).helpGroup(reading))
    .addOption(
      new Option('--dates <order>', words.say('option_dates'))
        .choices(['dmy', 'mdy', 'ymd'])
        .helpGroup(reading),
    )
    .addOption(
      new Option('--decimals <sign>', words.say('option_decimals'))
        .choices(['comma', 'point'])
        .helpGroup(reading),
    )
    .addOption(new Option('--time-zone <zone>', words.say('option_time_zone')).helpGroup(reading))
    .addOption(new Option('--currency <code>', words.say('option_currency')).helpGroup(reading))
    .addOption(new Option('--counted-at <date>', words.say('option_counted_at')).helpGroup(reading))
    .addOption(new Option('--rejects <file>', words.say('option_rejects')).helpGroup(reading))
    .addOption(new Option('--strict', words.say('option_strict')).helpGroup(reading));
}

function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
