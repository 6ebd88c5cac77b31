import type { Interval } from '@leadline/core';
import type { DecimalSign } from './mapping.ts';
import { findMultiplier, readInterval, readScaled } from './range-text.ts';
import { Problem } from './table.ts';

/** Signs and words for a currency; the longest are tried first. "kr" alone is read as Swedish. */
// biome-ignore format: a table
const currencySigns: readonly (readonly [string, string])[] = [
  ['us$', 'USD'], ['a$', 'AUD'], ['c$', 'CAD'], ['nz$', 'NZD'], ['hk$', 'HKD'], ['s$', 'SGD'], ['r$', 'BRL'],
  ['€', 'EUR'], ['£', 'GBP'], ['$', 'USD'], ['¥', 'JPY'], ['₹', 'INR'], ['zł', 'PLN'], ['₺', 'TRY'],
  ['euros', 'EUR'], ['euro', 'EUR'], ['dollars', 'USD'], ['dollar', 'USD'], ['pounds', 'GBP'], ['pond', 'GBP'],
  ['kronor', 'SEK'], ['kroner', 'DKK'], ['kr', 'SEK'],
];

const codes = new Set(
  `AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW MAD MXN MYR NGN NOK NZD
  PEN PHP PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR`.split(/\s+/),
);

/** A multiplier written before or into a code: MSEK, KEUR, tkr, mkr. */
const joined = /^(k|t|m|md|mdr|bn)(kr|[a-z]{3})$/i;

interface Amount {
  readonly value: number;
  readonly currency: string | undefined;
}

/** Returns the ISO 4217 code that a sign, word or code stands for, undefined for anything else. */
function findCurrency(text: string): string | undefined {
  const word = text.trim().toLowerCase().replace(/\.$/, '');
  if (codes.has(word.toUpperCase())) return word.toUpperCase();
  return currencySigns.find(([sign]) => sign === word)?.[1];
}

/**
 * Reads an amount or a range of amounts: "€ 1,2 mln", "2,5 MSEK", "GBP 2,500,000.00", "$1.5M", "500 tkr", "10k-50k",
 * "500:-". An amount without a currency gets `currency` if it is given. A comma or full stop before three digits
 * groups thousands unless a word such as "mln" follows.
 */
export function readMoneyText(text: string, decimal: DecimalSign, currency?: string): Interval | Problem {
  const invalid = new Problem('money_invalid', { value: text });
  const body = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/(?::-|,-|,--|\.-)$/, '')
    .trim();
  let found: string | undefined;
  let isMixed = false;
  const interval = readInterval(
    body,
    (part) => {
      const amount = readAmount(part, decimal);
      if (amount === undefined) return undefined;
      if (amount.currency !== undefined) {
        if (found !== undefined && found !== amount.currency) isMixed = true;
        found = amount.currency;
      }
      return amount.value;
    },
    0.001,
  );
  if (interval === undefined || isMixed) return invalid;
  const named = found ?? currency;
  return named === undefined ? interval : { ...interval, currency: named };
}

function readAmount(part: string, decimal: DecimalSign): Amount | undefined {
  const found = /^(-?)\s*([^\d\s-]*?)\s*(-?)\s*([\d.,\s\u00a0\u202f'’]*\d)\s*(.*)$/u.exec(part.trim());
  if (found === null) return undefined;
  const [, sign, before, innerSign, digits, after] = found;
  let currency: string | undefined;
  let times = 1;
  for (const word of `${before} ${after}`.trim().split(/\s+/)) {
    if (word === '') continue;
    const read = readWord(word);
    if (read === undefined) return undefined;
    if (read.currency !== undefined) {
      if (currency !== undefined && currency !== read.currency) return undefined;
      currency = read.currency;
    }
    times *= read.times;
  }
  const value = readScaled(digits!, times, decimal, times === 1);
  if (value === undefined) return undefined;
  return { value: sign === '-' || innerSign === '-' ? -value : value, currency };
}

function readWord(word: string): { currency: string | undefined; times: number } | undefined {
  const known = findCurrency(word);
  if (known !== undefined) return { currency: known, times: 1 };
  const times = findMultiplier(word);
  if (times !== undefined) return { currency: undefined, times };
  const parts = joined.exec(word.replace(/\.$/, ''));
  if (parts !== null) {
    const currency = findCurrency(parts[2]!);
    const factor = findMultiplier(parts[1]!);
    if (currency !== undefined && factor !== undefined) return { currency, times: factor };
  }
  // "1.5M€", "€1.2k" with nothing between: the sign ends or begins the word.
  for (const [sign, currency] of currencySigns) {
    const lower = word.toLowerCase();
    const rest = lower.startsWith(sign)
      ? lower.slice(sign.length)
      : lower.endsWith(sign)
        ? lower.slice(0, -sign.length)
        : undefined;
    const factor = rest === undefined ? undefined : findMultiplier(rest);
    if (factor !== undefined) return { currency, times: factor };
  }
  return undefined;
}
