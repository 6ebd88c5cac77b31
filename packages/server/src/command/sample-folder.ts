import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Copies an example into a folder of its own, which goes when the test is finished. For tests. */
export function copyExample(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL(`../../../../examples/${name}`, import.meta.url)), folder, {
    recursive: true,
  });
  return folder;
}

/** The files of the example of new business, as plain arguments, scored at the day they were made for. */
export const newBusiness = [
  ...['model.yaml', 'contacten.csv', 'website.ndjson', 'mail.tsv', 'deals.csv'],
  ...['--suppress', 'own-staff.txt', '--suppress', 'competitors.txt', '--at', '2026-11-20'],
];
