import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FieldValue } from '../fact.ts';
import { findFieldValue, getSourceRank } from '../value/field-history.ts';
import { findInForce, readHistory } from './value-history.ts';

it('has at every moment the value that a score reads (property)', () => {
  const value = fc.record({
    value: fc.constantFrom('a', 'A', 'b', 'é', '', 1, null),
    at: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    knownAt: fc.integer({ min: 0, max: 4 }),
    source: fc.constantFrom('crm', 'form', 'file', 'derived:1', 'derived:2'),
  });
  const ranking = { sources: ['form', 'crm'], at: 0, knownAt: 0 };
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (rows) => {
      const values = rows.map(
        ({ at, ...row }): FieldValue => ({
          lead: 'ann',
          field: 'f',
          ...row,
          ...(at !== undefined && { at }),
        }),
      );
      const rank = getSourceRank([ranking], 9, 9);
      const history = readHistory(values, rank);
      for (const at of [-1, 0, 1, 2, 3, 4, 9]) {
        const read = findFieldValue(values, -1, at, 9, rank);
        expect(findInForce(history, at)?.value.value ?? null).toBe(read);
      }
    }),
    { numRuns: 2_000 },
  );
});
