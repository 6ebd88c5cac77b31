/** The languages that explanations are written in. Belgian Dutch is the same text as Dutch. */
export const languages = ['en', 'nl', 'sv'] as const;
export type Language = (typeof languages)[number];

/** A number and how it is written; the number decides between singular and plural. */
export interface Count {
  readonly n: number;
  readonly text: string;
}

/** How a language writes numbers, points, days and lists. */
export interface Format {
  /** At most `decimals` (default 3) decimals. */
  readonly number: (value: number, decimals?: number) => string;
  readonly count: (value: number) => Count;
  /** Millipoints without a plus: "8", "−2.5". */
  readonly amount: (millipoints: number) => string;
  /** Millipoints with their sign: "+8", "−2.5", "± 0". */
  readonly points: (millipoints: number) => string;
  /** A share from 0 to 1, in whole percent. */
  readonly percent: (share: number) => string;
  /** A day counted from 1970-01-01 UTC, as "3 Mar 2026"; a day no calendar has is written as its number. */
  readonly day: (day: number) => string;
  readonly money: (amount: number, currency: string) => string;
  readonly both: (parts: readonly string[]) => string;
  readonly either: (parts: readonly string[]) => string;
  /** The first three and how many more: "a, b, c +2". */
  readonly few: (parts: readonly string[]) => string;
}

const minus = '−';
const locales: Record<Language, string> = { en: 'en-GB', nl: 'nl', sv: 'sv' };
const formats = new Map<Language, Format>();

/** The formats of a language, made once. */
export function getFormat(language: Language): Format {
  const known = formats.get(language);
  if (known) return known;
  const made = makeFormat(locales[language]);
  formats.set(language, made);
  return made;
}

function makeFormat(locale: string): Format {
  const plain = [0, 1, 2, 3].map(
    // Four digits stay together, so that a year reads as a year.
    (digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits, useGrouping: 'min2' }),
  );
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const days = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const both = new Intl.ListFormat(locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const number = (value: number, decimals = 3) =>
    (plain[decimals] ?? plain[3]!).format(value === 0 ? 0 : value).replace('-', minus);
  // A faded half point must not read as none, so small amounts keep all their decimals.
  const amount = (millipoints: number) => number(millipoints / 1000, Math.abs(millipoints) < 100 ? 3 : 1);
  return {
    number,
    amount,
    count: (value) => ({ n: value, text: number(value, 1) }),
    points: (millipoints) =>
      millipoints === 0 ? '± 0' : `${millipoints > 0 ? '+' : ''}${amount(millipoints)}`,
    percent: (value) => share.format(value),
    day: (day) => (Math.abs(day) <= 99_999_999 ? days.format(day * 86_400_000) : number(day)),
    money: (value, currency) => formatMoney(locale, value, currency),
    both: (parts) => both.format(parts),
    either: (parts) => either.format(parts),
    few: (parts) =>
      parts.length <= 4 ? both.format(parts) : `${parts.slice(0, 3).join(', ')} +${number(parts.length - 3)}`,
  };
}

function formatMoney(locale: string, value: number, currency: string): string {
  if (!/^[A-Za-z]{3}$/.test(currency))
    return `${new Intl.NumberFormat(locale).format(value).replace('-', minus)} ${currency}`;
  const style = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  return new Intl.NumberFormat(locale, style).format(value).replace('-', minus);
}

/** Picks the singular or plural of a language and writes the count where the form has "#". */
export function makePlural(
  language: Language,
): (count: Count, forms: { one: string; other: string }) => string {
  const rules = new Intl.PluralRules(locales[language]);
  return ({ n, text }, forms) =>
    (rules.select(n) === 'one' ? forms.one : forms.other).replaceAll('#', () => text);
}

/** A field's name in words where no language knows it: "trialEndsAt" becomes "trial ends at". */
export function spellOut(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
