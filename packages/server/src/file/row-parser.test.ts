import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowParser } from './row-parser.ts';

const shape = { delimiter: ',', quote: '"', name: 'a.csv', encoding: 'utf-8', lineEnd: '\n' } as const;

test.each([
  [
    'plain cells',
    'a,b\nc,d\n',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'no line end at the end',
    'a,b\nc,d',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'CR LF',
    'a,b\r\n"c",d\r\n',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'quoted delimiters, quotes and line ends',
    '"a,""1""","b\nc"\nd,e\n',
    [
      [1, 'a,"1"', 'b\nc'],
      [3, 'd', 'e'],
    ],
  ],
  [
    'empty cells and rows',
    ',\n\n"",x\n',
    [
      [1, '', ''],
      [2, ''],
      [3, '', 'x'],
    ],
  ],
  ['a quote inside a cell', 'a,5" pipe\n', [[1, 'a', '5" pipe']]],
  [
    'letters behind a quote',
    '"a"b,c\nd,e\n',
    [
      [1, '"a"b', 'c', 'row_quote'],
      [2, 'd', 'e'],
    ],
  ],
  [
    'a quote never closed',
    'a,b\n"c,d\ne,f\n',
    [
      [1, 'a', 'b'],
      [2, '"c', 'd', 'row_quote'],
      [3, 'e', 'f'],
    ],
  ],
] as const)('%s are rows with their lines', (_, text, expected) => {
  expect(parseAll(text, text.length)).toEqual(expected);
  expect(parseAll(text, 1)).toEqual(expected);
});

test('any table comes back from CSV however it is cut, as csv-parse reads it', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '☃', ';'),
    maxLength: 6,
  });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (rows, size, end) => {
      // A lone CR at the end of an unquoted cell cannot be told from a line end: quote all.
      const text = stringify(rows, { record_delimiter: end, quoted: true });
      const ours = parseAll(text, size).map(([, ...cells]) => cells);
      expect(ours).toEqual(rows.map((row) => row.map((one) => one)));
      expect(ours).toEqual(parse(text, { relax_column_count: true, record_delimiter: end }));
    }),
    { numRuns: 500 },
  );
});

function parseAll(text: string, size: number): (string | number)[][] {
  const parser = createRowParser(shape);
  const rows = [];
  for (let i = 0; i < text.length; i += size) rows.push(...parser.push(text.slice(i, i + size)));
  rows.push(...parser.end());
  return rows.map((row) => [
    row.line,
    ...row.cells.map(String),
    ...(row.problem === undefined ? [] : [row.problem.code]),
  ]);
}
