/** Numbers by 64-bit keys, given as two signed halves; open addressing in one array, an entry within one cache line. */
export interface KeyTable {
  /** Notes the number of a key; false where the key is there already. */
  add(low: number, high: number, value: number): boolean;
  /** Writes the number of each of `size` keys, low half first, 0 where there is none. */
  find(halves: Int32Array, size: number, into: Int32Array): void;
}

/** Words of an entry: the two halves, the number, and whether it is taken. */
const entryWords = 4;
const firstBits = 4;

export function createKeyTable(): KeyTable {
  let bits = firstBits;
  let entries = new Int32Array(entryWords << bits);
  let count = 0;

  function add(low: number, high: number, value: number): boolean {
    if (count * 2 >= 1 << bits) grow();
    const place = findPlace(entries, bits, low, high);
    if (entries[place + 3] !== 0) return false;
    put(entries, place, low, high, value);
    count++;
    return true;
  }

  function grow(): void {
    const before = entries;
    bits++;
    entries = new Int32Array(entryWords << bits);
    for (let from = 0; from < before.length; from += entryWords) {
      if (before[from + 3] === 0) continue;
      const [low, high] = [before[from]!, before[from + 1]!];
      put(entries, findPlace(entries, bits, low, high), low, high, before[from + 2]!);
    }
  }

  function find(halves: Int32Array, size: number, into: Int32Array): void {
    // An empty entry holds 0.
    for (let i = 0; i < size; i++)
      into[i] = entries[findPlace(entries, bits, halves[2 * i]!, halves[2 * i + 1]!) + 2]!;
  }

  return { add, find };
}

/** Where a key is, or where it would go. */
function findPlace(entries: Int32Array, bits: number, low: number, high: number): number {
  const mask = entries.length - 1;
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  let place = (mixed >>> (32 - bits)) * entryWords;
  while (entries[place + 3] !== 0 && (entries[place] !== low || entries[place + 1] !== high))
    place = (place + entryWords) & mask;
  return place;
}

function put(entries: Int32Array, place: number, low: number, high: number, value: number): void {
  entries[place] = low;
  entries[place + 1] = high;
  entries[place + 2] = value;
  entries[place + 3] = 1;
}
