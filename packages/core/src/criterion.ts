import { z } from 'zod';
import { outcomeKinds } from './fact.ts';

/** A plain number with at most three decimals, at most 9·10^12 either way (checked by parse.ts). */
const number = z.number();
/** Money in a model always names its currency. */
const money = z.strictObject({
  amount: number.meta({ description: 'Amount in whole units of the currency' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ description: 'ISO 4217 code, such as EUR' }),
});
const amount = z.union([number, money]);
const literal = z.union([z.string(), z.number(), z.boolean(), money]);
/** Whole days; ages and windows count UTC midnights. */
export const days = z.int().min(1).max(400_000);

/** The operators as keys; a criterion has exactly one of them (checked by parse.ts). */
const operatorKeys = {
  equals: literal.optional(),
  not_equals: literal.optional(),
  in: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional(),
  not_in: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional(),
  contains: z.string().optional(),
  not_contains: z.string().optional(),
  starts_with: z.string().optional(),
  ends_with: z.string().optional(),
  matches: z
    .string()
    .meta({ description: 'Search pattern: literals . [a-z] ( | ) * + ? {m,n} ^ $' })
    .optional(),
  lt: amount.optional(),
  lte: amount.optional(),
  gt: amount.optional(),
  gte: amount.optional(),
  between: z
    .tuple([amount, amount])
    .meta({ description: 'From the first up to, not including, the second' })
    .optional(),
  is_empty: z.literal(true).optional(),
  is_not_empty: z.literal(true).optional(),
  is_true: z.literal(true).optional(),
  is_false: z.literal(true).optional(),
  before: z.iso.date().optional(),
  after: z.iso.date().optional(),
  within_days: days.optional(),
  in_next_days: days.optional(),
};

export const fieldCriterionSchema = z.strictObject({
  field: z.string().min(1).meta({ description: 'A field of the lead, or account.<field>' }),
  ...operatorKeys,
});

export const propertyCriterionSchema = z.strictObject({
  property: z.string().min(1).meta({ description: 'A property of the activity' }),
  ...operatorKeys,
});

/** What `where` may say about one activity. */
export type ActivityCriterion =
  | z.infer<typeof propertyCriterionSchema>
  | { all: ActivityCriterion[] }
  | { any: ActivityCriterion[] }
  | { none: ActivityCriterion[] };

export const activityCriterionSchema: z.ZodType<ActivityCriterion> = z.union([
  propertyCriterionSchema,
  z.strictObject({
    get all() {
      return z.array(activityCriterionSchema).min(1);
    },
  }),
  z.strictObject({
    get any() {
      return z.array(activityCriterionSchema).min(1);
    },
  }),
  z.strictObject({
    get none() {
      return z.array(activityCriterionSchema).min(1);
    },
  }),
]);

/** One activity type or several. */
export const activityTypesSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Which activities are meant: their types, what their properties must say, whether machines count. */
export const activityChoiceSchema = z.strictObject({
  types: activityTypesSchema,
  where: activityCriterionSchema.optional(),
  includeAutomated: z.boolean().optional(),
});

/** True if the lead has at least `count` (default 1) such activities in the window; never unknown. */
export const activityCountCriterionSchema = z.strictObject({
  activity: z.strictObject({
    ...activityChoiceSchema.shape,
    withinDays: days.optional(),
    count: z.int().min(1).max(1_000_000).optional(),
  }),
});

/** True if the lead has such an outcome (in the window); never unknown. In stage conditions: if the newest is it. */
export const outcomeCriterionSchema = z.strictObject({
  outcome: z.enum(outcomeKinds),
  withinDays: days.optional(),
});

/** A test of a lead: true, false or unknown. Groups nest and follow Kleene's logic; `none` is not-any. */
export type Criterion =
  | FieldCriterion
  | z.infer<typeof activityCountCriterionSchema>
  | z.infer<typeof outcomeCriterionSchema>
  | { all: Criterion[] }
  | { any: Criterion[] }
  | { none: Criterion[] };

export const criterionSchema: z.ZodType<Criterion> = z.union([
  fieldCriterionSchema,
  activityCountCriterionSchema,
  outcomeCriterionSchema,
  z.strictObject({
    get all() {
      return z.array(criterionSchema).min(1);
    },
  }),
  z.strictObject({
    get any() {
      return z.array(criterionSchema).min(1);
    },
  }),
  z.strictObject({
    get none() {
      return z.array(criterionSchema).min(1);
    },
  }),
]);

export type FieldCriterion = z.infer<typeof fieldCriterionSchema>;
export type PropertyCriterion = z.infer<typeof propertyCriterionSchema>;
export type ActivityChoice = z.infer<typeof activityChoiceSchema>;
export type Literal = z.infer<typeof literal>;
export type Amount = z.infer<typeof amount>;
