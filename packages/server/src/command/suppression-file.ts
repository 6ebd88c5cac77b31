import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { earliestTime, type Suppression } from '@leadline/core';
import { openSource } from '../file/source-file.ts';
import { writeCell } from '../file/table.ts';
import type { LeadDirectory } from './lead-directory.ts';
import type { FileOptions } from './option.ts';
import { describeShape } from './side-file.ts';

/** The list that a `--suppress` value names, and its file: "competitors=rivals.csv", or the file's name alone. */
export function parseSuppressOption(text: string): { list: string; path: string } {
  const named = text.match(/^([a-z0-9][a-z0-9_-]*)=(.+)$/i);
  if (named !== null) return { list: named[1]!, path: named[2]! };
  return { list: basename(text, extname(text)), path: text };
}

/**
 * Reads a suppression list: any file in which some cells are e-mail addresses, domains ("acme.example", "@acme.example")
 * or ids of leads that are known. A header row and other cells are left alone, so a plain list of lines will do.
 */
export async function readSuppressionFile(
  option: string,
  directory: LeadDirectory,
  options: FileOptions,
): Promise<Suppression[]> {
  const { list, path } = parseSuppressOption(option);
  const found: Suppression[] = [];
  const add = (text: string): void => {
    const named = text.trim().toLowerCase();
    const domain = named.replace(/^(\*?@|\*\.)/, '');
    const lead = directory.find(text.trim());
    // A list without dates has always held, and was always known.
    const base = { list, at: earliestTime, knownAt: earliestTime };
    if (/^[^@\s]+@[^@\s]+$/.test(named)) found.push({ ...base, lead: lead ?? named });
    else if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(domain)) found.push({ ...base, domain });
    else if (lead !== undefined) found.push({ ...base, lead });
  };
  if (/\.(txt|list)$/i.test(path) && (await isPlainList(path))) {
    for (const line of (await readFile(path, 'utf8')).split(/\r?\n/)) add(line.replace(/#.*$/, ''));
    return found;
  }
  const { table } = await openSource(path, describeShape(options));
  table.columns.forEach(add);
  for await (const chunk of table.rows()) {
    for (const row of chunk) for (const cell of row.cells) add(writeCell(cell));
  }
  return found;
}

async function isPlainList(path: string): Promise<boolean> {
  try {
    return !/[\t;,]/.test(await readFile(path, 'utf8'));
  } catch {
    // Left to the reader of tables, which says what is wrong.
    return false;
  }
}
