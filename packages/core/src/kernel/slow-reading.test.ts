import { expect, it } from 'vitest';
import { parseModel } from '../document/parse.ts';
import { scoreFacts } from './score-facts.ts';

const at = Date.UTC(2026, 5, 1);
const model = parseModel(`
leadline: 1
id: sequence
name: Sequence
dimensions:
  engagement:
    kind: engagement
    groups:
      all: { rules: [{ id: then, name: Then, sequence: { first: A, then: B, withinDays: 5 }, points: 1 }] }
`);

it('counts the sequences of a lead with more rows than any before it', () => {
  for (const rows of [10, 64, 65, 200, 1000]) {
    const activities = Array.from({ length: rows }, (_, i) => ({
      lead: 'anna',
      type: i % 2 === 0 ? 'A' : 'B',
      at: at - (rows - i) * 60_000,
      knownAt: at,
      source: 'test',
      id: `${i}`,
    }));
    const { scores } = scoreFacts(model, { fieldValues: [], activities }, { at });
    expect(scores[0]!.total).toBe(Math.floor(rows / 2) * 1000);
  }
});
