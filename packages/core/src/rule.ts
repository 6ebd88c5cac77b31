import { z } from 'zod';
import { activityChoiceSchema, activityTypesSchema, criterionSchema, currency, days } from './criterion.ts';
import { counting, head, others, points, selection, tail, tiers } from './rule-part.ts';
import { journeyPhases } from './score.ts';

/** Green gives `points`, red `otherwise`, grey (unknown) `unknown`. Only fields may be read. */
const criteriaRuleSchema = z
  .strictObject({
    ...head,
    when: criterionSchema.meta({ description: 'Criteria on fields' }),
    points: points.meta({ description: 'Points when it holds' }),
    ...others,
    ...tail,
  })
  .meta({
    id: 'criteriaRule',
    title: 'Criteria rule',
    description: 'Green gives points, red otherwise, grey unknown',
  });

/** A table of values: text (folded), whole words; a list takes the greatest points among its matching rows. */
const valuesRuleSchema = z
  .strictObject({
    ...head,
    field: z.string().min(1).meta({ description: 'A field of kind text or list' }),
    values: z.record(z.string(), points).meta({ description: 'Points of each value' }),
    ...others,
    ...tail,
  })
  .meta({ id: 'valuesRule', title: 'Values rule', description: 'Points of each value of a field' });

/** A table of half-open ranges: from `from` up to, not including, `to`; one side may be left open. */
const rangesRuleSchema = z
  .strictObject({
    ...head,
    field: z.string().min(1).meta({ description: 'A field of kind number, range or money' }),
    ranges: z
      .array(
        z.strictObject({
          from: z.number().optional().meta({ description: 'Included; absent: no lower bound' }),
          to: z.number().optional().meta({ description: 'Not included; absent: no upper bound' }),
          points,
        }),
      )
      .min(1),
    currency: currency.optional(),
    ...others,
    ...tail,
  })
  .meta({ id: 'rangesRule', title: 'Ranges rule', description: 'Points by where an amount lies' });

const activityRuleSchema = z
  .strictObject({
    ...head,
    activity: activityTypesSchema.meta({ description: 'Activity types to count' }),
    ...selection,
    distinct: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Count different values of this property; "lead" counts people' }),
    activeDays: z.literal(true).optional().meta({ description: 'Count the days with such an activity' }),
    sum: z.string().min(1).optional().meta({ description: 'Add up this number property' }),
    ...counting,
    ...tail,
    journey: z
      .enum(journeyPhases)
      .optional()
      .meta({ description: "Phase of the buyer's journey these activities are a sign of" }),
  })
  .meta({ id: 'activityRule', title: 'Activity rule', description: 'Counts activities' });

/** Points by the age of the newest such activity, in whole days; `never` for a lead that had none. */
const silenceRuleSchema = z
  .strictObject({
    ...head,
    silence: activityTypesSchema.meta({ description: 'Activity types whose newest is looked at' }),
    ...selection,
    tiers: tiers.meta({ description: 'Points by whole days since the newest' }),
    never: z
      .strictObject({
        points,
        afterDays: z.int().min(0).max(400_000).meta({ description: 'Days since the lead was created' }),
      })
      .optional()
      .meta({ description: 'For a lead that never had one' }),
    ...tail,
  })
  .meta({
    id: 'silenceRule',
    title: 'Silence rule',
    description: 'Points by the age of the newest activity',
  });

const choice = z.union([activityTypesSchema, activityChoiceSchema], 'choice');

/** How many of `in` were also `of`, in percent (at most 100), by tiers; a base under `atLeast` gives 0. */
const rateRuleSchema = z
  .strictObject({
    ...head,
    rate: z.strictObject({
      of: choice.meta({ description: 'The part, such as opened mails' }),
      in: choice.meta({ description: 'The whole, such as delivered mails' }),
      distinct: z.string().min(1).optional().meta({ description: 'Count different values of this property' }),
      withinDays: days.optional().meta({ description: 'Only the last n days, today included' }),
      atLeast: z.int().min(1).max(1_000_000).optional().meta({ description: 'A smaller whole gives 0' }),
    }),
    tiers: tiers.meta({ description: 'Points by percent, 0 to 100' }),
    ...tail,
  })
  .meta({
    id: 'rateRule',
    title: 'Rate rule',
    description: 'How many of one activity in another, in percent',
  });

/** Activities of the last n days minus those of the n days before, or that as a percent of the earlier count. */
const trendRuleSchema = z
  .strictObject({
    ...head,
    trend: z.strictObject({
      activity: choice.meta({ description: 'The activities counted' }),
      days: days.meta({ description: 'Length of each of the two periods' }),
      percent: z
        .literal(true)
        .optional()
        .meta({ description: 'The change as a percent of the earlier count' }),
      atLeast: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .meta({ description: 'A smaller earlier count gives 0' }),
    }),
    tiers: tiers.meta({ description: 'Points by the change, which may be negative' }),
    ...tail,
  })
  .meta({ id: 'trendRule', title: 'Trend rule', description: 'The last days against the days before' });

/** Counts `then` where a `first` came strictly before it, at most `withinDays` days earlier. */
const sequenceRuleSchema = z
  .strictObject({
    ...head,
    sequence: z.strictObject({
      first: choice.meta({ description: 'What came strictly before' }),
      // biome-ignore lint/suspicious/noThenProperty: it holds text or a choice, never a function, so nothing awaits it
      then: choice.meta({ description: 'What is counted' }),
      withinDays: z.int().min(0).max(400_000).meta({ description: 'At most so many days between the two' }),
    }),
    ...counting,
    ...tail,
  })
  .meta({ id: 'sequenceRule', title: 'Sequence rule', description: 'Counts one activity after another' });

/** In a model of accounts: the totals that a lead model gives the account's leads, as one number. */
const membersRuleSchema = z
  .strictObject({
    ...head,
    members: z.strictObject({
      model: z.string().min(1).meta({ description: 'Id of a model of leads' }),
      take: z.enum(['sum', 'max', 'average']).meta({ description: "What to make of its leads' totals" }),
    }),
    points: points.optional().meta({ description: 'Points for each point of the aggregated total' }),
    tiers: tiers.optional().meta({ description: 'Points by the aggregated total' }),
    unknown: points.optional().meta({ description: 'Points without members; default 0' }),
    ...tail,
  })
  .meta({
    id: 'membersRule',
    title: 'Members rule',
    description: "What a model of leads gives an account's leads",
  });

export const ruleSchema = z
  .union(
    [
      criteriaRuleSchema,
      valuesRuleSchema,
      rangesRuleSchema,
      activityRuleSchema,
      silenceRuleSchema,
      rateRuleSchema,
      trendRuleSchema,
      sequenceRuleSchema,
      membersRuleSchema,
    ],
    'rule',
  )
  .meta({ id: 'rule', title: 'Rule', description: 'Reads one value and turns it into points' });

export type { Cap, Decay, Tier } from './rule-part.ts';
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
