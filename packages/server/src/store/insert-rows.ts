import { type Insertable, type RawBuilder, sql } from 'kysely';
import { differences } from './difference.ts';
import type { StoreKind, StoreTransaction } from './store.ts';
import type { Tables } from './tables.ts';

/** The columns of a row to be inserted. */
type InsertedColumn<Table extends keyof Tables> = keyof Insertable<Tables[Table]> & string;

/**
 * Rows given as one JSON parameter, to be read like a table: the statement's text stays the same however many rows there
 * are, and making the parameter is native code. A column that a row lacks is null.
 */
export function givenRows<Table extends keyof Tables>(
  kind: StoreKind,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  rows: readonly object[],
): RawBuilder<unknown> {
  return differences[kind].rowsOf(table, columns, JSON.stringify(rows));
}

/**
 * Inserts rows, leaving out those whose key is there already, and returns the column `returning` of those that were
 * inserted.
 */
export async function insertRows<Table extends keyof Tables, Returned extends keyof Tables[Table] & string>(
  transaction: StoreTransaction,
  kind: StoreKind,
  table: Table,
  columns: readonly InsertedColumn<Table>[],
  rows: readonly Partial<Insertable<Tables[Table]>>[],
  returning: readonly Returned[],
): Promise<Pick<Tables[Table], Returned>[]> {
  if (rows.length === 0) return [];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const given = differences[kind].rowsOf(table, columns, JSON.stringify(rows));
  const inserted = await sql<Pick<Tables[Table], Returned>>`
    insert into ${sql.table(table)} (${names}) select ${names} from ${given} as given where true
    on conflict do nothing returning ${sql.join(returning.map((column) => sql.ref(column)))}`.execute(
    transaction,
  );
  return inserted.rows;
}
