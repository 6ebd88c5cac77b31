import { z } from 'zod';
import { outcomeKinds } from './fact.ts';

/** A plain number with at most three decimals, at most 9·10^12 either way (checked by criterion-check.ts). */
const number = z.number();
/** ISO 4217 code of a currency. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217 code, such as EUR' });
/** Money in a model always names its currency. */
const money = z.strictObject({
  amount: number.meta({ description: 'Amount in whole units of the currency' }),
  currency,
});
/*
 * A union's message is its name in `unionOptions` (shape.ts), which tells by the keys of a value which option was
 * meant and reports only that option's problems.
 */
const amount = z.union([number, money], 'amount');
const literal = z.union([z.string(), z.number(), z.boolean(), money], 'literal');
const listed = z.union([z.string(), z.number()], 'listed');
/** Whole days; ages and windows count UTC midnights. */
export const days = z.int().min(1).max(400_000);

/** The operators as keys; a criterion has exactly one of them (checked by criterion-check.ts). */
const operatorKeys = {
  equals: literal
    .optional()
    .meta({ description: 'The same value; text is compared without case and accents' }),
  not_equals: literal.optional().meta({ description: 'Another value; unknown where the value is missing' }),
  in: z.array(listed).min(1).optional().meta({ description: 'One of these values' }),
  not_in: z.array(listed).min(1).optional().meta({ description: 'None of these; unknown where missing' }),
  contains: z.string().optional().meta({ description: 'Has this text in it; of a list: any element has' }),
  not_contains: z.string().optional().meta({ description: 'Does not have this text in it' }),
  starts_with: z.string().optional().meta({ description: 'Begins with this text' }),
  ends_with: z.string().optional().meta({ description: 'Ends with this text' }),
  matches: z
    .string()
    .optional()
    .meta({ description: 'Search pattern: literals . [a-z] ( | ) * + ? {m,n} ^ $' }),
  lt: amount.optional().meta({ description: 'Less than' }),
  lte: amount.optional().meta({ description: 'At most' }),
  gt: amount.optional().meta({ description: 'More than' }),
  gte: amount.optional().meta({ description: 'At least' }),
  between: z
    .tuple([amount, amount])
    .optional()
    .meta({ description: 'From the first up to, not including, the second' }),
  is_empty: z.literal(true).optional().meta({ description: 'There is no value' }),
  is_not_empty: z.literal(true).optional().meta({ description: 'There is a value' }),
  is_true: z.literal(true).optional().meta({ description: 'The value is true' }),
  is_false: z.literal(true).optional().meta({ description: 'The value is false' }),
  before: z.iso.date().optional().meta({ description: 'On a day before this one (UTC)' }),
  after: z.iso.date().optional().meta({ description: 'On this day (UTC) or later' }),
  within_days: days.optional().meta({ description: 'In the last n days, today included' }),
  in_next_days: days.optional().meta({ description: 'In the coming n days, today included' }),
};

const fieldCriterionSchema = z.strictObject({
  field: z.string().min(1).meta({ description: 'A field of the lead, or account.<field>' }),
  ...operatorKeys,
});

const propertyCriterionSchema = z.strictObject({
  property: z.string().min(1).meta({ description: 'A property of the activity' }),
  ...operatorKeys,
});

/** What `where` may say about one activity. */
export type ActivityCriterion =
  | z.infer<typeof propertyCriterionSchema>
  | { all: ActivityCriterion[] }
  | { any: ActivityCriterion[] }
  | { none: ActivityCriterion[] };

export const activityCriterionSchema: z.ZodType<ActivityCriterion> = z
  .union(
    [
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
    ],
    'activityCriterion',
  )
  .meta({
    id: 'activityCriterion',
    title: 'Activity criterion',
    description: 'A test of a property; or a group of tests',
  });

/** One activity type or several. */
export const activityTypesSchema = z.union(
  [z.string().min(1), z.array(z.string().min(1)).min(1)],
  'activityTypes',
);

/** Which activities are meant: their types, what their properties must say, whether machines count. */
export const activityChoiceSchema = z.strictObject({
  types: activityTypesSchema.meta({ description: 'One activity type or several' }),
  where: activityCriterionSchema.optional().meta({ description: 'What its properties must say' }),
  includeAutomated: z.boolean().optional().meta({ description: 'Count what machines did as well' }),
});

/** True if the lead has at least `count` (default 1) such activities in the window; never unknown. */
const activityCountCriterionSchema = z.strictObject({
  activity: z.strictObject({
    ...activityChoiceSchema.shape,
    withinDays: days.optional().meta({ description: 'Only the last n days, today included' }),
    count: z.int().min(1).max(1_000_000).optional().meta({ description: 'At least so many; default 1' }),
  }),
});

/** True if the lead has such an outcome (in the window); never unknown. In stage conditions: if the newest is it. */
const outcomeCriterionSchema = z.strictObject({
  outcome: z.enum(outcomeKinds).meta({ description: 'How a lead ended, or what a seller said of it' }),
  withinDays: days.optional().meta({ description: 'Only the last n days, today included' }),
});

/** A test of a lead: true, false or unknown. Groups nest and follow Kleene's logic; `none` is not-any. */
export type Criterion =
  | FieldCriterion
  | z.infer<typeof activityCountCriterionSchema>
  | z.infer<typeof outcomeCriterionSchema>
  | { all: Criterion[] }
  | { any: Criterion[] }
  | { none: Criterion[] };

export const criterionSchema: z.ZodType<Criterion> = z
  .union(
    [
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
    ],
    'criterion',
  )
  .meta({
    id: 'criterion',
    title: 'Criterion',
    description: 'A test of a field, activities or an outcome; or a group of tests',
  });

export type FieldCriterion = z.infer<typeof fieldCriterionSchema>;
export type PropertyCriterion = z.infer<typeof propertyCriterionSchema>;
export type ActivityChoice = z.infer<typeof activityChoiceSchema>;
export type Literal = z.infer<typeof literal>;
export type Amount = z.infer<typeof amount>;
