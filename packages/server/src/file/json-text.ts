import { FileError } from './file-error.ts';

/** The text of one value in a file of JSON, and the line it begins on. */
export interface JsonPiece {
  readonly text: string;
  readonly line: number;
}

const longestRecord = 16_000_000;

/** Yields the lines of NDJSON that hold something. */
export async function* splitJsonLines(texts: AsyncIterable<string>): AsyncGenerator<JsonPiece[]> {
  let rest = '';
  let line = 1;
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const pieces: JsonPiece[] = [];
    for (const one of lines) {
      if (one.trim() !== '') pieces.push({ text: one, line });
      line++;
    }
    if (pieces.length > 0) yield pieces;
  }
  if (rest.trim() !== '') yield [{ text: rest, line }];
}

/**
 * Yields the elements of a JSON array without holding the array: follows strings and brackets, and leaves the rest to
 * JSON.parse. Throws FileError if the array is not closed, or something stands behind it.
 */
export async function* splitJsonArray(
  texts: AsyncIterable<string>,
  name: string,
): AsyncGenerator<JsonPiece[]> {
  let rest = '';
  let at = 0;
  let start = -1;
  let depth = 0;
  let line = 1;
  let startLine = 1;
  let inString = false;
  let isClosed = false;
  for await (const text of texts) {
    rest += text;
    const pieces: JsonPiece[] = [];
    for (; at < rest.length; at++) {
      const code = rest.charCodeAt(at);
      if (code === 10) line++;
      if (inString) {
        if (code === 92) at++;
        else if (code === 34) inString = false;
        continue;
      }
      if (code === 32 || code === 9 || code === 10 || code === 13 || code === 0xfeff) continue;
      if (isClosed)
        throw new FileError('json_invalid', name, { detail: 'text behind the end of the array' }, { line });
      const ends = depth === 1 && (code === 44 || code === 93);
      if (ends) {
        if (start >= 0) pieces.push({ text: rest.slice(start, at), line: startLine });
        start = -1;
        if (code === 93) isClosed = true;
        continue;
      }
      if (depth === 1 && start < 0) {
        start = at;
        startLine = line;
      }
      if (code === 34) inString = true;
      else if (code === 91 || code === 123) depth++;
      else if (code === 93 || code === 125) depth--;
    }
    const keep = start < 0 ? rest.length : start;
    if (rest.length - keep > longestRecord) {
      throw new FileError(
        'json_invalid',
        name,
        { detail: 'an element of more than 16,000,000 characters' },
        { line: startLine },
      );
    }
    // `at` may stand one past the end: a backslash was the last character of this piece.
    at -= keep;
    if (start >= 0) start = 0;
    rest = rest.slice(keep);
    if (pieces.length > 0) yield pieces;
  }
  if (!isClosed) throw new FileError('json_invalid', name, { detail: 'the array is not closed' }, { line });
}
