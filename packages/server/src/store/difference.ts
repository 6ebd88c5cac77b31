import { type RawBuilder, sql } from 'kysely';
import type { StoreKind } from './store.ts';

/** All that differs between the two databases in statements that are otherwise the same. */
interface Difference {
  /** Rows of a JSON list of objects, with the columns of `table`. Constant text, one parameter. */
  rowsOf(table: string, columns: readonly string[], json: string): RawBuilder<unknown>;
  /** After a column: is one of these texts. Constant text, one parameter. */
  oneOf(texts: readonly string[]): RawBuilder<boolean>;
  /** All rows with one of these texts in an indexed column. */
  rowsWith(table: string, column: string, texts: readonly string[]): RawBuilder<unknown>;
  /** Ends a query of rows to take, so that two takers do not wait for each other. */
  readonly skipTaken: RawBuilder<unknown>;
  /** Ends a query of rows that must stay as they are until the transaction is over. */
  readonly holdShared: RawBuilder<unknown>;
  /** Ends a query of rows that the transaction is about to change. */
  readonly hold: RawBuilder<unknown>;
  /** Lets no two transactions decide at once who is one lead. */
  readonly holdPartition: RawBuilder<unknown>;
  /** A table like `activities` with a number, in the order of arrival. What is in there need not outlive a crash. */
  readonly createGathered: RawBuilder<unknown>;
  /** Lets the transaction take as long as it needs. */
  readonly withoutTimeLimit: RawBuilder<unknown>;
  /** Keeps others from appending activities until the transaction is over. */
  readonly holdActivities: RawBuilder<unknown>;
  /** Drops and makes the index of activities that does not go by their order, which is faster for many at once. */
  readonly withoutActivityIndex: {
    readonly before: RawBuilder<unknown>;
    readonly after: RawBuilder<unknown>;
  };
  readonly countMigrationTables: RawBuilder<number>;
}

const nothing = sql``;

function gatheredColumns(int: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`identity text not null, at ${int} not null, source text not null, id text not null,
    type text not null, properties text, automated ${int} not null, known_at ${int} not null`;
}

export const differences: Readonly<Record<StoreKind, Difference>> = {
  sqlite: {
    rowsOf(_, columns, json) {
      const cells = columns.map((column) => sql`value->>${sql.lit(`$.${column}`)} as ${sql.ref(column)}`);
      return sql`(select ${sql.join(cells)} from json_each(${json}))`;
    },
    oneOf: (texts) => sql`in (select value from json_each(${JSON.stringify(texts)}))`,
    rowsWith: (table, column, texts) =>
      sql`select * from ${sql.table(table)}
        where ${sql.ref(column)} in (select value from json_each(${JSON.stringify(texts)}))`,
    // One connection writes, so nobody else is ever in the way.
    skipTaken: nothing,
    holdShared: nothing,
    hold: nothing,
    holdPartition: sql`select 1`,
    createGathered: sql`create table gathered (number integer primary key, ${gatheredColumns(sql`integer`)}) strict`,
    withoutTimeLimit: sql`select 1`,
    holdActivities: sql`select 1`,
    withoutActivityIndex: {
      before: sql`drop index activities_key`,
      after: sql`create unique index activities_key on activities (source, id)`,
    },
    countMigrationTables: sql`(select count(*) from sqlite_master where name = 'kysely_migration')`,
  },
  postgres: {
    rowsOf(table, columns, json) {
      const cells = sql.join(columns.map((column) => sql.ref(column)));
      return sql`(select ${cells} from json_populate_recordset(null::${sql.table(table)}, ${json}::json))`;
    },
    oneOf: (texts) => sql`= any(${texts}::text[])`,
    // "offset 0" keeps it a search in the index for each text. Before a table has been counted, or for long lists, the
    // planner would rather read it from end to end.
    rowsWith: (table, column, texts) =>
      sql`select found.* from unnest(${texts}::text[]) as wanted (one) cross join lateral (
        select * from ${sql.table(table)} where ${sql.ref(column)} = wanted.one offset 0) as found`,
    skipTaken: sql`for update skip locked`,
    holdShared: sql`for share`,
    hold: sql`for update`,
    holdPartition: sql`select pg_advisory_xact_lock(hashtext('leadline.partition'))`,
    createGathered: sql`create unlogged table gathered
      (number bigint generated always as identity primary key, ${gatheredColumns(sql`bigint`)})`,
    withoutTimeLimit: sql`
      select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)`,
    holdActivities: sql`lock table activities in exclusive mode`,
    withoutActivityIndex: {
      before: sql`drop index activities_identity`,
      after: sql`create index activities_identity on activities (identity, at)`,
    },
    countMigrationTables: sql`(case when to_regclass('kysely_migration') is null then 0 else 1 end)`,
  },
};
