import { open } from 'node:fs/promises';
import { detectEncoding, type Encoding } from './encoding.ts';
import { FileError } from './file-error.ts';
import { findHeader } from './header-row.ts';
import { type Message, writeMessage } from './message.ts';
import { createRowParser, type DelimitedShape } from './row-parser.ts';
import type { FileKind, SourceFile, SourceOverride } from './source-shape.ts';
import type { TableRow } from './table.ts';
import { readText } from './text-stream.ts';

const headRows = 2000;
const blockBytes = 65_536;
const blocks = 10;
const delimiters = [',', ';', '\t', '|'] as const;

/** Opens a CSV or TSV file: encoding, delimiter, line ends and header are found from its head. */
export async function openDelimited(
  source: { path: string; name: string; bytes: number; kind: FileKind },
  override: SourceOverride,
): Promise<SourceFile> {
  const { path, name, bytes } = source;
  const encoding = await detectEncoding(path, name, override.encoding);
  const head = await readHead(path, encoding);
  if (head.trim() === '') throw new FileError('file_empty', name);
  const lineEnd = !head.includes('\n') && head.includes('\r') ? '\r' : '\n';
  const quote = override.quote ?? '"';
  const base = { quote, name, encoding: encoding.name, lineEnd } as const;
  const delimiter = override.delimiter ?? findDelimiter(head, source.kind, base);
  const shape: DelimitedShape = { ...base, delimiter };

  const rows = async function* (): AsyncGenerator<TableRow[]> {
    const parser = createRowParser(shape);
    for await (const text of readText(path, encoding)) {
      const parsed = parser.push(text);
      if (parsed.length > 0) yield parsed;
    }
    const last = parser.end();
    if (last.length > 0) yield last;
  };

  const headSample: TableRow[] = [];
  for await (const chunk of rows()) {
    for (const row of chunk) if (headSample.length < headRows) headSample.push(row);
    if (headSample.length >= headRows) break;
  }
  const header = findHeader(headSample, name, override.headerLine);
  const spread =
    headSample.length < headRows ? [] : await readSpread(path, bytes, encoding, shape, header.columns.length);
  const warnings: Message[] = [];
  if (encoding.isGuessed) warnings.push(writeMessage('encoding_guessed', { encoding: encoding.name }));
  return {
    path,
    name,
    shape: {
      kind: delimiter === '\t' ? 'tsv' : 'csv',
      bytes,
      encoding: encoding.name,
      delimiter,
      quote,
      headerLine: header.line,
    },
    table: {
      columns: header.columns,
      sample: [...headSample.slice(header.position + 1), ...spread],
      async *rows() {
        let skip = header.position + 1;
        for await (const chunk of rows()) {
          if (skip >= chunk.length) skip -= chunk.length;
          else {
            yield skip === 0 ? chunk : chunk.slice(skip);
            skip = 0;
          }
        }
      },
    },
    warnings,
  };
}

async function readHead(path: string, encoding: Encoding): Promise<string> {
  for await (const text of readText(path, encoding)) {
    if (text.trim() !== '') return text.slice(0, 262_144);
  }
  return '';
}

/**
 * The delimiter that gives most rows the same number of cells, more than one; a file of one column has none of them
 * and gets the comma.
 */
function findDelimiter(head: string, kind: FileKind, base: Omit<DelimitedShape, 'delimiter'>): string {
  const hint = /^sep=(.)\r?\n/i.exec(head)?.[1];
  if (hint !== undefined) return hint;
  let best: string = kind === 'tsv' ? '\t' : ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const parser = createRowParser({ ...base, delimiter });
    const rows = parser.push(head.slice(0, 65_536));
    if (rows.length < 200) rows.push(...parser.end());
    const widths = new Map<number, number>();
    const read = rows
      .slice(0, 200)
      .filter((row) => row.cells.length > 1 || String(row.cells[0]).trim() !== '');
    for (const row of read)
      if (row.problem === undefined) widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
    for (const [width, count] of widths) {
      if (width === 1) continue;
      // A regular file of many columns beats an accidental comma in a sentence.
      const score = (count / read.length) ** 2 * Math.log2(width + 1) * (delimiter === best ? 1.01 : 1);
      if (score > bestScore) {
        bestScore = score;
        best = delimiter;
      }
    }
  }
  return best;
}

/** Rows from blocks all over a long file, so that a column is not judged by its first days alone. */
async function readSpread(
  path: string,
  bytes: number,
  encoding: Encoding,
  shape: DelimitedShape,
  width: number,
): Promise<TableRow[]> {
  if (encoding.name.startsWith('utf-16') || shape.lineEnd === '\r') return [];
  const rows: TableRow[] = [];
  const file = await open(path);
  try {
    for (let i = 1; i <= blocks; i++) {
      const buffer = Buffer.alloc(blockBytes);
      const position = Math.max(0, Math.floor(((bytes - blockBytes) * i) / blocks));
      const { bytesRead } = await file.read(buffer, 0, blockBytes, position);
      const block = buffer.subarray(0, bytesRead);
      const text = block
        .subarray(block.indexOf(10) + 1, block.lastIndexOf(10) + 1)
        .toString(isUtf8Name(encoding) ? 'utf8' : 'latin1');
      // The block may begin inside a quoted cell: only rows that have the right number of cells are trusted.
      for (const row of createRowParser(shape).push(text)) {
        if (row.problem === undefined && row.cells.length === width) rows.push({ ...row, line: 0 });
      }
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  } finally {
    await file.close();
  }
  return rows;
}

const isUtf8Name = (encoding: Encoding): boolean => encoding.name === 'utf-8' || encoding.name === 'utf8';
