import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openDelimited } from './delimited-table.ts';
import { FileError } from './file-error.ts';
import { openJson } from './json-table.ts';
import { openParquet } from './parquet-table.ts';
import { type FileKind, findKindOfName, type SourceFile, type SourceOverride } from './source-shape.ts';
import { openSpreadsheet } from './spreadsheet-table.ts';

/**
 * Opens a file as a table. Its kind is told by its content, and by its name only where the content leaves a choice.
 * CSV, TSV, NDJSON, JSON arrays and Parquet are read in pieces, whatever their size; XLSX is held in memory and limited.
 * Throws FileError for what is missing, a directory, empty, damaged or of no known kind.
 */
export async function openSource(path: string, override: SourceOverride = {}): Promise<SourceFile> {
  const name = basename(path);
  const bytes = await findSize(path, name);
  const kind = override.kind ?? (await detectKind(path, name));
  const source = { path, name, bytes, kind };
  switch (kind) {
    case 'csv':
    case 'tsv':
      return openDelimited(source, override);
    case 'json':
    case 'ndjson':
      return openJson(source, override);
    case 'xlsx':
      return openSpreadsheet(source, override);
    case 'parquet':
      return openParquet(source);
  }
}

async function findSize(path: string, name: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new FileError('file_is_directory', name);
    if (!found.isFile())
      throw new FileError('file_not_readable', name, { detail: 'it is not a regular file' });
    if (found.size === 0) throw new FileError('file_empty', name);
    return found.size;
  } catch (error) {
    if (error instanceof FileError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new FileError('file_missing', name, {}, {}, error);
    throw new FileError('file_not_readable', name, { detail: code ?? String(error) }, {}, error);
  }
}

async function detectKind(path: string, name: string): Promise<FileKind> {
  let head: Buffer;
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(4096);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new FileError('file_not_readable', name, { detail: code ?? String(error) }, {}, error);
  }
  const magic = head.subarray(0, 4).toString('latin1');
  if (magic === 'PAR1') return 'parquet';
  if (magic === 'PK\x03\x04') return 'xlsx';
  if (magic === '\xd0\xcf\x11\xe0') {
    throw new FileError('file_unknown_kind', name, {
      detail: 'it is an old Excel file (.xls) or protected by a password',
    });
  }
  if (magic.startsWith('\x1f\x8b') || magic.startsWith('PK')) {
    throw new FileError('file_unknown_kind', name, { detail: 'it is a compressed file; unpack it first' });
  }
  if (magic === '%PDF') throw new FileError('file_unknown_kind', name, { detail: 'it is a PDF' });
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(!doctype|html|\?xml)/i.test(text)) {
    throw new FileError('file_unknown_kind', name, { detail: 'it is a web page or XML' });
  }
  const named = findKindOfName(name);
  if (/^\[\s*(\{|\]|$)/.test(text)) return 'json';
  if (/^\{\s*("|\}|$)/.test(text)) return named === 'json' || named === 'ndjson' ? named : 'ndjson';
  return named === 'tsv' ? 'tsv' : 'csv';
}
