/** The bits of a row that hold one code. */
export interface BitSlot {
  /** Which of the words of a row. */
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
}

/**
 * Gives each column of `sizes` values so many bits of a row, several columns to a word of 32 bits where they fit;
 * `firstWord` is the first that is free. Returns the slots by column, and how many words a row then has.
 */
export function packSlots(
  sizes: readonly number[],
  firstWord: number,
): { readonly slots: readonly BitSlot[]; readonly wordCount: number } {
  const used: number[] = [];
  const slots: BitSlot[] = [];
  const bits = sizes.map((size) => Math.max(1, Math.ceil(Math.log2(size))));
  const widestFirst = bits.map((_, column) => column).sort((a, b) => bits[b]! - bits[a]!);
  for (const column of widestFirst) {
    const width = bits[column]!;
    let word = used.findIndex((taken) => taken + width <= 32);
    if (word < 0) word = used.push(0) - 1;
    slots[column] = { word: firstWord + word, shift: used[word]!, mask: 2 ** width - 1 };
    used[word]! += width;
  }
  return { slots, wordCount: firstWord + used.length };
}
