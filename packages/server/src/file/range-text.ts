import type { Interval } from '@leadline/core';
import type { DecimalSign } from './mapping.ts';
import { largestNumber, readNumberText } from './number-text.ts';
import { Problem } from './table.ts';

/** Words before a number that leave one side open. */
const above =
  /^(?:>=?|≥|more than|over|above|from|at least|greater than|meer dan|vanaf|boven|minstens|fler än|mer än|över|minst|från)\s*/i;
const below =
  /^(?:<=?|≤|less than|fewer than|under|below|up to|at most|minder dan|onder|tot|maximaal|hoogstens|färre än|mindre än|under|upp till|högst)\s*/i;
/** Words after a number that leave the upper side open. */
const orMore =
  /\s*(?:\+|or more|and more|and up|and above|en meer|of meer|eller fler|eller mer|och fler|och uppåt)$/i;
const between = /\s*(?:-|–|—|−|\bto\b|\btot\b|\bt\/m\b|\btill\b|\bund\b|\band\b|\ben\b|\boch\b|\.\.+|…)\s*/i;
/** Only these open an inclusive bound. */
const inclusive =
  /^(?:>=|≥|from|at least|vanaf|minstens|minst|från|<=|≤|up to|at most|tot en met|maximaal|hoogstens|upp till|högst)/i;

const people =
  /\s*(?:employees?|people|persons?|staff|fte'?s?|users?|seats?|medewerkers?|werknemers?|personen|mensen|anställda|medarbetare|personer|st)\.?$/i;

/** What a word or letter behind a number multiplies it by. */
// biome-ignore format: a table
const multipliers: Readonly<Record<string, number>> = {
  k: 1e3, t: 1e3, thousand: 1e3, duizend: 1e3, tusen: 1e3, dzd: 1e3,
  m: 1e6, mn: 1e6, mm: 1e6, mio: 1e6, mil: 1e6, mill: 1e6, mln: 1e6, milj: 1e6, million: 1e6, millions: 1e6,
  miljoen: 1e6, miljon: 1e6, miljoner: 1e6,
  b: 1e9, bn: 1e9, md: 1e9, mrd: 1e9, mdr: 1e9, mld: 1e9, mia: 1e9, billion: 1e9, billions: 1e9,
  miljard: 1e9, miljarden: 1e9, miljarder: 1e9,
};

/** Returns what a multiplier stands for, undefined for any other word. */
export const findMultiplier = (word: string): number | undefined =>
  multipliers[word.toLowerCase().replace(/\.$/, '')];

/**
 * Reads a size as an interval: "250", "51-200", "51 tot 200", "1.000+", "< 10", "10k-50k", "meer dan 500". Sizes are
 * whole, so a comma or full stop before three digits groups thousands, "more than 500" begins at 501 and "< 10" is
 * [0, 9].
 */
export function readRangeText(text: string, decimal: DecimalSign): Interval | Problem {
  const body = text.trim().replace(people, '');
  return (
    readInterval(body, (part) => readSize(part, decimal), 1) ?? new Problem('range_invalid', { value: text })
  );
}

/** Reads the form of an interval, its numbers by `readPart`; `step` is the least by which "more than" is more. */
export function readInterval(
  text: string,
  readPart: (part: string) => number | undefined,
  step: number,
): Interval | undefined {
  const body = text
    .trim()
    .replace(/^\[|^\(|\]$|\)$/g, '')
    .trim();
  if (body === '') return undefined;
  const open = orMore.exec(body);
  if (open !== null) return toInterval(readPart(body.slice(0, open.index)), null);
  const over = above.exec(body);
  if (over !== null) {
    const lo = readPart(body.slice(over[0].length));
    return lo === undefined ? undefined : toInterval(inclusive.test(body) ? lo : addStep(lo, step), null);
  }
  const under = below.exec(body);
  if (under !== null) {
    const hi = readPart(body.slice(under[0].length));
    if (hi === undefined) return undefined;
    return toInterval(0, inclusive.test(body) ? hi : addStep(hi, -step));
  }
  const single = readPart(body);
  if (single !== undefined) return { lo: single, hi: single };
  const middle = between.exec(body);
  if (middle === null || middle.index === 0) return undefined;
  const first = body.slice(0, middle.index);
  const second = body.slice(middle.index + middle[0].length);
  const hi = readPart(second);
  // "1-5 mln": the word behind the second number is meant for both.
  const lo = hi === undefined ? undefined : readPart(borrowMultiplier(first, second));
  return lo === undefined || hi === undefined || lo > hi ? undefined : { lo, hi };
}

function toInterval(lo: number | undefined, hi: number | null): Interval | undefined {
  if (lo === undefined || (hi !== null && hi < lo)) return undefined;
  return { lo, hi };
}

const addStep = (value: number, step: number): number => Math.round((value + step) * 1000) / 1000;

function borrowMultiplier(first: string, second: string): string {
  if (/[\p{L}]/u.test(first)) return first;
  const word = /\d\s*(\p{L}+)\.?\s*$/u.exec(second)?.[1];
  return word !== undefined && findMultiplier(word) !== undefined ? `${first} ${word}` : first;
}

function readSize(part: string, decimal: DecimalSign): number | undefined {
  const found = /^([\d.,\s\u00a0\u202f'’]*\d)\s*(\p{L}*)\.?$/u.exec(part.trim());
  if (found === null) return undefined;
  const times = found[2] === '' ? 1 : findMultiplier(found[2]!);
  if (times === undefined) return undefined;
  return readScaled(found[1]!, times, decimal, times === 1);
}

/** Reads digits and multiplies them without losing thousandths. `isGrouped`: one sign before three digits groups them. */
export function readScaled(
  digits: string,
  times: number,
  decimal: DecimalSign,
  isGrouped: boolean,
): number | undefined {
  const compact = digits.replace(/[\s\u00a0\u202f'’]/g, '');
  let plain = compact;
  if (isGrouped && /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(compact)) plain = compact.replace(/[.,]/g, '');
  let value = readNumberText(plain, decimal);
  // "1,2 mln" in a column of full stops: one sign without three digits behind it can only be the decimals.
  if (typeof value !== 'number' && /^\d+[.,]\d{1,2}$/.test(plain)) value = Number(plain.replace(',', '.'));
  if (typeof value !== 'number') return undefined;
  const scaled = Math.round(value * times * 1000) / 1000;
  return scaled > largestNumber ? undefined : scaled;
}

/** Returns an interval as people write it, in a form that reads back: 51-200, 1000+, EUR 1200000. */
export function writeInterval({ lo, hi, currency }: Interval): string {
  const range = lo === hi ? String(lo) : hi === null ? `${lo ?? 0}+` : `${lo ?? 0}-${hi}`;
  return currency === undefined ? range : `${currency} ${range}`;
}
