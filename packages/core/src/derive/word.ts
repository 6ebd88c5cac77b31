import { foldText } from '../value/text.ts';

/** The text as it is looked up in a table: folded as all text is ("Försäljning" is "forsaljning"), and ð as d, þ as th. */
export function foldWords(text: string): string {
  return foldText(text).replaceAll('ð', 'd').replaceAll('þ', 'th');
}

/** The runs of letters and digits of a text, folded, in order. */
export function splitWords(text: string): string[] {
  return foldWords(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
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
