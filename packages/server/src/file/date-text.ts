import { earliestTime } from '@leadline/core';
import type { DateOrder } from './mapping.ts';
import { Problem } from './table.ts';
import { createZone } from './time-zone.ts';

const dayMs = 86_400_000;
/** 1 January 3000: the first moment that is too late. */
const endTime = Date.UTC(3000, 0, 1);

/** First letters of the months in English, Dutch, Swedish and German, as folded text. */
// biome-ignore format: a table
const months: readonly (readonly string[])[] = [
  ['jan'], ['feb'], ['mar', 'mrt', 'maa', 'mae'], ['apr'], ['may', 'mei', 'maj', 'mai'], ['jun'], ['jul'], ['aug'],
  ['sep'], ['oct', 'okt'], ['nov'], ['dec', 'dez'],
];

/** Zones that times name by letters. */
// biome-ignore format: a table
const zoneHours: Readonly<Record<string, number>> = {
  z: 0, utc: 0, gmt: 0, wet: 0, bst: 1, cet: 1, mez: 1, cest: 2, mesz: 2, eet: 2, eest: 3,
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
};

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/;
const numeric = /^(\d{1,4})([-/. ])(\d{1,2})\2\s?(\d{1,4})\.?(?:(?:,?\s+|T)(.+))?$/;
const named =
  /^(?:(\d{1,2})(?:st|nd|rd|th|e|:e|\.)?(?:\s+|-|\/)(?:of\s+)?(\p{L}+)\.?|(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?(?:\s+|-|\/)(\d{4}|\d{2})(?:,?\s+(?:at\s+|om\s+|kl\.?\s+)?(.+))?$/u;
const clock =
  /^(?:at\s+|om\s+|kl\.?\s*)?(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(?:uur)?\s*(?:\(?([a-z]{1,4}|(?:utc|gmt)?[+-]\d\d?:?(?:\d\d)?)\)?)?$/i;
const weekday = /^\p{L}{2,10}\.?,?\s+(?=\d|\p{L}+\.?\s+\d)/u;

/** Reads a date in UTC milliseconds, or says why it is none. */
export type DateReader = (text: string) => number | Problem;

/**
 * Returns a reader for the dates of one column. ISO 8601 and dates with a month in letters need no order; `order` says
 * how 03/04/2024 is meant and what a bare number counts. A date without a time is midnight UTC of that day; a time
 * without a zone is in `timeZone`. Before 1900 or from 3000 on is a problem.
 */
export function createDateReader(order: DateOrder, timeZone = 'UTC'): DateReader {
  const zone = createZone(timeZone);
  return (text) => {
    const trimmed = text.trim();
    const at = parseDate(trimmed, order, zone);
    if (at === undefined) {
      const fitsOther =
        order === 'dmy' || order === 'mdy'
          ? parseDate(trimmed, order === 'dmy' ? 'mdy' : 'dmy', zone)
          : undefined;
      return fitsOther === undefined
        ? new Problem('date_invalid', { value: text })
        : new Problem('date_order', { value: text, order: writeOrder(order) });
    }
    return checkTime(at, text);
  };
}

/** Returns `at` if facts can hold it, else the problem. */
export function checkTime(at: number, text: string): number | Problem {
  if (at < earliestTime) return new Problem('date_before_1900', { value: text });
  if (at >= endTime) return new Problem('date_after_2999', { value: text });
  return at;
}

/** Returns a time as a field of kind date holds it: the day alone at midnight UTC, else with the time. */
export function writeDate(at: number): string {
  const text = new Date(at).toISOString();
  return at % dayMs === 0 ? text.slice(0, 10) : text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text;
}

/** Returns the order in letters: dd-mm-yyyy. */
export function writeOrder(order: DateOrder): string {
  const words: Record<DateOrder, string> = {
    ymd: 'yyyy-mm-dd',
    dmy: 'dd-mm-yyyy',
    mdy: 'mm-dd-yyyy',
    seconds: 'seconds since 1970',
    milliseconds: 'milliseconds since 1970',
    serial: 'days since 1900',
  };
  return words[order];
}

type Zone = (wallMs: number) => number;

function parseDate(text: string, order: DateOrder, zone: Zone): number | undefined {
  const exact = iso.exec(text);
  if (exact !== null) {
    const day = toDay(Number(exact[1]), Number(exact[2]), Number(exact[3]));
    if (day === undefined || exact[4] === undefined) return day;
    const time = toTime(Number(exact[4]), Number(exact[5]), Number(exact[6] ?? 0), exact[7]);
    if (time === undefined) return undefined;
    return exact[8] === undefined ? zone(day + time) : day + time - (readOffset(exact[8]) ?? 0);
  }
  if (/^-?\d+(?:[.,]\d+)?$/.test(text)) return parseNumber(text, order);
  const parts = numeric.exec(text);
  if (parts !== null) {
    const day = orderParts(
      Number(parts[1]),
      Number(parts[3]),
      Number(parts[4]),
      parts[1]!.length,
      parts[4]!.length,
      order,
    );
    return day === undefined ? undefined : addClock(day, parts[5], zone);
  }
  const words = named.exec(text.replace(weekday, '')) ?? named.exec(text);
  if (words !== null) {
    const month = findMonth(words[2] ?? words[3] ?? '');
    if (month === undefined) return undefined;
    const day = toDay(fullYear(words[5]!), month, Number(words[1] ?? words[4]));
    return day === undefined ? undefined : addClock(day, words[6], zone);
  }
  return undefined;
}

/** A bare number: a day written in one piece, or a count since an epoch. */
function parseNumber(text: string, order: DateOrder): number | undefined {
  const value = Number(text.replace(',', '.'));
  if (order === 'seconds') return Math.round(value * 1000);
  if (order === 'milliseconds') return Math.round(value);
  if (order === 'serial') return fromSerial(value);
  if (/^\d{8}$/.test(text))
    return toDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
  if (/^\d{14}$/.test(text)) {
    const day = toDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
    const time = toTime(
      Number(text.slice(8, 10)),
      Number(text.slice(10, 12)),
      Number(text.slice(12, 14)),
      undefined,
    );
    return day === undefined || time === undefined ? undefined : day + time;
  }
  return undefined;
}

/** Excel counts days from 1900 and takes that year for a leap year, so its day 61 is 1 March. */
function fromSerial(days: number): number {
  return Math.round((days - 25_569) * dayMs);
}

function orderParts(
  a: number,
  b: number,
  c: number,
  aDigits: number,
  cDigits: number,
  order: DateOrder,
): number | undefined {
  if (aDigits === 4) return toDay(a, b, c);
  if (cDigits !== 4 && cDigits !== 2) return undefined;
  if (cDigits === 2 && order === 'ymd') return toDay(fullYear(String(a)), b, c);
  const year = cDigits === 2 ? fullYear(String(c).padStart(2, '0')) : c;
  return order === 'mdy' ? toDay(year, a, b) : toDay(year, b, a);
}

function toDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 ? date.getTime() : undefined;
}

function toTime(
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
): number | undefined {
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined;
  const ms = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function addClock(day: number, text: string | undefined, zone: Zone): number | undefined {
  if (text === undefined) return day;
  const found = clock.exec(text.trim());
  if (found === null) return undefined;
  let hour = Number(found[1]);
  const half = found[5]?.[0]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  const time = toTime(hour, Number(found[2]), Number(found[3] ?? 0), found[4]);
  if (time === undefined) return undefined;
  if (found[6] === undefined) return zone(day + time);
  const offset = readOffset(found[6]);
  return offset === undefined ? undefined : day + time - offset;
}

function readOffset(text: string): number | undefined {
  const named = zoneHours[text.toLowerCase()];
  if (named !== undefined) return named * 3_600_000;
  const found = /^(?:utc|gmt)?([+-])(\d\d?):?(\d\d)?$/i.exec(text);
  if (found === null) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Two digits mean 1950 to 2049. */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 50 ? 2000 : 1900);

function findMonth(word: string): number | undefined {
  const folded = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  if (folded.length < 3) return undefined;
  const place = months.findIndex((starts) => starts.some((start) => folded.startsWith(start)));
  return place < 0 ? undefined : place + 1;
}
