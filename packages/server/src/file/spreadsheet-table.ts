import readExcelFile from 'read-excel-file/node';
import { writeSize } from './byte-size.ts';
import { FileError } from './file-error.ts';
import { findHeader } from './header-row.ts';
import { type Message, writeMessage } from './message.ts';
import type { FileKind, SourceFile, SourceOverride } from './source-shape.ts';
import { type Cell, isBlankRow, type TableRow, writeCell } from './table.ts';
import { checkZip } from './zip-directory.ts';

const limitBytes = 100 * 1024 * 1024;
const limitRows = 500_000;
const chunkRows = 5000;
const sampleRows = 5000;

/**
 * Opens a sheet of an XLSX file: the one asked for, else the first that holds a table. The file is held in memory, so
 * its size, what it unpacks to and its rows are limited; larger tables belong in CSV. Formulas give their last result.
 */
export async function openSpreadsheet(
  source: { path: string; name: string; bytes: number; kind: FileKind },
  override: SourceOverride,
): Promise<SourceFile> {
  const { path, name, bytes } = source;
  if (bytes > limitBytes) {
    throw new FileError('file_too_large', name, {
      size: writeSize(bytes),
      kind: 'XLSX',
      limit: writeSize(limitBytes),
    });
  }
  const entries = await checkZip(path, name);
  if (!entries.some((entry) => entry.name.startsWith('xl/'))) {
    throw new FileError('file_unknown_kind', name, {
      detail: 'it is a zip file and no spreadsheet; unpack it first',
    });
  }
  const sheets = await readSheets(path, name);
  const chosen = chooseSheet(sheets, name, override.sheet);
  const warnings: Message[] = [];
  const filled = sheets.filter((sheet) => sheet.rows.some((row) => !isBlankRow(row.cells)));
  if (override.sheet === undefined && filled.length > 1) {
    const others = filled.filter((sheet) => sheet !== chosen).map((sheet) => `"${sheet.name}"`);
    warnings.push(writeMessage('sheet_chosen', { sheet: chosen.name, sheets: others.join(', ') }));
  }
  if (chosen.rows.length > limitRows) {
    throw new FileError('sheet_too_long', name, { rows: chosen.rows.length, limit: limitRows });
  }
  if (chosen.rows.every((row) => isBlankRow(row.cells))) throw new FileError('file_empty', name);
  const header = findHeader(chosen.rows.slice(0, 1000), name, override.headerLine);
  const rows = chosen.rows.slice(header.position + 1);
  const step = Math.max(1, Math.ceil(rows.length / sampleRows));
  return {
    path,
    name,
    shape: { kind: 'xlsx', bytes, sheet: chosen.name, headerLine: header.line },
    table: {
      columns: header.columns,
      sample: rows.filter((_, i) => i % step === 0 || i < 100),
      async *rows() {
        for (let i = 0; i < rows.length; i += chunkRows) yield rows.slice(i, i + chunkRows);
      },
    },
    warnings,
  };
}

interface SheetRows {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

async function readSheets(path: string, name: string): Promise<SheetRows[]> {
  try {
    const sheets = await readExcelFile(path);
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map((cells, i) => ({ line: i + 1, cells: cells.map(readSheetCell) })),
    }));
  } catch (error) {
    throw new FileError(
      'zip_damaged',
      name,
      { detail: error instanceof Error ? error.message : String(error) },
      {},
      error,
    );
  }
}

function readSheetCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value : String(value);
}

function chooseSheet(sheets: readonly SheetRows[], name: string, wanted?: string | number): SheetRows {
  const names = sheets.map((sheet) => `"${sheet.name}"`).join(', ');
  if (wanted !== undefined) {
    const found = sheets.find((sheet, i) => sheet.name === wanted || i + 1 === Number(wanted));
    if (found === undefined) throw new FileError('sheet_missing', name, { sheet: wanted, sheets: names });
    return found;
  }
  const isTable = (sheet: SheetRows): boolean =>
    sheet.rows.filter((row) => row.cells.filter((cell) => writeCell(cell).trim() !== '').length > 1).length >
    1;
  const found = sheets.find(isTable) ?? sheets.find((sheet) => sheet.rows.length > 0);
  if (found === undefined) throw new FileError('file_empty', name);
  return found;
}
