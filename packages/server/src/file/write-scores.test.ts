import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { escapeFormula } from './formula.ts';
import type { ScoreColumn, ScoreRow } from './score-row.ts';
import { writeScores } from './write-scores.ts';

const columns: ScoreColumn[] = [
  { name: 'lead', kind: 'text' },
  { name: 'total', kind: 'number' },
  { name: 'why', kind: 'text' },
];
const rows: ScoreRow[] = [
  { lead: '=HYPERLINK("http://evil")', total: -5, why: 'Pricing, "twice"\nand more' },
  { lead: '+31 20 123', total: 12.5, why: null },
];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a formula', () => {
  test.each(['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '-1+1', '+31 20 123'])(
    '%j is escaped',
    (text) => {
      expect(escapeFormula(text)).toBe(`'${text}`);
    },
  );
  test.each(['-5', '+5', '-5,25', '-1.5e3', '-12%', 'a=b', '', '1-2'])('%j is none', (text) =>
    expect(escapeFormula(text)).toBe(text),
  );
});

test('CSV is quoted, marked as UTF-8, and safe', async () => {
  expect(await readBack('scores.csv')).toBe(
    '\ufefflead,total,why\r\n"\'=HYPERLINK(""http://evil"")",-5,"Pricing, ""twice""\nand more"\r\n\'+31 20 123,12.5,\r\n',
  );
});

test('TSV has tabs', async () =>
  expect((await readBack('scores.tsv')).split('\r\n')[2]).toBe("'+31 20 123\t12.5\t"));

test('JSON and NDJSON keep texts as they are', async () => {
  expect(JSON.parse(await readBack('scores.json'))).toEqual(rows);
  expect(
    (await readBack('scores.ndjson'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(rows);
});

test('XLSX has numbers as numbers and no formulas', async () => {
  await writeScores(rows, columns, join(folder, 'scores.xlsx'));
  const [sheet] = await readExcelFile(join(folder, 'scores.xlsx'));
  expect(sheet!.data).toEqual([
    ['lead', 'total', 'why'],
    ['\'=HYPERLINK("http://evil")', -5, 'Pricing, "twice"\nand more'],
    ["'+31 20 123", 12.5, null],
  ]);
});

test('no rows make a file with its header, an empty list', async () => {
  await writeScores([], columns, join(folder, 'a.csv'));
  await writeScores([], columns, join(folder, 'a.json'));
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('\ufefflead,total,why\r\n');
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('[]\n');
});

describe('nothing half written stays', () => {
  test.each(['csv', 'json', 'ndjson', 'xlsx', 'parquet'])('when rows of a %s fail midway', async (kind) => {
    const path = join(folder, `scores.${kind}`);
    await writeFile(path, 'the old one');
    async function* failing(): AsyncGenerator<ScoreRow> {
      for (let i = 0; i < 3000; i++) yield { lead: `${i}`, total: i };
      throw new Error('the store went away');
    }
    await expect(writeScores(failing(), columns, path)).rejects.toThrow('the store went away');
    expect(await readFile(path, 'utf8')).toBe('the old one');
    expect(await readdir(folder)).toEqual([`scores.${kind}`]);
  });

  test.each([
    [
      'an input',
      () => writeScores(rows, columns, join(folder, 'in.csv'), { inputs: [join(folder, '.', 'in.csv')] }),
      'write_over_input',
    ],
    ['an unknown ending', () => writeScores(rows, columns, join(folder, 'scores.doc')), 'write_unknown_kind'],
    [
      'a folder that is not there',
      () => writeScores(rows, columns, join(folder, 'no', 'scores.csv')),
      'write_failed',
    ],
  ])('for %s', async (_, attempt, code) => {
    await writeFile(join(folder, 'in.csv'), 'Email\na@x.example\n');
    await expect(attempt()).rejects.toMatchObject({ name: 'FileError', code });
    expect(await readdir(folder)).toEqual(['in.csv']);
  });
});

async function readBack(name: string): Promise<string> {
  expect(await writeScores(rows, columns, join(folder, name))).toBe(2);
  return readFile(join(folder, name), 'utf8');
}
