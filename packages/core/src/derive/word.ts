const letterTable: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};

/** The text in lower case without diacritics ("Försäljning" is "forsaljning"), to be looked up in a table. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[øłđðþßæœıς]/g, (letter) => letterTable[letter]!);
}

/** The runs of letters and digits of a text, folded, in order. */
export function splitWords(text: string): string[] {
  return foldWords(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a table written as text: separated by white space, in any number of lines. */
export function readWords(table: string): string[] {
  return table.trim().split(/\s+/);
}

/** A map that forgets everything once it holds `most` keys: memory stays bounded, the common keys come back at once. */
export class Cache<V> {
  readonly #values = new Map<string, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key, made when it is not held. */
  read(key: string, make: (key: string) => V): V {
    let value = this.#values.get(key);
    if (value === undefined) {
      value = make(key);
      if (this.#values.size >= this.#most) this.#values.clear();
      this.#values.set(key, value);
    }
    return value;
  }
}
