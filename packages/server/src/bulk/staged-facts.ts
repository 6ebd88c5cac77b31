import type { StagedActivities } from './activity-duplicates.ts';
import type { BulkDatabase } from './bulk-database.ts';
import type { AnyBulkFile, BulkColumn, BulkFiles, BulkTimeColumn } from './bulk-file.ts';
import type { StagedUnits } from './field-loader.ts';
import type { StagedOutcomes } from './outcome-loader.ts';
import { stageFile } from './staged-file.ts';

/** All files of a scoring, ready to be read. */
export interface StagedFiles {
  readonly leads: readonly StagedUnits[];
  readonly accounts: readonly StagedUnits[];
  readonly activities: readonly StagedActivities[];
  readonly outcomes: readonly StagedOutcomes[];
}

/** Makes the files ready with the columns that are mapped. */
export async function stageFiles(database: BulkDatabase, files: BulkFiles): Promise<StagedFiles> {
  const stage = (file: AnyBulkFile, columns: readonly (BulkColumn | BulkTimeColumn | undefined)[]) =>
    stageFile(
      database,
      file,
      new Set(columns.flatMap((column) => (column === undefined ? [] : [nameOf(column)]))),
    );
  const leads: StagedUnits[] = [];
  for (const file of files.leads ?? [])
    leads.push({
      staged: await stage(file, [file.leadId, ...Object.values(file.fields)]),
      role: 'leads',
      key: file.leadId,
      fields: file.fields,
    });
  const accounts: StagedUnits[] = [];
  for (const file of files.accounts ?? [])
    accounts.push({
      staged: await stage(file, [file.accountId, ...Object.values(file.fields)]),
      role: 'accounts',
      key: file.accountId,
      fields: file.fields,
    });
  const activities: StagedActivities[] = [];
  let firstRow = 0;
  for (const file of files.activities ?? []) {
    const type = typeof file.type === 'string' ? file.type : undefined;
    const columns = [
      file.leadId,
      file.at,
      file.id,
      file.automated,
      type,
      ...Object.values(file.properties ?? {}),
    ];
    const staged = await stage(file, columns);
    activities.push({ file, staged, firstRow });
    firstRow += staged.rowCount;
  }
  const outcomes: StagedOutcomes[] = [];
  for (const file of files.outcomes ?? [])
    outcomes.push({ file, staged: await stage(file, [file.leadId, file.outcome, file.at]) });
  return { leads, accounts, activities, outcomes };
}

/** The name of a column. */
export const nameOf = (column: BulkColumn | BulkTimeColumn) =>
  typeof column === 'string' ? column : column.column;
