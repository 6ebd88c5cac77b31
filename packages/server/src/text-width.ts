const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\uff01-\uff60]/u;

/** Returns how many columns of a terminal a text takes: marks none, Chinese, Japanese, Korean and emoji two. */
export function measureText(text: string): number {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (wide.test(character)) width += 2;
    else if (!/\p{M}|\p{Cc}|\p{Cf}/u.test(character)) width += 1;
  }
  return width;
}

/**
 * Returns a text of a file on one line and without control characters, so that no cell can move the cursor, colour or
 * clear the terminal it is shown on.
 */
export function cleanText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
