import { toStoredId } from './stored-text.ts';
import type { Row } from './table.ts';
import { startValues, type ValueBook } from './value-rows.ts';

/** Names with a number each, in the order they came. */
export type NumberBook = Map<string, number>;

/** The numbers that stand in tables for ids, names and values. */
export interface FactBook {
  readonly leads: NumberBook;
  readonly types: NumberBook;
  /** Properties of activities; the number is the place of the column. */
  readonly properties: NumberBook;
  readonly values: ValueBook;
}

export function startBook(): FactBook {
  return { leads: new Map(), types: new Map(), properties: new Map(), values: startValues() };
}

/** The number of a name, which is added if it is new. */
export function numberOf(book: NumberBook, name: string): number {
  const known = book.get(name);
  if (known !== undefined) return known;
  book.set(name, book.size);
  return book.size - 1;
}

/** Rows of number and name. */
export function listNumbers(book: NumberBook): Row[] {
  return [...book].map(([name, number]): Row => [number, toStoredId(name)]);
}
