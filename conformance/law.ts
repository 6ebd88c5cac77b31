import fc from 'fast-check';
import { expect } from 'vitest';
import { printModel } from '../packages/core/src/document/print.ts';
import type { Facts } from '../packages/core/src/fact.ts';
import type { Model } from '../packages/core/src/model.ts';
import type { Contribution, Score } from '../packages/core/src/score.ts';

/** How often each law is put to the test; `LEADLINE_RUNS=20000` is the long campaign. */
export const runs = Number(process.env.LEADLINE_RUNS ?? 150);
/** The same every time unless `LEADLINE_SEED` is another number. */
export const seed = Number(process.env.LEADLINE_SEED ?? 20_260_301);
/** A test takes as long as its runs need. */
export const timeoutMs = 60_000 + runs * 200;

interface Scored {
  readonly scores: readonly Score[];
  readonly outside: readonly string[];
}

/** Puts a law to the test; a failure prints the smallest model as YAML, the facts as JSON, and the seed. */
export function holds<T>(arbitrary: fc.Arbitrary<T>, law: (given: T) => void, share = 1): void {
  const details = fc.check(fc.property(arbitrary, law), {
    numRuns: Math.max(5, Math.round(runs * share)),
    seed,
  });
  if (!details.failed) return;
  const path = `LEADLINE_SEED=${details.seed}, path ${details.counterexamplePath}, after ${details.numRuns} runs`;
  const cause = describeError(details.errorInstance);
  throw new Error(
    [`The law does not hold (${path})`, describeGiven(details.counterexample), cause].join('\n\n'),
  );
}

function describeGiven(given: unknown): string {
  if (Array.isArray(given)) return given.map(describeGiven).join('\n\n');
  if (typeof given !== 'object' || given === null || !holdsModel(given)) return describeJson(given);
  if ('leadline' in given) return printModel(given as Model);
  return Object.entries(given)
    .map(([name, part]) => `${name}:\n${describeGiven(part)}`)
    .join('\n');
}

/** What a failed expectation was given, in full. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual } = error as { readonly actual?: unknown };
  return actual === undefined ? (error.stack ?? error.message) : `${error.message}\n${describeJson(actual)}`;
}

function holdsModel(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  return 'leadline' in given || Object.values(given).some(holdsModel);
}

function describeJson(given: unknown): string {
  return (
    JSON.stringify(
      given,
      (_key, part: unknown) => (part instanceof Map ? Object.fromEntries(part) : part),
      1,
    ) ?? ''
  );
}

/** Fails with the difference unless two evaluators say the same of every lead, output and contribution. */
export function expectSame(given: Scored, wanted: Scored): void {
  expect(findDifferences(plain(given), plain(wanted))).toEqual([]);
}

/** Paths at which two values differ, with both. */
function findDifferences(given: unknown, wanted: unknown, path = ''): string[] {
  if (Object.is(given, wanted)) return [];
  const isOpen = (value: unknown): value is object => typeof value === 'object' && value !== null;
  if (!isOpen(given) || !isOpen(wanted)) {
    return [`${path}: ${JSON.stringify(given)}, not ${JSON.stringify(wanted)}`];
  }
  const [a, b] = [given as Record<string, unknown>, wanted as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => findDifferences(a[key], b[key], `${path}/${key}`));
}

/** Scores by id with contributions in an order of their own, so that only what is said is compared. */
function plain({ scores, outside }: Scored): unknown {
  const said = scores.map((score) => {
    const { contributions, ...rest } = score;
    const named = contributions?.toSorted(byName).map((one) => [JSON.stringify(sortKey(one)), one]);
    return [score.id, { ...rest, contributions: named }];
  });
  return { outside: outside.toSorted(), scores: Object.fromEntries(said) };
}

function byName(a: Contribution, b: Contribution): number {
  const [first, second] = [JSON.stringify(sortKey(a)), JSON.stringify(sortKey(b))];
  return first < second ? -1 : first > second ? 1 : 0;
}

function sortKey(one: Contribution): unknown {
  if (one.kind === 'rule') return [one.kind, one.rule];
  if (one.kind === 'cap') return [one.kind, one.of, one.dimension, one.group];
  return [one.kind, one.dimension, one.points, one.reason, one.until];
}

/** Every number in a score that is no whole number, or is minus zero. */
export function findUnsound(value: unknown, path = ''): string[] {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && !Object.is(value, -0)
      ? []
      : [`${path} is ${Object.is(value, -0) ? '-0' : value}`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'values' ? [] : findUnsound(part, `${path}/${key}`),
  );
}

/** Facts with every list in another order and each fact as often as asked. */
export function rearranged(facts: Facts, order: number, times = 1): Facts {
  const turn = <T>(list: readonly T[] | undefined): T[] => {
    const all = [...(list ?? [])];
    const shift = all.length === 0 ? 0 : order % all.length;
    const turned = [...all.slice(shift), ...all.slice(0, shift)];
    if (order % 2 === 1) turned.reverse();
    return Array.from({ length: times }, () => turned).flat();
  };
  return {
    ...facts,
    fieldValues: turn(facts.fieldValues),
    activities: turn(facts.activities),
    outcomes: turn(facts.outcomes),
    adjustments: turn(facts.adjustments),
    suppressions: turn(facts.suppressions),
    sourceRankings: turn(facts.sourceRankings),
  };
}
