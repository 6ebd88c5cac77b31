import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { type Finding, type Path, type Position, quoteValue } from './problem.ts';
import type { ProblemCode } from './problem-text.ts';

/** The longest document that is read, in UTF-16 units. */
export const mostCharacters = 1 << 20;
/** How deep lists and maps may be nested. */
export const mostLevels = 64;
/** How many keys and values a document may hold, each alias counted with all it stands for. */
export const mostValues = 200_000;

/** Control characters but tab and line ends, surrogates without their other half, and what is no character. */
export const unprintable = /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** A text as plain values, and where each of them stands. */
export interface SourceDocument {
  /** Not to be used when there are findings, but for the names in it. */
  readonly value: unknown;
  readonly findings: readonly (Finding & { readonly position?: Position })[];
  /** Where the value at a path begins, or its key; the nearest place around it if it is not in the text. */
  locate(path: Path, aboutKey?: boolean): Position | undefined;
}

interface Place {
  readonly self: number;
  readonly entries: Map<string, { readonly key: number; readonly value: number }>;
}

/**
 * Reads YAML 1.2 or JSON. Hostile text ends in findings in bounded time: size, depth and number of values are limited
 * and aliases are counted with what they stand for. Tags, merge keys and a second document are refused.
 */
export function readDocument(text: string): SourceDocument {
  const refusal = refuseText(text);
  if (refusal) return { value: undefined, findings: [refusal], locate: () => undefined };
  const lines = new LineCounter();
  const toPosition = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // The library compares each key with all others to find duplicates; Converter does so with a set.
  const yaml = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    version: '1.2',
  });
  if (yaml.errors.length > 0) {
    const findings: (Finding & { position: Position })[] = [];
    for (const error of yaml.errors.slice(0, 1000)) {
      const position = toPosition(error.pos[0]);
      // One slip makes the library stumble over the rest of its line as well.
      if (position.line !== findings.at(-1)?.position.line)
        findings.push({ ...toFinding(error, text), position });
      if (findings.length === 20) break;
    }
    return { value: undefined, findings, locate: () => undefined };
  }
  const converter = new Converter();
  const contents: unknown = yaml.contents;
  const empty = contents === null || (isScalar(contents) && contents.value === null);
  const value = empty ? undefined : converter.convert(contents as Node, [], 0);
  if (empty) converter.findings.push({ code: 'empty_document', path: [], offset: 0 });
  return {
    value,
    findings: converter.findings.map(({ offset, firstOffset, ...finding }) => {
      const first = firstOffset === undefined ? {} : { line: toPosition(firstOffset).line };
      return { ...finding, params: { ...finding.params, ...first }, position: toPosition(offset) };
    }),
    locate: (path, aboutKey = false) => {
      const offset = converter.findOffset(value, path, aboutKey);
      return offset === undefined ? undefined : toPosition(offset);
    },
  };
}

/** Text that is not even given to the library. */
function refuseText(text: string): (Finding & { position?: Position }) | undefined {
  if (text.length > mostCharacters) return refuse('too_large', { most: mostCharacters });
  const found = unprintable.exec(text);
  if (found) {
    const before = text.slice(0, found.index).split('\n');
    const code = nameCharacter(found[0]);
    const position = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return { code: 'control_character', path: [], params: { code }, position };
  }
  // So many open brackets would only exhaust the stack of a recursive reader, whatever they stand in.
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > 1000) return refuse('too_deep', { most: mostLevels });
  }
  return undefined;
}

function refuse(code: ProblemCode, params: Record<string, number>): Finding & { position: Position } {
  return { code, path: [], params, position: { line: 1, column: 1 } };
}

/** A character as its code point, such as 001B. */
export function nameCharacter(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

const yamlCodes: Partial<Record<YAMLError['code'], ProblemCode>> = {
  ALIAS_PROPS: 'unexpected_token',
  BAD_ALIAS: 'unexpected_token',
  BAD_COLLECTION_TYPE: 'custom_tag',
  BAD_DIRECTIVE: 'bad_directive',
  BAD_DQ_ESCAPE: 'bad_escape',
  BAD_INDENT: 'bad_indent',
  BAD_PROP_ORDER: 'unexpected_token',
  BAD_SCALAR_START: 'bad_scalar_start',
  BLOCK_AS_IMPLICIT_KEY: 'nested_mapping',
  BLOCK_IN_FLOW: 'bad_indent',
  KEY_OVER_1024_CHARS: 'key_too_long',
  MISSING_CHAR: 'missing_character',
  MULTILINE_IMPLICIT_KEY: 'key_too_long',
  MULTIPLE_ANCHORS: 'unexpected_token',
  MULTIPLE_DOCS: 'several_documents',
  MULTIPLE_TAGS: 'custom_tag',
  RESOURCE_EXHAUSTION: 'too_deep',
  TAB_AS_INDENT: 'tab_indent',
  TAG_RESOLVE_FAILED: 'custom_tag',
  UNEXPECTED_TOKEN: 'unexpected_token',
};

function toFinding(error: YAMLError, text: string): Finding {
  // The library tells a bracket that is never closed as text that is not indented enough.
  const isOpen = error.code === 'BAD_INDENT' && error.message.includes('end with a');
  const code = isOpen ? 'missing_character' : (yamlCodes[error.code] ?? 'bad_yaml');
  const line = text.slice(error.pos[0], error.pos[0] + 40).split('\n')[0] ?? '';
  if (code === 'bad_yaml') return { code, path: [], params: { detail: error.message } };
  if (code === 'too_deep') return { code, path: [], params: { most: mostLevels } };
  if (code === 'bad_scalar_start') return { code, path: [], params: { got: line.slice(0, 1) } };
  return line.trim() === ''
    ? { code, path: [] }
    : { code, path: [], params: { got: quoteValue(line.trim()) } };
}

/** One walk over the library's nodes, which counts what it makes and stops at the limits. */
class Converter {
  readonly findings: (Finding & { offset: number; firstOffset?: number })[] = [];
  readonly #places = new WeakMap<object, Place>();
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #values = 0;

  convert(node: Node | null, path: Path, offset: number): unknown {
    if (node === null) return this.#count(path, offset) ? null : undefined;
    const start = node.range?.[0] ?? offset;
    if (!this.#count(path, start)) return undefined;
    if (isAlias(node)) return this.#convertAlias(node.source, path, start);
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined) return this.#refuse('custom_tag', path, start, { got: quoteValue(node.tag) });
    if (path.length > mostLevels) return this.#refuse('too_deep', path, start, { most: mostLevels });
    if (isScalar(node)) return this.#convertScalar(node.value, path, start);
    this.#open.add(node);
    const value = isSeq(node) ? this.#convertSeq(node, path, start) : this.#convertMap(node, path, start);
    this.#open.delete(node);
    return value;
  }

  findOffset(root: unknown, path: Path, aboutKey: boolean): number | undefined {
    let value = root;
    let offset = typeof root === 'object' && root !== null ? this.#places.get(root)?.self : 0;
    for (const [index, step] of path.entries()) {
      if (typeof value !== 'object' || value === null) return offset;
      const entry = this.#places.get(value)?.entries.get(String(step));
      if (!entry) return offset;
      offset = aboutKey && index === path.length - 1 ? entry.key : entry.value;
      value = (value as Record<string | number, unknown>)[step];
    }
    return offset;
  }

  #count(path: Path, offset: number): boolean {
    if (++this.#values <= mostValues) return true;
    if (this.#values === mostValues + 1) {
      this.#refuse('too_many_values', path, offset, { most: mostValues });
    }
    return false;
  }

  #refuse(
    code: ProblemCode,
    path: Path,
    offset: number,
    params: Record<string, string | number> = {},
    firstOffset?: number,
  ): undefined {
    const finding = { code, path, params, offset };
    if (this.findings.length < 100) {
      this.findings.push(firstOffset === undefined ? finding : { ...finding, firstOffset });
    }
    return undefined;
  }

  #convertAlias(name: string, path: Path, offset: number): unknown {
    const node = this.#anchors.get(name);
    if (!node) return this.#refuse('unknown_alias', path, offset, { got: name });
    if (this.#open.has(node)) return this.#refuse('alias_cycle', path, offset, { got: name });
    return this.convert(node, path, offset);
  }

  #convertScalar(value: unknown, path: Path, offset: number): unknown {
    if (typeof value === 'string') {
      const found = unprintable.exec(value);
      if (!found) return value;
      return this.#refuse('control_character', path, offset, { code: nameCharacter(found[0]) });
    }
    return Object.is(value, -0) ? 0 : value;
  }

  #convertSeq(node: { items: unknown[] }, path: Path, self: number): unknown[] {
    const place: Place = { self, entries: new Map() };
    const list: unknown[] = [];
    this.#places.set(list, place);
    for (const [index, item] of node.items.entries()) {
      if (this.#values > mostValues) break;
      const child = item as Node | null;
      const offset = child?.range?.[0] ?? self;
      place.entries.set(String(index), { key: offset, value: offset });
      list.push(this.convert(child, [...path, index], offset));
    }
    return list;
  }

  #convertMap(node: unknown, path: Path, self: number): Record<string, unknown> | undefined {
    const place: Place = { self, entries: new Map() };
    const map: Record<string, unknown> = {};
    this.#places.set(map, place);
    for (const pair of isMap(node) ? node.items : []) {
      if (!isPair(pair) || this.#values > mostValues) break;
      const keyNode = pair.key as Node | null;
      const at = keyNode?.range?.[0] ?? self;
      if (!this.#count(path, at)) break;
      const key = this.#convertKey(keyNode, path, at);
      if (key === undefined) continue;
      const first = place.entries.get(key);
      if (first) {
        this.#refuse('duplicate_key', [...path, key], at, { got: quoteValue(key) }, first.key);
        continue;
      }
      const child = pair.value as Node | null;
      const offset = child?.range?.[0] ?? at;
      place.entries.set(key, { key: at, value: offset });
      map[key] = this.convert(child, [...path, key], offset);
    }
    return map;
  }

  /** Keys are text as it is written: `1` is "1" and `true` is "true". */
  #convertKey(node: Node | null, path: Path, offset: number): string | undefined {
    if (isAlias(node)) return this.#refuse('key_not_text', path, offset);
    if (node !== null && !isScalar(node)) return this.#refuse('key_not_text', path, offset);
    const text = typeof node?.value === 'string' ? node.value : (node?.source ?? '');
    if (text === '') return this.#refuse('key_empty', path, offset);
    if (node?.tag !== undefined)
      return this.#refuse('custom_tag', path, offset, { got: quoteValue(node.tag) });
    if (text === '<<' && node?.type === 'PLAIN') return this.#refuse('merge_key', path, offset);
    if (text === '__proto__') return this.#refuse('forbidden_key', path, offset, { got: quoteValue(text) });
    return typeof this.#convertScalar(text, path, offset) === 'string' ? text : undefined;
  }
}
