import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';

/** Stands for bytes that are not in the encoding of the file; a noncharacter, so no text holds it by itself. */
export const strangeByte = '\uffff';

const chunkBytes = 262_144;
/** A line longer than this is cut, so that a file without line ends does not fill the memory. */
const longestLineBytes = 16 * 1024 * 1024;

/**
 * Yields the text of a file in pieces, its byte order mark left out. UTF-8 is checked line by line: bytes that are not
 * UTF-8 become `strangeByte`, and only on their own line.
 */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const stream = createReadStream(path, { start: encoding.bomBytes, highWaterMark: chunkBytes });
  if (encoding.name !== 'utf-8' && encoding.name !== 'utf8') {
    const decoder = iconv.getDecoder(encoding.name);
    for await (const chunk of stream) {
      const text = decoder.write(chunk as Buffer);
      if (text !== '') yield text;
    }
    const last = decoder.end();
    if (last !== undefined && last !== '') yield last;
    return;
  }
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    const chunk = piece as Buffer;
    const cut = chunk.lastIndexOf(10) + 1;
    if (cut === 0 && rest.length < longestLineBytes) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    const end = cut === 0 ? chunk.length : cut;
    const lines = rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = chunk.subarray(end);
    yield decodeUtf8(lines);
  }
  if (rest.length > 0) yield decodeUtf8(rest);
}

function decodeUtf8(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const text = line.toString('utf8');
    lines.push(isUtf8(line) ? text : text.replaceAll('\ufffd', strangeByte));
    start = end;
  }
  return lines.join('');
}
