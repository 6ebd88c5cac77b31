import { type ColumnSample, textsOf } from './column-sample.ts';
import { type DateEvidence, findDateOrder } from './date-order.ts';
import { writeOrder } from './date-text.ts';
import type { FactFile } from './fact-file.ts';
import type { ColumnMapping, DateOrder, DecimalSign } from './mapping.ts';
import { type Message, writeMessage } from './message.ts';
import { type DecimalEvidence, findDecimal } from './number-text.ts';
import { findSeparator } from './plain-text.ts';

export interface FormatHint {
  readonly language: string | undefined;
  readonly delimiter: string | undefined;
}

/**
 * Adds to each column how its numbers, dates and lists are written: as given, else as its own values show, else as the
 * other columns of the file show, else assumed by language and said.
 */
export function addFormats(
  columns: readonly ColumnMapping[],
  samples: readonly ColumnSample[],
  file: FactFile,
  hint: FormatHint,
  warnings: Message[],
): ColumnMapping[] {
  const usesComma = hint.language === 'nl' || hint.language === 'sv' || hint.delimiter === ';';
  const isNumeric = ({ kind, target }: ColumnMapping): boolean =>
    ['number', 'range', 'money'].includes(kind) && target !== 'ignored';
  const isDate = ({ kind, target }: ColumnMapping): boolean => kind === 'date' && target !== 'ignored';
  const decimals = new Map<number, DecimalEvidence>();
  const orders = new Map<number, DateEvidence>();
  for (const column of columns) {
    const texts = samples[column.index]!.texts;
    // Sizes are whole: "1.000+" says nothing of decimals, so it may not decide for other columns.
    if (isNumeric(column)) decimals.set(column.index, findDecimal(texts, usesComma ? ',' : '.'));
    if (isDate(column))
      orders.set(
        column.index,
        findDateOrder(texts, {
          ...(hint.language === undefined ? {} : { language: hint.language }),
          isKnownDate: true,
        }),
      );
  }
  const shownDecimal = commonest(
    [...decimals.values()].filter(({ how }) => how === 'shown').map(({ sign }) => sign),
  );
  const dayOrders = [...orders.values()].filter(
    ({ how, order }) => how === 'shown' && (order === 'dmy' || order === 'mdy'),
  );
  const shownOrder = commonest(dayOrders.map(({ order }) => order));
  return columns.map((column) => {
    if (isNumeric(column))
      return {
        ...column,
        ...pickDecimal(column, decimals.get(column.index)!, file.decimal ?? shownDecimal, file, warnings),
      };
    if (isDate(column))
      return {
        ...column,
        dateOrder: pickOrder(column, orders.get(column.index)!, shownOrder, file, warnings),
      };
    if (column.kind === 'list')
      return { ...column, separator: column.separator ?? findSeparator(textsOf(samples[column.index]!)) };
    return column;
  });
}

function pickDecimal(
  column: ColumnMapping,
  evidence: DecimalEvidence,
  shown: DecimalSign | undefined,
  file: FactFile,
  warnings: Message[],
): { decimal: DecimalSign; currency?: string } {
  const currency = column.currency ?? (column.kind === 'money' ? file.currency : undefined);
  const rest = currency === undefined ? {} : { currency };
  const given = column.decimal ?? file.decimal;
  if (given !== undefined) return { decimal: given, ...rest };
  if (evidence.how === 'mixed') {
    warnings.push(writeMessage('decimals_mixed', { column: column.column, example: evidence.example ?? '' }));
  }
  if (evidence.how !== 'assumed' || column.kind !== 'number')
    return { decimal: evidence.how === 'assumed' ? (shown ?? evidence.sign) : evidence.sign, ...rest };
  if (shown !== undefined) return { decimal: shown, ...rest };
  const example = evidence.example ?? '';
  const isGrouped = !example.includes(evidence.sign);
  const digits = example.replace(/[^\d.,]/g, '');
  const reading = isGrouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.');
  warnings.push(writeMessage('decimals_ambiguous', { column: column.column, example, reading }));
  return { decimal: evidence.sign, ...rest };
}

function pickOrder(
  column: ColumnMapping,
  evidence: DateEvidence,
  shown: DateOrder | undefined,
  file: FactFile,
  warnings: Message[],
): DateOrder {
  const given = column.dateOrder ?? file.dateOrder;
  if (given !== undefined) return given;
  if (evidence.how === 'shown') return evidence.order;
  if (shown !== undefined) return shown;
  warnings.push(
    writeMessage('dates_ambiguous', { column: column.column, order: writeOrder(evidence.order) }),
  );
  return evidence.order;
}

function commonest<T extends string>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
