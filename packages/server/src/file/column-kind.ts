import type { ValueKind } from '@leadline/core';
import { type ColumnSample, textsOf } from './column-sample.ts';
import { findDateOrder } from './date-order.ts';
import { createDateReader } from './date-text.ts';
import { bagOfHeader } from './header.ts';
import type { ColumnTarget } from './mapping.ts';
import { readMoneyText } from './money-text.ts';
import { findDecimal, readNumberText } from './number-text.ts';
import { isBooleanWord, readBooleanText } from './plain-text.ts';
import { readRangeText } from './range-text.ts';
import { Problem } from './table.ts';

/** Headers of numbers that are names of things, not amounts. */
const nameLike = new Set(
  'id phone mobile code zip postal postcode iban vat fax account customer key sku isbn ip kvk orgnr'.split(
    ' ',
  ),
);

/**
 * Returns the kind that all values of an unknown column have, text if they have none in common. Numbers that may be
 * names (ids, telephone numbers, leading zeros) are text.
 */
export function findKind(header: string, sample: ColumnSample): ValueKind {
  const { texts, typed } = sample;
  if (texts.length === 0) return findTypedKind(sample);
  if (typed.length > 0) return 'text';
  const isNamed = bagOfHeader(header)
    .split(' ')
    .some((word) => nameLike.has(word));
  const distinct = [...new Set(texts)];
  if (distinct.every(isBooleanWord)) return 'boolean';
  const order = findDateOrder(distinct, { isKnownDate: false }).order;
  if (!['seconds', 'milliseconds', 'serial'].includes(order)) {
    const read = createDateReader(order);
    if (distinct.every((text) => /\D/.test(text) && text.length >= 6 && typeof read(text) === 'number'))
      return 'date';
  }
  if (isNamed) return 'text';
  const decimal = findDecimal(distinct, '.').sign;
  const isNumber = (text: string): boolean =>
    !/^[-+]?0\d|^\+|%\S/.test(text) && text.length < 16 && typeof readNumberText(text, decimal) === 'number';
  if (distinct.every(isNumber)) return 'number';
  const isInterval = (text: string): boolean => {
    const range = readRangeText(text, decimal);
    return !(range instanceof Problem) && (range.hi === null || range.lo !== range.hi || /[km]$/i.test(text));
  };
  if (
    distinct.every(
      (text) => /\d/.test(text) && (isInterval(text) || (isNumber(text) && distinct.some(isInterval))),
    )
  )
    return 'range';
  const isMoney = (text: string): boolean => {
    const money = readMoneyText(text, decimal);
    return !(money instanceof Problem) && money.currency !== undefined;
  };
  if (distinct.every(isMoney)) return 'money';
  const listed = texts.filter((text) => /[^;\s];\s?[^;\s]/.test(text) && text.length < 300).length;
  return listed * 3 >= texts.length ? 'list' : 'text';
}

function findTypedKind({ typed }: ColumnSample): ValueKind {
  if (typed.length === 0) return 'text';
  if (typed.every((cell) => typeof cell === 'boolean')) return 'boolean';
  if (typed.every((cell) => typeof cell === 'number')) return 'number';
  if (typed.every((cell) => cell instanceof Date)) return 'date';
  return typed.every((cell) => Array.isArray(cell)) ? 'list' : 'text';
}

/**
 * Whether the values of a column can be what its header was taken for: at least half of them read as the kind. Text
 * fits always; so does an empty column.
 */
export function fitsKind(kind: ValueKind, target: ColumnTarget, sample: ColumnSample): boolean {
  const texts = [...new Set(textsOf(sample))].slice(0, 500);
  if (texts.length === 0) return true;
  const readable = (read: (text: string) => unknown, ...codes: string[]): boolean => {
    const good = texts.filter((text) => {
      const value = read(text);
      return !(value instanceof Problem) || codes.includes(value.code);
    });
    return good.length * 2 >= texts.length;
  };
  const { sign } = findDecimal(texts, '.');
  switch (kind) {
    case 'date': {
      const { order } = findDateOrder(texts, { isKnownDate: true });
      return readable(createDateReader(order), 'date_before_1900', 'date_after_2999', 'date_order');
    }
    case 'number':
      if (target === 'counter')
        return readable((text) => (/^-?\d+([.,]\d+)?$/.test(text) ? 0 : new Problem('counter_invalid')));
      return readable(
        (text) => readNumberText(text, sign),
        'number_decimals',
        'number_too_large',
        'number_decimal_sign',
      );
    case 'boolean':
      return readable(readBooleanText);
    case 'range':
      return readable((text) => readRangeText(text, sign));
    case 'money':
      return readable((text) => readMoneyText(text, sign));
    default:
      return true;
  }
}
