import { allocateCodes, type Column } from '../columns.ts';
import type { PlainValue } from '../fact.ts';
import { getPlainText, isMissing } from './value.ts';

/** Distinct plain values with a code each, in the order they came; code 0 is a missing value. */
export interface Dictionary {
  readonly values: (PlainValue | undefined)[];
  readonly texts: Map<string, number>;
  readonly others: Map<string, number>;
}

export function createDictionary(): Dictionary {
  return { values: [undefined], texts: new Map(), others: new Map() };
}

/** The code of a value, which is added if it is new. */
export function encodeValue(dictionary: Dictionary, value: PlainValue | null | undefined): number {
  if (value === null || value === undefined || isMissing(value)) return 0;
  const codes = typeof value === 'string' ? dictionary.texts : dictionary.others;
  const key = getPlainText(value);
  const known = codes.get(key);
  if (known !== undefined) return known;
  const code = dictionary.values.push(value) - 1;
  codes.set(key, code);
  return code;
}

/** A column of plain values, with codes as narrow as they can be. */
export function encodeColumn(values: readonly (PlainValue | null | undefined)[]): Column {
  const dictionary = createDictionary();
  const wide = Uint32Array.from(values, (value) => encodeValue(dictionary, value));
  return toColumn(dictionary, wide);
}

/** Narrows codes to what the dictionary needs. */
export function toColumn(dictionary: Dictionary, wide: Uint32Array): Column {
  const codes = allocateCodes(wide.length, dictionary.values.length);
  codes.set(wide);
  return { codes, values: dictionary.values };
}
