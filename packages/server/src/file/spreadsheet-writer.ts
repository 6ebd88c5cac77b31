import { writeFile } from 'node:fs/promises';
import type { PlainValue } from '@leadline/core';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { FileError } from './file-error.ts';
import { escapeFormula } from './formula.ts';
import type { ScoreColumn, ScoreWriter } from './score-row.ts';
import { writeText } from './text-writer.ts';

/** What a sheet of Excel holds, but for the header. */
const mostRows = 1_048_575;
const longestCell = 32_767;
type SheetCell = NonNullable<SheetData[number][number]>;

/** XLSX, one sheet, the header in bold and kept in sight. Dates are dates, numbers are numbers. Held in memory. */
export const writeSpreadsheet: ScoreWriter = async (rows, columns, { path, name }) => {
  const data: SheetData = [
    columns.map((column) => ({ value: escapeFormula(column.name), fontWeight: 'bold' as const })),
  ];
  for await (const row of rows) {
    if (data.length > mostRows) throw new FileError('write_too_many_rows', name, { limit: mostRows });
    data.push(columns.map((column) => writeSheetCell(row[column.name], column, data.length + 1, name)));
  }
  const buffer = await writeExcelFile(data, { sheet: 'Scores', stickyRowsCount: 1 }).toBuffer();
  await writeFile(path, buffer);
  return data.length - 1;
};

function writeSheetCell(
  value: PlainValue | null | undefined,
  column: ScoreColumn,
  line: number,
  name: string,
): SheetCell | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  if (column.kind === 'date' && typeof value === 'string') {
    const at = Date.parse(value);
    if (!Number.isNaN(at))
      return {
        value: new Date(at),
        type: Date,
        format: value.length > 10 ? 'yyyy-mm-dd hh:mm' : 'yyyy-mm-dd',
      };
  }
  // XML cannot hold control characters.
  const text = escapeFormula(
    writeText(value)
      .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd')
      .toWellFormed(),
  );
  if (text.length > longestCell)
    throw new FileError(
      'write_too_long',
      name,
      { column: column.name, limit: longestCell },
      { line, column: column.name },
    );
  return { value: text, type: String };
}
