import type { Activity } from '../../packages/core/src/fact.ts';
import type { Model } from '../../packages/core/src/model.ts';
import type { ActivityRule, SequenceRule, Tier } from '../../packages/core/src/rule.ts';
import type { Evidence } from '../../packages/core/src/score.ts';
import { propertyKind, propertyOf } from './criterion.ts';
import { factorByDefinition, whole } from './decay.ts';
import { clamp, dayOf, magnitude, pointsTimes, thousandths } from './decimal.ts';
import { identityOfValue } from './value.ts';

export interface Given {
  /** Millipoints, before the rule's own cap. */
  readonly points: bigint;
  readonly evidence: Evidence;
}

/** 9·10^9 thousandths: what a `sum` and each of its values are held within. */
export const mostSummed = 9_000_000_000n;

/** Points of the highest tier that `reaches`, nothing below the first. */
export function pointsOfTier(tiers: readonly Tier[], reaches: (fromThousandths: bigint) => boolean): bigint {
  let best: Tier | undefined;
  for (const tier of tiers) {
    if (!reaches(thousandths(tier.from))) continue;
    if (best === undefined || tier.from > best.from) best = tier;
  }
  return best === undefined ? 0n : thousandths(best.points);
}

function activitiesEvidence(counted: readonly Activity[], count: number, weighted: bigint): Evidence {
  const newest = counted[0];
  const evidence = { reads: 'activities' as const, count, weighted: Number(weighted) };
  return newest === undefined ? evidence : { ...evidence, newestAt: newest.at };
}

type Counting = Pick<
  ActivityRule & SequenceRule,
  'withinDays' | 'decay' | 'atMostPerDay' | 'points' | 'every' | 'tiers'
>;

export function ageAt(at: number, activity: Activity): bigint {
  return dayOf(at) - dayOf(activity.at);
}

function insideWindow(rule: Counting, activities: readonly Activity[], at: number): Activity[] {
  const { withinDays } = rule;
  return activities.filter((one) => withinDays === undefined || ageAt(at, one) < BigInt(withinDays));
}

function sumOf(numbers: readonly bigint[]): bigint {
  return numbers.reduce((sum, number) => sum + number, 0n);
}

/** The first activities with a key, in the order given (so the newest); those without a key are left out. */
function firstOfEach(
  activities: readonly Activity[],
  keyOf: (one: Activity) => string | undefined,
): Activity[] {
  const seen = new Set<string>();
  return activities.filter((one) => {
    const key = keyOf(one);
    if (key === undefined || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What a distinct count tells apart: people, or a property's values; undefined where there is none. */
export function distinctKey(model: Model, distinct: string, activity: Activity): string | undefined {
  if (distinct === 'lead') return activity.lead;
  const value = propertyOf(model, activity, distinct);
  return value === undefined ? undefined : identityOfValue(value);
}

/** Points for counted activities, newest first: per occurrence, per n-th, or by tiers. */
function givePerOccurrence(rule: Counting, counted: readonly Activity[], at: number): Given {
  const factors = counted.map((one) => factorByDefinition(rule.decay, ageAt(at, one)));
  const { every } = rule;
  const countedFactors = every === undefined ? factors : factors.filter((_, n) => (n + 1) % every === 0);
  const weighted = sumOf(countedFactors);
  const points =
    rule.tiers === undefined
      ? pointsTimes(thousandths(rule.points ?? 0), weighted, whole)
      : pointsOfTier(rule.tiers, (from) => from * 1000n <= weighted);
  return { points, evidence: activitiesEvidence(counted, counted.length, weighted) };
}

function atMostPerDay(rule: Counting, activities: readonly Activity[]): Activity[] {
  const { atMostPerDay: most } = rule;
  if (most === undefined) return [...activities];
  const perDay = new Map<bigint, number>();
  return activities.filter((one) => {
    const before = perDay.get(dayOf(one.at)) ?? 0;
    perDay.set(dayOf(one.at), before + 1);
    return before < most;
  });
}

/** `chosen` are the activities the rule means, newest first. */
export function countActivities(
  model: Model,
  rule: ActivityRule,
  chosen: readonly Activity[],
  at: number,
): Given {
  const inside = insideWindow(rule, chosen, at);
  const { distinct, sum } = rule;
  if (sum !== undefined) return sumProperty(model, rule, sum, atMostPerDay(rule, inside), at);
  if (distinct !== undefined) {
    return givePerOccurrence(
      rule,
      firstOfEach(inside, (one) => distinctKey(model, distinct, one)),
      at,
    );
  }
  if (rule.activeDays)
    return givePerOccurrence(
      rule,
      firstOfEach(inside, (one) => `${dayOf(one.at)}`),
      at,
    );
  return givePerOccurrence(rule, atMostPerDay(rule, inside), at);
}

function sumProperty(
  model: Model,
  rule: ActivityRule,
  property: string,
  counted: Activity[],
  at: number,
): Given {
  const parts = counted.map((one) => {
    const value =
      propertyKind(model, one.type, property) === 'number' ? propertyOf(model, one, property) : undefined;
    if (value?.is !== 'interval' || value.lo === null) return 0n;
    const held = clamp(value.lo, -mostSummed, mostSummed);
    const size = (magnitude(held) * factorByDefinition(rule.decay, ageAt(at, one))) / whole;
    return held < 0n ? -size : size;
  });
  const total = clamp(sumOf(parts), -mostSummed, mostSummed);
  const points =
    rule.tiers === undefined
      ? pointsTimes(thousandths(rule.points ?? 0), total, 1000n)
      : pointsOfTier(rule.tiers, (from) => from <= total);
  return { points, evidence: activitiesEvidence(counted, counted.length, total) };
}

/** Counts the `then` that have a `first` strictly before them, at most `withinDays` days earlier. */
export function countSequence(
  rule: SequenceRule,
  firsts: readonly Activity[],
  thens: readonly Activity[],
  at: number,
): Given {
  const most = BigInt(rule.sequence.withinDays);
  const followed = thens.filter((then) =>
    firsts.some((first) => first.at < then.at && dayOf(then.at) - dayOf(first.at) <= most),
  );
  return givePerOccurrence(rule, atMostPerDay(rule, insideWindow(rule, followed, at)), at);
}
