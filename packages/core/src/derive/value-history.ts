import { isDerivedSource } from '../derived-field.ts';
import type { FieldValue, SourceRanking } from '../fact.ts';
import { compareText, foldText } from '../text.ts';

/** A value in force from a moment on, until the next one of its field. */
export interface ValueSpan {
  /** Milliseconds UTC; -Infinity: from the lead's creation. */
  readonly from: number;
  readonly value: FieldValue;
}

/**
 * What held when, of one field of one lead: one span per moment, ascending. The first undated value of a source holds
 * from creation, a later different one from when it was known. Of several values of one moment the strongest is kept:
 * derived before given, then the order of `sources`, then later `knownAt`, then greater text, cleared least.
 * All values must belong to one field of one lead and be known already.
 */
export function readHistory(values: readonly FieldValue[], sources: readonly string[]): ValueSpan[] {
  if (values.length === 1) return [{ from: values[0]!.at ?? Number.NEGATIVE_INFINITY, value: values[0]! }];
  const strongest = new Map<number, FieldValue>();
  const offer = (from: number, value: FieldValue): void => {
    const other = strongest.get(from);
    if (other === undefined || compareStrength(value, other, sources) > 0) strongest.set(from, value);
  };
  const undated: FieldValue[] = [];
  for (const value of values) {
    if (value.at === undefined) undated.push(value);
    else offer(value.at, value);
  }
  undated.sort((a, b) => a.knownAt - b.knownAt || compareText(foldValue(b), foldValue(a)));
  const before = new Map<string, string>();
  for (const value of undated) {
    const folded = foldValue(value);
    const previous = before.get(value.source);
    if (folded === previous) continue;
    before.set(value.source, folded);
    offer(previous === undefined ? Number.NEGATIVE_INFINITY : value.knownAt, value);
  }
  return [...strongest].map(([from, value]) => ({ from, value })).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The value in force at a moment, or undefined before the first. */
export function findInForce(history: readonly ValueSpan[], at: number): ValueSpan | undefined {
  for (let i = history.length - 1; i >= 0; i--) if (history[i]!.from <= at) return history[i];
  return undefined;
}

/** The newest order of sources that is known by a moment; none is an empty one. */
export function findSourceOrder(rankings: readonly SourceRanking[], knownAt: number): readonly string[] {
  let newest: SourceRanking | undefined;
  for (const ranking of rankings) {
    if (ranking.knownAt > knownAt) continue;
    if (newest === undefined || (ranking.at - newest.at || ranking.knownAt - newest.knownAt) > 0)
      newest = ranking;
  }
  return newest?.sources ?? [];
}

function compareStrength(a: FieldValue, b: FieldValue, sources: readonly string[]): number {
  return (
    Number(isDerivedSource(a.source)) - Number(isDerivedSource(b.source)) ||
    getRank(b.source, sources) - getRank(a.source, sources) ||
    a.knownAt - b.knownAt ||
    Number(a.value !== null) - Number(b.value !== null) ||
    compareText(foldValue(a), foldValue(b))
  );
}

function getRank(source: string, sources: readonly string[]): number {
  const at = sources.indexOf(source);
  return at < 0 ? sources.length : at;
}

function foldValue({ value }: FieldValue): string {
  return foldText(typeof value === 'string' ? value : JSON.stringify(value));
}
