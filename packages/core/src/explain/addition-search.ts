import type { Addition, RepeatedAddition } from './addition.ts';

/** What a search for combinations of additions may do. */
export interface SearchLimits {
  /** Most kinds of addition in one combination. */
  readonly mostKinds: number;
  /** Most occurrences in one combination. */
  readonly mostOccurrences: number;
  /** Most combinations to find. */
  readonly mostResults: number;
  /** Most combinations to try in full. */
  readonly mostTrials: number;
}

/** Combinations in order, and whether all there are within the limits have been looked at. */
export interface SearchResult<Found> {
  readonly found: readonly { readonly additions: readonly RepeatedAddition[]; readonly result: Found }[];
  /** False when trials ran out; true when the most results were found or nothing is left to try. */
  readonly complete: boolean;
}

/**
 * Combinations of additions that reach something: fewest occurrences first, then fewest kinds, then document order.
 * Only minimal ones are found: none holds all of another. `mayReach` may be generous but must never refuse kinds that
 * can reach it with at most so many times each; `attempt` decides.
 */
export function searchAdditions<Found>(
  additions: readonly Addition[],
  limits: SearchLimits,
  mayReach: (kinds: readonly number[], mostTimes: readonly number[]) => boolean,
  attempt: (additions: readonly RepeatedAddition[]) => Found | undefined,
): SearchResult<Found> {
  const found: { additions: RepeatedAddition[]; result: Found; key: Map<Addition, number> }[] = [];
  const hopeful: number[][][] = [[]];
  for (let size = 1; size <= limits.mostKinds; size++) {
    const room = limits.mostOccurrences - size + 1;
    hopeful[size] =
      room < 1
        ? []
        : chooseKinds(additions, size).filter((kinds) =>
            mayReach(
              kinds,
              kinds.map(() => room),
            ),
          );
  }
  let trials = 0;
  for (let occurrences = 1; occurrences <= limits.mostOccurrences; occurrences++)
    for (let size = 1; size <= Math.min(limits.mostKinds, occurrences); size++)
      for (const kinds of hopeful[size] ?? [])
        for (const times of splitTimes(additions, kinds, occurrences)) {
          const combination = kinds.map((kind, index) => ({
            addition: additions[kind]!,
            times: times[index]!,
          }));
          if (found.some(({ key }) => holdsAll(combination, key)) || !mayReach(kinds, times)) continue;
          if (trials++ >= limits.mostTrials) return { found: found.map(withoutKey), complete: false };
          const result = attempt(combination);
          if (result === undefined) continue;
          const key = new Map(combination.map((one) => [one.addition, one.times]));
          found.push({ additions: combination, result, key });
          if (found.length >= limits.mostResults) return { found: found.map(withoutKey), complete: true };
        }
  return { found: found.map(withoutKey), complete: true };
}

function withoutKey<Found>({ additions, result }: { additions: RepeatedAddition[]; result: Found }) {
  return { additions, result };
}

/** Whether a combination holds at least as many of everything in another. */
function holdsAll(combination: readonly RepeatedAddition[], other: ReadonlyMap<Addition, number>): boolean {
  let held = 0;
  for (const { addition, times } of combination) {
    const least = other.get(addition);
    if (least !== undefined && times >= least) held++;
  }
  return held === other.size;
}

/** All choices of `size` kinds in document order, without two that set one field. */
function chooseKinds(additions: readonly Addition[], size: number): number[][] {
  let choices: number[][] = [[]];
  for (let place = 0; place < size; place++)
    choices = choices.flatMap((chosen) => {
      const next: number[][] = [];
      for (let kind = (chosen.at(-1) ?? -1) + 1; kind < additions.length; kind++)
        if (!chosen.some((other) => setSameField(additions[other]!, additions[kind]!)))
          next.push([...chosen, kind]);
      return next;
    });
  return choices;
}

function setSameField(a: Addition, b: Addition): boolean {
  if (a.kind !== 'field' || b.kind !== 'field') return false;
  return Object.keys(a.values).some((field) => Object.hasOwn(b.values, field));
}

/** All ways to spread occurrences over kinds, each at least once and fields only once, the first kinds fewest first. */
function splitTimes(
  additions: readonly Addition[],
  kinds: readonly number[],
  occurrences: number,
): number[][] {
  const [first, ...rest] = kinds;
  if (first === undefined) return occurrences === 0 ? [[]] : [];
  const most = additions[first]!.kind === 'field' ? 1 : occurrences - rest.length;
  const least = rest.length === 0 ? occurrences : 1;
  const ways: number[][] = [];
  for (let times = least; times <= most; times++)
    for (const others of splitTimes(additions, rest, occurrences - times)) ways.push([times, ...others]);
  return ways;
}
