import type { ActivityCriterion } from '../criterion.ts';
import type { Model } from '../model.ts';
import { type Plan, planModel } from './plan.ts';
import type { ReadingPlan } from './reading.ts';

/** What some models read, and so what columns for them must hold; all activity types are held anyway. */
export interface ColumnNeeds {
  /** Names of fields of leads, "account.<field>" among them. */
  readonly fields: readonly string[];
  /** Plain names of fields of accounts. */
  readonly accountFields: readonly string[];
  readonly properties: readonly string[];
  /** Suppression lists. */
  readonly lists: readonly string[];
  /** Whether `Columns.accounts` is needed. */
  readonly accounts: boolean;
}

/** What these models read, each name once. */
export function getColumnNeeds(models: readonly Model[]): ColumnNeeds {
  const plans = models.map(planModel);
  const ofAccounts = plans.filter((plan) => plan.scoresAccounts);
  const ofLeads = plans.filter((plan) => !plan.scoresAccounts);
  const readFields = (some: readonly Plan[]): string[] =>
    some.flatMap((plan) => plan.fields.map(({ name }) => name));
  return {
    fields: [...new Set(readFields(ofLeads))],
    accountFields: [...new Set(readFields(ofAccounts))],
    properties: [
      ...new Set(
        plans.flatMap((plan) => [...getProperties(plan.readings), ...getProperties(plan.accountReadings)]),
      ),
    ],
    lists: [...new Set(plans.flatMap((plan) => plan.suppress))],
    accounts: plans.some((plan) => plan.scoresAccounts || plan.accountReadings.readings.length > 0),
  };
}

function getProperties(plan: ReadingPlan): string[] {
  const names = plan.readings.map((reading) => reading.property).filter((name) => name !== '');
  for (const { choices } of plan.signals) {
    for (const { where } of choices) if (where) names.push(...getWhereProperties(where));
  }
  return names;
}

function getWhereProperties(where: ActivityCriterion): string[] {
  if ('property' in where) return [where.property];
  const parts = 'all' in where ? where.all : 'any' in where ? where.any : where.none;
  return parts.flatMap(getWhereProperties);
}
