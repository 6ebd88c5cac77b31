import { createStoredTable, layoutVersion, readStoredText, tableNames } from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import type { Warehouse } from './warehouse.ts';

/** Holds the version of the tables in one row. */
export const layoutTable = 'leadline_layout';

/** The version of the tables that a warehouse holds; undefined: it has none. */
export async function findLayout(warehouse: Warehouse): Promise<number | undefined> {
  if ((await warehouse.listColumns(layoutTable)).length === 0) return undefined;
  const rows = await warehouse.query(`SELECT version AS version FROM ${layoutTable}`);
  return rows.length === 0 ? undefined : Math.max(...rows.map(({ version }) => Number(version)));
}

/** Throws CommandError unless the tables are there, in the layout that is spoken here. */
export async function checkLayout(warehouse: Warehouse): Promise<void> {
  const held = await findLayout(warehouse);
  if (held === undefined) throw new CommandError('error_warehouse_tables', { place: warehouse.place });
  refuseOtherLayout(warehouse, held);
}

/** Makes the tables that are missing. Throws CommandError for tables of another layout. */
export async function createLayout(warehouse: Warehouse): Promise<void> {
  const { dialect } = warehouse;
  const held = await findLayout(warehouse);
  if (held !== undefined) return refuseOtherLayout(warehouse, held);
  for (const table of tableNames) {
    const columns = await warehouse.listColumns(`leadline_${table}`);
    if (columns.length === 0) await warehouse.run(createStoredTable(dialect, table));
  }
  const version = dialect.quoteName('version');
  await warehouse.run(
    `CREATE TABLE ${layoutTable} (${version} ${dialect.types.integer})${dialect.storedTableEnd(version)}`,
  );
  await warehouse.insert(layoutTable, [[layoutVersion]]);
}

function refuseOtherLayout({ place }: Warehouse, held: number): void {
  if (held === layoutVersion) return;
  throw new CommandError('error_warehouse_layout', { place, held, wanted: layoutVersion });
}

/** Properties of activities in the order of their columns. */
export async function readProperties({ query }: Warehouse): Promise<string[]> {
  const rows = await query('SELECT property AS property FROM leadline_properties ORDER BY property_column');
  return rows.map(({ property }) => readStoredText(String(property)));
}
