import { z } from 'zod';
import { criterionSchema, currency, days } from './criterion.ts';
import { outcomeKinds } from './fact.ts';
import { ruleSchema } from './rule.ts';
import { capSchema, points } from './rule-part.ts';

/** The kinds a model may declare its fields and properties as. */
const valueKind = z.enum(['text', 'number', 'boolean', 'date', 'list', 'range', 'money']);
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/)
  .meta({ description: 'Lower case, digits, - and _' });
/** Ids that are keys begin with a letter, so that no reader of JSON puts "10" before "b" of its own accord. */
const keyId = z.string().regex(/^[a-z][a-z0-9_-]*$/);
const text = z.string().min(1);

const groupSchema = z
  .strictObject({
    name: text.optional().meta({ description: 'As people read it; the id if absent' }),
    cap: capSchema.optional().meta({ description: 'The most and least its rules may give together' }),
    rules: z.array(ruleSchema).min(1),
  })
  .meta({ id: 'group', title: 'Group', description: 'Rules under one cap' });

const dimensionSchema = z.strictObject({
  kind: z
    .enum(['fit', 'engagement', 'risk'])
    .meta({ description: 'What a lead is, what it does, or what speaks against it (spam, data quality)' }),
  name: text.optional().meta({ description: 'As people read it; the id if absent' }),
  cap: capSchema.optional().meta({ description: 'The most and least this dimension can be' }),
  floor: points.optional().meta({ description: 'The least this dimension can be; instead of a cap' }),
  personas: z
    .array(keyId)
    .min(1)
    .optional()
    .meta({ description: 'The personas whose fit enters here; one fit dimension only' }),
  personaAtLeast: points.optional().meta({ description: 'Below this sum no persona is named' }),
  groups: z.record(keyId, groupSchema).meta({ description: 'Rules under one cap, by id' }),
});

/** A buyer persona: a card that sales and marketing agree on, and the rules that say how well a lead matches. */
const personaSchema = z
  .strictObject({
    name: text.meta({ description: 'As people read it' }),
    picture: text.optional().meta({ description: 'Address of a picture' }),
    role: text.optional().meta({ description: 'Position, such as head of marketing' }),
    age: text.optional().meta({ description: 'Such as "35 to 50"' }),
    education: text.optional(),
    traits: z.array(text).optional().meta({ description: 'Character' }),
    company: text.optional().meta({ description: 'Kind of company' }),
    channels: z.array(text).optional().meta({ description: 'Where to reach this persona' }),
    goals: z.array(text).optional(),
    obstacles: z.array(text).optional(),
    groups: z.record(keyId, groupSchema).meta({ description: 'Rules that say how well a lead matches' }),
  })
  .meta({
    id: 'persona',
    title: 'Persona',
    description: 'A card, and the rules that say how well a lead matches',
  });

const gradesSchema = z.strictObject({
  fit: z
    .record(z.string().regex(/^[A-Z]$/), points)
    .meta({ description: 'Letter → least sum of the fit dimensions, A being the best' }),
  engagement: z
    .record(z.string().regex(/^[1-9]$/), points)
    .meta({ description: 'Number → least sum of the engagement dimensions, 1 being the best' }),
  unknownBelow: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .meta({ description: 'Coverage in permille under which the letter is ?' }),
});

/** Hot, warm or cold from the total, a dimension or the grade; or categories by criteria, without points. */
const temperatureSchema = z.union(
  [
    z.strictObject({
      of: z.literal('grade'),
      hot: z.array(z.string()).meta({ description: 'Grades that are hot, such as A1' }),
      warm: z.array(z.string()).meta({ description: 'Grades that are warm; all others are cold' }),
    }),
    z.strictObject({
      of: z.string().min(1).meta({ description: '"total" or the id of a dimension' }),
      hot: points.meta({ description: 'Hot from here' }),
      warm: points.meta({ description: 'Warm from here, else cold' }),
      cold: points.optional().meta({ description: 'Has no effect: all that is not warm is cold' }),
    }),
    z.strictObject({
      categories: z
        .array(z.strictObject({ is: text, when: criterionSchema }))
        .min(1)
        .meta({ description: 'The first whose criteria are true wins' }),
      otherwise: text.optional().meta({ description: 'Where none is true' }),
    }),
  ],
  'temperature',
);

const journeySchema = z.strictObject({
  withinDays: days.optional().meta({ description: 'Activities of the last n days; default 90' }),
  awareness: z.int().min(1).optional().meta({ description: 'So many tagged activities; default 1' }),
  consideration: z.int().min(1).optional().meta({ description: 'So many tagged activities; default 1' }),
  decision: z.int().min(1).optional().meta({ description: 'So many tagged activities; default 1' }),
});

const comparison = {
  gte: points.optional().meta({ description: 'At least' }),
  gt: points.optional().meta({ description: 'More than' }),
  lte: points.optional().meta({ description: 'At most' }),
  lt: points.optional().meta({ description: 'Less than' }),
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
const stageConditionSchema: z.ZodType<StageCondition> = z
  .union(
    [
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
    ],
    'stageCondition',
  )
  .meta({
    id: 'stageCondition',
    title: 'Stage condition',
    description: 'A test of total, a dimension, the grade or the newest outcome; or a group of tests',
  });

const stageSchema = z
  .strictObject({
    id,
    name: text.optional().meta({ description: 'As people read it; the id if absent' }),
    enter: stageConditionSchema.meta({ description: 'What lets a lead in' }),
    leave: stageConditionSchema
      .optional()
      .meta({ description: 'What lets it drop out; must not be able to hold together with enter' }),
    holdDays: z.int().min(0).max(3650).optional().meta({ description: 'Least days in the stage; default 0' }),
  })
  .meta({ id: 'stage', title: 'Stage', description: 'A step of the funnel' });

const plainValue = z.union(
  [
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.string()),
    z.strictObject({ lo: z.number().nullable(), hi: z.number().nullable(), currency: currency.optional() }),
  ],
  'plainValue',
);

const expected = z.union([z.number(), comparisonSchema], 'expected');

/** A lead made up: its fields, its account's fields and what it did. Day 0 is the moment of the score. */
const exampleKeys = {
  name: text.meta({ description: 'As people read it' }),
  lead: z.record(z.string(), plainValue).optional().meta({ description: 'Fields of the lead' }),
  account: z.record(z.string(), plainValue).optional().meta({ description: 'Fields of its account' }),
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
const combinationSchema = z.strictObject(exampleKeys);

/** A test of the model: an example lead, and what its score must come to. */
const expectationSchema = z.strictObject({
  ...exampleKeys,
  is: z.strictObject({
    total: expected.optional(),
    dimensions: z.record(z.string(), expected).optional(),
    grade: z.union([z.string(), z.array(z.string())], 'oneOrMore').optional(),
    persona: z.string().nullable().optional(),
    temperature: z.string().nullable().optional(),
    journey: z.string().nullable().optional(),
    stage: z.string().nullable().optional(),
    disqualified: z
      .union([z.boolean(), z.string()], 'flagOrText')
      .optional()
      .meta({ description: 'Whether, or for which reason' }),
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
  name: text.meta({ description: 'As people read it' }),
  description: text.optional().meta({ description: 'What the model is for' }),
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
  suppress: z.array(text).optional().meta({ description: 'Suppression lists' }),
  disqualify: z
    .array(z.strictObject({ reason: text, when: criterionSchema }))
    .optional()
    .meta({
      description: 'Out of every qualified list whatever the score; the first that is true gives the reason',
    }),
  countSince: z
    .array(z.enum(outcomeKinds))
    .min(1)
    .optional()
    .meta({ description: 'After such an outcome earlier activities count nowhere' }),
  dimensions: z.record(keyId, dimensionSchema).optional().meta({ description: 'Parts of the score, by id' }),
  total: z
    .strictObject({
      cap: capSchema.optional(),
      floor: points.optional().meta({ description: 'The least the total can be; instead of a cap' }),
    })
    .optional()
    .meta({ description: 'The most and least the total can be' }),
  personas: z.record(keyId, personaSchema).optional().meta({ description: 'Buyer personas, by id' }),
  grades: gradesSchema.optional().meta({ description: 'A1 to D4: fit by interest' }),
  temperature: temperatureSchema.optional().meta({ description: 'Hot, warm, cold; or categories' }),
  journey: journeySchema.optional().meta({ description: "What each phase of the buyer's journey takes" }),
  stages: z.array(stageSchema).optional().meta({ description: 'From the lowest to the highest' }),
  combinations: z
    .array(combinationSchema)
    .optional()
    .meta({ description: 'Examples that imply a threshold' }),
  expect: z
    .array(expectationSchema)
    .optional()
    .meta({ description: 'Tests: example leads and their scores' }),
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
