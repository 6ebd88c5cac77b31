/** Rows whose key may have come before: by row number, so that files and threads may deliver them in any order. */
export interface RepeatFinder {
  /** Notes the 64-bit hash of a row's key, as its two halves. */
  add(row: number, low: number, high: number): void;
  /** Rows that share 32 bits of their hash with another row and so may be repeats; rows never added may be among them. */
  findCandidates(): Uint32Array;
}

/**
 * Finds rows that may repeat another, exactly as far as it goes: rows with equal keys are always found, others hardly
 * ever. One bit of a large table is set for the high half of each hash; only where it was set before is the low half
 * looked for among all rows. Takes 4 bytes a row and 3 to 6 bytes for the bits, and not the 40 and more a table of
 * keys would.
 */
export function createRepeatFinder(rowCount: number): RepeatFinder {
  const bits = Math.min(32, Math.max(10, Math.ceil(Math.log2(rowCount * 24))));
  const seen = new Uint32Array(2 ** (bits - 5));
  const shift = 32 - bits;
  const lows = new Uint32Array(rowCount);
  let suspects = new Uint32Array(1024);
  let suspectCount = 0;
  return {
    add(row, low, high) {
      const bit = high >>> shift;
      const word = bit >>> 5;
      const mask = 1 << (bit & 31);
      const before = seen[word]!;
      if ((before & mask) !== 0) {
        if (suspectCount === suspects.length) suspects = grow(suspects);
        suspects[suspectCount++] = low;
      } else seen[word] = before | mask;
      lows[row] = low;
    },
    findCandidates() {
      return findShared(lows, suspects.subarray(0, suspectCount));
    },
  };
}

/** Rows whose value is among `suspects` and is that of another row as well. */
function findShared(lows: Uint32Array, suspects: Uint32Array): Uint32Array {
  const wanted = new Uint32Array(suspects).sort();
  const filterBits = 24;
  const filter = new Uint32Array(2 ** (filterBits - 5));
  for (const low of wanted) filter[low >>> (32 - filterBits + 5)]! |= 1 << ((low >>> (32 - filterBits)) & 31);
  let rows = new Uint32Array(1024);
  let count = 0;
  for (let row = 0; row < lows.length; row++) {
    const low = lows[row]!;
    if (((filter[low >>> (32 - filterBits + 5)]! >>> ((low >>> (32 - filterBits)) & 31)) & 1) === 0) continue;
    if (!includes(wanted, low)) continue;
    if (count === rows.length) rows = grow(rows);
    rows[count++] = row;
  }
  const found = rows.subarray(0, count);
  // Half and index in one number sort natively, as long as both fit 53 bits.
  if (count > 2 ** 21) return found;
  const order = new Float64Array(count);
  for (let i = 0; i < count; i++) order[i] = lows[found[i]!]! * 2 ** 21 + i;
  order.sort();
  const shared = new Uint32Array(count);
  let sharedCount = 0;
  const lowOf = (place: number) => Math.floor(order[place]! / 2 ** 21);
  for (let i = 0; i < count; i++) {
    const low = lowOf(i);
    if ((i > 0 && lowOf(i - 1) === low) || (i + 1 < count && lowOf(i + 1) === low))
      shared[sharedCount++] = found[order[i]! % 2 ** 21]!;
  }
  return shared.slice(0, sharedCount).sort();
}

function includes(sorted: Uint32Array, value: number): boolean {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === value;
}

function grow(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2);
  grown.set(array);
  return grown;
}
