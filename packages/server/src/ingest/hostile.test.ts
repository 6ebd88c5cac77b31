import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '../word/language.ts';
import { readBody } from './body.ts';
import { callKinds, listCalls } from './call.ts';
import { ingestLimits } from './limit.ts';
import { readCalls } from './read-calls.ts';
import { describeRefusal } from './refusal.ts';

/** HOSTILE_BODIES=100000 for the long run. */
const runs = Number(process.env.HOSTILE_BODIES ?? 2_000);
const receivedAt = Date.UTC(2026, 10, 22, 12);

test('every event of a hostile body lands or has a reason, in bounded time', {
  timeout: 60_000 + runs * 5,
}, async () => {
  let slowestMs = 0;
  let events = 0;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(hostileBody(), fc.constantFrom(undefined, ...callKinds), async (body, kind) => {
      const start = performance.now();
      const reading = await readBody(body);
      if ('problem' in reading) return;
      const list = listCalls(reading.value, kind);
      const readings = await readCalls(list, { receivedAt, source: 's' });
      slowestMs = Math.max(slowestMs, performance.now() - start);
      expect(readings.accepted.length + readings.refused.length).toBe(list.calls.length);
      events += list.calls.length;
      accepted += readings.accepted.length;
      for (const facts of readings.accepted) checkFacts(facts);
      for (const { refusal, excerpt } of readings.refused) {
        expect(excerpt.length).toBeLessThanOrEqual(2_000);
        for (const language of languages) expect(describeRefusal(refusal, language)).not.toMatch(/\{\w+\}/);
      }
    }),
    { numRuns: runs },
  );
  expect(slowestMs).toBeLessThan(1_000);
  expect(events).toBeGreaterThan(runs / 2);
  // A generator that only makes rubbish would prove little.
  expect(accepted).toBeGreaterThan(events / 20);
  if (runs > 2_000) console.log({ runs, events, accepted, slowestMs });
});

/** What a store may count on. */
function checkFacts(facts: Awaited<ReturnType<typeof readCalls>>['accepted'][number]): void {
  for (const fact of [...facts.activities, ...facts.fieldValues, ...facts.links]) {
    expect(fact.at).toBeLessThanOrEqual(receivedAt);
    expect(fact.at).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1));
    expect(Number.isInteger(fact.at)).toBe(true);
  }
  for (const { lead, id, type, properties = {} } of facts.activities) {
    expect([lead, id, type].every((text) => text !== undefined && text !== '')).toBe(true);
    expect(Object.keys(properties).length).toBeLessThanOrEqual(ingestLimits.properties + 10);
  }
  const text = JSON.stringify(facts);
  expect(text.isWellFormed()).toBe(true);
  expect(text).not.toMatch(/\\u0000|\\ud[89a-f]|"__proto__":/i);
}

/** Bodies that are nearly right, with anything at all where a value should be. */
function hostileBody(): fc.Arbitrary<Uint8Array> {
  const text = fc.oneof(
    { weight: 10, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    {
      weight: 10,
      arbitrary: fc.constantFrom('__proto__', 'toString', 'a\0b', '\ud800', 'null', '', 'Email Opened'),
    },
    {
      weight: 5,
      arbitrary: fc.constantFrom('2026-11-22T09:00:00Z', '9999-99-99', 'ann@acme.example', 'Mozilla/5.0'),
    },
    { weight: 1, arbitrary: fc.nat({ max: 40_000 }).map((length) => 'x'.repeat(length)) },
  );
  const number = fc.constantFrom(0, -0, 1e308, 2 ** 53, 1.23456789, -62135596800000, 1e11);
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      { weight: 20, arbitrary: text },
      { weight: 10, arbitrary: number },
      { weight: 5, arbitrary: fc.constantFrom(null, true, false) },
      { weight: 10, arbitrary: fc.array(tie('any'), { maxLength: 3 }) },
      { weight: 20, arbitrary: fc.dictionary(text, tie('any'), { maxKeys: 4 }) },
      { weight: 1, arbitrary: fc.nat({ max: 1_000 }).map(nest) },
    ),
  }));
  const context = fc.record(
    { traits: any, page: any, campaign: any, userAgent: any, automated: any },
    { requiredKeys: [] },
  );
  const id = fc.oneof(text, number, any);
  const event = fc.record(
    {
      type: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...callKinds) }, { weight: 1, arbitrary: any }),
      event: fc.oneof(text, any),
      userId: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('u1', 'ann@acme.example') },
        { weight: 1, arbitrary: id },
      ),
      anonymousId: id,
      previousId: id,
      groupId: id,
      messageId: id,
      timestamp: fc.oneof(
        { weight: 3, arbitrary: fc.constant('2026-11-22T09:00:00Z') },
        { weight: 1, arbitrary: any },
      ),
      originalTimestamp: any,
      sentAt: any,
      properties: any,
      traits: any,
      name: any,
      context: fc.oneof(context, any),
    },
    { requiredKeys: ['type'] },
  );
  const body = fc.oneof(
    event,
    fc.record({
      batch: fc.array(fc.oneof({ weight: 5, arbitrary: event }, { weight: 1, arbitrary: any }), {
        maxLength: 6,
      }),
      context: any,
      sentAt: any,
    }),
    any,
  );
  return fc.oneof(
    { weight: 20, arbitrary: body.map((value) => new TextEncoder().encode(write(value))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: body.map((value) => new TextEncoder().encode(write(value).slice(0, -1))) },
  );
}

/** fast-check gives objects without prototype and -0, Infinity; JSON is what a sender can send. */
function write(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return '[]';
  }
}

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { o: value };
  return value;
}
