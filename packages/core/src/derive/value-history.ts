import type { FieldValue } from '../fact.ts';
import type { SourceRank } from '../value/field-history.ts';
import { compareText } from '../value/text.ts';
import { getPlainText } from '../value/value.ts';

/** A value in force from a moment on, until the next one of its field. */
export interface ValueSpan {
  /** Milliseconds UTC; -Infinity: from the lead's creation. */
  readonly from: number;
  readonly value: FieldValue;
}

/**
 * What held when, of one field of one lead: one span per moment, ascending. The first undated value of a source holds
 * from creation, a later different one from when it was known. Of several values of one moment the strongest is kept:
 * by the rank of its source, then later `knownAt`, then greater text, cleared least.
 * The same meaning as `findFieldValue` has for one moment. All values must belong to one field of one lead and be known already.
 */
export function readHistory(values: readonly FieldValue[], rank: SourceRank): ValueSpan[] {
  if (values.length === 1) return [{ from: values[0]!.at ?? Number.NEGATIVE_INFINITY, value: values[0]! }];
  const strongest = new Map<number, FieldValue>();
  const offer = (from: number, value: FieldValue): void => {
    const other = strongest.get(from);
    if (other === undefined || compareStrength(value, other, rank) > 0) strongest.set(from, value);
  };
  const undated: FieldValue[] = [];
  for (const value of values) {
    if (value.at === undefined) undated.push(value);
    else offer(value.at, value);
  }
  undated.sort((a, b) => a.knownAt - b.knownAt || compareValues(a, b));
  const before = new Map<string, FieldValue>();
  for (const value of undated) {
    const previous = before.get(value.source);
    if (previous !== undefined && compareValues(previous, value) === 0) continue;
    before.set(value.source, value);
    offer(previous === undefined ? Number.NEGATIVE_INFINITY : value.knownAt, value);
  }
  return [...strongest].map(([from, value]) => ({ from, value })).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The value in force at a moment, or undefined before the first. */
export function findInForce(history: readonly ValueSpan[], at: number): ValueSpan | undefined {
  for (let i = history.length - 1; i >= 0; i--) if (history[i]!.from <= at) return history[i];
  return undefined;
}

function compareStrength(a: FieldValue, b: FieldValue, rank: SourceRank): number {
  return rank(b.source) - rank(a.source) || a.knownAt - b.knownAt || compareValues(a, b);
}

/** By UTF-8 text, cleared least. */
function compareValues(a: FieldValue, b: FieldValue): number {
  if (a.value === null || b.value === null) return Number(a.value !== null) - Number(b.value !== null);
  return compareText(getPlainText(a.value), getPlainText(b.value));
}
