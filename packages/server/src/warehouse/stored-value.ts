import { type Cell, noText, type Row } from '@leadline/sql';
import { findByText, findNext } from './stored-number.ts';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

/** Ids of values, across loads. A value is known by all that its row says, so values read alike are one. */
export interface StoredValues {
  /**
   * Takes rows of `plain_values` with numbers of their own; returns the stored number of each, and the rows that are new
   * with their numbers put right.
   */
  add(rows: readonly Row[]): Promise<{ ids: Map<Cell, number>; fresh: Row[] }>;
  /** The least number that no value had before. */
  readonly firstNew: number;
}

const table = 'leadline_plain_values';

export async function openValues(warehouse: Warehouse, change: WarehouseChange): Promise<StoredValues> {
  const ids = new Map<string, number>();
  /** The least number of each folded text. */
  const textIds = new Map<Cell, number>();
  const start = await findNext(warehouse, table, 'value_id');
  let next = start;
  const readHeld = async (folded: readonly string[]): Promise<void> => {
    const names = [
      'value_id',
      'folded',
      'text_id',
      'as_written',
      'is_true',
      'moment',
      'lo',
      'hi',
      'currency',
      'list',
    ];
    const rows = await findByText(warehouse, change, 'plain_values', 'folded', names, folded);
    for (const row of rows) {
      const cells = names.map((name) => row[name]!);
      ids.set(keyOf(cells), Number(row.value_id));
      if (row.text_id !== null) textIds.set(row.folded!, Number(row.text_id));
    }
  };
  return {
    firstNew: start,
    async add(rows) {
      const unknown = rows.filter((row) => !ids.has(keyOf(row)));
      if (start > 0 && unknown.length > 0)
        await readHeld([
          ...new Set(unknown.map(([, folded]) => (folded === null ? noText : String(folded)))),
        ]);
      const fresh: Row[] = [];
      for (const row of unknown) {
        const key = keyOf(row);
        if (ids.has(key)) continue;
        const [, folded = null, , ...readings] = row;
        const id = next++;
        ids.set(key, id);
        if (folded !== null && !textIds.has(folded)) textIds.set(folded, id);
        fresh.push([id, folded, folded === null ? null : textIds.get(folded)!, ...readings]);
      }
      return { ids: new Map(rows.map((row) => [row[0]!, ids.get(keyOf(row))!])), fresh };
    },
  };
}

/** All that a row of `plain_values` says of its value. */
function keyOf([, folded, , ...readings]: Row): string {
  return JSON.stringify([folded, ...readings]);
}
