import type { ActivityChoice, Criterion, FieldCriterion } from '../criterion.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { listRules } from './rule-place.ts';

/** The criteria on fields inside a criterion, at any depth, in document order. */
export function listFieldCriteria(criterion: Criterion): FieldCriterion[] {
  if ('all' in criterion) return criterion.all.flatMap(listFieldCriteria);
  if ('any' in criterion) return criterion.any.flatMap(listFieldCriteria);
  if ('none' in criterion) return criterion.none.flatMap(listFieldCriteria);
  return 'field' in criterion ? [criterion] : [];
}

/** Fields that a rule reads, each once. */
export function listRuleFields(rule: Rule): string[] {
  if ('when' in rule) return [...new Set(listFieldCriteria(rule.when).map(({ field }) => field))];
  return 'field' in rule ? [rule.field] : [];
}

/** Every choice of activities that a rule reads: one for most kinds, two for rates and sequences. */
export function listChoices(rule: Rule): ActivityChoice[] {
  if ('rate' in rule) return [rule.rate.of, rule.rate.in].map(toChoice);
  if ('trend' in rule) return [toChoice(rule.trend.activity)];
  if ('sequence' in rule) return [rule.sequence.first, rule.sequence.then].map(toChoice);
  const types = 'activity' in rule ? rule.activity : 'silence' in rule ? rule.silence : undefined;
  if (types === undefined || !('activity' in rule || 'silence' in rule)) return [];
  const { where, includeAutomated } = rule;
  return [{ types, ...(where ? { where } : {}), ...(includeAutomated ? { includeAutomated } : {}) }];
}

function toChoice(choice: string | string[] | ActivityChoice): ActivityChoice {
  return typeof choice === 'string' || Array.isArray(choice) ? { types: choice } : choice;
}

/** Activity types of a choice, each once. */
export function listTypes({ types }: ActivityChoice): string[] {
  return [...new Set([types].flat())];
}

/** Fields that rules, audience, disqualify and categories of a model read, each once, in document order. */
export function listModelFields(model: Model): string[] {
  const { audience, disqualify = [], temperature } = model;
  const categories = temperature && 'categories' in temperature ? temperature.categories : [];
  const criteria = [
    ...(audience ? [audience] : []),
    ...disqualify.map(({ when }) => when),
    ...categories.map(({ when }) => when),
  ];
  return [
    ...new Set([
      ...criteria.flatMap(listFieldCriteria).map(({ field }) => field),
      ...listRules(model).flatMap(({ rule }) => listRuleFields(rule)),
    ]),
  ];
}
