import { type BulkDatabase, type NumberItems, streamNumbers } from './bulk-database.ts';
import { createKeyTable, type KeyTable } from './key-table.ts';

/** Text, or a number or boolean. */
export type KeyKind = 'text' | 'number';

/**
 * Numbers of cells by 64 bits that no two different cells share: the bits of a number, the hash of a text. Rows leave
 * DuckDB with these keys and find their numbers here, which takes a third of what a join with a table of cells does and
 * leaves chunks whole.
 */
export interface KeyIndex {
  /** SQL of the key of a cell. */
  sqlOf(cell: string): string;
  /** Writes the number of each of `size` keys, 0 for a cell that has none. */
  find(keys: NumberItems, size: number, into: Int32Array): void;
}

/** The cells to be found: SQL with `$key` in the place of the key of `cell`, and the number of what it selects second. */
interface IndexedCells {
  readonly kind: KeyKind;
  readonly sql: (key: string) => string;
  readonly numberOf: (selected: number) => number;
}

/** Texts are hashed again after another beginning when two have one hash. */
const mostAttempts = 8;

/**
 * Makes an index of all cells that rows can hold, those without a number too: a cell that is not among them could have
 * the key of another.
 */
export async function indexCells(
  { connection }: BulkDatabase,
  { kind, sql, numberOf }: IndexedCells,
): Promise<KeyIndex> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const sqlOf = (cell: string) => keyOf(kind, cell, attempt);
    const table = createKeyTable();
    let isUnique = true;
    for await (const { rowCount, columns } of streamNumbers(connection, sql(sqlOf('cell'))))
      isUnique = addAll(table, halvesOf(columns[0]!, rowCount), columns[1]!, rowCount, numberOf) && isUnique;
    if (isUnique) return { sqlOf, find: (keys, size, into) => table.find(halvesOf(keys, size), size, into) };
  }
  throw new RangeError(`Cannot tell the values of a column apart by ${mostAttempts} hashes`);
}

function addAll(
  table: KeyTable,
  halves: Int32Array,
  selected: NumberItems,
  size: number,
  numberOf: (selected: number) => number,
): boolean {
  let isUnique = true;
  for (let i = 0; i < size; i++)
    isUnique = table.add(halves[2 * i]!, halves[2 * i + 1]!, numberOf(Number(selected[i]))) && isUnique;
  return isUnique;
}

/** A null has the key of the empty text or of no number. */
function keyOf(kind: KeyKind, cell: string, attempt: number): string {
  // Adding 0 makes of -0 the same bits as of 0.
  if (kind === 'number') return `coalesce((${cell})::DOUBLE, 'nan'::DOUBLE) + 0.0::DOUBLE`;
  const text = `coalesce(${cell}, '')`;
  return attempt === 0 ? `hash(${text})` : `hash('${attempt} ' || ${text})`;
}

/** The low and high halves of 64-bit items, two by two. */
export function halvesOf(items: NumberItems, size: number): Int32Array {
  return new Int32Array(items.buffer, items.byteOffset, size * 2);
}
