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
  /** Lets no two transactions merge leads at once; both might make one the other's. */
  readonly mergeAlone: RawBuilder<unknown>;
  readonly countMigrationTables: RawBuilder<number>;
}

const nothing = sql``;

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
    mergeAlone: sql`select 1`,
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
    mergeAlone: sql`select pg_advisory_xact_lock(hashtext('leadline.merges'))`,
    countMigrationTables: sql`(case when to_regclass('kysely_migration') is null then 0 else 1 end)`,
  },
};
