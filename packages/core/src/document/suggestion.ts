/** The allowed word nearest to one that is not known; undefined when none is near enough to be a slip of the pen. */
export function findSuggestion(word: string, allowed: Iterable<string>): string | undefined {
  if (word.length > 60) return undefined;
  const wanted = word.toLowerCase().replaceAll(/[\s_-]/g, '');
  let best: string | undefined;
  // One slip in a short word, one for every three letters in a longer one; of two letters nothing would be left.
  let least = (wanted.length < 3 ? 0 : Math.floor(wanted.length / 3)) + 1;
  for (const candidate of allowed) {
    const distance = countEdits(wanted, candidate.toLowerCase().replaceAll(/[\s_-]/g, ''));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance, where two neighbours that changed places are one edit. */
function countEdits(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let edits = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        edits = Math.min(edits, before[j - 2]! + 1);
      }
      row.push(edits);
    }
    [before, previous] = [previous, row];
  }
  return previous[to.length]!;
}
