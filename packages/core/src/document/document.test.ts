import { expect, it } from 'vitest';
import { mostCharacters, readDocument } from './document.ts';
import { readModel } from './parse.ts';
import { type ProblemCase, readMark } from './problem-case.ts';
import { documentTexts } from './problem-text.ts';

const nested = '['.repeat(65) + ']'.repeat(65);

const cases: readonly ProblemCase[] = [
  ['too_large', `¦${' '.repeat(mostCharacters)}a: 1`, 'the document is longer than 1048576 characters'],
  [
    'too_deep',
    `a: ${nested.slice(0, 64)}¦${nested.slice(64)}`,
    'more than 64 levels are nested in each other',
  ],
  ['control_character', 'a: 1\nb: x¦\0y', 'there is a character that cannot be printed, U+0000'],
  ['control_character', 'a: ¦"\\0"', 'there is a character that cannot be printed, U+0000'],
  ['control_character', 'a: ¦"\\ud800"', 'there is a character that cannot be printed, U+D800'],
  ['control_character', 'a: ¦\uD800', 'there is a character that cannot be printed, U+D800'],
  ['several_documents', 'a: 1\n¦---\na: 2', 'there is a second document after ---; a file holds one model'],
  ['empty_document', '¦', 'there is nothing in it'],
  ['empty_document', '¦# only a comment\n', 'there is nothing in it'],
  ['custom_tag', 'a: !secret ¦x', 'tags such as "!secret" are not read; remove it'],
  ['custom_tag', 'a: !!binary ¦aGk=', 'tags such as "tag:yaml.org,2002:binary" are not read; remove it'],
  ['merge_key', 'a: &a { b: 1 }\nc:\n  ¦<<: *a', 'the merge key << is not read; write the keys out'],
  ['forbidden_key', 'a:\n  ¦__proto__: { b: 1 }', 'the key "__proto__" is not allowed'],
  ['duplicate_key', 'a: 1\nb: 2\n¦a: 3', 'the key "a" is there twice; the first is on line 1'],
  ['duplicate_key', '{"a": 1, ¦"a": 2}', 'the key "a" is there twice; the first is on line 1'],
  ['duplicate_key', 'a: { 1: x, ¦"1": y }', 'the key "1" is there twice; the first is on line 1'],
  ['key_not_text', '? ¦[a]\n: 1', 'a key must be text, not a list or a map'],
  ['key_empty', '¦: 1', 'a key is missing before the colon'],
  ['unknown_alias', 'a: ¦*b', 'the alias *b stands for nothing; no &b comes before it'],
  ['alias_cycle', 'a: &a [¦*a]', 'the alias *a contains itself'],
  ['tab_indent', 'a:\n¦\tb: 1', 'lines must be indented with spaces, not with tabs'],
  ['bad_indent', 'a:\n  b: 1\n¦ c: 2', 'this line is not indented like the lines it belongs to'],
  ['bad_scalar_start', 'a: ¦@x', 'a text cannot begin with @ unless it stands between quotes'],
  [
    'bad_escape',
    'a: "¦\\q"',
    'there is an escape that is not known after \\ in a text between double quotes',
  ],
  ['missing_character', 'a: [1, 2¦', 'something is missing: a quote or bracket that closes, or a comma'],
  ['missing_character', 'a: "x¦', 'something is missing: a quote or bracket that closes, or a comma'],
  [
    'nested_mapping',
    'a: ¦b: c',
    'a key: value cannot stand inside another on one line; put the text between quotes, or use { }',
  ],
  [
    'key_too_long',
    `¦${'k'.repeat(1100)}: 1`,
    'a key is longer than 1024 characters or goes on over several lines',
  ],
  ['bad_directive', '%YAML ¦1\n---\na: 1', 'lines that begin with % must be a YAML directive'],
  ['unexpected_token', 'a: ¦}', 'this is not expected here: "}"'],
];

it.each(cases)('says of %s', (code, marked, sentence) => {
  const { text, line, column } = readMark(marked);
  const { problems, model } = readModel(text, { file: 'model.yaml' });
  expect(model).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code, line, column, severity: 'error', file: 'model.yaml' });
  expect(problems[0]!.message).toBe(`Cannot read the model: ${sentence} (model.yaml:${line}:${column})`);
});

it('has a case for each mistake that the text itself can have', () => {
  // The library has no mistake left without a sentence of ours; the counts of values are in the hostile table.
  const elsewhere = ['bad_yaml', 'too_many_values'];
  const tested = new Set<string>(cases.map(([code]) => code));
  expect(new Set([...tested, ...elsewhere])).toEqual(new Set(Object.keys(documentTexts)));
});

const bomb = Array.from({ length: 12 }, (_, i) =>
  i === 0
    ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
    : `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
).join('\n');
const million = 1 << 20;

const hostile: readonly (readonly [name: string, text: string, code: string])[] = [
  ['an alias bomb', bomb, 'too_many_values'],
  ['a million open brackets', '['.repeat(million), 'too_deep'],
  ['open maps', '{a: '.repeat(million / 4), 'too_deep'],
  ['lists in lists', '- '.repeat(million / 2), 'too_deep'],
  ['deep block maps', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'too_deep'],
  ['ten megabytes', 'a: 1\n'.repeat(2_000_000), 'too_large'],
  ['a key of a megabyte', `${'k'.repeat(million - 10)}: 1`, 'key_too_long'],
  [
    'a hundred thousand keys',
    Array.from({ length: 110_000 }, (_, i) => `k${i}:`).join('\n'),
    'too_many_values',
  ],
  ['one key a hundred thousand times', 'a: 1\n'.repeat(100_000), 'duplicate_key'],
  ['a hundred thousand documents', '---\na\n'.repeat(100_000), 'several_documents'],
  ['a hundred thousand mistakes', 'a: }\n'.repeat(100_000), 'unexpected_token'],
];

it.each(hostile)('refuses %s in bounded time', { timeout: 30_000 }, (_, text, code) => {
  const { problems, model } = readModel(text);
  expect(model).toBeUndefined();
  expect(problems[0]!.code).toBe(code);
  expect(problems.length).toBeLessThanOrEqual(100);
});

it('names the rule around a mistake in the text', () => {
  const text = 'dimensions: { d: { groups: { g: { rules: [{ name: Big, points: 1, points: 2 }] } } } }';
  expect(readModel(text).problems.map((problem) => problem.message)).toEqual([
    'Cannot read rule "Big": the key "points" is there twice; the first is on line 1 (line 1, column 67)',
  ]);
});

it('lets no key reach a prototype', () => {
  const { value } = readDocument(
    '{ constructor: { prototype: { polluted: true } }, toString: x, hasOwnProperty: y }',
  );
  expect(Object.keys(value as object)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('reads JSON, tabs and all, and says where things stand in it', () => {
  const document = readDocument('{\n\t"a": [1, {"b": true}],\n\t"c": null\n}');
  expect(document.value).toEqual({ a: [1, { b: true }], c: null });
  expect(document.locate(['a', 1, 'b'])).toEqual({ line: 2, column: 17 });
  expect(document.locate(['a', 1, 'b'], true)).toEqual({ line: 2, column: 12 });
});

it('reads a small alias as what it stands for', () => {
  expect(readDocument('a: &x { b: -0 }\nc: [*x, *x]').value).toEqual({
    a: { b: 0 },
    c: [{ b: 0 }, { b: 0 }],
  });
});

it('keeps keys as they are written, and words such as no and yes as text', () => {
  const { value } = readDocument('{ 1: a, true: b, 1.0: c, no: no, 2026-01-31: 2026-01-31 }');
  expect(value).toEqual({ '1': 'a', true: 'b', '1.0': 'c', no: 'no', '2026-01-31': '2026-01-31' });
});

it('ignores a byte order mark and line ends of Windows', () => {
  expect(readDocument('\uFEFFa: 1\r\nb: 2\r\n').value).toEqual({ a: 1, b: 2 });
});
