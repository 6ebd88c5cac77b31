import { isDerivedSource } from '../derived-field.ts';
import type { FieldValue, PlainValue, SourceRanking } from '../fact.ts';
import { compareText } from './text.ts';
import { getPlainText } from './value.ts';

/** Order of sources where values are equally new: the lower the stronger. */
export type SourceRank = (source: string) => number;

/**
 * The ranking in force at a moment: the newest, of equally new ones the later known, then the greater text. Derived
 * sources come before all, sources it does not name after all.
 */
export function getSourceRank(
  rankings: readonly SourceRanking[],
  until: number,
  knownAt: number,
): SourceRank {
  let newest: SourceRanking | undefined;
  for (const ranking of rankings) {
    if (ranking.at > until || ranking.knownAt > knownAt) continue;
    if (newest === undefined || compareRankings(ranking, newest) > 0) newest = ranking;
  }
  const places = new Map<string, number>();
  for (const source of newest?.sources ?? []) if (!places.has(source)) places.set(source, places.size);
  return (source) => (isDerivedSource(source) ? -1 : (places.get(source) ?? places.size));
}

function compareRankings(a: SourceRanking, b: SourceRanking): number {
  return (
    a.at - b.at || a.knownAt - b.knownAt || compareText(JSON.stringify(a.sources), JSON.stringify(b.sources))
  );
}

/**
 * The value a field has at a moment, `null` when it was cleared or never had one. `values` are those of one field of one
 * lead or account, in any order; the first undated value of each source holds from `created`, a later different one from
 * when it was known, but not from before `created`.
 */
export function findFieldValue(
  values: readonly FieldValue[],
  created: number,
  until: number,
  knownAt: number,
  rank: SourceRank,
): PlainValue | null {
  let best: FieldValue | undefined;
  let bestAt = 0;
  const consider = (value: FieldValue, at: number): void => {
    if (at > until) return;
    const order =
      best === undefined
        ? 1
        : at - bestAt ||
          rank(best.source) - rank(value.source) ||
          value.knownAt - best.knownAt ||
          compareValues(value.value, best.value);
    if (order > 0) {
      best = value;
      bestAt = at;
    }
  };
  let undated: FieldValue[] | undefined;
  for (const value of values) {
    if (value.knownAt > knownAt) continue;
    if (value.at === undefined) {
      undated ??= [];
      undated.push(value);
    } else consider(value, value.at);
  }
  if (undated) considerUndated(undated, created, consider);
  return best?.value ?? null;
}

function considerUndated(
  undated: FieldValue[],
  created: number,
  consider: (value: FieldValue, at: number) => void,
): void {
  const order = (a: FieldValue, b: FieldValue): number =>
    a.knownAt - b.knownAt || compareValues(a.value, b.value);
  const latest = new Map<string, FieldValue>();
  for (const value of undated.length === 1 ? undated : undated.sort(order)) {
    const before = latest.get(value.source);
    if (before !== undefined && compareValues(before.value, value.value) === 0) continue;
    latest.set(value.source, value);
    consider(value, before === undefined ? created : Math.max(created, value.knownAt));
  }
}

/** By UTF-8 text, cleared least. */
function compareValues(a: PlainValue | null, b: PlainValue | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareText(getPlainText(a), getPlainText(b));
}
