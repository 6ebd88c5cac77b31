import type { Model } from '@leadline/core';
import { tableNames } from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import { layoutTable } from './layout.ts';
import type { Warehouse } from './warehouse.ts';

/** Where a run writes. */
export interface ScoreTableNames {
  readonly scores: string;
  readonly contributions: string;
  readonly changes: string;
}

/** `leadline_scores_<model>` and so on, or what the user says; a `-` in the model's id becomes `_`. */
export function nameScoreTables({ id }: Model, given: string | undefined): ScoreTableNames {
  if (given === undefined) {
    const name = id.replaceAll('-', '_');
    return {
      scores: `leadline_scores_${name}`,
      contributions: `leadline_contributions_${name}`,
      changes: `leadline_changes_${name}`,
    };
  }
  const isOfFacts = [layoutTable, ...tableNames.map((table) => `leadline_${table}`)].includes(given);
  if (isOfFacts || !/^[a-z_][a-z0-9_]*$/.test(given))
    throw new CommandError('error_warehouse_table', { table: given });
  return { scores: given, contributions: `${given}_contributions`, changes: `${given}_changes` };
}

/** Throws CommandError for names that are too long, and for a table that holds something else than this model's scores. */
export async function checkScoreTables(
  warehouse: Warehouse,
  { id }: Model,
  names: ScoreTableNames,
): Promise<readonly string[]> {
  const { dialect } = warehouse;
  for (const table of Object.values(names)) {
    if (table.length > dialect.mostNameBytes)
      throw new CommandError('error_warehouse_table_long', { table, most: dialect.mostNameBytes });
  }
  const held = await warehouse.listColumns(names.scores);
  if (held.length === 0) return held;
  const refuse = (): never => {
    throw new CommandError('error_warehouse_table_taken', { table: names.scores, model: id });
  };
  if (!['model', 'unit_id', 'total', 'scored_at'].every((column) => held.includes(column))) refuse();
  const others = await warehouse.query(
    `SELECT model AS model FROM ${dialect.quoteName(names.scores)} WHERE model <> ${dialect.text(id)} LIMIT 1`,
  );
  if (others.length > 0) refuse();
  return held;
}
