import type { PlainValue } from '@leadline/core';
import {
  type CellReader,
  createCellReader,
  createTextKeeper,
  createTimeReader,
  type ReadingContext,
  type TimeReader,
} from './cell-reader.ts';
import type { ColumnMapping, ColumnTarget, Mapping } from './mapping.ts';
import { type Cell, Problem } from './table.ts';

export interface PlannedColumn {
  readonly column: ColumnMapping;
  readonly index: number;
  readonly read: CellReader;
  readonly readTime: TimeReader;
  /** Its kind was guessed from a sample: a value that is another is kept as text. */
  readonly isGuessed: boolean;
  /** Hands out one copy of each of its texts. */
  readonly keepText: (text: string) => string;
}

/** A value that cannot be taken, and where it stood. */
export interface CellProblem {
  readonly column: string;
  readonly value: string;
  readonly problem: Problem;
}

/** The columns of a mapping by what they are for, with their readers. */
export interface RowPlan {
  readonly mapping: Mapping;
  readonly fields: readonly PlannedColumn[];
  readonly properties: readonly PlannedColumn[];
  readonly counters: readonly { readonly column: PlannedColumn; readonly dates: readonly PlannedColumn[] }[];
  readonly rowDates: readonly PlannedColumn[];
  readonly outcomeDates: readonly PlannedColumn[];
  readonly outcomeReasons: readonly PlannedColumn[];
  readonly outcomeStatuses: readonly PlannedColumn[];
  /** Money → the column that names its currency. */
  readonly currencies: ReadonlyMap<string, PlannedColumn>;
  /** The column of a target that only one has. */
  readonly only: Readonly<Partial<Record<ColumnTarget, PlannedColumn>>>;
}

/** Prepares a mapping for reading rows. Targets that also fill a field ("Last Activity Date") stand in `fields` too. */
export function planRows(mapping: Mapping, context: ReadingContext): RowPlan {
  const planned = mapping.columns.map((column): PlannedColumn => {
    const isGuessed = ['because_unknown', 'because_second', 'because_values'].includes(column.because.code);
    return {
      column,
      index: column.index,
      read: createCellReader(column, context),
      readTime: createTimeReader(column, context),
      isGuessed,
      keepText: createTextKeeper(),
    };
  });
  const of = (...targets: ColumnTarget[]): PlannedColumn[] =>
    planned.filter(({ column }) => targets.includes(column.target));
  const dates = of('counterDate');
  const currencies = new Map<string, PlannedColumn>();
  const monies = planned.filter(({ column }) => column.kind === 'money');
  for (const currency of of('currency')) {
    const named = currency.column.of;
    for (const money of monies) {
      if (
        named === undefined
          ? monies.length === 1
          : named === money.column.column || named === money.column.field
      ) {
        currencies.set(money.column.column, currency);
      }
    }
  }
  return {
    mapping,
    fields: planned.filter(
      ({ column }) => column.field !== undefined && !['ignored', 'property'].includes(column.target),
    ),
    properties: of('property'),
    counters: of('counter').map((column) => ({
      column,
      dates: dates.filter((date) => date.column.activity === column.column.activity),
    })),
    rowDates: of('rowDate').sort((a, b) => rankRowDate(a) - rankRowDate(b)),
    outcomeDates: of('outcomeDate', 'at'),
    outcomeReasons: of('outcomeReason'),
    outcomeStatuses: of('outcome'),
    currencies,
    only: Object.fromEntries(planned.map((one) => [one.column.target, one])),
  };
}

/** The last activity says more of when something was done than the last change of the record. */
const rankRowDate = ({ column }: PlannedColumn): number => (column.field === 'lastActivityAt' ? 0 : 1);

/** A field's value with the currency of the column beside it. */
export function readField(
  plan: RowPlan,
  planned: PlannedColumn,
  cells: readonly Cell[],
): PlainValue | null | Problem {
  const value = planned.read(cells[planned.index]);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return planned.keepText(value);
  const beside = plan.currencies.get(planned.column.column);
  if (beside === undefined || value instanceof Problem || Array.isArray(value)) return value;
  const code = beside.read(cells[beside.index]);
  return typeof code === 'string' && !('currency' in value)
    ? ({ ...value, currency: code.toUpperCase() } as PlainValue)
    : value;
}

/** Reads a column as text; numbers of ids as they stand. */
export function readTextOf(planned: PlannedColumn | undefined, cells: readonly Cell[]): string | null {
  if (planned === undefined) return null;
  const value = planned.read(cells[planned.index]);
  if (value === null || value instanceof Problem) return null;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;
}
