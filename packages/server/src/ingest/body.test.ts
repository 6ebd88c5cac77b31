import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBody } from './body.ts';
import { ingestLimits } from './limit.ts';

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

test('a body nested a million deep is read or refused, and does not end the process', async () => {
  const text = `${'['.repeat(1_000_000)}1234567890123456789${']'.repeat(1_000_000)}`;
  const reading = await readBody(encode(text));
  expect('value' in reading).not.toBe('problem' in reading);
});
