import { boundRule } from '../document/bound.ts';
import { getOwn } from '../document/rule-place.ts';
import type { Group, Model } from '../model.ts';
import type { Cap, Rule } from '../rule.ts';

/** The least and the most that rules can come to on any lead, in millipoints. */
export interface Reach {
  readonly min: number;
  readonly max: number;
}

const nothing: Reach = { min: 0, max: 0 };

/** Points of a model as millipoints. */
export function toMillipoints(points: number): number {
  return Math.round(points * 1000);
}

/** Millipoints held within a cap, or above a floor. */
export function clampPoints(points: number, cap: Cap | undefined, floor?: number): number {
  const least = cap?.min ?? floor;
  let clamped = points;
  if (cap?.max !== undefined) clamped = Math.min(clamped, toMillipoints(cap.max));
  if (least !== undefined) clamped = Math.max(clamped, toMillipoints(least));
  return clamped;
}

/** What one rule can give, its own cap applied. Sound, not tight: no lead gets more, some of it may be impossible. */
export function reachRule(rule: Rule): Reach {
  const { least, most } = boundRule(rule);
  const counted = boundByDay(rule);
  return {
    min: Math.max(toMillipoints(least), counted.min),
    max: Math.min(toMillipoints(most), counted.max),
  };
}

/** Counting at most so many a day inside a window bounds a rule long before the most activities a lead can hold. */
function boundByDay(rule: Rule): Reach {
  const free = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  if (!('activity' in rule) || rule.tiers || rule.sum !== undefined || rule.distinct !== undefined)
    return free;
  const aDay = rule.activeDays ? 1 : rule.atMostPerDay;
  if (aDay === undefined || rule.withinDays === undefined) return free;
  const most = toMillipoints(rule.points ?? 0) * Math.floor((aDay * rule.withinDays) / (rule.every ?? 1));
  return clampReach({ min: Math.min(0, most), max: Math.max(0, most) }, rule.cap);
}

function clampReach({ min, max }: Reach, cap: Cap | undefined, floor?: number): Reach {
  return { min: clampPoints(min, cap, floor), max: clampPoints(max, cap, floor) };
}

function addReach(parts: readonly Reach[]): Reach {
  return parts.reduce((sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }), nothing);
}

/** What a group can give, its cap applied. */
function reachGroup(group: Group): Reach {
  return clampReach(addReach(group.rules.map(reachRule)), group.cap);
}

/**
 * What each dimension and the total can be, human adjustments aside. Rules are taken as free of each other, so the true
 * most can lie lower, never higher.
 */
export function reachModel(model: Model): {
  readonly total: Reach;
  readonly dimensions: Readonly<Record<string, Reach>>;
} {
  const dimensions = Object.fromEntries(
    Object.entries(model.dimensions ?? {}).map(
      ([id, { groups, personas = [], personaAtLeast, cap, floor }]) => {
        const parts = Object.values(groups).map(reachGroup);
        const fits = personas.map((persona) =>
          addReach(Object.values(getOwn(model.personas, persona)?.groups ?? {}).map(reachGroup)),
        );
        if (fits.length > 0) parts.push(reachPersonas(fits, personaAtLeast));
        return [id, clampReach(addReach(parts), cap, floor)];
      },
    ),
  );
  const total = clampReach(addReach(Object.values(dimensions)), model.total?.cap, model.total?.floor);
  return { total, dimensions };
}

/** The persona that fits best enters, so the least is the greatest of all leasts; below `personaAtLeast` it is 0. */
function reachPersonas(fits: readonly Reach[], personaAtLeast: number | undefined): Reach {
  const min = Math.max(...fits.map((fit) => fit.min));
  const max = Math.max(...fits.map((fit) => fit.max));
  const least = personaAtLeast === undefined ? Number.NEGATIVE_INFINITY : toMillipoints(personaAtLeast);
  if (min >= least) return { min, max };
  return max < least ? nothing : { min: Math.min(0, least), max: Math.max(0, max) };
}
