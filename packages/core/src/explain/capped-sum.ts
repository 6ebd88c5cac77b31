import { findGroup } from '../document/rule-place.ts';
import type { Model } from '../model.ts';
import type { Contribution } from '../score.ts';
import { clampPoints } from './reach.ts';

/** What the rules of each group and the adjustments of each dimension come to, before any cap above the rules. */
export interface PartSums {
  /** Dimension → group → millipoints; a persona's group by "<persona>/<group>". */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Dimension → millipoints. */
  readonly adjustments: ReadonlyMap<string, number>;
}

/** Dimensions and total, capped. */
export interface CappedSums {
  readonly total: number;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** A cap that can be left out of a sum, to ask what it takes away. */
export type CapPlace =
  | { readonly of: 'group'; readonly dimension: string; readonly group: string }
  | { readonly of: 'dimension'; readonly dimension: string }
  | { readonly of: 'total' };

/** The parts that a score's contributions come from. */
export function readParts(contributions: readonly Contribution[]): PartSums {
  const groups = new Map<string, Map<string, number>>();
  const adjustments = new Map<string, number>();
  for (const contribution of contributions) {
    if (contribution.kind === 'rule') {
      const { dimension, group, points } = contribution;
      const sums = groups.get(dimension) ?? new Map<string, number>();
      groups.set(dimension, sums.set(group, (sums.get(group) ?? 0) + points));
    } else if (contribution.kind === 'adjustment') {
      const { dimension, points } = contribution;
      adjustments.set(dimension, (adjustments.get(dimension) ?? 0) + points);
    }
  }
  return { groups, adjustments };
}

/**
 * The capped dimensions and total of given parts, with `points` more in one group if asked and one cap left out if asked.
 * The chosen persona stays: its groups are the ones in the parts.
 */
export function sumParts(
  model: Model,
  { groups, adjustments }: PartSums,
  extra?: { readonly dimension: string; readonly group: string; readonly points: number },
  without?: CapPlace,
): CappedSums {
  const dimensions: Record<string, number> = {};
  let total = 0;
  for (const [id, dimension] of Object.entries(model.dimensions ?? {})) {
    const sums = new Map(groups.get(id));
    if (extra?.dimension === id) sums.set(extra.group, (sums.get(extra.group) ?? 0) + extra.points);
    let sum = adjustments.get(id) ?? 0;
    for (const [group, points] of sums) {
      const free = without?.of === 'group' && without.dimension === id && without.group === group;
      sum += free ? points : clampPoints(points, findGroup(model, id, group)?.cap);
    }
    const free = without?.of === 'dimension' && without.dimension === id;
    const capped = free ? sum : clampPoints(sum, dimension.cap, dimension.floor);
    dimensions[id] = capped;
    total += capped;
  }
  return {
    dimensions,
    total: without?.of === 'total' ? total : clampPoints(total, model.total?.cap, model.total?.floor),
  };
}

/** The sum of all dimensions of a kind, which is what one half of a grade reads. */
export function sumKind(
  model: Model,
  kind: 'fit' | 'engagement',
  dimensions: CappedSums['dimensions'],
): number {
  return Object.entries(model.dimensions ?? {}).reduce(
    (sum, [id, dimension]) => (dimension.kind === kind ? sum + (dimensions[id] ?? 0) : sum),
    0,
  );
}
