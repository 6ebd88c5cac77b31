import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { StoreKind } from './store.ts';

/** What the databases call the same thing. */
interface Words {
  /** A text, compared and sorted by its UTF-8 bytes. */
  readonly text: string;
  /** A whole number of at most 53 bits. */
  readonly int: string;
  /** A number that the database counts up. */
  readonly counted: string;
  /** After the columns of a table. */
  readonly plain: string;
  /** After the columns of a table whose rows lie in the order of its key. */
  readonly clustered: string;
  /** Key and index of activities: SQLite keeps the rows themselves in the order of leads. */
  readonly activityKey: string;
  readonly activityIndex: string;
}

const words: Readonly<Record<StoreKind, Words>> = {
  sqlite: {
    text: 'text',
    int: 'integer',
    counted: 'integer primary key autoincrement',
    plain: 'strict',
    clustered: 'strict, without rowid',
    activityKey: 'primary key (identity, at, source, id)',
    activityIndex: 'create unique index activities_key on activities (source, id)',
  },
  postgres: {
    text: 'text collate "C"',
    int: 'bigint',
    counted: 'bigint generated always as identity primary key',
    plain: '',
    clustered: '',
    activityKey: 'primary key (source, id)',
    activityIndex: 'create index activities_identity on activities (identity, at)',
  },
};

/** The tables of the first version. A migration that has been released is never changed. */
export function createFirstMigration(kind: StoreKind): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of createTables(words[kind])) await sql.raw(statement).execute(db);
    },
  };
}

function createTables({ text, int, counted, plain, clustered, activityKey, activityIndex }: Words): string[] {
  const textIn = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
  return [
    `create table leads (id ${text} primary key, known_at ${int} not null, owner ${text}) ${clustered}`,
    'create index leads_owner on leads (owner) where owner is not null',

    `create table identities (identity ${text} primary key, lead ${text} not null references leads (id),
       known_at ${int} not null) ${clustered}`,
    'create index identities_lead on identities (lead)',

    `create table identity_links (number ${counted}, kind ${text} not null, from_id ${text} not null,
       from_kind ${text} not null, from_space ${text}, to_id ${text} not null, to_kind ${text} not null,
       to_space ${text}, at ${int} not null, known_at ${int} not null, source ${text} not null) ${plain}`,
    'create index identity_links_from on identity_links (from_id)',
    'create index identity_links_to on identity_links (to_id)',
    `create table identity_verdicts (number ${counted}, one ${text} not null, other ${text} not null,
       verdict ${text} not null, at ${int} not null, made_by ${text} not null) ${plain}`,
    'create index identity_verdicts_one on identity_verdicts (one)',
    'create index identity_verdicts_other on identity_verdicts (other)',

    `create table accounts (id ${text} primary key, known_at ${int} not null, owner ${text}) ${clustered}`,

    `create table field_values (number ${counted}, identity ${text}, account ${text}, field ${text} not null,
       value ${text} not null, at ${int}, known_at ${int} not null, source ${text} not null, message ${text},
       check ((identity is null) <> (account is null))) ${plain}`,
    'create index field_values_identity on field_values (identity, field, source) where identity is not null',
    'create index field_values_account on field_values (account, field, source) where account is not null',
    "create index field_values_member on field_values (value) where field = 'account' and identity is not null",
    "create index field_values_domain on field_values (value) where field = 'emailDomain' and identity is not null",
    `create unique index field_values_message on field_values (source, message, field, identity)
       where message is not null and identity is not null`,
    `create unique index field_values_account_message on field_values (source, message, field, account)
       where message is not null and account is not null`,

    `create table activities (identity ${text} not null, at ${int} not null, source ${text} not null,
       id ${text} not null, type ${text} not null, properties ${text}, automated ${int} not null,
       known_at ${int} not null, ${activityKey}) ${clustered}`,
    activityIndex,

    `create table conflicts (source ${text} not null, id ${text} not null, body_hash ${text} not null,
       body ${text} not null, known_at ${int} not null, primary key (source, id, body_hash)) ${clustered}`,

    `create table outcomes (identity ${text} not null, at ${int} not null, outcome ${text} not null, reason ${text},
       known_at ${int} not null, primary key (identity, at, outcome)) ${clustered}`,

    `create table adjustments (number ${counted}, unit ${text} not null, model ${text} not null,
       dimension ${text} not null, points ${int} not null, from_day ${int} not null, until_day ${int},
       reason ${text} not null, made_by ${text} not null, known_at ${int} not null) ${plain}`,
    'create index adjustments_unit on adjustments (unit)',

    `create table suppressions (number ${counted}, list ${text} not null, unit ${text}, domain ${text},
       at ${int} not null, known_at ${int} not null, check ((unit is null) <> (domain is null))) ${plain}`,
    'create unique index suppressions_unit on suppressions (unit, list) where unit is not null',
    'create unique index suppressions_domain on suppressions (domain, list) where domain is not null',

    `create table source_rankings (number ${counted}, sources ${text} not null, at ${int} not null,
       known_at ${int} not null) ${plain}`,

    `create table models (id ${text} primary key, active_version ${int}) ${clustered}`,
    `create table model_drafts (model ${text} primary key references models (id), document ${text} not null,
       based_on ${int}, updated_at ${int} not null, updated_by ${text} not null) ${plain}`,
    `create table model_versions (model ${text} not null references models (id), version ${int} not null,
       document ${text} not null, published_at ${int} not null, published_by ${text} not null,
       reason ${text} not null, primary key (model, version)) ${plain}`,

    `create table scores (model ${text} not null, unit ${text} not null, version ${int} not null,
       total ${int} not null, dimensions ${text} not null, grade ${text}, temperature ${text}, journey ${text},
       persona ${text}, stage ${text}, stage_since ${int}, disqualified ${text}, coverage ${int} not null,
       at ${int} not null, next_crossing_at ${int}, revision ${int} not null, merged ${int} not null,
       primary key (model, unit)) ${clustered}`,
    'create index scores_total on scores (model, merged, total desc, unit)',
    'create index scores_unit on scores (unit)',
    'create index scores_crossing on scores (next_crossing_at) where next_crossing_at is not null',

    `create table passages (id ${text} primary key, model ${text} not null, version ${int} not null,
       unit ${text} not null, output ${text} not null, from_value ${text}, to_value ${text},
       direction ${text} not null, at ${int} not null, known_at ${int} not null, reason ${text} not null) ${plain}`,
    'create index passages_unit on passages (unit, known_at)',
    'create index passages_time on passages (known_at, id)',

    `create table due_leads (lead ${text} primary key, since ${int} not null, generation ${int} not null,
       taken_until ${int}, taken_by ${text}) ${clustered}`,
    'create index due_leads_since on due_leads (since)',

    `create table outbox (key ${text} primary key, kind ${text} not null, payload ${text} not null, passage ${text},
       state ${text} not null check (state in (${textIn(['waiting', 'done', 'dead'])})), due_at ${int} not null,
       attempts ${int} not null, taken_until ${int}, taken_by ${text}, last_error ${text},
       created_at ${int} not null, ended_at ${int}) ${plain}`,
    "create index outbox_due on outbox (due_at) where state = 'waiting'",
    'create index outbox_state on outbox (state, created_at)',

    `create table dead_letters (id ${text} primary key, source ${text} not null, reason ${text} not null,
       body ${text} not null, at ${int} not null) ${plain}`,
    'create index dead_letters_at on dead_letters (at, id)',

    `create table keys (id ${text} primary key, kind ${text} not null, name ${text} not null, prefix ${text} not null,
       hash ${text} not null unique, scopes ${text} not null, created_at ${int} not null,
       created_by ${text} not null, revoked_at ${int}, last_used_at ${int}) ${plain}`,

    `create table audit_entries (number ${counted}, at ${int} not null, who ${text} not null, what ${text} not null,
       subject ${text} not null, detail ${text}) ${plain}`,
    'create index audit_entries_subject on audit_entries (subject, number)',

    `create table settings (name ${text} primary key, value ${text} not null, updated_at ${int} not null,
       updated_by ${text} not null) ${plain}`,

    `create table jobs (id ${text} primary key, kind ${text} not null, state ${text} not null, input ${text} not null,
       progress ${text}, result ${text}, error ${text}, created_at ${int} not null, created_by ${text} not null,
       taken_until ${int}, taken_by ${text}, ended_at ${int}) ${plain}`,
    'create index jobs_state on jobs (state, created_at)',
  ];
}
