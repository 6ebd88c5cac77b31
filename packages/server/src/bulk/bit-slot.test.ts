import { expect, test } from 'vitest';
import { packSlots } from './bit-slot.ts';

test('columns share a word where their codes fit, and none overlaps another', () => {
  const { slots, wordCount } = packSlots([24, 200_000, 401, 2 ** 32, 1], 3);
  expect(wordCount).toBe(6);
  const taken = new Map<string, number>();
  for (const [column, { word, shift, mask }] of slots.entries())
    for (let bit = shift; bit < shift + Math.log2(mask + 1); bit++) {
      expect(bit).toBeLessThan(32);
      expect(taken.get(`${word} ${bit}`)).toBeUndefined();
      taken.set(`${word} ${bit}`, column);
    }
  expect(slots[1]!.word).toBe(slots[2]!.word);
});

test('the greatest code of a size goes in and comes out', () => {
  for (const size of [1, 2, 3, 4, 5, 255, 256, 257, 2 ** 31, 2 ** 32]) {
    const { slots } = packSlots([size], 0);
    const { shift, mask } = slots[0]!;
    const words = new Uint32Array(1);
    words[0]! |= (size - 1) << shift;
    expect((words[0]! >>> shift) & mask).toBe((size - 1) | 0);
  }
});
