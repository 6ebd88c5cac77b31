import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { runLeadline } from './run-leadline.ts';
import { copyExample } from './sample-folder.ts';

const slow = { timeout: 120_000 };
const same = ['total', 'fit', 'engagement', 'grade', 'temperature', 'journey', 'disqualified', 'coverage'];

test('the bulk path gives the scores that the list shows', slow, async () => {
  const cwd = copyExample('new-business');
  const text = new TextDecoder('windows-1252').decode(readFileSync(`${cwd}/contacten.csv`));
  writeFileSync(`${cwd}/contacten.csv`, text);
  const lists = ['--suppress', 'own-staff.txt', '--suppress', 'competitors.txt', '--at', '2026-11-20'];
  const files = ['model.yaml', 'contacten.csv', 'website.ndjson', 'mail.tsv', 'deals.csv', ...lists];
  const bulk = await runLeadline(['score', ...files, '--bulk', '--out', 'bulk.csv'], { cwd });
  expect(bulk.code, bulk.err).toBe(0);
  expect(bulk.err).toContain('35 of 36 leads scored');
  await runLeadline(['score', ...files, '--out', 'small.csv'], { cwd });
  const large = readScores(`${cwd}/bulk.csv`, 'lead');
  expect(large.size).toBe(35);
  expect(large).toEqual(readScores(`${cwd}/small.csv`, 'email'));
});

test.each([
  [[], 'give it with --out'],
  [['--out', 'x.xlsx'], 'give it with --out'],
  [['--out', 'x.csv', '--contributions'], 'cannot be scored with --contributions'],
  [['--out', 'x.csv', '--stages', 'deals.csv'], 'cannot be scored with --stages'],
  [['--out', 'x.csv'], 'is windows-1252, and files this large are read as UTF-8'],
])('--bulk with %j is refused in one sentence', slow, async (flags, said) => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['score', 'model.yaml', 'contacten.csv', 'mail.tsv', '--bulk', ...flags], {
    cwd,
  });
  expect(run.code).toBe(2);
  expect(run.err).toContain(said);
});

function readScores(path: string, key: string): Map<string, Record<string, string>> {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
  return new Map(
    rows
      .map(
        (row) => [row[key]!, Object.fromEntries(same.map((name) => [name, readCell(row[name]!)]))] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** 20 and 20.0 are one number. */
function readCell(text: string): string {
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
