import { getColumnNeeds, type Model, type OutcomeKind, outcomeKinds, type PlainValue } from '@leadline/core';
import { readCompanyQuality, readCountry, readEmail, readJobTitle } from '@leadline/core/derive';
import type { BulkCell, BulkColumn, BulkFiles, BulkTimeColumn } from '../bulk/bulk-file.ts';
import { CommandError } from '../command-error.ts';
import { createCellReader } from '../file/cell-reader.ts';
import type { FactFile } from '../file/fact-file.ts';
import { type InspectedFile, inspectFile } from '../file/inspect-file.ts';
import type { ColumnMapping, ColumnTarget, FileRole } from '../file/mapping.ts';
import { findOutcome } from '../file/outcome-text.ts';
import { findPlaceholders } from '../file/placeholder.ts';

type Inspected = InspectedFile & { readonly path: string };

/**
 * Turns files that were recognised into what the bulk path reads. It knows a lead by one column in all files (the id
 * where all have one, else the e-mail address), reads UTF-8, and derives each field from one column: a country from its
 * own column alone, and no `nameQuality`, which is of two. Throws CommandError where that will not do.
 */
export async function planBulk(files: readonly FactFile[], models: readonly Model[]): Promise<BulkFiles> {
  const inspected = await Promise.all(
    files.map(async (file) => ({ ...(await inspectFile(file)), path: file.path })),
  );
  for (const file of inspected) refuseUnreadable(file);
  const needs = getColumnNeeds(models);
  const named = new Set(needs.fields);
  if (named.has('nameQuality')) throw new CommandError('error_bulk_field', { field: 'nameQuality' });
  const of = (role: FileRole): Inspected[] => inspected.filter((file) => file.mapping.role === role);
  const people = inspected.filter((file) => file.mapping.role !== 'accounts');
  const key = people.every((file) => findColumn(file, 'leadId') !== undefined) ? 'leadId' : 'email';
  const leadId = (file: Inspected): string => getColumn(file, key);
  return {
    leads: of('leads').map((file) => ({
      ...open(file),
      leadId: leadId(file),
      fields: listFields(file, named),
    })),
    accounts: of('accounts').map((file) => ({
      ...open(file),
      accountId:
        (findColumn(file, 'accountId') ?? findColumn(file, 'accountDomain'))?.column ??
        getColumn(file, 'accountId'),
      fields: listFields(file, named),
    })),
    activities: of('activities').map((file) => ({
      ...open(file),
      source: file.file,
      leadId: leadId(file),
      type: getColumn(file, 'type'),
      at: readTimes(file, 'at'),
      ...optional('id', findColumn(file, 'activityId')?.column),
      ...optional('automated', findColumn(file, 'automated')?.column),
      properties: listProperties(file, needs.properties),
    })),
    outcomes: of('outcomes').map((file) => ({
      ...open(file),
      leadId: leadId(file),
      outcome: getColumn(file, 'outcome'),
      at: readTimes(file, findColumn(file, 'outcomeDate') === undefined ? 'at' : 'outcomeDate'),
      outcomes: listOutcomes(file),
    })),
  };
}

function refuseUnreadable({ path, shape, mapping }: Inspected): void {
  const kinds = ['csv', 'tsv', 'ndjson', 'parquet'];
  if (!kinds.includes(shape.kind)) throw new CommandError('error_bulk_kind', { file: path });
  if (shape.encoding !== undefined && !/^(utf-?8|ascii)/i.test(shape.encoding)) {
    throw new CommandError('error_bulk_encoding', { file: path, encoding: shape.encoding });
  }
  if (mapping.columns.some((column) => column.target === 'counter' || column.target === 'historyField')) {
    throw new CommandError('error_bulk_counter', { file: path });
  }
}

function open({ path, shape }: Inspected) {
  const format =
    shape.kind === 'parquet'
      ? ('parquet' as const)
      : shape.kind === 'ndjson'
        ? ('ndjson' as const)
        : ('csv' as const);
  return { path, format, ...optional('delimiter', shape.delimiter) };
}

function findColumn({ mapping }: Inspected, target: ColumnTarget): ColumnMapping | undefined {
  return mapping.columns.find((column) => column.target === target);
}

function getColumn(file: Inspected, target: ColumnTarget): string {
  const found = findColumn(file, target);
  if (found === undefined) throw new CommandError('error_bulk_column', { file: file.path, target });
  return found.column;
}

/** The fields a model may read, and those derived from one column each unless the file gives them itself. */
function listFields(file: Inspected, named: ReadonlySet<string>): Record<string, BulkColumn> {
  const fields: Record<string, BulkColumn> = {};
  for (const column of file.mapping.columns) {
    const { target, field } = column;
    const name =
      target === 'email'
        ? 'email'
        : target === 'accountId'
          ? 'account'
          : target === 'field'
            ? field
            : undefined;
    if (name === undefined || name in fields) continue;
    fields[name] = { ...locate(column, file), read: readAs(column, file) };
  }
  if (file.mapping.role !== 'leads') return fields;
  const derive = (name: string, from: string, read: (text: string) => string | undefined): void => {
    const source = fields[from];
    if (source === undefined || typeof source === 'string' || (name in fields && name !== from)) return;
    const { column, key } = source;
    fields[name] = { column, ...optional('key', key), read: (cell) => read(String(cell)) ?? null };
  };
  derive('emailKind', 'email', (text) => readEmail(text).kind.value);
  derive('emailDomain', 'email', (text) => readEmail(text).domain?.value);
  derive('account', 'email', (text) => {
    const { companyDomain, domain } = readEmail(text);
    return companyDomain ? domain?.value : undefined;
  });
  if (named.has('seniority')) derive('seniority', 'jobTitle', (text) => readJobTitle(text).seniority?.value);
  if (named.has('department'))
    derive('department', 'jobTitle', (text) => readJobTitle(text).department?.value);
  if (named.has('companyQuality'))
    derive('companyQuality', 'company', (text) => readCompanyQuality(text)?.value);
  derive('country', 'country', (text) => readCountry(text)?.value ?? text);
  return fields;
}

/** The properties that models read: columns of their own, or keys of a column of JSON objects. */
function listProperties(file: Inspected, needed: readonly string[]): Record<string, BulkColumn> {
  const properties: Record<string, BulkColumn> = {};
  const objects = findColumn(file, 'properties');
  if (objects !== undefined)
    for (const name of needed) properties[name] = { column: objects.column, key: name };
  for (const column of file.mapping.columns) {
    const name = column.field ?? column.column;
    if (column.target !== 'property' || !needed.includes(name)) continue;
    properties[name] = { ...locate(column, file), read: readAs(column, file) };
  }
  return properties;
}

/** "properties.path" of an object a line is the key path in the column properties. */
function locate({ column }: ColumnMapping, { shape }: Inspected): { column: string; key?: string } {
  const dot = shape.kind === 'ndjson' ? column.indexOf('.') : -1;
  return dot < 0 ? { column } : { column: column.slice(0, dot), key: column.slice(dot + 1) };
}

/** A cell read as the small path reads it; one that cannot be read is left out. */
function readAs(column: ColumnMapping, { mapping }: Inspected): (cell: BulkCell) => PlainValue | null {
  const read = createCellReader(column, {
    placeholders: findPlaceholders(mapping.tool, undefined),
    timeZone: 'UTC',
  });
  return (cell) => {
    const value = read(cell);
    return typeof value === 'object' && value !== null && 'code' in value ? null : value;
  };
}

const timeParts = ['', ' %H:%M', ' %H:%M:%S'];

function readTimes(file: Inspected, target: ColumnTarget): BulkTimeColumn {
  const column = getColumn(file, target);
  const order = findColumn(file, target)?.dateOrder;
  if (order === 'seconds' || order === 'milliseconds') return { column, unit: order };
  if (order !== 'dmy' && order !== 'mdy') return column;
  const days = ['/', '-', '.'].map((sign) =>
    (order === 'dmy' ? ['%d', '%m', '%Y'] : ['%m', '%d', '%Y']).join(sign),
  );
  return { column, formats: days.flatMap((day) => timeParts.map((time) => day + time)) };
}

/** Words for won and lost that stand in the rows looked at, beside the outcomes' own names. */
function listOutcomes(file: Inspected): Record<string, OutcomeKind> {
  const index = findColumn(file, 'outcome')?.index ?? -1;
  const found = file.rows.flatMap((row) => {
    const text = row[index]?.trim() ?? '';
    const outcome = findOutcome(text);
    return outcome === undefined ? [] : [[text, outcome] as const];
  });
  return Object.fromEntries([...outcomeKinds.map((kind) => [kind, kind] as const), ...found]);
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
