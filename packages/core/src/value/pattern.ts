import { foldCharacters } from './text.ts';

/**
 * A search pattern, parsed. Texts and classes are folded as the values they are put to are, so nothing in here has an
 * upper-case letter or an accent. Other engines print this form in their own notation.
 */
export type Pattern =
  | { readonly kind: 'text'; readonly text: string }
  /** Any one character (code point). */
  | { readonly kind: 'any' }
  /** One character inside (or, negated, outside) these ranges of ASCII code points, both ends included. */
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [from: number, to: number])[];
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'alternatives'; readonly parts: readonly Pattern[] }
  /** From `min` to `max` times; `max` is Infinity for * and +. */
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number };

/** A pattern that cannot be read; `position` is a 0-based offset into the pattern as written. */
export class PatternError extends Error {
  readonly position: number;

  constructor(message: string, pattern: string, position: number) {
    super(`Cannot read pattern ${JSON.stringify(pattern)}: ${message} at character ${position + 1}`);
    this.name = 'PatternError';
    this.position = position;
  }
}

/** Most times that {m,n} can ask for. */
const maxRepeat = 100;
/** Characters and choices a pattern may come to once {m,n} is written out; bounds the work per character of text. */
const maxSize = 5000;
/** Groups inside groups. */
const maxDepth = 50;
const special = '.[](){}|*+?^$\\';

/**
 * Reads a search pattern: literals, `.`, classes of ASCII characters `[a-z]` `[^0-9]`, groups `( )`, `|`, `* + ?`
 * `{m}` `{m,n}` with n up to 100, `^` and `$`. A backslash before one of `. [ ] ( ) { } | * + ? ^ $ \ / -` takes it
 * literally. Nothing else is understood: no `\d`, no lazy or possessive repetition, no look-around.
 *
 * Literals are folded in whole runs (a repeated character by itself): "Größe" searches for "grosse", and runs of white
 * space are one space, but spaces at the ends of a run stay. Letters in classes are taken in lower case.
 *
 * @throws PatternError with the position of what cannot be read
 */
export function parsePattern(source: string): Pattern {
  const reader: Reader = { source, position: 0, depth: 0 };
  const pattern = readAlternatives(reader);
  if (reader.position < source.length) fail(reader, 'a ")" without its "("');
  if (sizeOf(pattern) > maxSize) {
    throw new PatternError('repetitions inside repetitions make it too large; use smaller {m,n}', source, 0);
  }
  return pattern;
}

interface Reader {
  readonly source: string;
  position: number;
  depth: number;
}

function fail(reader: Reader, message: string, position = reader.position): never {
  throw new PatternError(message, reader.source, position);
}

function readAlternatives(reader: Reader): Pattern {
  const parts = [readSequence(reader)];
  while (reader.source[reader.position] === '|') {
    reader.position++;
    parts.push(readSequence(reader));
  }
  return parts.length === 1 ? parts[0]! : { kind: 'alternatives', parts };
}

function readSequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  let run = '';
  const endRun = (): void => {
    if (run === '') return;
    const text = foldCharacters(run);
    if (text !== '') parts.push({ kind: 'text', text });
    run = '';
  };
  const start = reader.position;
  while (reader.position < reader.source.length && !'|)'.includes(reader.source[reader.position]!)) {
    const at = reader.position;
    const literal = readLiteral(reader);
    const part = literal === undefined ? readPart(reader) : undefined;
    const repeated = readRepetition(reader, part ?? literalPart(literal!, reader, at), at);
    if (repeated === undefined && literal !== undefined) {
      run += literal;
      continue;
    }
    endRun();
    parts.push(repeated ?? part!);
  }
  endRun();
  if (parts.length === 0) fail(reader, 'nothing to search for; write a literal here', start);
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}

/** One literal character with the accents that follow it; undefined when something else comes next. */
function readLiteral(reader: Reader): string | undefined {
  const { source } = reader;
  let character = String.fromCodePoint(source.codePointAt(reader.position)!);
  if (character === '\\') {
    const escaped = source[reader.position + 1];
    if (escaped === undefined) fail(reader, 'a backslash with nothing after it');
    if (!special.includes(escaped) && escaped !== '/' && escaped !== '-') {
      fail(reader, `"\\${escaped}" is not understood; use a class such as [0-9] or [a-z]`);
    }
    character = escaped;
    reader.position++;
  } else if (character === '}' || character === ']') {
    fail(reader, `"${character}" closes nothing; write "\\${character}" for the character itself`);
  } else if (special.includes(character)) return undefined;
  reader.position += character.length;
  for (; /[\u0300-\u036f]/.test(source[reader.position] ?? ''); reader.position++) {
    character += source[reader.position];
  }
  return character;
}

function literalPart(literal: string, reader: Reader, at: number): Pattern {
  const text = foldCharacters(literal);
  if (text === '' && '*+?{'.includes(reader.source[reader.position] ?? ' ')) {
    fail(reader, 'an accent alone cannot be repeated', at);
  }
  return { kind: 'text', text };
}

function readPart(reader: Reader): Pattern {
  const at = reader.position;
  switch (reader.source[at]) {
    case '.':
      reader.position++;
      return { kind: 'any' };
    case '^':
      reader.position++;
      return { kind: 'start' };
    case '$':
      reader.position++;
      return { kind: 'end' };
    case '[':
      return readClass(reader);
    case '(':
      return readGroup(reader);
    default:
      return fail(reader, `nothing to repeat before "${reader.source[at]}"`);
  }
}

function readGroup(reader: Reader): Pattern {
  const at = reader.position++;
  if (reader.source[reader.position] === '?')
    fail(reader, '"(?" is not understood; groups are plain "( )"', at);
  if (++reader.depth > maxDepth) fail(reader, `groups nest deeper than ${maxDepth}`, at);
  const pattern = readAlternatives(reader);
  if (reader.source[reader.position] !== ')') fail(reader, 'a "(" without its ")"', at);
  reader.position++;
  reader.depth--;
  return pattern;
}

function readClass(reader: Reader): Pattern {
  const { source } = reader;
  const at = reader.position++;
  const negated = source[reader.position] === '^';
  if (negated) reader.position++;
  const ranges: [number, number][] = [];
  while (source[reader.position] !== ']') {
    const from = readClassCharacter(reader, at);
    let to = from;
    if (source[reader.position] === '-' && source[reader.position + 1] !== ']') {
      reader.position++;
      to = readClassCharacter(reader, at);
      if (to < from) fail(reader, 'a range that ends before it begins', at);
    }
    ranges.push(...foldRange(from, to));
  }
  if (ranges.length === 0) fail(reader, 'a class without characters', at);
  reader.position++;
  return { kind: 'class', negated, ranges };
}

function readClassCharacter(reader: Reader, at: number): number {
  const { source } = reader;
  if (source[reader.position] === '\\') {
    reader.position++;
    const escaped = source[reader.position];
    if (escaped !== undefined && !special.includes(escaped) && escaped !== '/' && escaped !== '-') {
      fail(reader, `"\\${escaped}" is not understood in a class; list the characters`, reader.position - 1);
    }
  }
  const code = source.charCodeAt(reader.position);
  if (Number.isNaN(code)) fail(reader, 'a "[" without its "]"', at);
  if (source[reader.position] === '[' && source[reader.position - 1] !== '\\') {
    fail(reader, 'a "[" inside a class; write "\\["');
  }
  if (code < 0x20 || code > 0x7e) fail(reader, 'classes hold printable ASCII characters only');
  reader.position++;
  return code;
}

/** Upper-case letters of a range as lower-case ones, the rest as it is. */
function foldRange(from: number, to: number): [number, number][] {
  const ranges: [number, number][] = [];
  const add = (low: number, high: number, shift: number): void => {
    const a = Math.max(from, low);
    const b = Math.min(to, high);
    if (a <= b) ranges.push([a + shift, b + shift]);
  };
  add(0x20, 0x40, 0);
  add(0x41, 0x5a, 32);
  add(0x5b, 0x7e, 0);
  return ranges;
}

/** `part` with the repetition that follows it, or undefined when none does. */
function readRepetition(reader: Reader, part: Pattern, at: number): Pattern | undefined {
  const { source } = reader;
  const character = source[reader.position];
  let bounds: readonly [number, number];
  if (character === '*') bounds = [0, Number.POSITIVE_INFINITY];
  else if (character === '+') bounds = [1, Number.POSITIVE_INFINITY];
  else if (character === '?') bounds = [0, 1];
  else if (character === '{') bounds = readCount(reader);
  else return undefined;
  if (source[at] === '^' || source[at] === '$') fail(reader, '"^" and "$" cannot be repeated', at);
  reader.position++;
  if ('*+?{'.includes(source[reader.position] ?? ' ')) {
    fail(reader, 'one repetition after another; put the first in a group');
  }
  return { kind: 'repeat', part, min: bounds[0], max: bounds[1] };
}

/** Reads {m} or {m,n} up to, not including, its closing brace. */
function readCount(reader: Reader): readonly [number, number] {
  const at = reader.position;
  const match = /^\{(\d{1,3})(?:,(\d{1,3}))?\}/.exec(reader.source.slice(at));
  if (!match) return fail(reader, 'a "{" that is not {m} or {m,n}; write "\\{" for the character itself');
  const min = Number(match[1]);
  const max = Number(match[2] ?? match[1]);
  if (max > maxRepeat) fail(reader, `at most ${maxRepeat} repetitions, got ${max}`, at);
  if (max < min || max === 0) fail(reader, `{m,n} needs 0 <= m <= n and n > 0, got ${match[0]}`, at);
  reader.position += match[0].length - 1;
  return [min, max];
}

function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'text':
      return pattern.text.length;
    case 'sequence':
    case 'alternatives':
      return pattern.parts.reduce((size, part) => size + sizeOf(part), pattern.parts.length);
    case 'repeat':
      return (
        1 + sizeOf(pattern.part) * (Number.isFinite(pattern.max) ? pattern.max : Math.max(1, pattern.min))
      );
    default:
      return 1;
  }
}
