import { readFile } from 'node:fs/promises';
import type { Interval } from '@leadline/core';
import iconv from 'iconv-lite';
import { writeSize } from './byte-size.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { FileError } from './file-error.ts';
import { type JsonPiece, splitJsonArray, splitJsonLines } from './json-text.ts';
import { type Message, writeMessage } from './message.ts';
import { writeInterval } from './range-text.ts';
import type { FileKind, SourceFile, SourceOverride } from './source-shape.ts';
import { type Cell, Problem, type TableRow } from './table.ts';
import { readText } from './text-stream.ts';

/** One JSON object that holds the list cannot be read in pieces. */
const wholeLimitBytes = 256 * 1024 * 1024;
/** Up to this size all records are looked at for their keys, beyond it only the first. */
const keysLimitBytes = 64 * 1024 * 1024;
const keyRecords = 10_000;
const sampleRows = 2000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Opens JSON (an array of objects, or an object that holds one) or NDJSON (an object a line). Inner objects become
 * columns with dots, `properties.path`; lists of text stay lists, other lists become text.
 */
export async function openJson(
  source: { path: string; name: string; bytes: number; kind: FileKind },
  override: SourceOverride,
): Promise<SourceFile> {
  const { path, name, bytes } = source;
  const encoding = await detectEncoding(path, name, override.encoding);
  const { kind, records } = await findRecords(source, encoding);
  const places = new Map<string, number>();
  const late = new Set<string>();
  const sample: Record<string, Cell>[] = [];
  let seen = 0;
  for await (const chunk of records()) {
    for (const record of chunk) {
      seen++;
      if (record.value instanceof Problem) continue;
      for (const key of Object.keys(record.value)) if (!places.has(key)) places.set(key, places.size);
      if (sample.length < sampleRows) sample.push(record.value);
    }
    if (bytes > keysLimitBytes && seen >= keyRecords) break;
  }
  if (places.size === 0) throw new FileError(seen === 0 ? 'file_empty' : 'json_not_rows', name);
  const columns = [...places.keys()];
  const warnings: Message[] = [];
  let missed = 0;

  const toCells = (value: Record<string, Cell>): Cell[] => {
    const cells: Cell[] = new Array<Cell>(columns.length).fill(null);
    for (const key in value) {
      const place = places.get(key);
      if (place !== undefined) cells[place] = value[key]!;
      else if (late.size < 1000) late.add(key);
    }
    return cells;
  };

  return {
    path,
    name,
    shape: { kind, bytes, encoding: encoding.name },
    table: {
      columns,
      sample: sample.map((value, i) => ({ line: i + 1, cells: toCells(value) })),
      async *rows() {
        for await (const chunk of records()) {
          const rows: TableRow[] = [];
          for (const { line, value, text } of chunk) {
            if (value instanceof Problem) rows.push({ line, cells: [text], problem: value });
            else rows.push({ line, cells: toCells(value) });
          }
          yield rows;
        }
        if (late.size > missed) {
          missed = late.size;
          const names = [...late].slice(0, 5).join(', ');
          warnings.push(writeMessage('columns_late', { count: late.size, rows: keyRecords, columns: names }));
        }
      },
    },
    warnings,
  };
}

interface JsonRecord {
  readonly line: number;
  readonly value: Record<string, Cell> | Problem;
  readonly text: string;
}

type Records = () => AsyncGenerator<JsonRecord[]>;

async function findRecords(
  source: { path: string; name: string; bytes: number; kind: FileKind },
  encoding: Encoding,
): Promise<{ kind: FileKind; records: Records }> {
  const { path, name, bytes, kind } = source;
  let head = '';
  for await (const text of readText(path, encoding)) {
    head = text.trimStart();
    if (head !== '') break;
  }
  if (head.startsWith('[')) {
    return { kind: 'json', records: () => readPieces(splitJsonArray(readText(path, encoding), name)) };
  }
  const firstLine = head.slice(0, head.indexOf('\n') < 0 ? head.length : head.indexOf('\n'));
  if (kind === 'ndjson' || isWholeJson(firstLine)) {
    const list = isWholeJson(firstLine) ? findList(JSON.parse(firstLine) as Json) : undefined;
    // One object on one line that holds a list is JSON written without line breaks.
    if (list === undefined || head.slice(firstLine.length).trim() !== '') {
      return { kind: 'ndjson', records: () => readPieces(splitJsonLines(readText(path, encoding))) };
    }
  }
  if (bytes > wholeLimitBytes) {
    throw new FileError('file_too_large', name, {
      size: writeSize(bytes),
      kind: 'one JSON object',
      limit: writeSize(wholeLimitBytes),
    });
  }
  const text = iconv.decode((await readFile(path)).subarray(encoding.bomBytes), encoding.name);
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json;
  } catch (error) {
    const line = text.slice(0, findPosition(error)).split('\n').length;
    throw new FileError('json_invalid', name, { detail: describe(error) }, { line }, error);
  }
  const list = findList(whole);
  if (list === undefined) throw new FileError('json_not_rows', name);
  const records = list.map((value, i) => toRecord({ text: '', line: i + 1 }, value));
  return {
    kind: 'json',
    async *records() {
      yield records;
    },
  };
}

async function* readPieces(pieces: AsyncIterable<JsonPiece[]>): AsyncGenerator<JsonRecord[]> {
  for await (const chunk of pieces) {
    yield chunk.map((piece) => {
      try {
        return toRecord(piece, JSON.parse(piece.text) as Json);
      } catch (error) {
        return {
          line: piece.line,
          text: piece.text,
          value: new Problem('row_json', { detail: describe(error) }),
        };
      }
    });
  }
}

function toRecord(piece: JsonPiece, value: Json): JsonRecord {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { ...piece, value: new Problem('row_json', { detail: 'it is no object' }) };
  }
  const cells: Record<string, Cell> = {};
  flatten(value, '', cells);
  return { ...piece, value: cells };
}

function flatten(value: { [key: string]: Json }, prefix: string, cells: Record<string, Cell>): void {
  for (const key of Object.keys(value)) {
    const inner = value[key]!;
    const name = prefix + key;
    if (inner === null || typeof inner !== 'object') cells[name] = inner;
    else if (isInterval(inner)) cells[name] = writeInterval(inner);
    else if (!Array.isArray(inner)) flatten(inner, `${name}.`, cells);
    else if (inner.every((one) => typeof one === 'string')) cells[name] = inner as string[];
    else cells[name] = JSON.stringify(inner);
  }
}

/** A range or money as our own files write it. */
function isInterval(value: object): value is Interval {
  const keys = Object.keys(value);
  return (
    keys.includes('lo') && keys.includes('hi') && keys.every((key) => ['lo', 'hi', 'currency'].includes(key))
  );
}

/** The list of objects in an answer of an API: the value itself, or the first list of objects one level down. */
function findList(value: Json): Json[] | undefined {
  const isRows = (list: Json): list is Json[] =>
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((one) => one !== null && typeof one === 'object' && !Array.isArray(one));
  if (isRows(value)) return value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.values(value).find(isRows) as Json[] | undefined;
}

function isWholeJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const describe = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/ in JSON.*$/s, '');

function findPosition(error: unknown): number {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '');
  return found === null ? 0 : Number(found[1]);
}
