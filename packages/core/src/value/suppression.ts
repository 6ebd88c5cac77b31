import type { Facts } from '../fact.ts';
import { findLead } from './lead-facts.ts';
import { foldText } from './text.ts';

/**
 * Suppression list → 1 for each of `ids` that is on it by its cut-off: named itself, or by its e-mail domain (folded;
 * undefined for none).
 */
export function getSuppressed(
  facts: Facts,
  lists: readonly string[],
  knownAt: number,
  ids: readonly string[],
  domains: readonly (string | undefined)[],
  untilOf: (unit: number) => number,
): Map<string, Uint8Array> {
  return new Map(
    lists.map((list) => {
      const sinceId = new Map<string, number>();
      const sinceDomain = new Map<string, number>();
      for (const entry of facts.suppressions ?? []) {
        if (entry.list !== list || entry.knownAt > knownAt) continue;
        if (entry.lead !== undefined) keepEarliest(sinceId, findLead(facts, entry.lead), entry.at);
        else if (entry.domain !== undefined) keepEarliest(sinceDomain, foldText(entry.domain), entry.at);
      }
      // A domain that folds to nothing is none, or every lead without one would be on the list.
      sinceDomain.delete('');
      const isOn = (id: string, unit: number): boolean =>
        Math.min(getTime(sinceId, id), getTime(sinceDomain, domains[unit] ?? '')) <= untilOf(unit);
      return [list, Uint8Array.from(ids, (id, unit) => Number(isOn(id, unit)))];
    }),
  );
}

function keepEarliest(times: Map<string, number>, key: string, at: number): void {
  times.set(key, Math.min(getTime(times, key), at));
}

function getTime(times: ReadonlyMap<string, number>, key: string): number {
  return times.get(key) ?? Number.POSITIVE_INFINITY;
}
