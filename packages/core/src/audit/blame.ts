import { findRule, type RulePlace } from '../document/rule-place.ts';
import { type CapPlace, type CappedSums, readParts, sumParts } from '../explain/capped-sum.ts';
import { reachRule } from '../explain/reach.ts';
import { readTarget, type Target } from '../explain/target.ts';
import type { Model } from '../model.ts';
import type { Contribution, RuleContribution, Score } from '../score.ts';

/**
 * One thing whose change alone would make an expectation pass. A rule `gave` millipoints and would have to give `needs`.
 *
 * - `cap`: without its own cap it would have given enough
 * - `unknown`: it could not be judged, and judged it can give that much
 * - `amount`: it counted, but its points are not what is needed
 * - `missed`: it gave nothing, and can give that much
 * - `points`: as written it can never give that much
 *
 * A cap of a group, dimension or total `took` millipoints away (or gave them, where it holds from below).
 */
export type Suspect =
  | {
      readonly kind: 'rule';
      readonly place: RulePlace;
      readonly gave: number;
      readonly needs: number;
      readonly why: SuspectReason;
    }
  | { readonly kind: 'cap'; readonly place: CapPlace; readonly took: number };

export const suspectReasons = ['cap', 'unknown', 'amount', 'missed', 'points'] as const;
export type SuspectReason = (typeof suspectReasons)[number];

/** Far beyond any sum of points, and still exact. */
const farthest = 2 ** 52;

/**
 * The rules and caps of which one alone, changed, makes `passes` hold, the likeliest first: caps that held points back,
 * then rules in the order of their reasons, the least change first, document order last. `targets` say where the sums
 * have to go. Every suspect was verified by adding the score up anew; no suspect means that no single change is enough.
 */
export function findSuspects(
  model: Model,
  score: Score,
  targets: readonly Target[],
  passes: (sums: CappedSums) => boolean,
): Suspect[] {
  const contributions = score.contributions ?? [];
  const parts = readParts(contributions);
  const suspects: (Suspect & { readonly rank: number; readonly change: number })[] = [];
  for (const contribution of contributions) {
    if (contribution.kind === 'cap') {
      const place = placeOfCap(contribution);
      if (passes(sumParts(model, parts, undefined, place)))
        suspects.push({ kind: 'cap', place, took: -contribution.points, rank: -1, change: 0 });
    } else if (contribution.kind === 'rule') {
      const { dimension, group, rule, points: gave } = contribution;
      const withChange = (points: number) => sumParts(model, parts, { dimension, group, points });
      const changes = targets
        .flatMap((target) => solveChange((points) => readTarget(model, target, withChange(points)), target))
        .filter((points) => points !== 0 && keepsPersona(group, points) && passes(withChange(points)))
        .sort((a, b) => Math.abs(a) - Math.abs(b));
      if (changes[0] === undefined) continue;
      const needs = gave + changes[0];
      const why = findReason(model, contribution, needs);
      const place = { dimension, group, rule };
      suspects.push({
        kind: 'rule',
        place,
        gave,
        needs,
        why,
        rank: suspectReasons.indexOf(why),
        change: Math.abs(changes[0]),
      });
    }
  }
  return suspects
    .sort((a, b) => a.rank - b.rank || a.change - b.change || sizeOf(b) - sizeOf(a))
    .map(({ rank: _rank, change: _change, ...suspect }) => suspect);
}

/** With less for one of its rules another persona may be the best, and what that gives is not in the score. */
function keepsPersona(group: string, change: number): boolean {
  return change > 0 || !group.includes('/');
}

function sizeOf(suspect: Suspect): number {
  return Math.abs(suspect.kind === 'rule' ? suspect.gave : suspect.took);
}

function placeOfCap({ of, dimension = '', group = '' }: Extract<Contribution, { kind: 'cap' }>): CapPlace {
  if (of === 'total') return { of };
  return of === 'group' ? { of, dimension, group } : { of, dimension };
}

/** The least change of one contribution that brings a sum, which never falls as it grows, into a range; or none. */
function solveChange(read: (change: number) => number, { from, to }: Target): number[] {
  const now = read(0);
  if (now >= from && now <= to) return [];
  const rises = now < from;
  const reached = (size: number) => (rises ? read(size) >= from : read(-size) <= to);
  if (!reached(farthest)) return [];
  let [low, high] = [0, farthest];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return [rises ? high : -high];
}

/** Why a rule gave what it gave rather than what it needs. */
export function findReason(model: Model, contribution: RuleContribution, needs: number): SuspectReason {
  const { points, uncapped, evidence } = contribution;
  if (needs > points ? uncapped >= needs : uncapped <= needs) return 'cap';
  const rule = findRule(model, contribution);
  const reach = rule === undefined ? { min: 0, max: 0 } : reachRule(rule);
  const canGive = needs >= reach.min && needs <= reach.max;
  if (evidence.reads === 'fields' && evidence.result === 'unknown' && canGive) return 'unknown';
  if (points !== 0) return 'amount';
  return canGive ? 'missed' : 'points';
}
