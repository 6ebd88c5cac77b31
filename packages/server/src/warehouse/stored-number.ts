import { type Row, selectAsked, selectNoTexts, type Table } from '@leadline/sql';
import type { ResultRow, Warehouse, WarehouseChange } from './warehouse.ts';

/** Numbers of names, across loads: of those that a warehouse holds theirs, else the next one. */
export interface StoredNumbers {
  /** Makes sure that each name has a number. Must come before `get`. */
  add(names: readonly string[]): Promise<void>;
  get(name: string): number;
  /** Names that had no number before, as rows of number and name, and which of them were not taken before. */
  takeNew(): Row[];
  isHeld(name: string): boolean;
  readonly count: number;
}

export interface NumberTable {
  readonly table: Table;
  readonly number: string;
  readonly name: string;
}

/** Reads the numbers of a table as they are needed; `change` keeps the names that are asked for. */
export async function openNumbers(
  warehouse: Warehouse,
  change: WarehouseChange,
  { table, number, name }: NumberTable,
): Promise<StoredNumbers> {
  const numbers = new Map<string, number>();
  const held = new Set<string>();
  let fresh: Row[] = [];
  const start = await findNext(warehouse, `leadline_${table}`, number);
  let next = start;
  return {
    async add(names) {
      const unknown = [...new Set(names)].filter((one) => !numbers.has(one));
      if (unknown.length === 0) return;
      if (start > 0) {
        const rows = await findByText(warehouse, change, table, name, [name, number], unknown);
        for (const row of rows) {
          numbers.set(String(row[name]), Number(row[number]));
          held.add(String(row[name]));
        }
      }
      for (const one of unknown) {
        if (numbers.has(one)) continue;
        numbers.set(one, next);
        fresh.push([next++, one]);
      }
    },
    get: (one) => numbers.get(one)!,
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    isHeld: (one) => held.has(one),
    get count() {
      return next;
    },
  };
}

/** The number after the greatest of a column; 0 of none. */
export async function findNext(
  { dialect, query }: Warehouse,
  table: string,
  column: string,
): Promise<number> {
  const [row] = await query(
    `SELECT COUNT(*) AS counted, MAX(${dialect.quoteName(column)}) AS greatest FROM ${dialect.quoteName(table)}`,
  );
  return Number(row?.counted) === 0 ? 0 : Number(row?.greatest) + 1;
}

/** The rows of a table, by some columns, whose text is one of these. */
export async function findByText(
  warehouse: Warehouse,
  change: WarehouseChange,
  table: Table,
  key: string,
  columns: readonly string[],
  texts: readonly string[],
): Promise<ResultRow[]> {
  return askForTexts(warehouse, change, texts, (asked) =>
    selectAsked(warehouse.dialect, table, key, columns, asked),
  );
}

/** The rows of a query that reads a table of these texts. */
export async function askForTexts(
  warehouse: Warehouse,
  change: WarehouseChange,
  texts: readonly string[],
  select: (asked: string) => string,
): Promise<ResultRow[]> {
  if (texts.length === 0) return [];
  const { dialect } = warehouse;
  const asked = await change.keep('leadline_load_asked', selectNoTexts(dialect));
  await warehouse.insert(
    asked,
    texts.map((text): Row => [text]),
  );
  const rows = await warehouse.query(select(asked));
  await warehouse.run(`DROP TABLE ${dialect.quoteName(asked)}`);
  return rows;
}
