import type { Model } from '../model.ts';
import type {
  ActivityRule,
  CriteriaRule,
  MembersRule,
  RangesRule,
  RateRule,
  Rule,
  RuleKind,
  SequenceRule,
  SilenceRule,
  Tier,
  TrendRule,
  ValuesRule,
} from '../rule.ts';
import { ruleKind } from '../rule.ts';

/** The least and the most a rule can give, in points. */
export interface Bound {
  readonly least: number;
  readonly most: number;
}

/** How many activities a lead or account can hold. */
const mostActivities = 1e6;
/** What a sum, each value in it, and the aggregated total of members are held within: 9·10^9 thousandths. */
const mostSummed = 9e6;
/** Whole numbers up to here are exact, so no sum of millipoints may go beyond. */
export const mostMillipoints = 2 ** 53;

/** What a rule can give at most and at least, its own cap included, with the most activities there can be. */
export function boundRule(rule: Rule): Bound {
  const { least, most } = bounds[ruleKind(rule)](rule as never);
  return {
    least: Math.max(least, rule.cap?.min ?? -Infinity),
    most: Math.min(most, rule.cap?.max ?? Infinity),
  };
}

/** What all rules of a model can come to together, without regard to sign and before groups are capped. */
export function boundModel(model: Model): number {
  const owners = [...Object.values(model.dimensions ?? {}), ...Object.values(model.personas ?? {})];
  const rules = owners.flatMap((owner) => Object.values(owner.groups)).flatMap((group) => group.rules);
  return rules.reduce((sum, rule) => {
    const { least, most } = boundRule(rule);
    return sum + Math.max(Math.abs(least), Math.abs(most));
  }, 0);
}

const bounds: { readonly [Kind in RuleKind]: (rule: never) => Bound } = {
  criteria: (rule: CriteriaRule) => boundField(rule, [rule.points]),
  values: (rule: ValuesRule) => boundField(rule, Object.values(rule.values)),
  ranges: (rule: RangesRule) => {
    const points = rule.ranges.map((range) => range.points);
    return boundField(rule, points);
  },
  activity: (rule: ActivityRule) =>
    rule.sum === undefined || rule.tiers
      ? boundCounting(rule)
      : spread(bothWays((rule.points ?? 0) * mostSummed)),
  silence: (rule: SilenceRule) => spread([...pointsOf(rule.tiers), rule.never?.points ?? 0, 0]),
  rate: (rule: RateRule) => spread([...pointsOf(rule.tiers), 0]),
  trend: (rule: TrendRule) => spread([...pointsOf(rule.tiers), 0]),
  sequence: (rule: SequenceRule) => boundCounting(rule),
  members: (rule: MembersRule) => {
    const given = rule.tiers ? [...pointsOf(rule.tiers), 0] : bothWays((rule.points ?? 0) * mostSummed);
    return spread([...given, rule.unknown ?? 0]);
  },
};

function boundField(
  { otherwise, unknown }: Pick<CriteriaRule, 'otherwise' | 'unknown'>,
  points: number[],
): Bound {
  return spread([...points, otherwise ?? 0, unknown ?? 0]);
}

function boundCounting({ points = 0, every = 1, tiers }: ActivityRule | SequenceRule): Bound {
  return spread([0, ...(tiers ? pointsOf(tiers) : [points * Math.floor(mostActivities / every)])]);
}

function pointsOf(tiers: readonly Tier[]): number[] {
  return tiers.map((tier) => tier.points);
}

function bothWays(points: number): number[] {
  return [points, -points];
}

function spread(points: readonly number[]): Bound {
  return { least: points.reduce((a, b) => Math.min(a, b)), most: points.reduce((a, b) => Math.max(a, b)) };
}
