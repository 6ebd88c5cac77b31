import type { Mapping } from './mapping.ts';
import { type Message, writeMessage } from './message.ts';

/** Counts behind the warnings of a file. */
export interface RowTally {
  fileDates: number;
  badCells: number;
  noOutcomes: number;
  noOutcomeExample: string;
  readonly guessFailures: Map<string, { count: number; line: number; kind: string }>;
  readonly ownTypes: Set<string>;
}

export const createTally = (): RowTally => ({
  fileDates: 0,
  badCells: 0,
  noOutcomes: 0,
  noOutcomeExample: '',
  guessFailures: new Map(),
  ownTypes: new Set(),
});

/** Returns what a reader should know of the rows of a file. */
export function warnOfRows(
  tally: RowTally,
  mapping: Mapping,
  rows: { read: number; rejected: number; footers: number },
): Message[] {
  const warnings: Message[] = [];
  if (rows.footers > 0) warnings.push(writeMessage('footer_found', { count: rows.footers }));
  if (rows.rejected > 0)
    warnings.push(writeMessage('rows_rejected', { count: rows.rejected, rows: rows.read }));
  if (tally.badCells > 0) warnings.push(writeMessage('cells_left_out', { count: tally.badCells }));
  if (tally.fileDates > 0) warnings.push(writeMessage('file_date_used', { count: tally.fileDates }));
  for (const [column, { count, line, kind }] of tally.guessFailures) {
    warnings.push(writeMessage('guessed_kind_failed', { column, count, kind, line }));
  }
  const status = mapping.columns.find(({ target, kind }) => target === 'outcome' && kind === 'text');
  if (tally.noOutcomes > 0 && status !== undefined && mapping.role === 'outcomes') {
    warnings.push(
      writeMessage('status_without_outcome', {
        column: status.column,
        count: tally.noOutcomes,
        example: tally.noOutcomeExample,
      }),
    );
  }
  for (const { column, kind, currency, target } of mapping.columns) {
    const isNamed = currency !== undefined || mapping.columns.some((other) => other.target === 'currency');
    if (kind === 'money' && target === 'field' && !isNamed && mapping.role !== 'outcomes')
      warnings.push(writeMessage('currency_unknown', { column }));
  }
  if (tally.ownTypes.size > 0)
    warnings.push(writeMessage('types_unknown', { types: [...tally.ownTypes].join(', ') }));
  return warnings;
}
