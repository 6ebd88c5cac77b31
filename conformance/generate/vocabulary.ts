import fc from 'fast-check';
import type { Interval, PlainValue, ValueKind } from '../../packages/core/src/fact.ts';
import { foldText } from '../../packages/core/src/value/text.ts';

/** Small shared vocabularies, so that random models and random facts really speak of the same things. */

export const dayMs = 86_400_000;
/** 2026-03-01, the day around which everything happens. */
export const today = 20_513;

export const leads = ['ann', 'Bo', "c'd\\"] as const;
export const anonymous = ['anon-1', 'anon-2'] as const;
export const accounts = ['acme', 'ACME', 'globex'] as const;
export const sources = ['crm', 'form', 'csv'] as const;
export const lists = ['own-staff', 'competitors'] as const;
export const types = ['Page Viewed', 'Email Clicked', "Form 'Sent'"] as const;
export const dimensionIds = ['fit', 'interest', 'spam', 'support'] as const;

/** Fields of leads; those of accounts are the same names without `account.`. */
export const leadFields = {
  country: 'text',
  jobTitle: 'text',
  tags: 'list',
  employees: 'range',
  revenue: 'money',
  seats: 'number',
  newsletter: 'boolean',
  renewal: 'date',
  'account.country': 'text',
  'account.employees': 'range',
} as const satisfies Record<string, ValueKind>;

export const accountFields = {
  country: 'text',
  employees: 'range',
  tags: 'list',
  revenue: 'money',
  seats: 'number',
  newsletter: 'boolean',
  renewal: 'date',
} as const satisfies Record<string, ValueKind>;

export const properties = {
  path: 'text',
  note: 'text',
  amount: 'number',
  paid: 'boolean',
  on: 'date',
  labels: 'list',
  price: 'money',
  size: 'range',
} as const satisfies Record<string, ValueKind>;

/** Texts that engines trip over, beside plain ones that are often equal once folded. */
export const texts = [
  'be',
  'BE',
  ' Be ',
  'nl',
  '/pricing',
  '/Pricing/nl',
  '/blog',
  'Marketing Director',
  'marketing',
  'IT',
  'straße',
  'STRASSE',
  'é',
  'e\u0301',
  'İstanbul',
  'ISTANBUL',
  'ısı',
  'ΟΔΟΣ',
  'ﬁne  print',
  "O'Brien",
  'a"b',
  'back\\slash',
  'nul\u0000x',
  'lone\ud800',
  '\udc00',
  'שלום',
  'אב\u200fc',
  '😀 lead',
  '%',
  '_',
  '$1 {x}',
  "'; DROP TABLE leads; --",
  '__proto__',
  'constructor',
  'null',
  'true',
  '5',
  '',
  ' \u00a0 ',
  '\ufeff',
] as const;

export const text = fc.constantFrom(...texts);
/** Texts that a model may name: not empty once folded, and such as can be printed. */
export const literals = texts.filter(
  (one) => foldText(one) !== '' && one.isWellFormed() && !one.includes('\0'),
);
export const literalText = fc.constantFrom(...literals);

export const amounts = [
  0, 0.001, 1, 4.999, 5, 10, 50, 51, 200, 250, -5, -0.5, 9_000_000, 12_000_000, -12_000_000,
  9_000_000_000_000,
] as const;
export const amount = fc.constantFrom(...amounts);

export const dateTexts = [
  '2026-03-01',
  '2026-02-28',
  '2026-02-22T23:59:59.999Z',
  '2026-02-23T00:00:00+01:00',
  '2026-03-08',
  '2025-03-01',
  '1900-01-01',
  '2999-12-31',
] as const;

const interval = (currencies: readonly (string | undefined)[]): fc.Arbitrary<Interval> =>
  fc.tuple(fc.option(amount), fc.option(amount), fc.constantFrom(...currencies)).map(([a, b, currency]) => {
    const turned = a !== null && b !== null && a > b;
    const ends = { lo: turned ? b : a, hi: turned ? a : b };
    return currency === undefined ? ends : { ...ends, currency };
  });

/** Text of any code points that a model can hold: printable, and not empty once folded. */
export const hostileText = fc
  .oneof(
    literalText,
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.array(literalText, { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
  )
  .filter((one) => foldText(one) !== '' && /^[^\p{Cc}\p{Cs}\p{Cn}\p{Co}]+$/u.test(one));

/** A value of a kind as facts hold it. */
export const valueOfKind: Readonly<Record<ValueKind, fc.Arbitrary<PlainValue>>> = {
  text,
  number: amount,
  boolean: fc.boolean(),
  date: fc.constantFrom(...dateTexts),
  list: fc.array(text, { maxLength: 3 }),
  range: fc.oneof(amount, interval([undefined])),
  money: fc.oneof(
    interval(['EUR', 'EUR', 'SEK']),
    amount.map((one) => ({ lo: one, hi: one, currency: 'EUR' })),
  ),
};

/** Mostly a value of the kind, sometimes nothing, sometimes one of another kind. */
export function valueFor(kind: ValueKind): fc.Arbitrary<PlainValue | null> {
  return fc.oneof(
    { weight: 12, arbitrary: valueOfKind[kind] },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.oneof(text, amount, fc.boolean(), valueOfKind.list) },
  );
}

/** Ages in days at and beside the edges of windows, decays and tiers; negative ones are yet to come. */
export const ages = [
  0, 0, 1, 2, 3, 6, 7, 8, 13, 14, 15, 29, 30, 31, 89, 90, 91, 365, -1, -8, 20_000,
] as const;
const timesOfDay = [0, 1, 43_200_000, dayMs - 1] as const;

/** A moment at some age; few times of day, so that equal milliseconds are common. */
export const moment = fc
  .tuple(fc.constantFrom(...ages), fc.constantFrom(...timesOfDay))
  .map(([age, timeOfDay]) => (today - age) * dayMs + timeOfDay);

export const windowDays = fc.constantFrom(1, 2, 7, 8, 14, 30, 31, 90, 366, 400_000);

const smallPoints = [0, 1, 2, 5, 10, 2.5, 0.001, 3.333, -1, -2, -7.5, -0.001] as const;
export const points = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...smallPoints) },
  { weight: 1, arbitrary: fc.constantFrom(1_000_000, -1_000_000) },
);
export const risingPoints = fc.constantFrom(1, 2, 5, 0.001, 3.333);
