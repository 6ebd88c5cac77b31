/**
 * Rounds millipoints to tenths of points such that the parts add up to the rounded whole: each is rounded down, and the
 * tenths that are then missing go to those that lost most (largest remainder; of equals the first).
 *
 * @example roundParts([3333, 3333, 3334], 10000) // [33, 33, 34]
 */
export function roundParts(parts: readonly number[], whole: number): number[] {
  const target = Math.round(whole / 100);
  const floors = parts.map((part) => Math.floor(part / 100));
  const missing = target - floors.reduce((sum, part) => sum + part, 0);
  const byLoss = parts
    .map((part, index) => ({ index, loss: part / 100 - floors[index]! }))
    .sort((a, b) => b.loss - a.loss || a.index - b.index);
  // Parts that add up to the whole miss between none and one tenth each; others get the rest in turns.
  for (let turn = 0; turn < Math.abs(missing) && byLoss.length > 0; turn++) {
    const { index } =
      byLoss[(missing > 0 ? turn : byLoss.length - 1 - (turn % byLoss.length)) % byLoss.length]!;
    floors[index]! += Math.sign(missing);
  }
  return floors;
}
