import { compareText } from '@leadline/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStoredText, toStoredId, toStoredText } from './stored-text.ts';

const control = fc.string({ unit: fc.constantFrom('\0', '\x01', '\x02', 'a') });

test('stored text reads back as what it was, and holds no U+0000', () => {
  fc.assert(
    fc.property(control, (text) => {
      expect(toStoredText(text)).not.toContain('\0');
      expect(readStoredText(toStoredText(text))).toBe(text);
    }),
  );
});

test('stored text keeps its order', () => {
  fc.assert(
    fc.property(control, control, (a, b) => {
      expect(Math.sign(compareText(toStoredText(a), toStoredText(b)))).toBe(Math.sign(compareText(a, b)));
    }),
  );
});

test('an id with half a character in it is refused', () => {
  expect(() => toStoredId('lone \ud800')).toThrow(
    'Cannot store the id "lone \\ud800": half a character in it',
  );
});
