import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundParts } from './rounded-part.ts';

test('rounded parts add up to the rounded whole, each within a tenth of itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      (parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0);
        const rounded = roundParts(parts, whole);
        expect(rounded.reduce((sum, part) => sum + part, 0)).toBe(Math.round(whole / 100) + 0);
        for (const [index, part] of parts.entries())
          expect(Math.abs(rounded[index]! * 100 - part)).toBeLessThanOrEqual(100);
      },
    ),
  );
});

test('three thirds are not 9.9', () => {
  expect(roundParts([3333, 3333, 3334], 10_000)).toEqual([33, 33, 34]);
});
