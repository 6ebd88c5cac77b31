import type { Interval, PlainValue, ValueKind } from '../fact.ts';
import { compareText, foldText } from './text.ts';

/** A closed interval in thousandths, ±Infinity for no bound. Money also has its currency. */
export interface TypedInterval {
  readonly lo: number;
  readonly hi: number;
  readonly currency?: string;
}

/**
 * A value read as its declared kind, ready for exact comparison: folded text; folded texts of a list, each once, by
 * UTF-8 bytes; thousandths of a number; milliseconds of a date; an interval.
 */
export type TypedValue = string | readonly string[] | number | boolean | TypedInterval;

/** Most whole units a number can have, either way: 9·10^12, so that its thousandths stay exact. */
export const mostUnits = 9e12;
/** The first moment that facts can have, the start of 1900 UTC, in milliseconds; the last lies in 2999. */
export const earliestTime = Date.UTC(1900, 0, 1);
const latestDate = Date.UTC(3000, 0, 1) - 1;

/**
 * Reads a plain value as a kind; undefined when it is missing (null, empty after trimming, an empty list) or not of that
 * kind, which a criterion cannot tell apart.
 *
 * - text: numbers and booleans are taken as their JSON text ("12.5", "true")
 * - number: more than three decimals or 9·10^12 units is not of the kind (see `explainNumber` for the remedy)
 * - range: a number n is [n, n]
 * - money: an interval with its currency; a number has no currency, so every comparison with it is unknown
 * - date: ISO 8601; a day is its midnight UTC, a time without offset is UTC; years 1900 to 2999
 * - list: one text is a list of one
 *
 * Text is never taken for a number or boolean: what reads it (a file, a form) knows how it was written.
 */
export function readValue(plain: PlainValue | null | undefined, kind: ValueKind): TypedValue | undefined {
  if (plain === null || plain === undefined) return undefined;
  return readers[kind](plain);
}

const readers: Record<ValueKind, (plain: PlainValue) => TypedValue | undefined> = {
  text: readText,
  number: (plain) => (typeof plain === 'number' ? readThousandths(plain) : undefined),
  boolean: (plain) => (typeof plain === 'boolean' ? plain : undefined),
  date: (plain) => (typeof plain === 'string' ? readDate(plain.trim()) : undefined),
  list: readList,
  range: (plain) => {
    const interval = readInterval(plain);
    return interval?.currency === undefined ? interval : undefined;
  },
  money: readInterval,
};

function readText(plain: PlainValue): string | undefined {
  if (typeof plain === 'object') return undefined;
  const text = foldText(typeof plain === 'string' ? plain : String(plain));
  return text === '' ? undefined : text;
}

function readList(plain: PlainValue): readonly string[] | undefined {
  if (!isList(plain)) {
    const text = typeof plain === 'string' ? foldText(plain) : '';
    return text === '' ? undefined : [text];
  }
  const texts = new Set(plain.map(foldText));
  texts.delete('');
  return texts.size === 0 ? undefined : [...texts].sort(compareText);
}

function isList(plain: PlainValue): plain is readonly string[] {
  return Array.isArray(plain);
}

function readInterval(plain: PlainValue): TypedInterval | undefined {
  if (typeof plain === 'number') {
    const units = readThousandths(plain);
    return units === undefined ? undefined : { lo: units, hi: units };
  }
  return typeof plain === 'object' && !isList(plain) ? readBounds(plain) : undefined;
}

function readBounds({ lo, hi, currency }: Interval): TypedInterval | undefined {
  const from = lo === null ? Number.NEGATIVE_INFINITY : readThousandths(lo);
  const to = hi === null ? Number.POSITIVE_INFINITY : readThousandths(hi);
  if (from === undefined || to === undefined || from > to) return undefined;
  return currency === undefined
    ? { lo: from, hi: to }
    : { lo: from, hi: to, currency: currency.toUpperCase() };
}

/**
 * Thousandths of a decimal number, read from its decimal text and so exact. Undefined when it is no number, has more
 * than three decimals or is beyond 9·10^12.
 */
export function readThousandths(value: number | string): number | undefined {
  if (Number.isInteger(value))
    return Math.abs(value as number) <= mostUnits ? (value as number) * 1000 + 0 : undefined;
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,3})0*)?$/.exec(String(value).trim());
  if (!match) return undefined;
  const units = Number(match[2]);
  const thousandths = units * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  if (thousandths > mostUnits * 1000) return undefined;
  return match[1] === '-' ? 0 - thousandths : thousandths;
}

/** Thousandths of a number a model states; throws a RangeError that names the remedy where there are none. */
export function getThousandths(value: number): number {
  const thousandths = readThousandths(value);
  if (thousandths === undefined) throw new RangeError(explainNumber(value));
  return thousandths;
}

/** Why a number cannot be held, and what to do about it. */
export function explainNumber(value: number): string {
  return Math.abs(value) > mostUnits
    ? `Cannot hold ${value}: numbers go up to 9000000000000; count in larger units`
    : `Cannot hold ${value}: numbers have at most three decimals; round it or count in smaller units`;
}

const isoDate =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

/** Milliseconds UTC of an ISO 8601 day or time; undefined when it is none or its year is not in 1900 to 2999. */
export function readDate(text: string): number | undefined {
  const match = isoDate.exec(text);
  if (!match) return undefined;
  const [year, month, date, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, date);
  if (new Date(midnight).getUTCDate() !== date || month < 1 || month > 12) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const time = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - offsetOf(match[8]);
  return time >= earliestTime && time <= latestDate ? time : undefined;
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}

/** A text that two typed values of one kind share exactly when they are equal. */
export function getValueKey(value: TypedValue): string {
  if (typeof value !== 'object') return String(value);
  if ('lo' in value) return `${value.lo} ${value.hi} ${value.currency ?? ''}`;
  return JSON.stringify(value);
}

/** The text by which equally new values of one field are ordered: itself, or the JSON (keys sorted) of what is not text. */
export function getPlainText(value: PlainValue): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || isList(value)) return JSON.stringify(value);
  const { lo, hi, currency } = value;
  return JSON.stringify(currency === undefined ? { hi, lo } : { currency, hi, lo });
}

/** Whether a plain value is missing whatever the kind: empty after trimming, an empty list or a list of empty texts. */
export function isMissing(value: PlainValue | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return isList(value) && value.every((text) => text.trim() === '');
}
