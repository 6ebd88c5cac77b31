import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawRankedList, picturePath } from './ranked-list.ts';

test('the picture of the README shows what npm start prints (write it anew with node docs/ranked-list.ts)', () => {
  expect(readFileSync(picturePath, 'utf8')).toBe(drawRankedList());
});
