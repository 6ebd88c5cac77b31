import fc from 'fast-check';
import { callKinds } from '../call.ts';

/** How many bodies a test tries; HOSTILE_BODIES=100000 for the long run. */
export const hostileRuns = Number(process.env.HOSTILE_BODIES ?? 2_000);

/** Bodies that are nearly right, with anything at all where a value should be. */
export function hostileBody(): fc.Arbitrary<Uint8Array> {
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
