import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventFacts } from './event.ts';
import { groupFacts } from './fact-run.ts';

test('no fact is lost or moved, no event divided, no run larger than asked', () => {
  const event = fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 1 }), fc.uuid());
  fc.assert(
    fc.property(fc.array(event), fc.integer({ min: 10, max: 30 }), (sizes, most) => {
      const events = sizes.map(([values, activities, id]) => makeEvent(values, activities, id));
      const runs = groupFacts(events, most);
      expect(runs.flatMap(({ activities }) => activities)).toEqual(
        events.flatMap(({ activities }) => activities),
      );
      const values = runs.map(({ fieldValues }) => fieldValues);
      expect(values.flat().length).toBe(events.flatMap(({ fieldValues }) => fieldValues).length);
      for (const run of runs) {
        const size = run.fieldValues.length + run.activities.length;
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThanOrEqual(most);
      }
      const runsOf = new Map<string, Set<number>>();
      for (const [i, run] of values.entries())
        for (const { message } of run) runsOf.set(message!, (runsOf.get(message!) ?? new Set()).add(i));
      for (const found of runsOf.values()) expect(found.size).toBe(1);
    }),
  );
});

function makeEvent(values: number, activities: number, messageId: string): EventFacts {
  const origin = { lead: 'u1', at: 1, knownAt: 1, source: 'website' };
  return {
    messageId,
    fieldValues: Array.from({ length: values }, (_, i) => ({ ...origin, field: `f${i}`, value: i })),
    activities: Array.from({ length: activities }, () => ({ ...origin, type: 'E', id: messageId })),
    links: [],
  };
}
