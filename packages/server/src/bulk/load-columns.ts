import type { Facts, Model } from '@leadline/core';
import { type Column, type Columns, getColumnNeeds, readDate } from '@leadline/core';
import { loadAccounts, spread } from './account-loader.ts';
import type { StagedActivities } from './activity-duplicates.ts';
import { loadActivities } from './activity-loader.ts';
import type { BulkDatabase } from './bulk-database.ts';
import type { BulkFileReport, BulkFiles } from './bulk-file.ts';
import { accountKindOf, fieldKindOf, propertyKindOf } from './declared-kind.ts';
import { type LoadedFields, loadFields, resolveField } from './field-loader.ts';
import { findAdjustments, suppress } from './given-facts.ts';
import { numberIds } from './lead-number.ts';
import { loadOutcomes } from './outcome-loader.ts';
import { allocateShared } from './shared-array.ts';
import { stageFiles } from './staged-facts.ts';

export interface ColumnLoadOptions {
  readonly models: readonly Model[];
  /** Latest moment of a fact, in milliseconds UTC. */
  readonly until: number;
  /** When the files became known; default `until`. */
  readonly knownAt?: number;
  /** Adjustments and suppressions, which are few and come from no file here. */
  readonly others?: Pick<Facts, 'adjustments' | 'suppressions'>;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadProgress {
  readonly step: 'stage' | 'number' | 'fields' | 'activities' | 'score' | 'write';
  /** Rows of activities read so far, of how many. */
  readonly rows?: number;
  readonly of?: number;
}

/** Columns of all leads in some files, on shared memory, and where the rows went. */
export interface LoadedColumns {
  readonly columns: Columns;
  readonly reports: readonly BulkFileReport[];
  /** Table of (id, unit) of the leads in the database. */
  readonly leadTable: string;
}

/**
 * Reads files of facts into columns with what the models read. Scores from them equal those of core's `buildColumns`
 * over the same rows as facts, lead by lead: fields undated, everything known at `knownAt`.
 *
 * @throws BulkFileError when a file cannot be read or lacks a column
 */
export async function loadColumns(
  database: BulkDatabase,
  files: BulkFiles,
  { models, until, knownAt = until, others = {}, onProgress }: ColumnLoadOptions,
): Promise<LoadedColumns> {
  const needs = getColumnNeeds(models);
  onProgress?.({ step: 'stage' });
  const staged = await stageFiles(database, files);
  onProgress?.({ step: 'number' });
  const leads = await numberIds(database, 'lead_numbers', [
    ...staged.leads.map(({ staged: file, key }) => ({ file, column: key })),
    ...staged.activities.map(({ staged: each, file }) => ({ file: each, column: file.leadId })),
    ...staged.outcomes.map(({ staged: each, file }) => ({ file: each, column: file.leadId })),
  ]);
  onProgress?.({ step: 'fields' });
  const readsAccounts = needs.accounts || needs.fields.some((name) => name.startsWith('account.'));
  const names = new Set(['createdAt', ...needs.fields.filter((name) => !name.startsWith('account.'))]);
  if (readsAccounts) names.add('account');
  if (needs.lists.length > 0) names.add('emailDomain');
  const loaded = await loadFields(database, staged.leads, leads, [...names], fieldKindOf(models), knownAt);
  const outcomes = await loadOutcomes(database, staged.outcomes, leads, until);
  const activities = await loadActivities(database, staged.activities, leads, {
    properties: new Set(needs.properties),
    kindOf: propertyKindOf(models),
    at: until,
    ...(onProgress && { onRows: countRows(staged.activities, onProgress) }),
  });
  const { reports: activityReports, ...activityColumns } = activities;
  const { reports: outcomeReports, ...outcomeColumns } = outcomes;
  const created = findCreations(loaded, activityColumns, outcomeColumns, until, knownAt);
  const resolve = (from: LoadedFields, name: string, since: Float64Array): Column | undefined => {
    const field = from.fields.get(name);
    return field && resolveField(field, since, until, knownAt);
  };
  const fields = new Map<string, Column>();
  for (const name of names) {
    const column = resolve(loaded, name, created);
    if (column) fields.set(name, column);
  }
  const accounts = readsAccounts
    ? await loadAccounts(database, staged, fields.get('account'), created, {
        needs,
        kindOf: accountKindOf(models),
        until,
        knownAt,
        others,
      })
    : undefined;
  for (const name of needs.fields) {
    const column = accounts?.fields.get(name.slice('account.'.length));
    if (name.startsWith('account.') && column) fields.set(name, spread(column, accounts!.of));
  }
  const columns: Columns = {
    unitCount: leads.ids.length,
    ids: leads.ids,
    created,
    fields,
    activities: activityColumns,
    outcomes: outcomeColumns,
    adjustments: findAdjustments(models, others, leads.ids, accounts?.columns.ids ?? [], until, knownAt),
    suppressed: suppress(others, needs.lists, knownAt, until, leads.ids, fields.get('emailDomain')),
    ...(accounts && needs.accounts && { accounts: accounts.columns }),
  };
  const reports = [...loaded.reports, ...(accounts?.reports ?? []), ...outcomeReports, ...activityReports];
  return { columns, reports, leadTable: leads.table };
}

function countRows(
  files: readonly StagedActivities[],
  onProgress: NonNullable<ColumnLoadOptions['onProgress']>,
) {
  const of = files.reduce((sum, { staged }) => sum + staged.rowCount, 0);
  let rows = 0;
  let told = 0;
  return (more: number) => {
    rows += more;
    if (rows - told < 200_000 && rows < of) return;
    told = rows;
    onProgress({ step: 'activities', rows, of });
  };
}

/** See `getCreation` in core: as stated, else the earliest dated fact, else when it became known. */
function findCreations(
  { fields, hasRow }: LoadedFields,
  activities: Columns['activities'],
  outcomes: Columns['outcomes'],
  until: number,
  knownAt: number,
): Float64Array {
  const count = hasRow.length;
  const created = allocateShared(Float64Array, count);
  const stated = fields.get('createdAt');
  const before = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const given = stated && resolveField(stated, before, until, knownAt);
  const times = given?.values.map((value) =>
    typeof value === 'string' ? readDate(value.trim()) : undefined,
  );
  for (let unit = 0; unit < count; unit++) {
    const row = activities.offsets[unit]!;
    const outcome = outcomes.offsets[unit]!;
    let dated = Number.POSITIVE_INFINITY;
    if (row < activities.offsets[unit + 1]!)
      dated = (activities.firstDay + activities.day[row]!) * 86_400_000 + activities.timeOfDay[row]!;
    if (outcome < outcomes.offsets[unit + 1]!) dated = Math.min(dated, outcomes.at[outcome]!);
    const isKnown = hasRow[unit] === 1 || dated <= until;
    const creation = times?.[given!.codes[unit]!] ?? (dated < Number.POSITIVE_INFINITY ? dated : knownAt);
    created[unit] = isKnown && (dated <= until || creation <= until) ? creation : Number.NaN;
  }
  return created;
}
