import type { Facts, Model, PlainValue, ValueKind } from '@leadline/core';
import {
  buildColumns,
  type Column,
  type Columns,
  getColumnNeeds,
  getSuppressed,
  groupByAccount,
  readDate,
  readValue,
} from '@leadline/core';
import type { StagedActivities } from './activity-duplicates.ts';
import { loadActivities } from './activity-loader.ts';
import type { BulkDatabase } from './bulk-database.ts';
import type { AnyBulkFile, BulkColumn, BulkFileReport, BulkFiles, BulkTimeColumn } from './bulk-file.ts';
import { findUnit, type LoadedFields, loadFields, resolveField, type StagedUnits } from './field-loader.ts';
import { numberIds } from './lead-number.ts';
import { loadOutcomes } from './outcome-loader.ts';
import { allocateShared, allocateSharedCodes } from './shared-array.ts';
import { stageFile } from './staged-file.ts';

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

type KindOf = (name: string) => ValueKind | undefined;

/** Kinds as the first model that declares one says. */
function fieldKindOf(models: readonly Model[]): KindOf {
  const ofLeads = models.filter(({ score }) => score !== 'accounts');
  return (name) => ofLeads.map(({ fields }) => fields?.[name]).find((kind) => kind !== undefined);
}

function accountKindOf(models: readonly Model[]): KindOf {
  return (name) =>
    models
      .map(({ score, fields }) => fields?.[score === 'accounts' ? name : `account.${name}`])
      .find((kind) => kind !== undefined);
}

function propertyKindOf(models: readonly Model[]): KindOf {
  return (name) =>
    models
      .flatMap(({ activities }) => Object.values(activities ?? {}).map((properties) => properties[name]))
      .find((kind) => kind !== undefined);
}

interface StagedFiles {
  readonly leads: readonly StagedUnits[];
  readonly accounts: readonly StagedUnits[];
  readonly activities: readonly StagedActivities[];
  readonly outcomes: readonly {
    file: NonNullable<BulkFiles['outcomes']>[number];
    staged: StagedUnits['staged'];
  }[];
}

async function stageFiles(database: BulkDatabase, files: BulkFiles): Promise<StagedFiles> {
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
  const outcomes: StagedFiles['outcomes'][number][] = [];
  for (const file of files.outcomes ?? [])
    outcomes.push({ file, staged: await stage(file, [file.leadId, file.outcome, file.at]) });
  return { leads, accounts, activities, outcomes };
}

const nameOf = (column: BulkColumn | BulkTimeColumn) => (typeof column === 'string' ? column : column.column);

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

interface LoadedAccounts {
  readonly columns: NonNullable<Columns['accounts']>;
  readonly of: Int32Array;
  readonly fields: ReadonlyMap<string, Column>;
  readonly reports: readonly BulkFileReport[];
}

async function loadAccounts(
  database: BulkDatabase,
  staged: StagedFiles,
  account: Column | undefined,
  created: Float64Array,
  options: {
    readonly needs: ReturnType<typeof getColumnNeeds>;
    readonly kindOf: KindOf;
    readonly until: number;
    readonly knownAt: number;
    readonly others: Pick<Facts, 'adjustments' | 'suppressions'>;
  },
): Promise<LoadedAccounts> {
  const { needs, kindOf, until, knownAt, others } = options;
  const accounts = await numberIds(database, 'account_numbers', [
    ...staged.accounts.map(({ staged: file, key }) => ({ file, column: key })),
    ...staged.leads.flatMap(({ staged: file, fields }) =>
      fields.account === undefined ? [] : [{ file, column: nameOf(fields.account) }],
    ),
  ]);
  const { ids } = accounts;
  const unitOfCode = Int32Array.from(account?.values ?? [], (value) =>
    typeof value === 'string' ? findUnit(ids, value) : -1,
  );
  const of = allocateShared(Int32Array, created.length).fill(-1);
  for (let lead = 0; account && lead < of.length; lead++) {
    const code = account.codes[lead]!;
    if (code !== 0 && !Number.isNaN(created[lead]!)) of[lead] = unitOfCode[code]!;
  }
  const names = new Set([
    ...needs.accountFields,
    ...needs.fields.flatMap((name) => (name.startsWith('account.') ? [name.slice('account.'.length)] : [])),
  ]);
  if (needs.lists.length > 0) names.add('emailDomain');
  const loaded = await loadFields(database, staged.accounts, accounts, [...names], kindOf, knownAt);
  const grouped = groupByAccount(of, ids.length);
  const offsets = allocateShared(Uint32Array, grouped.offsets.length);
  offsets.set(grouped.offsets);
  const leads = allocateShared(Uint32Array, grouped.leads.length);
  leads.set(grouped.leads);
  const accountCreated = allocateShared(Float64Array, ids.length);
  for (let unit = 0; unit < ids.length; unit++) {
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = offsets[unit]!; i < offsets[unit + 1]!; i++)
      earliest = Math.min(earliest, created[leads[i]!]!);
    const known = loaded.hasRow[unit] === 1 && knownAt <= until ? knownAt : Number.NaN;
    accountCreated[unit] = earliest < Number.POSITIVE_INFINITY ? earliest : known;
  }
  const fields = new Map<string, Column>();
  for (const [name, field] of loaded.fields)
    fields.set(name, resolveField(field, accountCreated, until, knownAt));
  const suppressed = suppress(others, needs.lists, knownAt, until, ids, fields.get('emailDomain'));
  return {
    columns: { ids, of, offsets, leads, created: accountCreated, fields, suppressed },
    of,
    fields,
    reports: loaded.reports,
  };
}

/** A field of accounts as a field of the leads that belong to them. */
function spread({ codes, values }: Column, of: Int32Array): Column {
  const spreadCodes = allocateSharedCodes(of.length, values.length);
  for (let lead = 0; lead < of.length; lead++) if (of[lead]! >= 0) spreadCodes[lead] = codes[of[lead]!]!;
  return { codes: spreadCodes, values };
}

function suppress(
  { suppressions = [] }: Pick<Facts, 'suppressions'>,
  lists: readonly string[],
  knownAt: number,
  until: number,
  ids: readonly string[],
  domain: Column | undefined,
): ReadonlyMap<string, Uint8Array> {
  if (suppressions.length === 0)
    return new Map(lists.map((list) => [list, allocateShared(Uint8Array, ids.length)]));
  const texts = domain?.values.map((value) => readValue(value, 'text') as string | undefined) ?? [];
  const domains = ids.map((_, unit) => texts[domain?.codes[unit] ?? 0]);
  const facts = { fieldValues: [], activities: [], suppressions };
  return new Map(
    [...getSuppressed(facts, lists, knownAt, ids, domains, () => until)].map(([list, isOn]) => {
      const shared = allocateShared(Uint8Array, isOn.length);
      shared.set(isOn);
      return [list, shared];
    }),
  );
}

/** Adjustments of units that are in the columns, in core's own order. */
function findAdjustments(
  models: readonly Model[],
  { adjustments = [] }: Pick<Facts, 'adjustments'>,
  leads: readonly string[],
  accounts: readonly string[],
  until: number,
  knownAt: number,
): Columns['adjustments'] {
  if (adjustments.length === 0) return [];
  // One made-up fact for each unit named lets core put the adjustments of just these in order.
  const ofAccounts = new Set(models.filter(({ score }) => score === 'accounts').map(({ id }) => id));
  const fact = { field: 'named', value: 'yes' as PlainValue, source: '', knownAt: Number.MIN_SAFE_INTEGER };
  const fieldValues = adjustments.map(({ lead, model }) =>
    ofAccounts.has(model) ? { ...fact, account: lead } : { ...fact, lead },
  );
  const small = buildColumns({ fieldValues, activities: [], adjustments }, models, { until, knownAt });
  return small.adjustments
    .map((adjustment) => {
      const id = (ofAccounts.has(adjustment.model) ? (small.accounts?.ids ?? []) : small.ids)[
        adjustment.unit
      ]!;
      return { ...adjustment, unit: findUnit(ofAccounts.has(adjustment.model) ? accounts : leads, id) };
    })
    .filter(({ unit }) => unit >= 0)
    .sort((a, b) => a.unit - b.unit);
}
