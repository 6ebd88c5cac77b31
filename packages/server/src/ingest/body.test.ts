import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBody } from './body.ts';
import { listCalls } from './call.ts';
import { ingestLimits } from './limit.ts';
import { readCalls } from './read-calls.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['UTF-8', encode('{"a":"é"}'), undefined],
  ['a byte order mark', encode('\ufeff{"a":"é"}'), 'text/plain'],
  ['UTF-16 with its mark', Buffer.from('\ufeff{"a":"é"}', 'utf16le'), 'application/json'],
  ['the charset of the content type', Buffer.from('{"a":"é"}', 'latin1'), 'text/plain; charset="iso-8859-1"'],
  ['a charset that there is not', encode('{"a":"é"}'), 'text/plain; charset=klingon'],
  ['gzip, whatever it is called', gzipSync('{"a":"é"}'), 'application/x-www-form-urlencoded'],
])('a body is read in %s', async (_, bytes, contentType) => {
  expect(await readBody(bytes, contentType)).toMatchObject({ value: { a: 'é' } });
});

test.each([
  ['body_empty', new Uint8Array()],
  ['body_empty', encode(' \n')],
  ['body_json', encode('{"a":')],
  ['body_json', Buffer.from([0, 255, 254])],
  ['body_gzip', gzipSync('{"a":1}').subarray(0, 12)],
  ['body_gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
  ['body_too_large', new Uint8Array(ingestLimits.bodyBytes + 1)],
  ['body_too_large', gzipSync(Buffer.alloc(200 * 1024 * 1024, 32))],
])('a body has the problem %s', async (problem, bytes) => {
  expect(await readBody(bytes)).toEqual({ problem });
});

test('a whole number beyond 2^53 keeps its digits, as text', async () => {
  const text =
    '{"id":12345678901234567891,"n":-9007199254740993,"f":0.12345678901234566,"s":"1234567890123456"}';
  expect(await readBody(encode(text))).toMatchObject({
    value: {
      id: '12345678901234567891',
      n: '-9007199254740993',
      f: 0.12345678901234566,
      s: '1234567890123456',
    },
  });
});

test.each([
  ['lists', '['.repeat(500_000) + ']'.repeat(500_000)],
  ['lists around a long number', `${'['.repeat(400_000)}1234567890123456789${']'.repeat(400_000)}`],
  ['objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
])('a body of %s nested without end is read, and its event refused', async (_, text) => {
  const body = await readBody(encode(text));
  if ('problem' in body) throw new Error(body.problem);
  const { refused } = await readCalls(listCalls(body.value), { receivedAt: 0, source: 'website' });
  expect(refused).toHaveLength(1);
  expect(['event_too_deep', 'event_not_object', 'kind_unknown']).toContain(refused[0]!.refusal.code);
});

test('quoting long numbers changes nothing else', async () => {
  const json = fc.json({ maxDepth: 5 }).filter((text) => !/\d{16}/.test(text));
  const noisy = fc.tuple(json, fc.constantFrom('', ' ', '\n')).map(([text, space]) => space + text + space);
  await fc.assert(
    fc.asyncProperty(noisy, async (text) => {
      expect(await readBody(encode(text))).toMatchObject({ value: JSON.parse(text) });
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['{"a":"\\\\","b":12345678901234567890}', { a: '\\', b: '12345678901234567890' }],
  [
    '{"a":"\\"12345678901234567890","b":[12345678901234567890,1e20]}',
    { a: '"12345678901234567890', b: ['12345678901234567890', 1e20] },
  ],
  ['{"12345678901234567890":1.2345678901234567890}', { '12345678901234567890': 1.2345678901234567 }],
  ['-12345678901234567890', '-12345678901234567890'],
])('%s is read', async (text, value) => {
  expect(await readBody(encode(text))).toMatchObject({ value });
});
