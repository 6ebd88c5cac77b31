import type { Plan } from '@leadline/core';
import type {
  ActivityCriterion,
  Criterion,
  FieldCriterion,
  PropertyCriterion,
} from '@leadline/core/compiler';

/** A criterion without parts: one operator on one field or property. */
export type Leaf = FieldCriterion | PropertyCriterion;

/** Everything that a model says of its leads (or accounts) by criteria. */
export function listCriteria({ model, rules }: Plan): Criterion[] {
  const categories =
    model.temperature && 'categories' in model.temperature ? model.temperature.categories : [];
  return [
    ...rules.flatMap(({ rule }) => ('when' in rule ? [rule.when] : [])),
    ...(model.audience ? [model.audience] : []),
    ...(model.disqualify ?? []).map(({ when }) => when),
    ...categories.map(({ when }) => when),
  ];
}

/** All criteria on fields, as often as they are written. */
export function listFieldLeaves(criterion: Criterion): FieldCriterion[] {
  if ('field' in criterion) return [criterion];
  const parts =
    'all' in criterion
      ? criterion.all
      : 'any' in criterion
        ? criterion.any
        : 'none' in criterion
          ? criterion.none
          : [];
  return parts.flatMap(listFieldLeaves);
}

/** All criteria on properties, as often as they are written. */
export function listPropertyLeaves(where: ActivityCriterion): PropertyCriterion[] {
  if ('property' in where) return [where];
  return ('all' in where ? where.all : 'any' in where ? where.any : where.none).flatMap(listPropertyLeaves);
}

/** What the activities of a plan must say, as often as it is written. */
export function listWheres(plan: Plan): ActivityCriterion[] {
  const signals = [...plan.readings.signals, ...plan.accountReadings.signals];
  return signals.flatMap(({ choices }) => choices.flatMap(({ where }) => (where ? [where] : [])));
}

/** Patterns that a plan searches text with, each once. */
export function listPatterns(plan: Plan): string[] {
  const leaves: Leaf[] = [
    ...listCriteria(plan).flatMap(listFieldLeaves),
    ...listWheres(plan).flatMap(listPropertyLeaves),
  ];
  return [...new Set(leaves.flatMap(({ matches }) => (matches === undefined ? [] : [matches])))];
}
