import { extname } from 'node:path';
import type { Message } from './message.ts';
import type { Table } from './table.ts';

export const fileKinds = ['csv', 'tsv', 'xlsx', 'json', 'ndjson', 'parquet'] as const;
export type FileKind = (typeof fileKinds)[number];

/** What a user may say of how a file is written; the rest is recognised. */
export interface SourceOverride {
  readonly kind?: FileKind;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** '' for a file that quotes nothing. */
  readonly quote?: string;
  /** The name of a sheet, or its number from 1. */
  readonly sheet?: string | number;
  /** The line (row in a sheet) that holds the names of the columns, from 1. */
  readonly headerLine?: number;
}

/** How a file is written, as recognised or given. */
export interface SourceShape {
  readonly kind: FileKind;
  readonly bytes: number;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly sheet?: string;
  readonly headerLine?: number;
}

export interface SourceFile {
  readonly path: string;
  /** Its name without folders, as errors and facts call it. */
  readonly name: string;
  readonly shape: SourceShape;
  readonly table: Table;
  readonly warnings: readonly Message[];
}

const extensions: Readonly<Record<string, FileKind>> = {
  '.csv': 'csv',
  '.txt': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
};

/** Returns the kind that a name stands for by its ending, if it is one of ours. */
export function findKindOfName(path: string): FileKind | undefined {
  return extensions[extname(path).toLowerCase()];
}
