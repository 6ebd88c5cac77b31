import { type Row, type StageEntry, selectOtherStages, toStoredText } from '@leadline/sql';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

/** Puts the stages that files name in the place of those held for the same unit and model. */
export async function addStages(
  warehouse: Warehouse,
  change: WarehouseChange,
  stages: readonly StageEntry[],
): Promise<void> {
  if (stages.length === 0) return;
  const staged = await change.keep('leadline_load_stages', 'SELECT * FROM leadline_stages WHERE 1 = 0');
  const rows = stages.map(({ id, model, stage, since }): Row => [toStoredText(id), model, stage, since]);
  await warehouse.insert(staged, rows);
  const built = await change.rebuild('leadline_stages', selectOtherStages(warehouse.dialect, staged));
  await warehouse.insert(built, rows);
}
