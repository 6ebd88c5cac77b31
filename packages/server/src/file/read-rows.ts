import type { Reject, RowCounts } from './fact-file.ts';
import { FileError } from './file-error.ts';
import { createFooterFinder } from './footer.ts';
import { writeMessage } from './message.ts';
import type { RejectFile } from './reject-file.ts';
import type { CellProblem } from './row-plan.ts';
import type { RowContext, RowReader } from './row-reader.ts';
import type { SourceFile } from './source-shape.ts';
import { isBlankRow, Problem, type TableRow, writeCell } from './table.ts';

const keptRejects = 100;

/** Reads all rows of a file and says where each went. Throws FileError if they do not add up. */
export async function readRows(
  source: SourceFile,
  readRow: RowReader,
  context: RowContext,
  rejects: RejectFile,
  afterChunk: (rows: number) => void | Promise<void>,
): Promise<{ counts: RowCounts; rejected: Reject[] }> {
  const counts = { read: 0, accepted: 0, rejected: 0, duplicates: 0, footers: 0, blank: 0 };
  const rejected: Reject[] = [];
  const columns = source.table.columns;
  const isFooter = createFooterFinder(columns.length);
  const needed = columns.findLastIndex((column) => column !== '') + 1;
  for await (const chunk of source.table.rows()) {
    for (const row of chunk) {
      counts.read++;
      const isBlank = row.problem === undefined && isBlankRow(row.cells);
      if (isFooter(row, isBlank)) {
        counts.footers++;
        continue;
      }
      if (isBlank) {
        counts.blank++;
        continue;
      }
      const problem = row.problem ?? checkWidth(row, columns.length, needed, source.shape.kind);
      const result = problem === undefined ? readRow(row, context) : findCell(row, columns, problem);
      if (result === 'accepted') counts.accepted++;
      else if (result === 'duplicate') counts.duplicates++;
      else {
        counts.rejected++;
        const reject = toReject(source.name, row, result);
        if (rejected.length < keptRejects) rejected.push(reject);
        await rejects.add(reject);
      }
    }
    await afterChunk(counts.read);
  }
  const { read, accepted, duplicates, footers, blank } = counts;
  if (read === 0) throw new FileError('file_without_rows', source.name);
  if (read !== accepted + counts.rejected + duplicates + footers + blank) {
    throw new FileError('row_count', source.name, { detail: JSON.stringify(counts) });
  }
  return { counts, rejected };
}

/** Cells beyond the header may only be empty; cells may only be missing where no column has a name. */
function checkWidth(row: TableRow, columns: number, needed: number, kind: string): Problem | undefined {
  const { cells } = row;
  if (kind !== 'csv' && kind !== 'tsv') return undefined;
  if (cells.length < needed) return new Problem('row_too_short', { cells: cells.length, columns });
  if (cells.length > columns && cells.slice(columns).some((cell) => writeCell(cell).trim() !== '')) {
    return new Problem('row_too_long', { cells: cells.length, columns });
  }
  return undefined;
}

/** A problem of the whole row, with the column of the cell it names. */
function findCell(row: TableRow, columns: readonly string[], problem: Problem): CellProblem {
  const value = problem.params.value;
  const place = value === undefined ? -1 : row.cells.findIndex((cell) => /[\0\uffff]/.test(writeCell(cell)));
  return { column: columns[place] ?? '', value: String(value ?? ''), problem };
}

function toReject(file: string, row: TableRow, { column, value, problem }: CellProblem): Reject {
  const clean = (text: string): string => text.replace(/[\0\uffff]/g, '\ufffd');
  const params = {
    ...problem.params,
    ...(typeof problem.params.value === 'string' ? { value: clean(problem.params.value).slice(0, 200) } : {}),
  };
  return {
    file,
    line: row.line,
    ...(column === '' ? {} : { column }),
    ...(value === '' ? {} : { value: clean(value) }),
    reason: writeMessage(problem.code, params),
    row: row.cells.map((cell) => clean(writeCell(cell))),
  };
}
