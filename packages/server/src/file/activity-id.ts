import { hash } from 'node:crypto';
import type { PlainValue } from '@leadline/core';

/** What makes an activity without an id the one it is. */
export interface ActivityContent {
  /** The lead or anonymous identity it came under. */
  readonly identity: string;
  readonly type: string;
  readonly at: number;
  readonly properties: Readonly<Record<string, PlainValue>> | undefined;
}

/** Returns the content as one text that does not depend on the order of properties. */
export function writeContent({ identity, type, at, properties }: ActivityContent): string {
  const names = properties === undefined ? [] : Object.keys(properties).sort();
  return JSON.stringify([identity, type, at, names.map((name) => [name, canonical(properties![name]!)])]);
}

/**
 * Returns the id of an activity that has none: a hash of its content and of `nth`, how many rows of the file had the
 * same content up to and including this one (from 1). The same file read again gives the same ids.
 */
export function activityId(content: ActivityContent, nth: number): string {
  return hash('sha256', `${writeContent(content)}#${nth}`).slice(0, 32);
}

function canonical(value: PlainValue): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const { lo, hi, currency } = value as { lo: number | null; hi: number | null; currency?: string };
  return currency === undefined ? { lo, hi } : { lo, hi, currency };
}

/** Returns 53 bits of a text, for finding repeats within a file; not for ids. */
export function fingerprint(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
