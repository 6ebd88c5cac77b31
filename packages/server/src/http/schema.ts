import { z } from '@hono/zod-openapi';
import { journeyPhases } from '@leadline/core';
import { callKinds } from '../ingest/call.ts';
import { ingestLimits } from '../ingest/limit.ts';
import { refusalCodes } from '../ingest/refusal.ts';
import { problemCodes } from './problem.ts';

/**
 * The shapes of the tracking API, for its description. They say what a good sender sends; what arrives is judged by
 * `readEvent`, event by event, since one bad event must not cost the others of its request.
 */
const id = z.string().max(ingestLimits.idLength);
const values = z.record(z.string(), z.unknown());

export const callSchema = z
  .looseObject({
    type: z.enum(callKinds).optional().openapi({ description: 'Needed in a batch; else the path says it' }),
    userId: id.optional(),
    anonymousId: id.optional(),
    previousId: id.optional().openapi({ description: 'alias: the id given up' }),
    groupId: id.optional().openapi({ description: 'group: the account' }),
    event: z
      .string()
      .max(ingestLimits.nameLength)
      .optional()
      .openapi({ description: 'track: what happened' }),
    name: z.string().optional().openapi({ description: 'page and screen' }),
    properties: values.optional(),
    traits: values.optional(),
    context: values.optional(),
    messageId: id.optional().openapi({ description: 'Makes a repeat harmless' }),
    timestamp: z.union([z.iso.datetime({ offset: true }), z.number()]).optional(),
    sentAt: z.iso.datetime({ offset: true }).optional(),
  })
  .openapi('Call');

export const batchSchema = z
  .looseObject({
    batch: z.array(callSchema).max(ingestLimits.events),
    context: values.optional(),
    sentAt: z.iso.datetime({ offset: true }).optional(),
    writeKey: z.string().optional(),
  })
  .openapi('Batch');

export const receiptSchema = z
  .object({
    success: z.literal(true),
    accepted: z.int().openapi({ description: 'Events that are stored; a repeat is stored once' }),
    refused: z.array(
      z.object({
        index: z.int(),
        messageId: z.string().optional(),
        code: z.enum(refusalCodes),
        message: z.string(),
      }),
    ),
  })
  .openapi('Receipt');
export type Receipt = z.infer<typeof receiptSchema>;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    requestId: z.string(),
  })
  .openapi('Problem');

const millipoints = z.int().openapi({ description: 'Thousandths of a point' });
const moment = z.int().openapi({ description: 'Milliseconds since 1970 UTC' });

const scoreSchema = z
  .object({
    model: z.string(),
    unit: z.string().openapi({ description: 'The lead, or the account under a model of accounts' }),
    version: z.int().openapi({ description: 'Of the model' }),
    total: millipoints,
    dimensions: z.record(z.string(), millipoints),
    grade: z.string().optional(),
    temperature: z.string().optional(),
    journey: z.enum(journeyPhases).optional(),
    persona: z.string().optional(),
    stage: z.string().optional(),
    stageSince: moment.optional(),
    disqualified: z.string().optional().openapi({ description: 'Why it is out of every list' }),
    coverage: z.int().openapi({ description: 'Permille of what the model reads that is known' }),
    at: moment,
    nextCrossingAt: moment
      .optional()
      .openapi({ description: 'No later than this time alone moves it, or it is scored anew' }),
    revision: z.int(),
  })
  .openapi('Score');

export const rankedListSchema = z
  .object({ model: z.string(), scores: z.array(scoreSchema) })
  .openapi('RankedList');

export const leadSchema = z
  .object({
    lead: z.string(),
    scores: z.array(scoreSchema),
    passages: z.array(
      z.object({
        id: z.string(),
        model: z.string(),
        version: z.int(),
        unit: z.string(),
        output: z.enum(['stage', 'grade', 'temperature']),
        from: z.string().optional(),
        to: z.string().optional(),
        direction: z.enum(['up', 'down']),
        at: moment,
        knownAt: moment,
        reason: z.looseObject({ code: z.string() }),
      }),
    ),
  })
  .openapi('Lead');
