/** A JSON object as it was parsed: its keys and values are the sender's and nothing about them is certain. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object's own value; undefined where the object is none or has none, also for `__proto__` and `toString`. */
export function getOwn(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Long enough to be more than 2^53, beyond which the digits of a number are lost. */
const longNumber = /\d{16}/;

/**
 * Parses JSON; undefined if it is none. A whole number beyond 2^53 comes back as the text of its digits, since it is an
 * id that must not be rounded.
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: longNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) };
  } catch {
    // A reviver walks the value by recursion and can run out of stack where parsing alone does not.
    try {
      return { value: JSON.parse(text) };
    } catch {
      return undefined;
    }
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isExact = typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return isExact || !/^-?\d+$/.test(context?.source ?? '') ? value : context!.source;
}

/** Text that any store can hold: NUL and halves of surrogate pairs become U+FFFD. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
