import type { Model } from '../model.ts';
import {
  type ActivityRule,
  type Rule,
  type RuleKind,
  ruleKind,
  type SequenceRule,
  type Tier,
} from '../rule.ts';
import { getThousandths } from '../value/value.ts';
import { million } from './decay.ts';
import { compileRangesTable, compileValuesTable, type PointsTable } from './points-table.ts';
import { planReading, type ReadingPlanner } from './reading.ts';
import { readChoice, type SignalChoice, type WrittenChoice } from './signal.ts';
import {
  type FieldPlanner,
  getFieldsRead,
  planCriterion,
  planField,
  type UnitCriterion,
} from './unit-criterion.ts';

/**
 * How the value a rule reads becomes points:
 * - criteria, table: of fields
 * - each: points per million in the slot (S or E)
 * - sum: points per 1000 in the slot (T), clamped
 * - tiers: of the slot
 * - silence: tiers of the slot, or `never`
 * - rate, trend: tiers of two slots
 * - members: sum or tiers of the aggregated totals
 */
export type Formula =
  | 'criteria'
  | 'table'
  | 'each'
  | 'sum'
  | 'tiers'
  | 'silence'
  | 'rate'
  | 'trend'
  | 'members';

/** A rule with everything it needs looked up. One shape for all formulas keeps the pass fast. */
export interface PlannedRule {
  readonly rule: Rule;
  readonly kind: RuleKind;
  readonly formula: Formula;
  /** Index into `Plan.groups`. */
  readonly group: number;
  /** Whether the slots are those of `Plan.accountReadings`. */
  readonly ofAccount: boolean;
  readonly min: number;
  readonly max: number;
  /** Millipoints, for criteria, each, sum and members. */
  readonly points: number;
  readonly otherwise: number;
  readonly unknown: number;
  readonly criterion: UnitCriterion | undefined;
  readonly table: PointsTable | undefined;
  /** Indexes into `Plan.fields`, each once. */
  readonly fieldsRead: readonly number[];
  readonly slot: number;
  /** Base of a rate, earlier count of a trend. */
  readonly baseSlot: number;
  /** Ascending, in the unit of the value: parts per million, thousandths, days, thousandths of a percent. */
  readonly tierFrom: Float64Array;
  readonly tierPoints: Float64Array;
  /** Least base of a rate or a trend in percent. */
  readonly atLeast: number;
  readonly isPercent: boolean;
  /** Days since creation (or R) after which `neverPoints` are given; Infinity without `never`. */
  readonly neverAfterDays: number;
  readonly neverPoints: number;
}

/** What planning a rule adds to. In models of accounts both kinds of readings are the same. */
export interface RulePlanner extends FieldPlanner {
  readonly model: Model;
  readonly readings: ReadingPlanner;
  readonly accountReadings: ReadingPlanner;
}

export function planRule(planner: RulePlanner, rule: Rule, group: number): PlannedRule {
  const kind = ruleKind(rule);
  const min = rule.cap?.min === undefined ? Number.NEGATIVE_INFINITY : getThousandths(rule.cap.min);
  const max = rule.cap?.max === undefined ? Number.POSITIVE_INFINITY : getThousandths(rule.cap.max);
  return { ...blank, rule, kind, group, min, max, ...plans[kind](planner, rule as never) };
}

const noTiers = new Float64Array(0);
const blank: Omit<PlannedRule, 'rule' | 'kind' | 'formula' | 'group' | 'min' | 'max'> = {
  ofAccount: false,
  points: 0,
  otherwise: 0,
  unknown: 0,
  criterion: undefined,
  table: undefined,
  fieldsRead: [],
  slot: 0,
  baseSlot: 0,
  tierFrom: noTiers,
  tierPoints: noTiers,
  atLeast: 0,
  isPercent: false,
  neverAfterDays: Number.POSITIVE_INFINITY,
  neverPoints: 0,
};

type RulePlan = Partial<PlannedRule> & Pick<PlannedRule, 'formula'>;
type RuleOf<Kind extends RuleKind> = Extract<Rule, Record<(typeof keyOf)[Kind], unknown>>;
const keyOf = {
  criteria: 'when',
  values: 'values',
  ranges: 'ranges',
  activity: 'activity',
  silence: 'silence',
  rate: 'rate',
  trend: 'trend',
  sequence: 'sequence',
  members: 'members',
} as const satisfies Record<RuleKind, string>;

const plans: { [Kind in RuleKind]: (planner: RulePlanner, rule: RuleOf<Kind>) => RulePlan } = {
  criteria: (planner, rule) => {
    const criterion = planCriterion(planner, planner.readings, rule.when);
    return {
      formula: 'criteria',
      criterion,
      fieldsRead: [...new Set(getFieldsRead(criterion))],
      points: getThousandths(rule.points),
      otherwise: getThousandths(rule.otherwise ?? 0),
      unknown: getThousandths(rule.unknown ?? 0),
    };
  },
  values: (planner, rule) => {
    const field = planField(planner, rule.field);
    const table = compileValuesTable(rule, planner.fields[field]!.kind);
    return { formula: 'table', table, fieldsRead: [field], unknown: getThousandths(rule.unknown ?? 0) };
  },
  ranges: (planner, rule) => {
    const field = planField(planner, rule.field);
    const table = compileRangesTable(rule, planner.fields[field]!.kind);
    return { formula: 'table', table, fieldsRead: [field], unknown: getThousandths(rule.unknown ?? 0) };
  },
  activity: planActivityRule,
  silence: (planner, rule) => {
    const readings = rule.of === 'account' ? planner.accountReadings : planner.readings;
    return {
      formula: 'silence',
      ofAccount: isOfAccount(planner, rule.of),
      slot: planReading(readings, { kind: 'silence', choices: [chooseActivities(rule.silence, rule)] }),
      ...planTiers(rule.tiers, 0.001),
      ...(rule.never && {
        neverAfterDays: rule.never.afterDays,
        neverPoints: getThousandths(rule.never.points),
      }),
    };
  },
  rate: (planner, { rate, tiers }) => {
    const planSide = (choice: WrittenChoice): number =>
      planReading(planner.readings, {
        kind: rate.distinct === undefined ? 'count' : rate.distinct === 'lead' ? 'people' : 'distinct',
        choices: [readChoice(choice)],
        ...(rate.distinct !== undefined && rate.distinct !== 'lead' && { property: rate.distinct }),
        ...(rate.withinDays && { toAge: rate.withinDays }),
      });
    return {
      formula: 'rate',
      slot: planSide(rate.of),
      baseSlot: planSide(rate.in),
      atLeast: rate.atLeast ?? 1,
      isPercent: true,
      ...planTiers(tiers, 1),
    };
  },
  trend: (planner, { trend, tiers }) => {
    const choices = [readChoice(trend.activity)];
    const { days } = trend;
    return {
      formula: 'trend',
      slot: planReading(planner.readings, { kind: 'count', choices, toAge: days }),
      baseSlot: planReading(planner.readings, { kind: 'count', choices, fromAge: days, toAge: 2 * days }),
      atLeast: trend.atLeast ?? 1,
      isPercent: trend.percent ?? false,
      ...planTiers(tiers, 1),
    };
  },
  sequence: (planner, rule) => {
    const slot = planReading(planner.readings, {
      kind: 'sequence',
      choices: [readChoice(rule.sequence.then)],
      firstChoices: [readChoice(rule.sequence.first)],
      apart: rule.sequence.withinDays,
      ...getCounting(rule),
    });
    return { slot, ...planPoints(rule, 'each') };
  },
  members: (_, rule) => ({
    formula: 'members',
    points: getThousandths(rule.points ?? 0),
    unknown: getThousandths(rule.unknown ?? 0),
    ...planTiers(rule.tiers ?? [], 1),
  }),
};

function planActivityRule(planner: RulePlanner, rule: ActivityRule): RulePlan {
  const choices = [chooseActivities(rule.activity, rule)];
  const counting = getCounting(rule);
  const readings = rule.of === 'account' ? planner.accountReadings : planner.readings;
  const ofAccount = isOfAccount(planner, rule.of);
  if (rule.sum !== undefined) {
    const slot = planReading(readings, { kind: 'sum', choices, property: rule.sum, ...counting });
    return { slot, ofAccount, ...planPoints(rule, 'sum') };
  }
  const isNumbered = rule.every !== undefined || rule.atMostPerDay !== undefined;
  const slot = planReading(readings, {
    kind: rule.activeDays
      ? 'activeDays'
      : rule.distinct === 'lead'
        ? 'people'
        : rule.distinct !== undefined
          ? 'distinct'
          : isNumbered
            ? 'numbered'
            : 'count',
    choices,
    ...(rule.distinct !== undefined && rule.distinct !== 'lead' && { property: rule.distinct }),
    ...counting,
  });
  return { slot, ofAccount, ...planPoints(rule, 'each') };
}

function isOfAccount(planner: RulePlanner, of: 'lead' | 'account' | undefined): boolean {
  return of === 'account' && planner.accountReadings !== planner.readings;
}

function chooseActivities(
  types: string | string[],
  { where, includeAutomated }: Pick<ActivityRule, 'where' | 'includeAutomated'>,
): SignalChoice {
  return { ...readChoice(types), where, includeAutomated: includeAutomated ?? false };
}

function getCounting(rule: ActivityRule | SequenceRule): Partial<Parameters<typeof planReading>[1]> {
  return {
    ...(rule.decay && { decay: rule.decay }),
    ...(rule.withinDays !== undefined && { toAge: rule.withinDays }),
    ...(rule.atMostPerDay !== undefined && { atMostPerDay: rule.atMostPerDay }),
    ...(rule.every !== undefined && { every: rule.every }),
  };
}

function planPoints(rule: ActivityRule | SequenceRule, each: 'each' | 'sum'): RulePlan {
  if (rule.tiers) return { formula: 'tiers', ...planTiers(rule.tiers, each === 'each' ? million / 1000 : 1) };
  return { formula: each, points: getThousandths(rule.points ?? 0) };
}

/** Tiers ascending; `unit` is what one thousandth of `from` comes to in the slot. */
function planTiers(tiers: readonly Tier[], unit: number): Pick<PlannedRule, 'tierFrom' | 'tierPoints'> {
  const ascending = tiers.toSorted((a, b) => a.from - b.from);
  return {
    tierFrom: Float64Array.from(ascending, (tier) =>
      unit < 1 ? getThousandths(tier.from) / 1000 : getThousandths(tier.from) * unit,
    ),
    tierPoints: Float64Array.from(ascending, (tier) => getThousandths(tier.points)),
  };
}
