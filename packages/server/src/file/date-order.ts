import type { DateOrder } from './mapping.ts';

export interface DateEvidence {
  readonly order: DateOrder;
  /** `shown`: some value can be read in one order only, or none needs an order. `assumed`: nothing tells day from month. */
  readonly how: 'shown' | 'assumed';
}

/** What to take when nothing in the column tells. */
export interface DateHint {
  /** Language of the headers. */
  readonly language?: string;
  readonly isKnownDate: boolean;
}

/**
 * Decides from all values of a column whether day or month comes first, or what a bare number counts. 31/12/2024 shows
 * day first; AM and PM beside slashes speak for month first; where nothing tells, day first is assumed and said.
 */
export function findDateOrder(values: Iterable<string>, hint: DateHint): DateEvidence {
  let dayFirst = 0;
  let monthFirst = 0;
  let both = 0;
  let halfDays = 0;
  let yearFirst = 0;
  const numbers = { seconds: 0, milliseconds: 0, serial: 0, days: 0 };
  for (const value of values) {
    const text = value.trim();
    if (/^\d+([.,]\d+)?$/.test(text)) {
      const found = findNumberKind(text);
      if (found !== undefined) numbers[found]++;
      continue;
    }
    const parts = /^(\d{1,4})[-/. ](\d{1,2})[-/. ]\s?(\d{1,4})(?!\d)/.exec(text);
    if (parts === null) continue;
    if (parts[1]!.length === 4) yearFirst++;
    else {
      const [first, second] = [Number(parts[1]), Number(parts[2])];
      if (/\d\s*[ap]\.?m\.?/i.test(text)) halfDays++;
      if (first > 31) yearFirst++;
      else if (first > 12 && second <= 12) dayFirst++;
      else if (second > 12 && first <= 12) monthFirst++;
      else both++;
    }
  }
  if (dayFirst + monthFirst > 0) return { order: dayFirst >= monthFirst ? 'dmy' : 'mdy', how: 'shown' };
  if (both > 0) {
    const order =
      halfDays > both / 2 && (hint.language === undefined || hint.language === 'en') ? 'mdy' : 'dmy';
    return { order, how: 'assumed' };
  }
  if (yearFirst > 0) return { order: 'ymd', how: 'shown' };
  const kinds = (['milliseconds', 'seconds', 'serial'] as const).filter((kind) => numbers[kind] > 0);
  if (kinds.length > 0 && numbers.days === 0) {
    return { order: kinds.sort((a, b) => numbers[b] - numbers[a])[0]!, how: 'shown' };
  }
  return { order: 'ymd', how: 'shown' };
}

/** What a bare number can be as a date: by its size. Eight digits are a day only if month and day are possible. */
function findNumberKind(text: string): 'seconds' | 'milliseconds' | 'serial' | 'days' | undefined {
  const value = Number(text.replace(',', '.'));
  if (/^\d{13}$/.test(text)) return 'milliseconds';
  if (/^\d{9,10}$/.test(text)) return 'seconds';
  if (/^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?$/.test(text)) return 'days';
  return value >= 1 && value < 401_769 ? 'serial' : undefined;
}
