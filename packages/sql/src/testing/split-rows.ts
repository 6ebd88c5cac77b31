import { type Cell, type Row, type TableRows, tableColumns, tableNames } from '../table.ts';

/**
 * Rows of facts as shards hold them: rows of a lead on one shard, together with those of all that are part of it; where
 * `byAccount`, also with those of all leads that were ever of one account. Other tables stand whole on every shard.
 */
export function splitRows(rows: TableRows, shards: number, byAccount: boolean): TableRows[] {
  const links = new Map<Cell, Cell>();
  const find = (one: Cell): Cell => {
    const next = links.get(one) ?? one;
    return next === one ? one : find(next);
  };
  const link = (one: Cell, other: Cell): void => {
    links.set(find(one), find(other));
  };
  for (const [lead, , mergedInto] of rows.leads) if (mergedInto != null) link(lead!, mergedInto);
  if (byAccount) {
    const columns = Object.keys(tableColumns.plain_values);
    const asWritten = columns.indexOf('as_written');
    const names = new Map(rows.plain_values.map((row) => [row[0]!, row[asWritten]!]));
    for (const [lead, field, , , , , value] of rows.lead_values) {
      const account = field === 'account' && value != null ? names.get(value) : null;
      if (account != null) link(lead!, `account ${account}`);
    }
  }
  const places = new Map<Cell, number>();
  const placeOf = (one: Cell): number => {
    const home = find(one);
    if (!places.has(home)) places.set(home, places.size % shards);
    return places.get(home)!;
  };
  const keys: Partial<Record<string, (row: Row) => Cell>> = {
    leads: ([lead]) => lead!,
    lead_values: ([lead]) => lead!,
    activities: ([lead]) => lead!,
    outcomes: ([lead]) => lead!,
    account_values: ([account]) => `account ${account}`,
  };
  return Array.from({ length: shards }, (_, shard) => {
    const parts = tableNames.map((table) => {
      const key = keys[table];
      return [table, key ? rows[table].filter((row) => placeOf(key(row)) === shard) : rows[table]];
    });
    return Object.fromEntries(parts) as TableRows;
  });
}
