/** Letters that no Unicode decomposition takes apart, as the plain letters people type for them. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};
const hasPlainLetter = /[øłđßæœıς]/;
const plainLetter = /[øłđßæœıς]/g;
const combiningMark = /[\u0300-\u036f]/g;
const space = /\s+/g;
const isPlainAscii = /^[\x20-\x7e]*$/;

/**
 * The form in which all text is compared: NFKC, lower case by the root locale, without accents (NFD without U+0300 to
 * U+036F, then NFC), the letters ø ł đ ß æ œ ı ς as o l d ss ae oe i σ, NUL and lone surrogates as U+FFFD, trimmed,
 * runs of white space as one space. Folding twice gives the same as folding once.
 *
 *     foldText('  Café  Zürich ') === 'cafe zurich'
 */
export function foldText(text: string): string {
  return foldCharacters(text).trim();
}

/** `foldText` without the trimming: what a piece from the middle of a text folds to. */
export function foldCharacters(text: string): string {
  if (isPlainAscii.test(text)) {
    const lower = text.toLowerCase();
    return lower.includes('  ') ? lower.replace(space, ' ') : lower;
  }
  const lower = text.toWellFormed().replaceAll('\0', '\ufffd').normalize('NFKC').toLowerCase();
  let folded = lower.normalize('NFD').replace(combiningMark, '').normalize('NFC');
  if (hasPlainLetter.test(folded))
    folded = folded.replace(plainLetter, (letter) => plainLetters[letter] ?? letter);
  return folded.replace(space, ' ');
}

/**
 * Order of two texts by their UTF-8 bytes (which is by code point, unlike `<`): negative, 0 or positive. A lone surrogate
 * counts as U+FFFD, as it does in UTF-8.
 */
export function compareText(a: string, b: string): number {
  const i = findDifference(a, b);
  if (i === Math.min(a.length, b.length)) return a.length - b.length;
  if (!isSurrogate(a.charCodeAt(i)) && !isSurrogate(b.charCodeAt(i)))
    return a.charCodeAt(i) - b.charCodeAt(i);
  const [x, y] = [a.toWellFormed(), b.toWellFormed()];
  const j = findDifference(x, y);
  if (j === Math.min(x.length, y.length)) return x.length - y.length;
  return byteOrder(x.charCodeAt(j)) - byteOrder(y.charCodeAt(j));
}

/** Index of the first code unit that differs, or the length of the shorter text. */
function findDifference(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** In well-formed text surrogates stand for code points above U+FFFF and so come after all other code units. */
function byteOrder(unit: number): number {
  return isSurrogate(unit) ? unit + 0x10000 : unit;
}
