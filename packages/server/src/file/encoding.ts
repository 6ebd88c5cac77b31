import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { detect } from 'jschardet';
import { FileError } from './file-error.ts';

export interface Encoding {
  /** As iconv-lite names it, in lower case. */
  readonly name: string;
  readonly bomBytes: number;
  /** Guessed from the frequency of bytes, not known from a mark or a strict test. */
  readonly isGuessed: boolean;
}

/** What a text is guessed among when it is not UTF-8: with more, short Swedish texts are taken for Baltic ones. */
// biome-ignore format: a list
const guesses = [
  'windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'iso-8859-2', 'iso-8859-15',
  'shift_jis_2004', 'cp932', 'gb18030', 'euc-kr', 'big5hkscs', 'mac-roman', 'cp850', 'cp437',
];
const blockBytes = 65_536;
const blocks = 24;

/**
 * Returns the encoding of a text file: its mark, else UTF-16 by the place of NUL bytes, else UTF-8 if blocks from all
 * over the file are, else a guess. Throws FileError for a file that is no text, or an unknown `wanted`.
 */
export async function detectEncoding(path: string, name: string, wanted?: string): Promise<Encoding> {
  const { head, sample } = await readBlocks(path);
  const mark = findMark(head);
  if (wanted !== undefined) {
    const given = wanted.toLowerCase();
    if (!iconv.encodingExists(given)) throw new FileError('encoding_unknown', name, { encoding: wanted });
    return { name: given === 'utf-16' ? 'utf-16le' : given, bomBytes: mark?.bomBytes ?? 0, isGuessed: false };
  }
  if (mark !== undefined) return mark;
  const wide = findWide(head);
  if (wide !== undefined) return { name: wide, bomBytes: 0, isGuessed: true };
  const nulShare = countNuls(head) / Math.max(1, head.length);
  if (nulShare > 0.05) throw new FileError('file_binary', name);
  if (sample.every(isUtf8)) return { name: 'utf-8', bomBytes: 0, isGuessed: false };
  // Mostly UTF-8 with letters beyond ASCII: the other lines are the odd ones and are rejected one by one.
  const strange = sample.filter((block) => !isAscii(block));
  const sound = strange.filter(isUtf8).length;
  if (sound > 0 && sound * 2 >= strange.length) return { name: 'utf-8', bomBytes: 0, isGuessed: false };
  if (strange.some(hasMoreUtf8Lines)) return { name: 'utf-8', bomBytes: 0, isGuessed: false };
  const text = Buffer.concat(strange.slice(0, 4).map((block) => block.subarray(0, blockBytes)));
  const found = detect(text, { detectEncodings: guesses }).encoding?.toLowerCase();
  return {
    name: found === undefined || !iconv.encodingExists(found) ? 'windows-1252' : found,
    bomBytes: 0,
    isGuessed: true,
  };
}

/** Reads blocks spread over the file, cut at line ends so that no letter is halved. */
async function readBlocks(path: string): Promise<{ head: Buffer; sample: Buffer[] }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const count = Math.min(blocks, Math.max(1, Math.ceil(size / blockBytes)));
    const sample: Buffer[] = [];
    let head = Buffer.alloc(0);
    for (let i = 0; i < count; i++) {
      const position = count === 1 ? 0 : Math.floor(((size - blockBytes) * i) / (count - 1));
      const buffer = Buffer.alloc(Math.min(blockBytes, size));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.max(0, position));
      const block = buffer.subarray(0, bytesRead);
      if (i === 0) head = block;
      const start = position <= 0 ? 0 : block.indexOf(10) + 1;
      const end = position + bytesRead >= size ? bytesRead : block.lastIndexOf(10) + 1;
      if (end > start) sample.push(block.subarray(start, end));
    }
    return { head, sample };
  } finally {
    await file.close();
  }
}

function findMark(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { name: 'utf-8', bomBytes: 3, isGuessed: false };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', bomBytes: 2, isGuessed: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', bomBytes: 2, isGuessed: false };
  return undefined;
}

/** UTF-16 without a mark: in western text nearly every second byte is NUL. */
function findWide(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(head.length - (head.length % 2), 4096);
  if (end < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (odd > end * 0.35 && even < end * 0.05) return 'utf-16le';
  if (even > end * 0.35 && odd < end * 0.05) return 'utf-16be';
  return undefined;
}

function countNuls(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0) count++;
  return count;
}

/** Whether the lines beyond ASCII are for the greater part UTF-8. */
function hasMoreUtf8Lines(block: Buffer): boolean {
  let sound = 0;
  let odd = 0;
  for (let start = 0; start < block.length; ) {
    const newline = block.indexOf(10, start);
    const end = newline < 0 ? block.length : newline + 1;
    const line = block.subarray(start, end);
    if (!isAscii(line)) isUtf8(line) ? sound++ : odd++;
    start = end;
  }
  return sound > odd;
}
