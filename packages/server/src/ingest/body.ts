import { promisify, TextDecoder } from 'node:util';
import { gunzip } from 'node:zlib';
import { ingestLimits } from './limit.ts';
import { quoteLongNumbers } from './long-number.ts';

/** Why a whole body cannot be read; nothing of it can then be judged event by event. */
export type BodyProblem = 'body_empty' | 'body_too_large' | 'body_gzip' | 'body_json';
/** A body as JSON, with its bytes after unpacking. */
export interface PlainBody {
  readonly value: unknown;
  readonly byteLength: number;
}
export type BodyReading = PlainBody | { readonly problem: BodyProblem };

const unpack = promisify(gunzip);

/**
 * Reads a body as JSON, whatever its content type says: browsers send text/plain to avoid a preflight, SDKs send gzip as
 * a form. Gzip is known by its first bytes; unpacking stops at the limit. Text is in the encoding of its byte order mark,
 * else of the content type's charset, else UTF-8. A whole number beyond 2^53 becomes the text of its digits.
 */
export async function readBody(bytes: Uint8Array, contentType?: string): Promise<BodyReading> {
  const limit = ingestLimits.bodyBytes;
  if (bytes.length > limit) return { problem: 'body_too_large' };
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = await unpack(bytes, { maxOutputLength: limit });
    } catch (error) {
      const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return { problem: isLarge ? 'body_too_large' : 'body_gzip' };
    }
  }
  const text = createDecoder(plain, contentType).decode(plain);
  if (text.trim() === '') return { problem: 'body_empty' };
  try {
    return { value: JSON.parse(quoteLongNumbers(text)), byteLength: plain.byteLength };
  } catch {
    return { problem: 'body_json' };
  }
}

function createDecoder([first, second]: Uint8Array, contentType = ''): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}
