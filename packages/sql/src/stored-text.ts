/**
 * Names, ids and raw values as tables hold them. Not every engine can hold U+0000, so it is written as two U+0001, and
 * U+0001 as U+0001 U+0002: the order of the bytes stays what it was. `readStoredText` turns it back.
 */
export function toStoredText(text: string): string {
  const escaped = text.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01');
  return escaped.toWellFormed();
}

/** The text that `toStoredText` was given, half characters aside. */
export function readStoredText(stored: string): string {
  return stored.includes('\x01')
    ? stored.replaceAll('\x01\x01', '\0').replaceAll('\x01\x02', '\x01')
    : stored;
}

/**
 * The stored form of a name or an id, which must stay different from all others.
 *
 * @throws RangeError for half a character, which would make two ids one
 */
export function toStoredId(id: string): string {
  if (!id.isWellFormed())
    throw new RangeError(`Cannot store the id ${JSON.stringify(id)}: half a character in it`);
  return toStoredText(id);
}
