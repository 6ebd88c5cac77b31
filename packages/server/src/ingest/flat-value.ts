import type { PlainValue } from '@leadline/core';
import { cleanText, isObject, type JsonObject } from './json-value.ts';
import { ingestLimits } from './limit.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Named values of an event, laid flat; `null` where the sender said null. */
export type FlatValues = Map<string, PlainValue | null>;

/** Beyond it core keeps no number: its thousandths would not be exact. */
const largestNumber = 9e12;

/**
 * Lays nested values flat: `{ address: { city: 'Gent' } }` is `address.city`. A list of plain values is a list of texts;
 * a list of objects is one list for each of their keys (`products.sku`). Numbers are rounded to three decimals, those
 * beyond 9·10^12 become text. Empty texts, empty lists and `__proto__` are left out.
 */
export function flattenValues(object: JsonObject): FlatValues | Refusal {
  const flat: FlatValues = new Map();
  return addObject(flat, '', object) ?? flat;
}

function addObject(flat: FlatValues, prefix: string, object: JsonObject): Refusal | undefined {
  for (const key of Object.keys(object)) {
    if (key === '__proto__' || key.trim() === '') continue;
    const name = prefix + cleanText(key.trim());
    const value = object[key];
    const refusal = isObject(value) ? addObject(flat, `${name}.`, value) : addValue(flat, name, value);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function addValue(flat: FlatValues, name: string, value: unknown): Refusal | undefined {
  if (Array.isArray(value) && value.some(isObject)) return addRows(flat, name, value.filter(isObject));
  const plain = Array.isArray(value) ? listTexts(value) : readPlain(value);
  return plain === undefined ? undefined : addPlain(flat, name, plain);
}

function addRows(flat: FlatValues, name: string, rows: readonly JsonObject[]): Refusal | undefined {
  const columns = new Map<string, string[]>();
  for (const row of rows) {
    for (const key of Object.keys(row)) {
      if (key === '__proto__' || key.trim() === '') continue;
      const texts = listTexts([row[key]]);
      if (texts === undefined) continue;
      const column = columns.get(key);
      if (column === undefined) columns.set(key, [...texts]);
      else column.push(...texts);
    }
  }
  for (const [key, texts] of columns) {
    const refusal = addPlain(flat, `${name}.${cleanText(key.trim())}`, texts);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function addPlain(flat: FlatValues, name: string, plain: PlainValue | null): Refusal | undefined {
  const { nameLength, properties } = ingestLimits;
  if (name.length > nameLength) return refuse('name_too_long', { name, limit: nameLength });
  flat.set(name, plain);
  return flat.size > properties ? refuse('properties_too_many', { limit: properties }) : undefined;
}

/** The plain values of a list as texts, undefined if there are none; lists and objects in it are left out. */
function listTexts(list: readonly unknown[]): readonly string[] | undefined {
  const texts: string[] = [];
  for (const element of list) {
    const plain = readPlain(element);
    if (plain !== undefined && plain !== null) texts.push(String(plain));
  }
  return texts.length === 0 ? undefined : texts;
}

function readPlain(value: unknown): string | number | boolean | null | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : cleanText(value);
  if (typeof value === 'number') return readNumber(value);
  return typeof value === 'boolean' || value === null ? value : undefined;
}

function readNumber(value: number): number | string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Math.abs(value) > largestNumber) return String(value);
  return Number.isInteger(value) ? value + 0 : Math.round(value * 1000) / 1000 + 0;
}
