import type { FileReport, ReadReport, RowCounts } from '../file/fact-file.ts';
import type { ColumnMapping } from '../file/mapping.ts';
import type { Session } from '../session.ts';
import { cleanText } from '../text-width.ts';
import type { Words } from '../word/word.ts';

/**
 * Says on standard error how each file was read, in two to a few lines: what it is, what was guessed and how to say it
 * otherwise, what was not taken.
 */
export function noteReport(report: ReadReport, session: Session): void {
  const { terminal, words } = session;
  for (const file of report.files) for (const line of describeFile(file, words)) terminal.note(line);
  for (const warning of report.warnings) terminal.note(words.message(warning));
  if (report.files.some((file) => listGuesses(file).length > 0)) terminal.note(words.say('note_override'));
}

function describeFile(report: FileReport, words: Words): string[] {
  const { mapping, rows } = report;
  const tool = mapping.tool === undefined ? [] : [mapping.tool];
  const what = [words.say(`role_${mapping.role}`), ...tool, ...describeShape(report, words)].join(', ');
  const counts = words.say('note_rows', { count: rows.read, parts: describeRows(rows, words) });
  const lines = [`${report.file}: ${what}; ${counts}`];
  const guesses = listGuesses(report)
    .slice(0, 8)
    .map((column) => words.say('note_guess', describeColumn(column)));
  if (guesses.length > 0) lines.push(`  ${words.say('note_guesses', { list: guesses.join(', ') })}`);
  for (const warning of report.warnings) lines.push(`  ${cleanText(words.message(warning))}`);
  const first = report.rejects[0];
  if (first !== undefined) {
    const reason = cleanText(words.message(first.reason));
    const { line, column } = first;
    lines.push(
      `  ${
        column === undefined
          ? words.say('note_reject', { line, reason })
          : words.say('note_reject_column', { line, column: cleanText(column), reason })
      }`,
    );
  }
  return lines;
}

/** Returns where the rows of files went, as parts that add up to the rows read. */
export function describeRows(rows: RowCounts, words: Words): string {
  const parts = [words.say('rows_taken', { count: rows.accepted })];
  if (rows.rejected > 0) parts.push(words.say('rows_rejected', { count: rows.rejected }));
  if (rows.duplicates > 0) parts.push(words.say('rows_repeated', { count: rows.duplicates }));
  if (rows.footers > 0) parts.push(words.say('rows_footer', { count: rows.footers }));
  if (rows.blank > 0) parts.push(words.say('rows_blank', { count: rows.blank }));
  return parts.join(' + ');
}

function describeShape({ shape, mapping }: FileReport, words: Words): string[] {
  const parts: string[] = [shape.kind.toUpperCase()];
  if (shape.delimiter !== undefined && shape.kind === 'csv') parts[0] += ` "${shape.delimiter}"`;
  if (shape.encoding !== undefined && !/^utf-?8$/i.test(shape.encoding)) parts.push(shape.encoding);
  const order = mapping.columns.find((column) => column.dateOrder !== undefined)?.dateOrder;
  if (order !== undefined) parts.push(words.say('shape_dates', { order: words.say(`dates_${order}`) }));
  const decimal = mapping.columns.find((column) => column.decimal === ',')?.decimal;
  if (decimal !== undefined) parts.push(words.say('shape_decimal_comma'));
  return parts;
}

function listGuesses({ mapping }: FileReport): ColumnMapping[] {
  return mapping.columns.filter(
    (column) => column.sure === 'guessed' && column.because.code !== 'because_unknown',
  );
}

function describeColumn({ column, target, field, activity }: ColumnMapping): {
  column: string;
  field: string;
} {
  return { column: cleanText(column), field: field ?? activity ?? target };
}
