import type { ActivityChoice } from '../criterion.ts';
import type {
  ActivityRule,
  CriteriaRule,
  Decay,
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
import { type Check, report, reportKey } from './check.ts';
import {
  checkChoice,
  checkCriterion,
  checkField,
  checkProperty,
  checkTypes,
  checkWhere,
} from './criterion-check.ts';
import type { Path } from './problem.ts';
import { checkRanges, checkValues } from './table-check.ts';

/** Checks one rule: what it reads, and that its parts go together. */
export function checkRule(check: Check, rule: Rule, path: Path): void {
  const kind = ruleKind(rule);
  ruleChecks[kind](check, rule as never, path);
  if (rule.cap && rule.cap.min === undefined && rule.cap.max === undefined) {
    report(check, 'cap_empty', [...path, 'cap']);
  }
}

type RuleCheck<Kind extends Rule> = (check: Check, rule: Kind, path: Path) => void;

const ruleChecks: {
  readonly [Kind in RuleKind]: RuleCheck<never>;
} = {
  criteria: ((check, rule, path) =>
    checkCriterion(check, rule.when, [...path, 'when'], {
      fieldsOnly: true,
    })) satisfies RuleCheck<CriteriaRule>,
  values: ((check, rule, path) => {
    const kind = checkField(check, rule.field, [...path, 'field']);
    checkValues(check, rule, kind, path);
  }) satisfies RuleCheck<ValuesRule>,
  ranges: ((check, rule, path) => {
    const kind = checkField(check, rule.field, [...path, 'field']);
    checkRanges(check, rule, kind, path);
  }) satisfies RuleCheck<RangesRule>,
  activity: checkActivityRule satisfies RuleCheck<ActivityRule>,
  silence: ((check, rule, path) => {
    const types = checkSelection(check, rule, rule.silence, 'silence', path);
    if (rule.where) checkWhere(check, rule.where, types, [...path, 'where']);
    checkTiers(check, rule.tiers, [...path, 'tiers'], { least: 0, whole: true });
  }) satisfies RuleCheck<SilenceRule>,
  rate: ((check, rule, path) => {
    const at = [...path, 'rate'];
    const of = checkEither(check, rule.rate.of, [...at, 'of']);
    const base = checkEither(check, rule.rate.in, [...at, 'in']);
    if (rule.rate.distinct !== undefined)
      checkDistinctOf(check, rule.rate.distinct, [...of, ...base], false, at);
    checkTiers(check, rule.tiers, [...path, 'tiers'], { least: 0, most: 100 });
  }) satisfies RuleCheck<RateRule>,
  trend: ((check, rule, path) => {
    const { activity, percent, atLeast } = rule.trend;
    checkEither(check, activity, [...path, 'trend', 'activity']);
    if (atLeast !== undefined && !percent)
      reportKey(check, 'at_least_without_percent', [...path, 'trend', 'atLeast']);
    checkTiers(check, rule.tiers, [...path, 'tiers'], {});
  }) satisfies RuleCheck<TrendRule>,
  sequence: ((check, rule, path) => {
    checkEither(check, rule.sequence.first, [...path, 'sequence', 'first']);
    checkEither(check, rule.sequence.then, [...path, 'sequence', 'then']);
    checkCounting(check, rule, path);
  }) satisfies RuleCheck<SequenceRule>,
  members: ((check, rule, path) => {
    if (check.model.score !== 'accounts') reportKey(check, 'members_of_lead', [...path, 'members']);
    if (rule.members.model === check.model.id)
      report(check, 'members_of_itself', [...path, 'members', 'model']);
    checkPointsOrTiers(check, rule, path);
    if (rule.tiers) checkTiers(check, rule.tiers, [...path, 'tiers'], {});
  }) satisfies RuleCheck<MembersRule>,
};

const measures = ['distinct', 'activeDays', 'sum'] as const;

function checkActivityRule(check: Check, rule: ActivityRule, path: Path): void {
  const types = checkSelection(check, rule, rule.activity, 'activity', path);
  if (rule.where) checkWhere(check, rule.where, types, [...path, 'where']);
  const given = measures.filter((measure) => rule[measure] !== undefined);
  const [measure] = given;
  if (given.length > 1)
    reportKey(check, 'measures_several', [...path, given[1]!], { got: given.join(' and ') });
  for (const key of ['every', 'atMostPerDay'] as const) {
    if (measure !== undefined && rule[key] !== undefined) {
      reportKey(check, 'only_with_count', [...path, key], { key, measure });
    }
  }
  if (rule.distinct !== undefined) {
    const people = rule.of === 'account' || check.model.score === 'accounts';
    checkDistinctOf(check, rule.distinct, types, people, path);
  }
  if (rule.sum !== undefined) {
    const kind = checkProperty(check, rule.sum, types, [...path, 'sum']);
    if (kind !== 'number') report(check, 'sum_needs_number', [...path, 'sum'], { property: rule.sum, kind });
  }
  if (rule.journey !== undefined && rule.of === 'account')
    reportKey(check, 'journey_of_account', [...path, 'journey']);
  checkCounting(check, rule, path, rule.sum !== undefined);
}

/** Checks how what is counted becomes points. A sum may be negative and so may its tiers. */
function checkCounting(check: Check, rule: ActivityRule | SequenceRule, path: Path, isSum = false): void {
  checkPointsOrTiers(check, rule, path);
  if (rule.tiers) checkTiers(check, rule.tiers, [...path, 'tiers'], isSum ? {} : { least: 0 });
  if (rule.every !== undefined && rule.tiers) reportKey(check, 'every_with_tiers', [...path, 'every']);
  if (rule.decay) checkDecay(check, rule.decay, [...path, 'decay']);
}

function checkPointsOrTiers(
  check: Check,
  rule: { points?: number | undefined; tiers?: Tier[] | undefined },
  path: Path,
): void {
  if (rule.points === undefined && rule.tiers === undefined) report(check, 'points_or_tiers', path);
  if (rule.points !== undefined && rule.tiers !== undefined)
    reportKey(check, 'points_and_tiers', [...path, 'tiers']);
}

function checkDecay(check: Check, decay: Decay, path: Path): void {
  if (!('steps' in decay)) return;
  for (const [index, { fromAge }] of decay.steps.entries()) {
    const before = decay.steps[index - 1];
    if (before && fromAge <= before.fromAge) {
      report(check, 'steps_not_ascending', [...path, 'steps', index, 'fromAge'], {
        got: fromAge,
        before: before.fromAge,
      });
    }
  }
}

interface TierLimits {
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
}

function checkTiers(
  check: Check,
  tiers: readonly Tier[],
  path: Path,
  { least, most, whole }: TierLimits,
): void {
  for (const [index, { from }] of tiers.entries()) {
    const at = [...path, index, 'from'];
    const before = tiers[index - 1];
    if (before && from <= before.from)
      report(check, 'tiers_not_ascending', at, { got: from, before: before.from });
    if (least !== undefined && from < least) report(check, 'too_small', at, { least, got: from });
    if (most !== undefined && from > most) report(check, 'too_big', at, { most, got: from });
    if (whole && !Number.isInteger(from)) report(check, 'must_be_whole', at, { got: from });
  }
}

/** Checks whose activities are read, and their types. */
function checkSelection(
  check: Check,
  rule: { readonly of?: 'lead' | 'account' | undefined },
  types: string | string[],
  key: string,
  path: Path,
): string[] {
  const list = typeof types === 'string' ? [types] : types;
  checkTypes(check, list, [...path, key]);
  if (rule.of !== undefined && check.model.score === 'accounts')
    reportKey(check, 'of_in_account_model', [...path, 'of']);
  return list;
}

function checkEither(check: Check, choice: string | string[] | ActivityChoice, path: Path): string[] {
  const full = typeof choice === 'string' || Array.isArray(choice) ? { types: choice } : choice;
  if (full === choice) checkChoice(check, full, path);
  else checkTypes(check, typeof choice === 'string' ? [choice] : (choice as string[]), path);
  return typeof full.types === 'string' ? [full.types] : full.types;
}

/** "lead" counts people, which only makes sense where the activities of several are read. */
function checkDistinctOf(
  check: Check,
  property: string,
  types: readonly string[],
  people: boolean,
  path: Path,
): void {
  const at = [...path, 'distinct'];
  if (property !== 'lead') checkProperty(check, property, types, at);
  else if (!people && check.model.score !== 'accounts') report(check, 'distinct_lead', at);
}
