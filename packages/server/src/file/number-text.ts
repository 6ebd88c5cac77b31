import type { DecimalSign } from './mapping.ts';
import { Problem } from './table.ts';

/** The most a number may be, as facts hold it in thousandths. */
export const largestNumber = 9_000_000_000_000;

const spaces = /[\s\u00a0\u202f\u2009'’]/g;
const signed = /^([-+−]?)([\d.,]+)(-?)$/;

/**
 * Reads a number as a person writes it: signs, spaces and apostrophes between thousands, a percent sign, an amount in
 * parentheses for less than zero. `decimal` says which of comma and full stop begins the decimals; the other one
 * groups thousands and must stand where thousands end.
 */
export function readNumberText(text: string, decimal: DecimalSign): number | Problem {
  // The commonest case by far: a few plain digits.
  if (text.length < 13 && /^-?\d+$/.test(text)) return Number(text);
  let body = text.replace(spaces, '').replace(/%$/, '');
  let isNegative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    isNegative = true;
    body = body.slice(1, -1);
  }
  const parts = signed.exec(body);
  if (parts === null) return readScientific(body, text);
  if (parts[1] === '-' || parts[1] === '−' || parts[3] === '-') isNegative = !isNegative;
  const plain = ungroup(parts[2]!, decimal);
  if (plain === undefined) {
    const other = decimal === ',' ? '.' : ',';
    const fits = ungroup(parts[2]!, other) !== undefined;
    const example = decimal === ',' ? '1.234,56' : '1,234.56';
    return fits
      ? new Problem('number_decimal_sign', { value: text, example })
      : new Problem('number_invalid', { value: text });
  }
  return checkNumber(isNegative ? `-${plain}` : plain, text);
}

/** Returns the digits with a full stop before the decimals, or undefined if the groups are not groups of three. */
function ungroup(digits: string, decimal: DecimalSign): string | undefined {
  const group = decimal === ',' ? '.' : ',';
  const [whole, fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || whole === undefined) return undefined;
  if (fraction?.includes(group)) return undefined;
  if (whole.includes(group)) {
    const groups = whole.split(group);
    if (!groups.every((one, i) => (i === 0 ? one.length > 0 && one.length <= 3 : one.length === 3)))
      return undefined;
  }
  const joined = whole.replaceAll(group, '');
  if (joined === '' && (fraction ?? '') === '') return undefined;
  return fraction === undefined || fraction === '' ? joined : `${joined === '' ? '0' : joined}.${fraction}`;
}

function readScientific(body: string, text: string): number | Problem {
  if (!/^[-+]?\d+(?:[.,]\d+)?e[-+]?\d+$/i.test(body)) return new Problem('number_invalid', { value: text });
  const value = Number(body.replace(',', '.'));
  return checkNumber(Math.abs(value) < 1e15 ? value.toFixed(9) : body, text);
}

/** Checks a plain decimal against what facts can hold: three decimals, nine million million. */
function checkNumber(plain: string, text: string): number | Problem {
  const value = Number(plain);
  if (!Number.isFinite(value) || Math.abs(value) > largestNumber)
    return new Problem('number_too_large', { value: text });
  const fraction = plain.split('.')[1]?.replace(/0+$/, '') ?? '';
  if (fraction.length > 3) return new Problem('number_decimals', { value: text });
  return value;
}

/** Reads a number that a file held as a number. Binary noise beyond the twelfth digit is not taken for decimals. */
export function checkPlainNumber(value: number): number | Problem {
  if (Number.isInteger(value) && Math.abs(value) <= largestNumber) return value;
  if (!Number.isFinite(value)) return new Problem('number_invalid', { value: String(value) });
  return checkNumber(Number(value.toPrecision(12)).toFixed(9), String(value));
}

export interface DecimalEvidence {
  readonly sign: DecimalSign;
  /** `shown`: some value can be read in one way only. `mixed`: values contradict. `assumed`: nothing tells. */
  readonly how: 'shown' | 'mixed' | 'assumed' | 'none';
  /** The value that decided, or that could be read both ways. */
  readonly example?: string;
}

/**
 * Decides which sign begins the decimals, from all values of a column. "1.234,56" and "12,5" show a comma, "1.234.567"
 * shows a full stop between thousands; "1.234" alone shows nothing, and `assumed` decides.
 */
export function findDecimal(values: Iterable<string>, assumed: DecimalSign): DecimalEvidence {
  const votes: Record<DecimalSign, number> = { ',': 0, '.': 0 };
  const examples: Partial<Record<DecimalSign, string>> = {};
  let ambiguous: string | undefined;
  for (const value of values) {
    for (const [digits] of value.replace(spaces, '').matchAll(/\d[\d.,]*\d|[.,]\d+/g)) {
      const sign = findSign(digits);
      if (sign === 'both') ambiguous ??= value;
      else if (sign !== undefined) {
        votes[sign]++;
        examples[sign] ??= value;
      }
    }
  }
  if (votes[','] === 0 && votes['.'] === 0) {
    return ambiguous === undefined
      ? { sign: assumed, how: 'none' }
      : { sign: assumed, how: 'assumed', example: ambiguous };
  }
  const sign: DecimalSign = votes[','] > votes['.'] ? ',' : '.';
  return { sign, how: votes[','] > 0 && votes['.'] > 0 ? 'mixed' : 'shown', example: examples[sign]! };
}

function findSign(digits: string): DecimalSign | 'both' | undefined {
  const comma = digits.lastIndexOf(',');
  const stop = digits.lastIndexOf('.');
  if (comma < 0 && stop < 0) return undefined;
  if (comma >= 0 && stop >= 0) return comma > stop ? ',' : '.';
  const sign: DecimalSign = comma >= 0 ? ',' : '.';
  const other: DecimalSign = sign === ',' ? '.' : ',';
  const parts = digits.split(sign);
  if (parts.length > 2) return other;
  const [whole = '', fraction = ''] = parts;
  if (fraction.length !== 3 || whole.length > 3 || whole === '' || whole === '0') return sign;
  return 'both';
}
