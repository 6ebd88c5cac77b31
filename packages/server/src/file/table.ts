import type { MessageCode, MessageParams } from './message.ts';

/** What a cell can hold: text files give only text, XLSX, JSON and Parquet also the others. `null`: nothing. */
export type Cell = string | number | boolean | Date | readonly string[] | null;

/** Why a row or a cell cannot be taken: a message code and the parameters known so far. */
export class Problem {
  readonly code: MessageCode;
  readonly params: MessageParams;

  constructor(code: MessageCode, params: MessageParams = {}) {
    this.code = code;
    this.params = params;
  }
}

export interface TableRow {
  /** The line it begins on, from 1, the header included; the row's number in XLSX, Parquet and JSON arrays. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Set when the reader could not make out its cells; `cells` is then what was found. */
  readonly problem?: Problem;
}

/** A file as named columns and rows, whatever its kind. */
export interface Table {
  /** As written, in order; '' for a column without a name. */
  readonly columns: readonly string[];
  /** Rows from the head and, where the kind allows, from all over the file, to recognise columns by. */
  readonly sample: readonly TableRow[];
  /** All rows below the header in order, blank ones and footers included, in chunks. Can be called again. */
  rows(): AsyncIterable<readonly TableRow[]>;
}

/** Returns a cell as the text that stood in the file or would have: dates as ISO 8601, lists joined by ";". */
export function writeCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  if (typeof cell === 'object') return cell.join('; ');
  return String(cell);
}

/** Whether every cell of the row is empty. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  for (const cell of cells) {
    if (cell === null) continue;
    if (typeof cell !== 'string') return false;
    if (cell !== '' && cell.trim() !== '') return false;
  }
  return true;
}
