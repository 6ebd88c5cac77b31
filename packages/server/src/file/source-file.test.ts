import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileError } from './file-error.ts';
import { readFacts } from './read-facts.ts';
import type { ScoreColumn } from './score-row.ts';
import { openSource } from './source-file.ts';
import type { SourceOverride } from './source-shape.ts';
import { type Cell, writeCell } from './table.ts';
import { writeScores } from './write-scores.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-source-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('text files', () => {
  const rows = [
    ['Namn', 'Ort', 'Epost'],
    ['Åsa Öberg', 'Malmö', 'asa@x.example'],
    ['Zoë Ångström', 'Göteborg', 'zoe@x.example'],
    ['Jürgen', 'Köln är fin för oss', 'j@x.example'],
  ];
  const texts = (delimiter: string, end: string): string =>
    rows.map((row) => row.join(delimiter)).join(end) + end;

  test.each([
    ['UTF-8', Buffer.from(texts(',', '\n')), 'utf-8', ','],
    ['UTF-8 with a mark, semicolons and CR LF', Buffer.from(`\ufeff${texts(';', '\r\n')}`), 'utf-8', ';'],
    ['windows-1252', iconv.encode(texts(';', '\r\n'), 'win1252'), 'windows-1252', ';'],
    [
      'UTF-16LE with a mark and tabs',
      iconv.encode(`\ufeff${texts('\t', '\n')}`, 'utf-16le'),
      'utf-16le',
      '\t',
    ],
    ['UTF-16LE without a mark', iconv.encode(texts('\t', '\n'), 'utf-16le'), 'utf-16le', '\t'],
    ['UTF-16BE with a mark', iconv.encode(`\ufeff${texts('|', '\n')}`, 'utf-16be'), 'utf-16be', '|'],
    ['classic Mac line ends', Buffer.from(texts(',', '\r')), 'utf-8', ','],
  ])('in %s are read as they are', async (_, bytes, encoding, delimiter) => {
    const { shape, cells, columns } = await readAll(await write('a.csv', bytes));
    expect(shape).toMatchObject({ encoding, delimiter });
    expect([columns, ...cells]).toEqual(rows);
  });

  test('below a title are found by their header, whose line can be given', async () => {
    const path = await write('a.csv', 'Leads of June\n\nEmail,Name,City\na@x.example,A,Gent\n');
    expect(await readAll(path)).toMatchObject({
      columns: ['Email', 'Name', 'City'],
      cells: [['a@x.example', 'A', 'Gent']],
      shape: { headerLine: 3 },
    });
    const given = await readAll(path, { headerLine: 4 });
    expect(given.columns).toEqual(['a@x.example', 'A', 'Gent']);
  });

  test('of mixed encodings reject the odd lines and keep the others', async () => {
    const good = Array.from({ length: 50 }, (_, i) => `Åsa ${i},a${i}@x.example\n`).join('');
    const bytes = Buffer.concat([
      Buffer.from(`Name,Email\n${good}`),
      iconv.encode('Örjan,o@x.example\n', 'win1252'),
      Buffer.from('Zoë,z@x.example\n'),
    ]);
    const { report } = await readFacts([{ path: await write('a.csv', bytes) }], { knownAt: 0 });
    expect(report.files[0]!.rows).toMatchObject({ read: 52, accepted: 51, rejected: 1 });
    expect(report.files[0]!.rejects).toMatchObject([
      { line: 52, column: 'Name', value: '\ufffdrjan', reason: { code: 'row_encoding' } },
    ]);
  });

  test('with NUL bytes, bad quotes and rows of another width reject those rows', async () => {
    const path = await write(
      'a.csv',
      'Email,Name,City\na@x.example,A\0B,Gent\n"b@x.example"x,B,Gent\nc@x.example,C\nd@x.example,D,Gent,more\ne@x.example,E "the" E,Gent,\n',
    );
    const { report } = await readFacts([{ path }], { knownAt: 0 });
    expect(report.files[0]!.rejects.map(({ line, column, reason }) => [line, column, reason.code])).toEqual([
      [2, 'Name', 'nul_byte'],
      [3, undefined, 'row_quote'],
      [4, undefined, 'row_too_short'],
      [5, undefined, 'row_too_long'],
    ]);
    expect(report.files[0]!.rows.accepted).toBe(1);
  });
});

describe('other kinds', () => {
  const columns: ScoreColumn[] = [
    { name: 'Email', kind: 'text' },
    { name: 'Employees', kind: 'range' },
    { name: 'Visits', kind: 'number' },
    { name: 'Create Date', kind: 'date' },
    { name: 'Tags', kind: 'list' },
    { name: 'Unsubscribed', kind: 'boolean' },
  ];
  const rows = [
    {
      Email: 'ana@x.example',
      Employees: { lo: 51, hi: 200 },
      Visits: 3,
      'Create Date': '2024-03-01T10:12:00Z',
      Tags: ['a', 'b'],
      Unsubscribed: false,
    },
    {
      Email: 'bo@x.example',
      Employees: { lo: 1000, hi: null },
      Visits: 0,
      'Create Date': '2024-03-02',
      Tags: ['c'],
      Unsubscribed: true,
    },
  ];

  test.each(['csv', 'tsv', 'xlsx', 'json', 'ndjson', 'parquet'])(
    '%s that we wrote gives the facts that went in',
    async (kind) => {
      const path = join(folder, `leads.${kind}`);
      expect(await writeScores(rows, columns, path)).toBe(2);
      const { facts, report } = await readFacts([{ path }], { knownAt: 0 });
      expect(report.files[0]!.shape.kind).toBe(kind);
      expect(report.files[0]!.rows).toMatchObject({ read: 2, accepted: 2 });
      const values = Object.fromEntries(
        facts.fieldValues.map(({ lead, field, value }) => [`${lead} ${field}`, value]),
      );
      expect(values).toEqual({
        'ana@x.example email': 'ana@x.example',
        'ana@x.example employees': { lo: 51, hi: 200 },
        'ana@x.example createdAt': '2024-03-01T10:12:00Z',
        'ana@x.example tags': ['a', 'b'],
        'ana@x.example unsubscribed': false,
        'bo@x.example email': 'bo@x.example',
        'bo@x.example employees': { lo: 1000, hi: null },
        'bo@x.example createdAt': '2024-03-02',
        'bo@x.example tags': ['c'],
        'bo@x.example unsubscribed': true,
      });
      expect(facts.activities).toHaveLength(3);
    },
  );

  test.each([
    [
      'an array',
      '[{"email":"a@x.example","address":{"city":"Gent"}},\n{"email":"b@x.example","tags":["x"]}]',
    ],
    [
      'a list in an object',
      '{"page":1,"results":[{"email":"a@x.example","address":{"city":"Gent"}},{"email":"b@x.example","tags":["x"]}]}',
    ],
    [
      'an object a line',
      '{"email":"a@x.example","address":{"city":"Gent"}}\n\n{"email":"b@x.example","tags":["x"]}\n',
    ],
  ])('JSON as %s is rows', async (_, text) => {
    const { columns: names, cells } = await readAll(await write('a.json', text));
    expect(names).toEqual(['email', 'address.city', 'tags']);
    expect(cells).toEqual([
      ['a@x.example', 'Gent', ''],
      ['b@x.example', '', 'x'],
    ]);
  });

  test('a large array of JSON is read in pieces, brackets and quotes in its texts and all', async () => {
    const records = Array.from({ length: 20_000 }, (_, i) => ({
      email: `a${i}@x.example`,
      notes: `"[{]}\\", ${i} ☃`,
    }));
    const { cells } = await readAll(await write('a.json', JSON.stringify(records, null, 1)));
    expect(cells).toEqual(records.map(({ email, notes }) => [email, notes]));
  });

  test('a bad record of NDJSON is one rejected row', async () => {
    const path = await write(
      'a.ndjson',
      '{"email":"a@x.example"}\n{"email":\n[1]\n{"email":"b@x.example"}\n',
    );
    const { report } = await readFacts([{ path }], { knownAt: 0 });
    expect(report.files[0]!.rows).toMatchObject({ read: 4, accepted: 2, rejected: 2 });
    expect(report.files[0]!.rejects.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('what cannot be read', () => {
  const cases: readonly (readonly [string, string, () => Promise<string>, string])[] = [
    [
      'a missing file',
      'file_missing',
      async () => join(folder, 'no.csv'),
      'Cannot read "no.csv": there is no such file; check the path',
    ],
    [
      'a directory',
      'file_is_directory',
      async () => makeFolder('d.csv'),
      'Cannot read "d.csv": it is a directory; name a file in it',
    ],
    [
      'an empty file',
      'file_empty',
      () => write('e.csv', ''),
      'Cannot read "e.csv": it is empty; export it again with at least a header row',
    ],
    [
      'a file of blanks',
      'file_empty',
      () => write('e.csv', ' \n\n'),
      'Cannot read "e.csv": it is empty; export it again with at least a header row',
    ],
    [
      'a header alone',
      'file_without_rows',
      () => write('e.csv', 'Email,Name\n'),
      'Cannot read "e.csv": it has a header row and no rows; export it again with rows',
    ],
    [
      'bytes',
      'file_binary',
      () => write('e.csv', Buffer.alloc(5000, 'ab\0\0\0c')),
      'Cannot read "e.csv": it holds NUL bytes and is no text; export it as CSV in UTF-8',
    ],
    [
      'rows without a header',
      'header_missing',
      () => write('e.csv', 'a@x.example,7\nb@x.example,8\n'),
      'Cannot read "e.csv": no header row was found in its first 2 lines; add one',
    ],
    [
      'an old Excel file',
      'file_unknown_kind',
      () => write('e.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
      'Cannot read "e.xls": it is an old Excel file (.xls) or protected by a password; export it as CSV, XLSX, JSON, NDJSON or Parquet',
    ],
    [
      'a web page',
      'file_unknown_kind',
      () => write('e.csv', '<!DOCTYPE html><html>'),
      'Cannot read "e.csv": it is a web page or XML; export it as CSV, XLSX, JSON, NDJSON or Parquet',
    ],
    [
      'a JSON text',
      'json_not_rows',
      () => write('e.json', '{\n "a": 1,\n "b": {"c": 2}\n}'),
      'Cannot read "e.json": it holds no list of objects; give an array of objects or one object a line',
    ],
    [
      'a broken array',
      'json_invalid',
      () => write('e.json', '[{"email":"a@x.example"},\n{"email":"b'),
      'Cannot read "e.json": line 2 is not valid JSON (the array is not closed); correct it',
    ],
    ['a broken Parquet file', 'parquet_invalid', () => write('e.parquet', 'PAR1 and no more'), ''],
    [
      'a broken XLSX',
      'zip_damaged',
      () => write('e.xlsx', 'PK\x03\x04 and no more'),
      'Cannot read "e.xlsx": the XLSX is damaged (it has no directory, it may be cut off); open it in a spreadsheet and save it again',
    ],
    ['a zip bomb', 'zip_bomb', () => writeBomb('e.xlsx'), ''],
    [
      'a zip that is no spreadsheet',
      'file_unknown_kind',
      () => write('e.zip', makeZip('readme.txt', Buffer.from('hello'))),
      '',
    ],
    [
      'nothing known',
      'role_unknown',
      () => write('e.csv', 'alpha,beta\n1,2\n'),
      'Cannot read "e.csv": it is not clear whether it holds leads, accounts, activities or outcomes; say which (--leads, --accounts, --activities or --outcomes)',
    ],
  ];
  test.each(cases)('%s says %s', async (_, code, make, message) => {
    const error = await readFacts([{ path: await make() }], { knownAt: 0 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(FileError);
    expect(error).toMatchObject({ code, file: expect.stringMatching(/^(e|d|no)\./) });
    if (message !== '') expect((error as FileError).message).toBe(message);
    expect((error as FileError).remedy).not.toBe('');
  });

  test('an encoding that does not exist is refused', async () => {
    await expect(
      openSource(await write('a.csv', 'Email\na@x.example\n'), { encoding: 'klingon' }),
    ).rejects.toMatchObject({ code: 'encoding_unknown' });
  });

  test('a sheet that does not exist is refused with the names of those that do', async () => {
    const path = join(folder, 'a.xlsx');
    await writeScores([{ Email: 'a@x.example' }], [{ name: 'Email', kind: 'text' }], path);
    await expect(openSource(path, { sheet: 'Blad2' })).rejects.toThrow(
      'Cannot read "a.xlsx": it has no sheet "Blad2"; it has "Scores"',
    );
  });
});

test('a CSV of 200 MB is read through in memory that does not grow with it', {
  timeout: 60_000,
}, async () => {
  const path = join(folder, 'large.csv');
  const file = await open(path, 'w');
  await file.write('Email,First Name,Notes\n');
  const block = Array.from(
    { length: 10_000 },
    (_, i) => `a${i}@x.example,Ana,"${'note '.repeat(20)}"\n`,
  ).join('');
  for (let i = 0; i < 160; i++) await file.appendFile(block);
  await file.close();
  const { table, shape } = await openSource(path);
  expect(shape.bytes).toBeGreaterThan(190_000_000);
  let rows = 0;
  let most = 0;
  for await (const chunk of table.rows()) {
    rows += chunk.length;
    if (rows % 50_000 < chunk.length) most = Math.max(most, process.memoryUsage().rss);
  }
  expect(rows).toBe(1_600_000);
  expect(most).toBeLessThan(900 * 1024 * 1024);
});

async function write(name: string, bytes: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function makeFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

async function readAll(path: string, override: SourceOverride = {}) {
  const { table, shape } = await openSource(path, override);
  const cells: string[][] = [];
  for await (const chunk of table.rows())
    for (const row of chunk) cells.push(row.cells.map((cell: Cell) => writeCell(cell)));
  return { columns: table.columns, cells, shape };
}

/** An XLSX whose one sheet is 100 MB of nothing. */
async function writeBomb(name: string): Promise<string> {
  return write(name, makeZip('xl/worksheets/sheet1.xml', Buffer.alloc(100_000_000, 32)));
}

/** A zip of one entry: local header, content, central directory, end record. */
function makeZip(entry: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from(entry);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(content.length, 8);
  const start = Buffer.from('14000000080000000000', 'hex');
  const nameLength = Buffer.from([name.length, 0]);
  const local = Buffer.concat([
    Buffer.from('PK\x03\x04', 'latin1'),
    start,
    sizes,
    nameLength,
    Buffer.alloc(2),
    name,
    packed,
  ]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 0]),
    start,
    sizes,
    nameLength,
    Buffer.alloc(16),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
