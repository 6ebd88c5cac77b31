import type { Model } from '@leadline/core';
import { getDecayRows, listModelPatterns, type TableNames } from '@leadline/sql';
import { findPatternRows } from './load-model.ts';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

/**
 * Makes this session's own tables of what follows from models: what half-lives leave, and which of the values held the
 * patterns of `matches` are found in. Returns their names.
 */
export async function keepModelRows(
  warehouse: Warehouse,
  change: WarehouseChange,
  models: readonly Model[],
): Promise<TableNames> {
  const halfLives = await keepEmpty(warehouse, change, 'half_lives');
  await warehouse.insert(halfLives, getDecayRows(models));
  const patternMatches = await keepEmpty(warehouse, change, 'pattern_matches');
  const found = findPatternRows(warehouse, 'leadline_plain_values', listModelPatterns(models), 0);
  for await (const rows of found) await warehouse.insert(patternMatches, rows);
  return { half_lives: halfLives, pattern_matches: patternMatches };
}

function keepEmpty({ dialect }: Warehouse, change: WarehouseChange, table: string): Promise<string> {
  const held = dialect.quoteName(`leadline_${table}`);
  return change.keep(`leadline_run_${table}`, `SELECT * FROM ${held} WHERE 1 = 0`);
}
