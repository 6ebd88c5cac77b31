import type { FieldValue, PlainValue, ValueKind } from '@leadline/core';
import { readMoneyText } from '../file/money-text.ts';
import { readNumberText } from '../file/number-text.ts';
import { readBooleanText } from '../file/plain-text.ts';
import { readRangeText } from '../file/range-text.ts';
import { Problem } from '../file/table.ts';
import { readTime } from './clock.ts';
import { nameTraitField } from './field-name.ts';
import { type FlatValues, flattenValues } from './flat-value.ts';
import type { JsonObject } from './json-value.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** Whose traits they are, and what each value says of itself. */
export interface TraitOrigin {
  readonly lead?: string;
  readonly account?: string;
  readonly at: number;
  readonly knownAt: number;
  readonly source: string;
}

/** Text of a known kind is read when it is at most so long; a longer one is no range and no amount. */
const longestReading = 60;

/**
 * Returns the field values that traits give. `null` clears a field; an empty text says nothing, since forms send it for
 * what was not filled in. Of two traits that give one field the first counts.
 */
export function readTraits(traits: JsonObject, origin: TraitOrigin): FieldValue[] | Refusal {
  const flat = flattenValues(traits);
  if (isRefusal(flat)) return flat;
  return readFlatTraits(flat, origin);
}

function readFlatTraits(flat: FlatValues, origin: TraitOrigin): FieldValue[] {
  const values = new Map<string, FieldValue>();
  for (const [trait, plain] of flat) {
    const { field, kind } = nameTraitField(trait, origin.account === undefined ? 'lead' : 'account');
    if (values.has(field)) continue;
    const value = plain === null || kind === undefined ? plain : readers[kind](plain);
    if (value !== undefined) values.set(field, { ...origin, field, value });
  }
  return [...values.values()];
}

const asGiven = (plain: PlainValue): PlainValue => plain;

/** How values of fields whose kind is known are read; what cannot be read stays as it was given, but for dates. */
const readers: Record<ValueKind, (plain: PlainValue) => PlainValue | undefined> = {
  text: asGiven,
  number: (plain) => readText(plain, (text) => readNumberText(text, '.')),
  boolean: (plain) => readText(plain, readBooleanText),
  list: asGiven,
  range: (plain) => readText(plain, (text) => readRangeText(text, '.')),
  money: (plain) => readText(plain, (text) => readMoneyText(text, '.')),
  date: (plain) => {
    const time = readTime(plain);
    return time === undefined ? undefined : new Date(time).toISOString();
  },
};

function readText(plain: PlainValue, read: (text: string) => PlainValue | Problem): PlainValue {
  if (typeof plain !== 'string' || plain.length > longestReading) return plain;
  const value = read(plain);
  return value instanceof Problem ? plain : value;
}
