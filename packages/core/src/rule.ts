import { z } from 'zod';
import {
  activityChoiceSchema,
  activityCriterionSchema,
  activityTypesSchema,
  criterionSchema,
  days,
} from './criterion.ts';
import { journeyPhases } from './score.ts';

/** Points with at most three decimals, from -1,000,000 to 1,000,000. */
export const points = z.number().min(-1_000_000).max(1_000_000);

export const capSchema = z.strictObject({
  min: points.max(0).optional(),
  max: points.min(0).optional(),
});

/** Loss of points with age: a half-life, a straight line to zero, or steps (100% before the first). */
export const decaySchema = z.union([
  z.strictObject({ halfLifeDays: z.int().min(1).max(3650) }),
  z.strictObject({ linearDays: z.int().min(1).max(400_000) }),
  z.strictObject({
    steps: z
      .array(z.strictObject({ fromAge: z.int().min(0).max(400_000), percent: z.number().min(0).max(100) }))
      .min(1),
  }),
]);

/** From this value on, these points; the highest tier that is reached counts, tiers do not add up. */
export const tierSchema = z.strictObject({ from: z.number(), points });

const base = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/)
    .meta({ description: 'Unique in the model; lower case, digits, - and _' }),
  name: z.string().min(1).meta({ description: 'As people read it in explanations' }),
  because: z.string().optional().meta({ description: 'Why the rule gives these points' }),
  source: z.enum(['sales', 'interview', 'data']).optional().meta({ description: 'Who said so' }),
  cap: capSchema.optional(),
};

/** Green gives `points`, red `otherwise`, grey (unknown) `unknown`. Only fields may be read. */
export const criteriaRuleSchema = z.strictObject({
  ...base,
  when: criterionSchema,
  points,
  otherwise: points.optional(),
  unknown: points.optional(),
});

/** A table of values: text (folded), whole words; a list takes the greatest points among its matching rows. */
export const valuesRuleSchema = z.strictObject({
  ...base,
  field: z.string().min(1),
  values: z.record(z.string(), points),
  otherwise: points.optional(),
  unknown: points.optional(),
});

/** A table of half-open ranges: from `from` up to, not including, `to`; one side may be left open. */
export const rangesRuleSchema = z.strictObject({
  ...base,
  field: z.string().min(1),
  ranges: z.array(z.strictObject({ from: z.number().optional(), to: z.number().optional(), points })).min(1),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  otherwise: points.optional(),
  unknown: points.optional(),
});

/** How counted activities turn into points. */
const counting = {
  withinDays: days.optional(),
  decay: decaySchema.optional(),
  atMostPerDay: z.int().min(1).max(1_000_000).optional(),
  points: points.optional(),
  every: z.int().min(2).max(1_000_000).optional().meta({ description: 'Points for every n-th activity' }),
  tiers: z.array(tierSchema).min(1).optional(),
};

export const activityRuleSchema = z.strictObject({
  ...base,
  activity: activityTypesSchema,
  where: activityCriterionSchema.optional(),
  includeAutomated: z.boolean().optional(),
  of: z.enum(['lead', 'account']).optional(),
  ...counting,
  distinct: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Count different values of this property; "lead" counts people' }),
  activeDays: z.literal(true).optional().meta({ description: 'Count the days with such an activity' }),
  sum: z.string().min(1).optional().meta({ description: 'Add up this number property' }),
  journey: z.enum(journeyPhases).optional(),
});

/** Points by the age of the newest such activity, in whole days; `never` for a lead that had none. */
export const silenceRuleSchema = z.strictObject({
  ...base,
  silence: activityTypesSchema,
  where: activityCriterionSchema.optional(),
  includeAutomated: z.boolean().optional(),
  of: z.enum(['lead', 'account']).optional(),
  tiers: z.array(tierSchema).min(1),
  never: z.strictObject({ points, afterDays: z.int().min(0).max(400_000) }).optional(),
});

const choice = z.union([activityTypesSchema, activityChoiceSchema]);

/** How many of `in` were also `of`, in percent (at most 100), by tiers; a base under `atLeast` gives 0. */
export const rateRuleSchema = z.strictObject({
  ...base,
  rate: z.strictObject({
    of: choice,
    in: choice,
    distinct: z.string().min(1).optional(),
    withinDays: days.optional(),
    atLeast: z.int().min(1).max(1_000_000).optional(),
  }),
  tiers: z.array(tierSchema).min(1),
});

/** Activities of the last n days minus those of the n days before, or that as a percent of the earlier count. */
export const trendRuleSchema = z.strictObject({
  ...base,
  trend: z.strictObject({
    activity: choice,
    days,
    percent: z.literal(true).optional(),
    atLeast: z.int().min(1).max(1_000_000).optional(),
  }),
  tiers: z.array(tierSchema).min(1),
});

/** Counts `then` where a `first` came strictly before it, at most `withinDays` days earlier. */
export const sequenceRuleSchema = z.strictObject({
  ...base,
  sequence: z.strictObject({ first: choice, then: choice, withinDays: z.int().min(0).max(400_000) }),
  ...counting,
});

/** In a model of accounts: the totals that a lead model gives the account's leads, as one number. */
export const membersRuleSchema = z.strictObject({
  ...base,
  members: z.strictObject({ model: z.string().min(1), take: z.enum(['sum', 'max', 'average']) }),
  points: points.optional().meta({ description: 'Points per point of the aggregated total' }),
  tiers: z.array(tierSchema).min(1).optional(),
  unknown: points.optional(),
});

export const ruleSchema = z.union([
  criteriaRuleSchema,
  valuesRuleSchema,
  rangesRuleSchema,
  activityRuleSchema,
  silenceRuleSchema,
  rateRuleSchema,
  trendRuleSchema,
  sequenceRuleSchema,
  membersRuleSchema,
]);

export type Cap = z.infer<typeof capSchema>;
export type Decay = z.infer<typeof decaySchema>;
export type Tier = z.infer<typeof tierSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type CriteriaRule = z.infer<typeof criteriaRuleSchema>;
export type ValuesRule = z.infer<typeof valuesRuleSchema>;
export type RangesRule = z.infer<typeof rangesRuleSchema>;
export type ActivityRule = z.infer<typeof activityRuleSchema>;
export type SilenceRule = z.infer<typeof silenceRuleSchema>;
export type RateRule = z.infer<typeof rateRuleSchema>;
export type TrendRule = z.infer<typeof trendRuleSchema>;
export type SequenceRule = z.infer<typeof sequenceRuleSchema>;
export type MembersRule = z.infer<typeof membersRuleSchema>;

/** The kinds of rule and the key that tells each; see `ruleKind`. */
export const ruleKeys = {
  criteria: 'when',
  values: 'values',
  ranges: 'ranges',
  activity: 'activity',
  silence: 'silence',
  rate: 'rate',
  trend: 'trend',
  sequence: 'sequence',
  members: 'members',
} as const;
export type RuleKind = keyof typeof ruleKeys;

/** Which kind a rule is, by the key only that kind has. */
export function ruleKind(rule: Rule): RuleKind {
  for (const [kind, key] of Object.entries(ruleKeys)) if (key in rule) return kind as RuleKind;
  throw new TypeError(`Cannot tell the kind of rule "${(rule as { id: string }).id}"`);
}
