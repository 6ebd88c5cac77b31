import { expect, test } from 'vitest';
import { cleanText, measureText } from './text-width.ts';

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['🚀', 2],
  ['Åsa', 3],
])('%s takes %i columns', (text, width) => {
  expect(measureText(text)).toBe(width);
});

test('a cell cannot send codes to the terminal', () => {
  expect(cleanText('\u001b[31mred\u001b[0m\nnext\u202e')).toBe('[31mred [0m next');
});
