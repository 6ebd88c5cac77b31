import { type Cell, listColumns, type Row, type Table, type TableRows } from '@leadline/sql';
import type { StoredNumbers } from './stored-number.ts';
import type { StoredValues } from './stored-value.ts';

/** The numbers that a warehouse has for what facts name. */
export interface LoadNumbers {
  readonly leads: StoredNumbers;
  readonly types: StoredNumbers;
  readonly properties: StoredNumbers;
  readonly values: StoredValues;
}

/** Rows that were numbered for themselves, with the numbers of the warehouse; of values only those that are new there. */
export async function renumberRows(rows: TableRows, books: LoadNumbers): Promise<TableRows> {
  const leads = await numberNames(rows, 'leads', books.leads);
  const types = await numberNames(rows, 'activity_types', books.types);
  const properties = await numberNames(rows, 'properties', books.properties);
  const { ids, fresh } = await books.values.add(rows.plain_values);
  const isFresh = new Set(fresh.map(([id]) => id));
  const led = (row: Row): Row => [leads.get(row[0]!)!, ...row.slice(1)];
  const valued = (row: Row): Row => [...row.slice(0, -1), row.at(-1) === null ? null : ids.get(row.at(-1)!)!];
  const fixed = listColumns('activities', 0).length;
  return {
    ...rows,
    plain_values: fresh,
    value_texts: rows.value_texts
      .map((row): Row => [ids.get(row[0]!)!, row[1]!])
      .filter(([id]) => isFresh.has(id)),
    lead_values: rows.lead_values.map((row) => valued(led(row))),
    account_values: rows.account_values.map(valued),
    outcomes: rows.outcomes.map(led),
    activities: rows.activities.map((row): Row => {
      const cells: Cell[] = [leads.get(row[0]!)!, types.get(row[1]!)!, ...row.slice(2, fixed)];
      for (let i = 0; i < books.properties.count; i++) cells.push(null);
      for (let i = fixed; i < row.length; i++) {
        const value = row[i] ?? null;
        if (value !== null) cells[fixed + properties.get(i - fixed)!] = ids.get(value)!;
      }
      return cells;
    }),
  };
}

/** The number that a row has for itself → the number that the warehouse has for its name. */
async function numberNames(rows: TableRows, table: Table, book: StoredNumbers): Promise<Map<Cell, number>> {
  await book.add(rows[table].map(([, name]) => String(name)));
  return new Map(rows[table].map(([number, name]) => [number!, book.get(String(name))]));
}
