import type { Difference } from './difference.ts';
import type { Path, Subject } from './problem.ts';

/** A difference before it is put into words. */
export type BareDifference = Omit<Difference, 'sentence'>;

/** What a key means where it is absent, so that spelling it out is no difference. */
const defaults: Readonly<Record<string, unknown>> = {
  otherwise: 0,
  unknown: 0,
  includeAutomated: false,
  of: 'lead',
  count: 1,
  holdDays: 0,
  score: 'leads',
};

/** Keys whose one text means a list of that text. */
const textOrList = new Set(['activity', 'silence', 'types', 'in', 'first', 'then', 'grade']);

/** Compares maps key by key. */
export function compareKeys(
  found: BareDifference[],
  subject: Subject,
  path: Path,
  what: Path,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  for (const key of unite(before, after)) {
    compare(found, subject, [...path, key], [...what, key], getOwn(before, key), getOwn(after, key));
  }
}

/** Compares two values at one place, going into maps and lists of equal length; adds what differs to `found`. */
export function compare(
  found: BareDifference[],
  subject: Subject,
  path: Path,
  what: Path,
  before: unknown,
  after: unknown,
): void {
  const key = String(what.at(-1));
  const [old, now] = [before, after].map((value) => {
    if (value === undefined) return Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    return typeof value === 'string' && textOrList.has(key) ? [value] : value;
  });
  if (isSame(old, now)) return;
  if (before === undefined) found.push({ code: 'set', path, subject, what, after });
  else if (after === undefined) found.push({ code: 'cleared', path, subject, what, before });
  else if (isMap(old) && isMap(now) && Object.keys(old).some((one) => Object.hasOwn(now, one))) {
    compareKeys(found, subject, path, what, old, now);
  } else if (isList(old) && isList(now) && old.length === now.length && old.some(isMap)) {
    for (const [index, entry] of now.entries())
      compare(found, subject, [...path, index], [...what, index], old[index], entry);
  } else found.push({ code: 'changed', path, subject, what, before, after });
}

function isSame(one: unknown, other: unknown): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((entry, i) => isSame(entry, other[i]));
  if (!isMap(one) || !isMap(other)) return one === other;
  return unite(one, other).every((key) => isSame(getOwn(one, key), getOwn(other, key)));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An entry of a record, never one that every object inherits. */
export function getOwn<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The keys of both, those of the first in front. */
export function unite(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}
