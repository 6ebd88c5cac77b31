import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Model, ValueKind } from '@leadline/core';
import { CommandError } from '../command-error.ts';
import type { FactFile } from '../file/fact-file.ts';
import { type ColumnOverride, columnTargets, type FileRole, type MappingOverride } from '../file/mapping.ts';
import { parseMoment } from '../moment.ts';
import type { FileOptions } from './option.ts';
import { describeShape } from './side-file.ts';

interface NamedOverride {
  /** The file it is for, undefined for every file that has such a column. */
  readonly file?: string;
  readonly override: ColumnOverride;
}

/**
 * Returns the files of facts that the flags and plain arguments name, in that order, with all the user said of how they
 * are read. A `--map` without a file's name is for every file that has the column, which `readColumns` tells; a column
 * mapped to a field is read as the kind that a model declares for it.
 */
export async function listFactFiles(
  paths: readonly string[],
  options: FileOptions,
  models: readonly Model[],
  readColumns: (file: FactFile) => Promise<readonly string[]>,
): Promise<FactFile[]> {
  const byRole: readonly (readonly [FileRole | undefined, readonly string[] | undefined])[] = [
    ['leads', options.leads],
    ['accounts', options.accounts],
    ['activities', options.activities],
    ['outcomes', options.outcomes],
    [undefined, paths],
  ];
  const overrides = (await Promise.all((options.map ?? []).map(parseMapOption))).flat();
  const used = new Set<NamedOverride>();
  const files: FactFile[] = [];
  for (const [role, named] of byRole) {
    for (const path of named ?? []) {
      const file: FactFile = { path, ...describeReading(options), ...(role === undefined ? {} : { role }) };
      const columns = overrides.length === 0 ? [] : await readColumns(file);
      const mine = overrides.filter((one) => isFor(one, path, columns));
      for (const one of mine) used.add(one);
      const columnsOfMine = mine.map(({ override }) => ({
        ...findKind(override, role, models),
        ...override,
      }));
      const mapping: MappingOverride = { columns: columnsOfMine };
      files.push(mine.length === 0 ? file : { ...file, mapping });
    }
  }
  const unused = overrides.find((one) => !used.has(one));
  if (unused !== undefined) throw new CommandError('error_map_unused', { column: unused.override.column });
  return files;
}

/** The kind that models declare for a mapped field, if they agree. */
function findKind(
  { field }: ColumnOverride,
  role: FileRole | undefined,
  models: readonly Model[],
): { kind: ValueKind } | undefined {
  if (field === undefined) return undefined;
  const kinds = models.flatMap((model) => {
    const own = role === 'accounts' && model.score !== 'accounts' ? `account.${field}` : field;
    return model.fields?.[own] ?? [];
  });
  return kinds[0] !== undefined && kinds.every((kind) => kind === kinds[0]) ? { kind: kinds[0] } : undefined;
}

function isFor({ file, override }: NamedOverride, path: string, columns: readonly string[]): boolean {
  if (file !== undefined) return file === path || file === basename(path);
  return columns.includes(override.column);
}

function describeReading(options: FileOptions): Partial<FactFile> {
  const { decimals, dates, timeZone, currency, countedAt } = options;
  return {
    ...describeShape(options),
    ...(decimals === undefined ? {} : { decimal: decimals === 'comma' ? (',' as const) : ('.' as const) }),
    ...(dates === undefined ? {} : { dateOrder: dates === 'dmy' ? 'dmy' : dates === 'mdy' ? 'mdy' : 'ymd' }),
    ...(timeZone === undefined ? {} : { timeZone: checkTimeZone(timeZone) }),
    ...(currency === undefined ? {} : { currency: checkCurrency(currency) }),
    ...(countedAt === undefined ? {} : { at: parseMoment(countedAt, '--counted-at') }),
  };
}

function checkTimeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new CommandError('error_time_zone', { value: zone });
  }
}

function checkCurrency(code: string): string {
  if (/^[A-Z]{3}$/.test(code)) return code;
  throw new CommandError('error_currency', { value: code });
}

/** Reads "Functie=jobTitle", "leads.csv:Functie=jobTitle", or a JSON file of such pairs, by file or for all. */
async function parseMapOption(text: string): Promise<NamedOverride[]> {
  if (text.endsWith('.json') && !text.includes('=')) return parseMapFile(text);
  const found = text.match(/^(?:([^=]*\.\w{2,7}):)?(.+)=([^=]+)$/);
  if (found === null) throw new CommandError('error_map', { value: text });
  return [toOverride(found[1], found[2]!, found[3]!)];
}

async function parseMapFile(path: string): Promise<NamedOverride[]> {
  let pairs: unknown;
  try {
    pairs = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CommandError('error_map_file', { file: path, detail: (error as Error).message });
  }
  if (typeof pairs !== 'object' || pairs === null || Array.isArray(pairs)) {
    throw new CommandError('error_map_file', { file: path, detail: 'no { "column": "field" }' });
  }
  return Object.entries(pairs).flatMap(([name, value]) => {
    if (typeof value === 'string') return [toOverride(undefined, name, value)];
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).map(([column, field]) => toOverride(name, column, String(field)));
    }
    throw new CommandError('error_map_file', { file: path, detail: `"${name}"` });
  });
}

/** A target that is a role of a column ("email", "ignored") is taken as that, anything else as a field's name. */
function toOverride(file: string | undefined, column: string, target: string): NamedOverride {
  const known = columnTargets.find((one) => one === target && one !== 'field' && one !== 'property');
  const override: ColumnOverride =
    known === undefined ? { column, target: 'field', field: target } : { column, target: known };
  return file === undefined ? { override } : { file, override };
}
