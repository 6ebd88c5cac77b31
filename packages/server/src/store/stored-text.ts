/** A text as both databases can keep it: NUL and lone surrogates become U+FFFD. JSON needs none of this. */
export function toStoredText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
