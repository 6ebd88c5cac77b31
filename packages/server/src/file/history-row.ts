import type { PlainValue } from '@leadline/core';
import { createCellReader, type ReadingContext } from './cell-reader.ts';
import { findName } from './column-name.ts';
import { nameField } from './header.ts';
import type { ColumnMapping } from './mapping.ts';
import { getMeaning } from './meaning.ts';
import { writeMessage } from './message.ts';
import { type CellProblem, readTextOf } from './row-plan.ts';
import { problemAt, type RowContext, type RowResult, readIdentity } from './row-reader.ts';
import { type Cell, Problem, type TableRow } from './table.ts';

interface HistoryField {
  readonly field: string;
  readonly read: (cell: Cell | undefined) => PlainValue | null | Problem;
}

/**
 * Returns a reader of long histories: one change of one field a row, with its date. A field is named as a column of
 * that header would be, so "jobtitle" and "Functie" are both jobTitle. An empty value clears the field from then on.
 */
export function createHistoryRowReader(
  context: ReadingContext,
  isOfAccounts: boolean,
): (row: TableRow, row_: RowContext) => RowResult {
  const fields = new Map<string, HistoryField>();
  const getField = (name: string, value: ColumnMapping): HistoryField => {
    const known = fields.get(name);
    if (known !== undefined) return known;
    const found = findName(name, isOfAccounts ? 'accounts' : 'leads', undefined);
    const meaning = found === undefined ? undefined : getMeaning(found.found.meaning);
    const isField = meaning?.field !== undefined;
    const column: ColumnMapping = {
      ...value,
      kind: isField ? meaning.kind : 'text',
      because: writeMessage('because_unknown'),
    };
    const made = {
      field: isField ? meaning.field! : nameField(name),
      read: createCellReader(column, context),
    };
    fields.set(name, made);
    return made;
  };
  return (row, { plan, sink, registry, source, knownAt, ...rest }) => {
    const whole: RowContext = { plan, sink, registry, source, knownAt, ...rest };
    const { only } = plan;
    const subject = isOfAccounts
      ? readTextOf(only.accountId ?? only.accountDomain, row.cells)
      : readIdentity(row, whole);
    if (subject === null || subject === undefined) {
      return problemAt(
        only.leadId ?? only.email ?? only.accountId,
        row,
        new Problem(isOfAccounts ? 'account_missing' : 'lead_missing'),
      );
    }
    const name = readTextOf(only.historyField, row.cells);
    if (name === null) return problemAt(only.historyField, row, new Problem('history_field_missing'));
    const at = only.at?.readTime(row.cells[only.at.index]) ?? null;
    if (at === null || at instanceof Problem)
      return problemAt(only.at, row, at ?? new Problem('activity_date_missing'));
    const { field, read } = getField(name, only.historyValue!.column);
    const value = read(row.cells[only.historyValue!.index]);
    if (value instanceof Problem) return problemAt(only.historyValue, row, value) satisfies CellProblem;
    const kept = typeof value === 'string' ? only.historyValue!.keepText(value) : value;
    if (isOfAccounts) sink.accounts.add(whole.idPrefix + subject);
    else registry.see(subject);
    const who = isOfAccounts ? { account: whole.idPrefix + subject } : { lead: subject };
    sink.fieldValues.push({ ...who, field, value: kept, at, source, knownAt });
    return 'accepted';
  };
}
