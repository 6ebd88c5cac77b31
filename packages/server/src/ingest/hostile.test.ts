import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '../word/language.ts';
import { readBody } from './body.ts';
import { callKinds, listCalls } from './call.ts';
import { ingestLimits } from './limit.ts';
import { readCalls } from './read-calls.ts';
import { describeRefusal } from './refusal.ts';
import { hostileBody, hostileRuns as runs } from './testing/hostile-body.ts';

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
  // Far above what any takes; only what hangs is that slow.
  expect(slowestMs).toBeLessThan(5_000);
  expect(events).toBeGreaterThan(runs / 2);
  // A generator that only makes rubbish would prove little.
  expect(accepted).toBeGreaterThan(events / 20);
  if (process.env.HOSTILE_BODIES !== undefined) console.log({ runs, events, accepted, slowestMs });
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
