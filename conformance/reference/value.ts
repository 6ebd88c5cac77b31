import type { PlainValue, ValueKind } from '../../packages/core/src/fact.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import { scaled } from './decimal.ts';

/** A value read as its kind. A number is an interval with two equal ends; `null` is no bound. */
export type ReadValue =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'texts'; readonly texts: readonly string[] }
  | { readonly is: 'boolean'; readonly claim: boolean }
  | { readonly is: 'date'; readonly ms: number }
  | {
      readonly is: 'interval';
      readonly lo: bigint | null;
      readonly hi: bigint | null;
      readonly currency?: string;
    };

/** 9·10^12 units. */
const mostThousandths = 9_000_000_000_000_000n;

function readThousandths(value: number): bigint | undefined {
  const exact = scaled(value, 3);
  if (exact === undefined || exact > mostThousandths || exact < -mostThousandths) return undefined;
  return exact;
}

/** Milliseconds of an ISO 8601 date, or date and time (UTC where no offset is written). */
export function readMs(text: string): number | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(
      text.trim(),
    );
  if (parts === null) return undefined;
  const [year, month, date, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year!, month! - 1, date!);
  const back = new Date(midnight);
  if (back.getUTCMonth() !== month! - 1 || back.getUTCDate() !== date!) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const ms = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(parts[8] ?? '');
  const offset =
    zone === null ? 0 : (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3] ?? 0));
  return midnight + ((hour! * 60 + minute! - offset) * 60 + second!) * 1000 + ms;
}

function readInterval(kind: ValueKind, plain: PlainValue): ReadValue | undefined {
  if (typeof plain === 'number') {
    const exact = readThousandths(plain);
    return exact === undefined ? undefined : { is: 'interval', lo: exact, hi: exact };
  }
  if (typeof plain !== 'object' || !('lo' in plain) || kind === 'number') return undefined;
  const lo = plain.lo === null ? null : readThousandths(plain.lo);
  const hi = plain.hi === null ? null : readThousandths(plain.hi);
  if (lo === undefined || hi === undefined) return undefined;
  if (lo !== null && hi !== null && lo > hi) return undefined;
  if (kind === 'money' && plain.currency !== undefined)
    return { is: 'interval', lo, hi, currency: plain.currency };
  return { is: 'interval', lo, hi };
}

/** The value as its declared kind, undefined where it is missing: nothing, null, empty, or not of that kind. */
export function readByReference(
  kind: ValueKind,
  plain: PlainValue | null | undefined,
): ReadValue | undefined {
  if (plain === null || plain === undefined) return undefined;
  switch (kind) {
    case 'text': {
      if (typeof plain === 'object') return undefined;
      const text = foldText(String(plain));
      return text === '' ? undefined : { is: 'text', text };
    }
    case 'list': {
      const given =
        typeof plain === 'string' ? [plain] : Array.isArray(plain) ? (plain as readonly string[]) : [];
      const texts = given.map(foldText).filter((text) => text !== '');
      return texts.length === 0 ? undefined : { is: 'texts', texts };
    }
    case 'boolean':
      return typeof plain === 'boolean' ? { is: 'boolean', claim: plain } : undefined;
    case 'date': {
      const ms = typeof plain === 'string' ? readMs(plain) : undefined;
      return ms === undefined ? undefined : { is: 'date', ms };
    }
    case 'number':
    case 'range':
    case 'money':
      return readInterval(kind, plain);
  }
}

/** One text per distinct value. */
export function identityOfValue(value: ReadValue): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));
}
