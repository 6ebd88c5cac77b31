import type { Interval } from '@leadline/core';
import { describe, expect, test } from 'vitest';
import { findDateOrder } from './date-order.ts';
import { createDateReader, writeDate } from './date-text.ts';
import type { DateOrder, DecimalSign } from './mapping.ts';
import { readMoneyText } from './money-text.ts';
import { checkPlainNumber, findDecimal, readNumberText } from './number-text.ts';
import { findPlaceholders } from './placeholder.ts';
import { findEmail, findSeparator, foldEmail, readBooleanText, readListText } from './plain-text.ts';
import { readRangeText } from './range-text.ts';
import { Problem } from './table.ts';

const codeOf = (value: unknown): unknown => (value instanceof Problem ? value.code : value);

describe('a number', () => {
  const cases: readonly (readonly [string, DecimalSign, unknown])[] = [
    ['1.234,56', ',', 1234.56],
    ['1,234.56', '.', 1234.56],
    ['1 234,56', ',', 1234.56],
    ['1\u00a0234\u202f567', ',', 1234567],
    ["1'234.50", '.', 1234.5],
    ['1.234', ',', 1234],
    ['1.234', '.', 1.234],
    ['-5', '.', -5],
    ['5-', '.', -5],
    ['−5', '.', -5],
    ['(12,5)', ',', -12.5],
    ['+7', '.', 7],
    ['45%', '.', 45],
    ['1.2e3', '.', 1200],
    ['.5', '.', 0.5],
    ['12.50000', '.', 12.5],
    ['0.1234', '.', 'number_decimals'],
    ['9000000000001', '.', 'number_too_large'],
    ['1.234,56', '.', 'number_decimal_sign'],
    ['12.34.567', ',', 'number_invalid'],
    ['1,23,456', '.', 'number_invalid'],
    ['twelve', '.', 'number_invalid'],
    ['', '.', 'number_invalid'],
    ['-', '.', 'number_invalid'],
    ['0x10', '.', 'number_invalid'],
  ];
  test.each(cases)('%s with decimals behind %s is %s', (text, decimal, expected) => {
    expect(codeOf(readNumberText(text, decimal))).toBe(expected);
  });

  test('that a file held as a number keeps three decimals and loses binary noise', () => {
    expect(checkPlainNumber(0.1 + 0.2)).toBe(0.3);
    expect(codeOf(checkPlainNumber(0.12345))).toBe('number_decimals');
    expect(codeOf(checkPlainNumber(Number.NaN))).toBe('number_invalid');
    expect(codeOf(checkPlainNumber(1e13))).toBe('number_too_large');
  });

  test.each([
    [['1.234,56', '7'], ',', 'shown'],
    [['1.234.567'], ',', 'shown'],
    [['12.5', '1,200'], '.', 'shown'],
    [['0.250'], '.', 'shown'],
    [['1.234', '2.500'], '.', 'assumed'],
    [['12,5', '12.5', '3,7'], ',', 'mixed'],
    [['12', '7'], '.', 'none'],
  ] as const)('the column %j has its decimals behind %s: %s', (values, sign, how) => {
    expect(findDecimal(values, '.')).toMatchObject({ sign, how });
  });
});

describe('a size', () => {
  const cases: readonly (readonly [string, Interval | string])[] = [
    ['250', { lo: 250, hi: 250 }],
    ['51-200', { lo: 51, hi: 200 }],
    ['51 – 200', { lo: 51, hi: 200 }],
    ['51 to 200', { lo: 51, hi: 200 }],
    ['51 tot 200', { lo: 51, hi: 200 }],
    ['51 till 200 anställda', { lo: 51, hi: 200 }],
    ['51-200 employees', { lo: 51, hi: 200 }],
    ['1.000+', { lo: 1000, hi: null }],
    ['1,000+', { lo: 1000, hi: null }],
    ['10 001+', { lo: 10001, hi: null }],
    ['1.001-5.000', { lo: 1001, hi: 5000 }],
    ['< 10', { lo: 0, hi: 9 }],
    ['<= 10', { lo: 0, hi: 10 }],
    ['> 500', { lo: 501, hi: null }],
    ['>= 500', { lo: 500, hi: null }],
    ['meer dan 500', { lo: 501, hi: null }],
    ['fler än 500', { lo: 501, hi: null }],
    ['minder dan 10 medewerkers', { lo: 0, hi: 9 }],
    ['färre än 10', { lo: 0, hi: 9 }],
    ['500 or more', { lo: 500, hi: null }],
    ['500 eller fler', { lo: 500, hi: null }],
    ['10k-50k', { lo: 10000, hi: 50000 }],
    ['10-50k', { lo: 10000, hi: 50000 }],
    ['2 duizend', { lo: 2000, hi: 2000 }],
    ['200-51', 'range_invalid'],
    ['big', 'range_invalid'],
    ['10-20-30', 'range_invalid'],
  ];
  test.each(cases)('%s is %j', (text, expected) => {
    for (const decimal of [',', '.'] as const) {
      const value = readRangeText(text, decimal);
      if (typeof expected === 'string') expect(codeOf(value)).toBe(expected);
      else expect(value).toEqual(expected);
    }
  });
});

describe('an amount', () => {
  const eur = (lo: number, hi: number | null = lo): Interval => ({ lo, hi, currency: 'EUR' });
  const sek = (lo: number, hi: number | null = lo): Interval => ({ lo, hi, currency: 'SEK' });
  const cases: readonly (readonly [string, DecimalSign, Interval | string])[] = [
    ['€ 1,2 mln', ',', eur(1_200_000)],
    ['€ 1,2 mln', '.', eur(1_200_000)],
    ['2,5 MSEK', ',', sek(2_500_000)],
    ['2,5 Mkr', ',', sek(2_500_000)],
    ['500 tkr', ',', sek(500_000)],
    ['2 mdr SEK', ',', sek(2_000_000_000)],
    ['1,5 miljarder kronor', ',', sek(1_500_000_000)],
    ['1,2 miljoen euro', ',', eur(1_200_000)],
    ['GBP 2,500,000.00', '.', { lo: 2_500_000, hi: 2_500_000, currency: 'GBP' }],
    ['"GBP 2,500,000.00"', '.', { lo: 2_500_000, hi: 2_500_000, currency: 'GBP' }],
    ['$1.5M', '.', { lo: 1_500_000, hi: 1_500_000, currency: 'USD' }],
    ['1.5M€', '.', eur(1_500_000)],
    ['US$ 12,000', '.', { lo: 12_000, hi: 12_000, currency: 'USD' }],
    ['€ 500,-', ',', eur(500)],
    ['500:-', ',', { lo: 500, hi: 500 }],
    ['EUR -12,50', ',', eur(-12.5)],
    ['10k-50k', '.', { lo: 10_000, hi: 50_000 }],
    ['€ 1-5 mln', ',', eur(1_000_000, 5_000_000)],
    ['€1m - €5m', '.', eur(1_000_000, 5_000_000)],
    ['> € 1 mln', ',', eur(1_000_000.001, null)],
    ['1 miljoen euro of meer', ',', eur(1_000_000, null)],
    ['2500000', '.', { lo: 2_500_000, hi: 2_500_000 }],
    ['€ 1.500', ',', eur(1500)],
    ['€ 1.500', '.', eur(1500)],
    ['€ 10 - $ 20', '.', 'money_invalid'],
    ['a lot', '.', 'money_invalid'],
    ['12 bananas', '.', 'money_invalid'],
  ];
  test.each(cases)('%s (decimals behind %s) is %j', (text, decimal, expected) => {
    const value = readMoneyText(text, decimal);
    if (typeof expected === 'string') expect(codeOf(value)).toBe(expected);
    else expect(value).toEqual(expected);
  });

  test('without a currency takes the one that is given', () => {
    expect(readMoneyText('12,5', ',', 'EUR')).toEqual(eur(12.5));
    expect(readMoneyText('12,5 SEK', ',', 'EUR')).toEqual(sek(12.5));
  });
});

describe('a date', () => {
  const cases: readonly (readonly [string, DateOrder, string])[] = [
    ['2024-03-12', 'ymd', '2024-03-12'],
    ['2024-03-12 09:14', 'ymd', '2024-03-12T09:14:00Z'],
    ['2024-03-12T09:14:05.123Z', 'ymd', '2024-03-12T09:14:05.123Z'],
    ['2024-03-01T10:12:44+0000', 'ymd', '2024-03-01T10:12:44Z'],
    ['2024-03-01T10:12:44+02:00', 'ymd', '2024-03-01T08:12:44Z'],
    ['2024/3/1', 'ymd', '2024-03-01'],
    ['31/12/2024', 'dmy', '2024-12-31'],
    ['12/31/2024', 'mdy', '2024-12-31'],
    ['03/04/2024', 'dmy', '2024-04-03'],
    ['03/04/2024', 'mdy', '2024-03-04'],
    ['1-3-2024 10:12', 'dmy', '2024-03-01T10:12:00Z'],
    ['13.03.2024', 'dmy', '2024-03-13'],
    ['12/31/2024 1:05 PM', 'mdy', '2024-12-31T13:05:00Z'],
    ['12/31/2024 12:05 am', 'mdy', '2024-12-31T00:05:00Z'],
    ['12 mrt 2024', 'dmy', '2024-03-12'],
    ['12 maart 2024 om 14:03', 'dmy', '2024-03-12T14:03:00Z'],
    ['12 mars 2024 kl. 14:03', 'dmy', '2024-03-12T14:03:00Z'],
    ['Mar 12, 2024', 'dmy', '2024-03-12'],
    ['Tuesday, March 12th, 2024', 'dmy', '2024-03-12'],
    ['di 12 mei 2024', 'dmy', '2024-05-12'],
    ['12 maj 2024', 'dmy', '2024-05-12'],
    ['12-okt-24', 'dmy', '2024-10-12'],
    ['31/12/99', 'dmy', '1999-12-31'],
    ['20240312', 'ymd', '2024-03-12'],
    ['1710234840', 'seconds', '2024-03-12T09:14:00Z'],
    ['1710234840000', 'milliseconds', '2024-03-12T09:14:00Z'],
    ['45363', 'serial', '2024-03-12'],
    ['45363,5', 'serial', '2024-03-12T12:00:00Z'],
    ['2024-03-12 10:00 CET', 'dmy', '2024-03-12T09:00:00Z'],
    ['01/01/1900', 'dmy', '1900-01-01'],
    ['31/12/2999', 'dmy', '2999-12-31'],
    ['31/12/1800', 'dmy', 'date_before_1900'],
    ['1899-12-31', 'ymd', 'date_before_1900'],
    ['3100-01-01', 'ymd', 'date_after_2999'],
    ['3000-01-01', 'ymd', 'date_after_2999'],
    ['31/12/2024', 'mdy', 'date_order'],
    ['31/02/2024', 'dmy', 'date_invalid'],
    ['2023-02-29', 'ymd', 'date_invalid'],
    ['2024-03-12 25:00', 'ymd', 'date_invalid'],
    ['soon', 'ymd', 'date_invalid'],
    ['12', 'ymd', 'date_invalid'],
  ];
  test.each(cases)('%s read as %s is %s', (text, order, expected) => {
    const at = createDateReader(order)(text);
    expect(typeof at === 'number' ? writeDate(at) : at.code).toBe(expected);
  });

  test('without a zone is in the zone of the file, in winter and in summer', () => {
    const read = createDateReader('ymd', 'Europe/Stockholm');
    expect(writeDate(read('2024-01-15 12:00') as number)).toBe('2024-01-15T11:00:00Z');
    expect(writeDate(read('2024-07-15 12:00') as number)).toBe('2024-07-15T10:00:00Z');
    expect(writeDate(read('2024-07-15') as number)).toBe('2024-07-15');
    expect(writeDate(read('2024-07-15T12:00:00Z') as number)).toBe('2024-07-15T12:00:00Z');
  });

  test.each([
    [['03/04/2024', '31/12/2024'], 'dmy', 'shown'],
    [['03/04/2024', '12/31/2024'], 'mdy', 'shown'],
    [['03/04/2024'], 'dmy', 'assumed'],
    [['3/4/2024 1:00 PM', '5/4/2024 2:00 AM'], 'mdy', 'assumed'],
    [['2024-03-04'], 'ymd', 'shown'],
    [['1710234840'], 'seconds', 'shown'],
    [['1710234840000'], 'milliseconds', 'shown'],
    [['45363'], 'serial', 'shown'],
    [['20240312'], 'ymd', 'shown'],
  ] as const)('in the column %j is read as %s: %s', (values, order, how) => {
    expect(findDateOrder(values, { isKnownDate: true })).toEqual({ order, how });
  });
});

describe('yes and no', () => {
  test.each(['Yes', 'TRUE', '1', 'ja', 'J', 'waar', 'sant', 'x'])('%s is yes', (text) =>
    expect(readBooleanText(text)).toBe(true),
  );
  test.each(['No', 'false', '0', 'nee', 'nej', 'onwaar', 'falskt'])('%s is no', (text) =>
    expect(readBooleanText(text)).toBe(false),
  );
  test('a maybe is neither', () => expect(codeOf(readBooleanText('maybe'))).toBe('boolean_invalid'));
});

describe('a list', () => {
  test.each([
    ['prospect, webinar', ',', ['prospect', 'webinar']],
    ['"VIP","Demo, requested"', ',', ['VIP', 'Demo, requested']],
    ['* myContacts ::: Leads', ':::', ['myContacts', 'Leads']],
    ['["a","b"]', ',', ['a', 'b']],
    ['a;a;;b', ';', ['a', 'b']],
  ] as const)('%s is %j apart by %s', (text, separator, expected) => {
    expect(readListText(text, separator)).toEqual(expected);
  });
  test('is split where most of its column is', () => {
    expect(findSeparator(['a;b', 'c, d;e'])).toBe(';');
    expect(findSeparator(['a, b', 'c'])).toBe(',');
    expect(findSeparator(['a ::: b'])).toBe(':::');
  });
});

test('an address is folded, and the first of several is taken', () => {
  expect(foldEmail(' <Ana@ACME.example> ')).toBe('ana@acme.example');
  expect(foldEmail('mailto:Ana@acme.example')).toBe('ana@acme.example');
  expect(findEmail('ana@acme.example ::: ana2@acme.example')).toBe('ana@acme.example');
  expect(findEmail('"Ana" <ana@acme.example>')).toBe('ana@acme.example');
});

describe('a placeholder', () => {
  test.each([
    'Select',
    'select',
    'N/A',
    '-',
    '(not set)',
    'NULL',
    '#N/A',
    '[[Unknown]]',
    '--None--',
    'Maak een keuze',
    'n.v.t.',
    'Välj',
  ])('%s is nothing in any tool', (text) => expect(findPlaceholders(undefined).has(text)).toBe(true));
  test('None is nothing in Salesforce and an answer elsewhere', () => {
    expect(findPlaceholders('Salesforce leads').has('None')).toBe(true);
    expect(findPlaceholders(undefined).has('None')).toBe(false);
  });
  test('one of the user counts too', () =>
    expect(findPlaceholders(undefined, ['TBD']).has('tbd')).toBe(true));
  test.each(['Selecta', 'Ana', '0', 'no', 'Nan Goldin', ''])('"%s" is a value', (text) =>
    expect(findPlaceholders('Salesforce').has(text)).toBe(false),
  );
});
