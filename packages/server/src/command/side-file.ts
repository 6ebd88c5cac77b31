import { CommandError } from '../command-error.ts';
import { compactHeader } from '../file/header.ts';
import { openSource } from '../file/source-file.ts';
import { writeCell } from '../file/table.ts';
import type { FileOptions } from './option.ts';

/** A row of a small file by what its columns mean; only cells that hold something. */
export interface SideRow<Column extends string> {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

/** The names that a column goes by in English, Dutch and Swedish, compared by letters and digits alone. */
export type SideColumns<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** The columns that name a lead. */
export const leadColumns = [
  'lead',
  'leadid',
  'id',
  'contactid',
  'recordid',
  'email',
  'emailaddress',
  'emailadres',
  'epost',
  'epostadress',
  'contact',
];

/**
 * Reads a file of a few known columns, in any format that facts are read in; other columns are left alone.
 * Throws CommandError if a required column is missing, FileError if the file cannot be read.
 */
export async function readSideFile<Column extends string>(
  path: string,
  columns: SideColumns<Column>,
  required: readonly NoInfer<Column>[],
  options: Pick<FileOptions, 'delimiter' | 'encoding'>,
): Promise<SideRow<Column>[]> {
  const { table } = await openSource(path, describeShape(options));
  const names = table.columns.map(compactHeader);
  const places = new Map<Column, number>();
  for (const column of Object.keys(columns) as Column[]) {
    const place = columns[column].map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places.set(column, place);
  }
  for (const column of required) {
    if (places.has(column)) continue;
    throw new CommandError('error_column_missing', { file: path, column, columns: table.columns.join(', ') });
  }
  const rows: SideRow<Column>[] = [];
  for await (const chunk of table.rows()) {
    for (const { line, cells } of chunk) {
      const found = [...places].map(([column, place]) => [column, writeCell(cells[place]).trim()] as const);
      const filled = found.filter(([, text]) => text !== '');
      if (filled.length > 0)
        rows.push({ line, cells: Object.fromEntries(filled) as SideRow<Column>['cells'] });
    }
  }
  return rows;
}

/** Returns how files are written, as far as the flags say. */
export function describeShape({ delimiter, encoding }: Pick<FileOptions, 'delimiter' | 'encoding'>): {
  delimiter?: string;
  encoding?: string;
} {
  return {
    ...(delimiter === undefined ? {} : { delimiter: /^(tab|\\t)$/i.test(delimiter) ? '\t' : delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}
