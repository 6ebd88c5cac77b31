import type { ValueKind } from '../fact.ts';
import type { RangesRule, ValuesRule } from '../rule.ts';
import { foldText } from '../value/text.ts';
import { getThousandths, readThousandths, type TypedInterval, type TypedValue } from '../value/value.ts';
import { isFalse, isTrue, isUnknown, type Truth } from './value-test.ts';

/** What a rule's table says of one value: whether a row matched, and the points in millipoints. */
export interface TablePoints {
  readonly truth: Truth;
  readonly points: number;
}

/** Looks a typed value up; `undefined` is a missing one. */
export type PointsTable = (value: TypedValue | undefined) => TablePoints;

/**
 * A table of values. Keys are folded texts; for numbers decimal texts, for booleans "true" and "false". A list takes the
 * greatest points among its matching rows.
 *
 * @throws RangeError where the field's kind has no such values or a key is none of the kind
 */
export function compileValuesTable(rule: ValuesRule, kind: ValueKind): PointsTable {
  if (kind === 'range' || kind === 'money' || kind === 'date') {
    throw new RangeError(`Cannot look a ${kind} up in a table of values: use ranges or criteria`);
  }
  const rows = new Map<string, number>();
  for (const [key, points] of Object.entries(rule.values))
    rows.set(readKey(key, kind), getThousandths(points));
  const [otherwise, unknown] = getDefaults(rule);
  return (value) => {
    if (value === undefined) return unknown;
    let points: number | undefined;
    for (const element of typeof value === 'object' ? (value as readonly string[]) : [String(value)]) {
      const row = rows.get(element);
      if (row !== undefined && (points === undefined || row > points)) points = row;
    }
    return points === undefined ? otherwise : { truth: isTrue, points };
  };
}

function readKey(key: string, kind: ValueKind): string {
  if (kind !== 'number') return foldText(key);
  const thousandths = readThousandths(key);
  if (thousandths === undefined) throw new RangeError(`Cannot read ${JSON.stringify(key)} as a number`);
  return String(thousandths);
}

/**
 * A table of half-open ranges of a number, range or money. An interval counts in the row that holds it whole; touching
 * none it is otherwise; else, and in another currency, unknown.
 *
 * @throws RangeError where the field's kind has no order, or money has no currency in the rule
 */
export function compileRangesTable(rule: RangesRule, kind: ValueKind): PointsTable {
  if (kind !== 'number' && kind !== 'range' && kind !== 'money') {
    throw new RangeError(`Cannot look a ${kind} up in a table of ranges`);
  }
  if (kind === 'money' && rule.currency === undefined)
    throw new RangeError('Ranges of money need a currency');
  const rows = rule.ranges.map(({ from, to, points }) => ({
    from: from === undefined ? Number.NEGATIVE_INFINITY : getThousandths(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : getThousandths(to),
    endless: to === undefined,
    result: { truth: isTrue, points: getThousandths(points) },
  }));
  const [otherwise, unknown] = getDefaults(rule);
  return (value) => {
    if (value === undefined) return unknown;
    const { lo, hi, currency }: TypedInterval =
      typeof value === 'number' ? { lo: value, hi: value } : (value as TypedInterval);
    if (kind === 'money' && currency !== rule.currency) return unknown;
    const touched = rows.filter((row) => hi >= row.from && (lo < row.to || row.endless));
    const whole = touched.find((row) => lo >= row.from && (hi < row.to || row.endless));
    return whole ? whole.result : touched.length === 0 ? otherwise : unknown;
  };
}

function getDefaults(rule: ValuesRule | RangesRule): [otherwise: TablePoints, unknown: TablePoints] {
  return [
    { truth: isFalse, points: getThousandths(rule.otherwise ?? 0) },
    { truth: isUnknown, points: getThousandths(rule.unknown ?? 0) },
  ];
}
