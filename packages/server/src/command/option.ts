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

/** Which database, and what is done there. */
export interface WarehouseScoreOptions extends CommonOptions {
  readonly url?: string | undefined;
  readonly model?: string[] | undefined;
  readonly members?: string[] | undefined;
  readonly at?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly contributions?: true | undefined;
  readonly table?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly resume?: true | undefined;
}

export interface WarehouseLoadOptions extends FileOptions {
  readonly url?: string | undefined;
}

export interface SqlOptions extends CommonOptions {
  readonly model?: string[] | undefined;
  readonly members?: string[] | undefined;
  readonly dialect?: string | undefined;
  readonly at?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly query?: string | undefined;
  readonly tables?: string | undefined;
  readonly properties?: string[] | undefined;
  readonly url?: string | undefined;
}

/** Where the store is. */
export interface StoreOptions extends CommonOptions {
  readonly data?: string | undefined;
}

export type CommandName = keyof typeof commandWords;

/** Commands by their names, with the sentence that says what each does. */
const commandWords = {
  score: 'command_score',
  explain: 'command_explain',
  check: 'command_check',
  test: 'command_test',
  diff: 'command_diff',
  schema: 'command_schema',
  init: 'command_init',
  demo: 'command_demo',
  sql: 'command_sql',
  'warehouse load': 'command_warehouse_load',
  'warehouse score': 'command_warehouse_score',
  serve: 'command_serve',
  'key create': 'command_key_create',
  'key list': 'command_key_list',
  'key revoke': 'command_key_revoke',
  'model publish': 'command_model_publish',
} as const satisfies Readonly<Record<string, WordKey>>;

/** Returns a command with the options that all have. */
export function createCommand(name: CommandName, words: Words) {
  return new Command(name.split(' ').at(-1)!)
    .description(words.say(commandWords[name]))
    .helpOption('-h, --help', words.say('option_help'))
    .addOption(new Option('--language <code>', words.say('option_language')).choices(languages))
    .addOption(new Option('--json', words.say('option_json')))
    .addOption(new Option('-q, --quiet', words.say('option_quiet')));
}

/** Returns a group that commands are added to. */
export function createGroup(name: 'key' | 'model' | 'warehouse', words: Words) {
  return new Command(name)
    .description(words.say(`command_${name}`))
    .helpOption('-h, --help', words.say('option_help'))
    .helpCommand(false);
}

/** Returns a command that works on a store. */
export function createStoreCommand(name: CommandName, words: Words) {
  return createCommand(name, words).addOption(new Option('--data <folder>', words.say('option_data')));
}

/** Returns a command that reads files of facts, given by flags or as plain arguments that are recognised. */
export function createFileCommand(name: CommandName, words: Words) {
  const facts = words.say('group_facts');
  return createReadingCommand(name, words, 'group_facts', 'option_model')
    .addOption(new Option('--at <date>', words.say('option_at')).helpGroup(facts))
    .addOption(new Option('--known-at <date>', words.say('option_known_at')).helpGroup(facts));
}

/** Returns `sql`, which needs no files. */
export function createSqlCommand(words: Words) {
  return createCommand('sql', words)
    .addOption(new Option('-m, --model <file>', words.say('option_scored_model')).argParser(collect))
    .addOption(new Option('--members <file>', words.say('option_members')).argParser(collect))
    .addOption(
      new Option('--dialect <name>', words.say('option_dialect')).choices([
        'duckdb',
        'postgres',
        'clickhouse',
      ]),
    )
    .addOption(
      new Option('--query <name>', words.say('option_query')).choices([
        'scores',
        'outside',
        'contributions',
        'stages',
        'script',
      ]),
    )
    .addOption(new Option('--at <date>', words.say('option_at')))
    .addOption(new Option('--known-at <date>', words.say('option_stored_at')))
    .addOption(new Option('--tables <prefix>', words.say('option_tables')))
    .addOption(new Option('--properties <name>', words.say('option_properties')).argParser(collect))
    .addOption(new Option('--url <url>', words.say('option_properties_url')));
}

/** Returns `warehouse load`. */
export function createLoadCommand(words: Words) {
  return createReadingCommand('warehouse load', words, 'group_loaded', 'option_load_model').addOption(
    new Option('--url <url>', words.say('option_url')).helpGroup(words.say('group_warehouse')),
  );
}

/** Returns `warehouse score`. */
export function createScoreCommand(words: Words) {
  const facts = words.say('group_facts');
  const result = words.say('group_result');
  return createCommand('warehouse score', words)
    .addOption(new Option('--url <url>', words.say('option_url')).helpGroup(words.say('group_warehouse')))
    .addOption(
      new Option('-m, --model <file>', words.say('option_scored_model')).argParser(collect).helpGroup(facts),
    )
    .addOption(
      new Option('--members <file>', words.say('option_members')).argParser(collect).helpGroup(facts),
    )
    .addOption(new Option('--at <date>', words.say('option_at')).helpGroup(facts))
    .addOption(new Option('--known-at <date>', words.say('option_stored_at')).helpGroup(facts))
    .addOption(new Option('--contributions', words.say('option_score_contributions')).helpGroup(result))
    .addOption(new Option('--table <name>', words.say('option_table')).helpGroup(result))
    .addOption(new Option('--dry-run', words.say('option_dry_run')).helpGroup(result))
    .addOption(new Option('--resume', words.say('option_resume')).helpGroup(result));
}

function createReadingCommand(name: CommandName, words: Words, group: WordKey, model: WordKey) {
  const facts = words.sayAny(group, {});
  const reading = words.say('group_reading');
  const file = (flags: string, key: WordKey) => new Option(flags, words.sayAny(key, {})).helpGroup(facts);
  return createCommand(name, words)
    .addOption(file('-m, --model <file>', model).argParser(collect))
    .addOption(file('-l, --leads <file>', 'option_leads').argParser(collect))
    .addOption(file('-a, --activities <file>', 'option_activities').argParser(collect))
    .addOption(file('-c, --accounts <file>', 'option_accounts').argParser(collect))
    .addOption(file('-o, --outcomes <file>', 'option_outcomes').argParser(collect))
    .addOption(file('--adjustments <file>', 'option_adjustments').argParser(collect))
    .addOption(file('--suppress <[list=]file>', 'option_suppress').argParser(collect))
    .addOption(file('--stages <file>', 'option_stages').argParser(collect))
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
