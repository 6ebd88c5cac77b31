import { compilePattern, type Model, matchesPattern } from '@leadline/core';
import { getDecayRows, listModelPatterns, type Row, readStoredText, toStoredText } from '@leadline/sql';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

/** Values read at a time. */
const pageRows = 50_000;

/** Reads the values from an id on in `plainValues`, and yields the rows of `pattern_matches` that they give. */
export async function* findPatternRows(
  warehouse: Warehouse,
  plainValues: string,
  patterns: readonly string[],
  from: number,
): AsyncGenerator<Row[]> {
  if (patterns.length === 0) return;
  const searches = patterns.map((pattern) => ({
    stored: toStoredText(pattern),
    search: compilePattern(pattern),
  }));
  const values = warehouse.dialect.quoteName(plainValues);
  for (let last = from - 1; ; ) {
    const page = await warehouse.query(
      `SELECT value_id AS value_id, folded AS folded FROM ${values} WHERE value_id > ${last} AND folded IS NOT NULL ORDER BY value_id LIMIT ${pageRows}`,
    );
    yield page.flatMap(({ value_id, folded }) =>
      searches
        .filter(({ search }) => matchesPattern(search, String(folded)))
        .map(({ stored }): Row => [stored, value_id!]),
    );
    if (page.length < pageRows) return;
    last = Number(page.at(-1)!.value_id);
  }
}

/**
 * Adds what follows from models to the tables: half-lives and patterns that are new there; and for the patterns that
 * are there, the values that are new, which begin at `firstNew`.
 */
export async function addModelRows(
  warehouse: Warehouse,
  change: WarehouseChange,
  plainValues: string,
  models: readonly Model[],
  firstNew: number,
): Promise<void> {
  const read = async (table: string, column: string): Promise<Set<string | number>> => {
    const rows = await warehouse.query(`SELECT DISTINCT ${column} AS held FROM ${table}`);
    return new Set(rows.map(({ held }) => held!));
  };
  const held = new Set(
    [...(await read('leadline_pattern_matches', 'pattern'))].map((one) => readStoredText(String(one))),
  );
  const wanted = listModelPatterns(models).filter((pattern) => !held.has(pattern));
  const matches = await change.extend('leadline_pattern_matches');
  for await (const rows of findPatternRows(warehouse, plainValues, wanted, 0))
    await warehouse.insert(matches, rows);
  for await (const rows of findPatternRows(warehouse, plainValues, [...held], firstNew))
    await warehouse.insert(matches, rows);
  const halfLives = await read('leadline_half_lives', 'half_life_days');
  const missing = getDecayRows(models).filter(([days]) => !halfLives.has(days!));
  await warehouse.insert(await change.extend('leadline_half_lives'), missing);
}
