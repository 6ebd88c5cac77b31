import { z } from 'zod';
import { criterionSchema, days } from './criterion.ts';
import { outcomeKinds } from './fact.ts';
import { capSchema, points, ruleSchema } from './rule.ts';

/** The kinds a model may declare its fields and properties as. */
const valueKind = z.enum(['text', 'number', 'boolean', 'date', 'list', 'range', 'money']);
const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/);

export const groupSchema = z.strictObject({
  name: z.string().optional(),
  cap: capSchema.optional(),
  rules: z.array(ruleSchema).min(1),
});

export const dimensionSchema = z.strictObject({
  kind: z.enum(['fit', 'engagement', 'risk']),
  name: z.string().optional(),
  cap: capSchema.optional(),
  floor: points.optional().meta({ description: 'The least this dimension can be; instead of a cap' }),
  personas: z
    .array(id)
    .min(1)
    .optional()
    .meta({ description: 'The personas whose fit enters here; one fit dimension only' }),
  personaAtLeast: points.optional().meta({ description: 'Below this sum no persona is named' }),
  groups: z.record(id, groupSchema),
});

/** A buyer persona: a card that sales and marketing agree on, and the rules that say how well a lead matches. */
export const personaSchema = z.strictObject({
  name: z.string().min(1),
  picture: z.string().optional(),
  role: z.string().optional(),
  age: z.string().optional(),
  education: z.string().optional(),
  traits: z.array(z.string()).optional(),
  company: z.string().optional(),
  channels: z.array(z.string()).optional(),
  goals: z.array(z.string()).optional(),
  obstacles: z.array(z.string()).optional(),
  groups: z.record(id, groupSchema),
});

export const gradesSchema = z.strictObject({
  fit: z.record(z.string().regex(/^[A-Z]$/), points),
  engagement: z.record(z.string().regex(/^[1-9]$/), points),
  unknownBelow: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .meta({ description: 'Coverage in permille under which the letter is ?' }),
});

/** Hot, warm or cold from the total, a dimension or the grade; or categories by criteria, without points. */
export const temperatureSchema = z.union([
  z.strictObject({ of: z.literal('grade'), hot: z.array(z.string()), warm: z.array(z.string()) }),
  z.strictObject({
    of: z.string().min(1).meta({ description: '"total" or the id of a dimension' }),
    hot: points,
    warm: points,
    cold: points.optional(),
  }),
  z.strictObject({
    categories: z.array(z.strictObject({ is: z.string().min(1), when: criterionSchema })).min(1),
    otherwise: z.string().min(1).optional(),
  }),
]);

export const journeySchema = z.strictObject({
  withinDays: days.optional().meta({ description: 'Default 90' }),
  awareness: z.int().min(1).optional(),
  consideration: z.int().min(1).optional(),
  decision: z.int().min(1).optional(),
});

const comparison = {
  gte: points.optional(),
  gt: points.optional(),
  lte: points.optional(),
  lt: points.optional(),
};

export type StageCondition =
  | { total: z.infer<typeof comparisonSchema> }
  | ({ dimension: string } & z.infer<typeof comparisonSchema>)
  | { grade: string[] }
  | { outcome: (typeof outcomeKinds)[number] }
  | { all: StageCondition[] }
  | { any: StageCondition[] }
  | { none: StageCondition[] };

const comparisonSchema = z.strictObject(comparison);

/** What lets a lead into a stage or out of it: total, a dimension, the grade, the newest outcome. */
export const stageConditionSchema: z.ZodType<StageCondition> = z.union([
  z.strictObject({ total: comparisonSchema }),
  z.strictObject({ dimension: z.string().min(1), ...comparison }),
  z.strictObject({ grade: z.array(z.string()).min(1) }),
  z.strictObject({ outcome: z.enum(outcomeKinds) }),
  z.strictObject({
    get all() {
      return z.array(stageConditionSchema).min(1);
    },
  }),
  z.strictObject({
    get any() {
      return z.array(stageConditionSchema).min(1);
    },
  }),
  z.strictObject({
    get none() {
      return z.array(stageConditionSchema).min(1);
    },
  }),
]);

export const stageSchema = z.strictObject({
  id,
  name: z.string().optional(),
  enter: stageConditionSchema,
  leave: stageConditionSchema.optional(),
  holdDays: z.int().min(0).max(3650).optional(),
});

const plainValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.strictObject({ lo: z.number().nullable(), hi: z.number().nullable(), currency: z.string().optional() }),
]);

const expected = z.union([z.number(), comparisonSchema]);

/** A lead made up: its fields, its account's fields and what it did. Day 0 is the moment of the score. */
const exampleKeys = {
  name: z.string().min(1),
  lead: z.record(z.string(), plainValue).optional(),
  account: z.record(z.string(), plainValue).optional(),
  activities: z
    .array(
      z
        .object({
          type: z.string().min(1),
          daysAgo: z.int().min(0).optional(),
          times: z.int().min(1).max(10_000).optional(),
          automated: z.boolean().optional(),
        })
        .catchall(plainValue)
        .meta({ description: 'All other keys are properties of the activity' }),
    )
    .optional(),
  outcomes: z
    .array(z.strictObject({ outcome: z.enum(outcomeKinds), daysAgo: z.int().min(0).optional() }))
    .optional(),
};

/** An example lead that sales calls qualified, such as two downloads and the pricing page. */
export const combinationSchema = z.strictObject(exampleKeys);

/** A test of the model: an example lead, and what its score must come to. */
export const expectationSchema = z.strictObject({
  ...exampleKeys,
  is: z.strictObject({
    total: expected.optional(),
    dimensions: z.record(z.string(), expected).optional(),
    grade: z.union([z.string(), z.array(z.string())]).optional(),
    persona: z.string().nullable().optional(),
    temperature: z.string().nullable().optional(),
    journey: z.string().nullable().optional(),
    stage: z.string().nullable().optional(),
    disqualified: z.union([z.boolean(), z.string()]).optional(),
    inAudience: z.boolean().optional(),
  }),
});

/**
 * The document a user writes. Points are decimals here and whole millipoints in everything computed from it.
 * This schema checks shape only; `parseModel` also checks what spans several places and converts nothing.
 */
export const modelSchema = z.strictObject({
  leadline: z.literal(1).meta({ description: 'Version of this format' }),
  id,
  name: z.string().min(1),
  description: z.string().optional(),
  score: z.enum(['leads', 'accounts']).optional().meta({ description: 'Default leads' }),
  audience: criterionSchema.optional().meta({ description: 'Who is scored at all' }),
  fields: z
    .record(z.string(), valueKind)
    .optional()
    .meta({ description: 'Kind of each field the model reads' }),
  activities: z
    .record(z.string(), z.record(z.string(), valueKind))
    .optional()
    .meta({ description: 'Per activity type the kinds of its properties; text if not said' }),
  suppress: z.array(z.string().min(1)).optional().meta({ description: 'Suppression lists' }),
  disqualify: z.array(z.strictObject({ reason: z.string().min(1), when: criterionSchema })).optional(),
  countSince: z.array(z.enum(outcomeKinds)).min(1).optional(),
  dimensions: z.record(id, dimensionSchema).optional(),
  total: z.strictObject({ cap: capSchema.optional(), floor: points.optional() }).optional(),
  personas: z.record(id, personaSchema).optional(),
  grades: gradesSchema.optional(),
  temperature: temperatureSchema.optional(),
  journey: journeySchema.optional(),
  stages: z.array(stageSchema).optional(),
  combinations: z
    .array(combinationSchema)
    .optional()
    .meta({ description: 'Examples that imply a threshold' }),
  expect: z.array(expectationSchema).optional(),
});

export type Model = z.infer<typeof modelSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Dimension = z.infer<typeof dimensionSchema>;
export type Persona = z.infer<typeof personaSchema>;
export type Grades = z.infer<typeof gradesSchema>;
export type Temperature = z.infer<typeof temperatureSchema>;
export type Journey = z.infer<typeof journeySchema>;
export type Stage = z.infer<typeof stageSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
export type Combination = z.infer<typeof combinationSchema>;
