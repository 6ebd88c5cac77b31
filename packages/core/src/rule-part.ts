import { z } from 'zod';
import { activityCriterionSchema, days } from './criterion.ts';

/** Points with at most three decimals, from -1,000,000 to 1,000,000. */
export const points = z.number().min(-1_000_000).max(1_000_000);

export const capSchema = z
  .strictObject({
    min: points.max(0).optional().meta({ description: 'The least, at most 0' }),
    max: points.min(0).optional().meta({ description: 'The most, at least 0' }),
  })
  .meta({ id: 'cap', title: 'Cap', description: 'The most and least something may give' });

/** Loss of points with age: a half-life, a straight line to zero, or steps (100% before the first). */
const decaySchema = z
  .union(
    [
      z.strictObject({
        halfLifeDays: z.int().min(1).max(3650).meta({ description: 'Days after which half is left' }),
      }),
      z.strictObject({
        linearDays: z.int().min(1).max(400_000).meta({ description: 'Days after which nothing is left' }),
      }),
      z.strictObject({
        steps: z
          .array(
            z.strictObject({ fromAge: z.int().min(0).max(400_000), percent: z.number().min(0).max(100) }),
          )
          .min(1)
          .meta({ description: 'From this age in days, this percentage; 100 before the first' }),
      }),
    ],
    'decay',
  )
  .meta({ id: 'decay', title: 'Decay', description: 'Loss of points with age' });

/** From this value on, these points; the highest tier that is reached counts, tiers do not add up. */
const tierSchema = z
  .strictObject({ from: z.number(), points })
  .meta({ id: 'tier', title: 'Tier', description: 'From this value on, these points' });

/** What every rule begins with. */
export const head = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/)
    .meta({ description: 'Lower case, digits, - and _; no other rule has it' }),
  name: z.string().min(1).meta({ description: 'As people read it in explanations' }),
};
/** What every rule may end with. */
export const tail = {
  cap: capSchema.optional().meta({ description: 'The most and least this rule may give' }),
  because: z.string().min(1).optional().meta({ description: 'Why the rule gives these points' }),
  source: z.enum(['sales', 'interview', 'data']).optional().meta({ description: 'Who said so' }),
};
/** Red and grey of a field rule. */
export const others = {
  otherwise: points.optional().meta({ description: 'Points when it is known and does not hold; default 0' }),
  unknown: points.optional().meta({ description: 'Points when it is not known; default 0' }),
};
/** The tiers of a rule that has them. */
export const tiers = z.array(tierSchema).min(1);

/** How counted activities turn into points. */
export const counting = {
  withinDays: days.optional().meta({ description: 'Only the last n days, today included' }),
  atMostPerDay: z.int().min(1).max(1_000_000).optional().meta({ description: 'Count at most so many a day' }),
  every: z.int().min(2).max(1_000_000).optional().meta({ description: 'Points for every n-th activity' }),
  points: points.optional().meta({ description: 'Points for each' }),
  tiers: tiers.optional().meta({ description: 'Points by how many; the highest tier reached counts' }),
  decay: decaySchema.optional().meta({ description: 'How it fades with age' }),
};
/** Which activities an activity or silence rule reads, beside their types. */
export const selection = {
  where: activityCriterionSchema.optional().meta({ description: 'What their properties must say' }),
  includeAutomated: z.boolean().optional().meta({ description: 'Count what machines did as well' }),
  of: z.enum(['lead', 'account']).optional().meta({ description: 'Whose activities; default lead' }),
};

export type Cap = z.infer<typeof capSchema>;
export type Decay = z.infer<typeof decaySchema>;
export type Tier = z.infer<typeof tierSchema>;
