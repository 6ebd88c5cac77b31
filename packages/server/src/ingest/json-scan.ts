/** What a text of JSON would come to if it were parsed. */
export interface JsonScan {
  /** The most objects and lists inside one another. */
  readonly depth: number;
  /** The text with every whole number that a double cannot hold put in quotes: it is an id that must not be rounded. */
  readonly text: string;
}

const quote = 0x22;
const backslash = 0x5c;
/** Fewer digits always fit. */
const longDigits = 16;

/** Looks over JSON once from left to right, in time linear in its length. Of a text that is no JSON it says nothing true. */
export function scanJson(text: string): JsonScan {
  let depth = 0;
  let deepest = 0;
  let quoted = '';
  let taken = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === quote) i = findClosingQuote(text, i);
    else if (sign === 0x5b || sign === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (sign === 0x5d || sign === 0x7d) depth--;
    else if (isDigit(sign)) {
      const end = findNumberEnd(text, i);
      const start = text[i - 1] === '-' ? i - 1 : i;
      if (end - i >= longDigits && isRounded(text.slice(start, end))) {
        quoted += `${text.slice(taken, start)}"${text.slice(start, end)}"`;
        taken = end;
      }
      i = end - 1;
    }
  }
  return { depth: deepest, text: taken === 0 ? text : quoted + text.slice(taken) };
}

/** The quote that ends the string beginning at `start`, or the end of the text. */
function findClosingQuote(text: string, start: number): number {
  let end = start;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
}

function findNumberEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isNumberSign(text.charCodeAt(end))) end++;
  return end;
}

function isRounded(number: string): boolean {
  return /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number));
}

const isDigit = (sign: number): boolean => sign >= 0x30 && sign <= 0x39;
/** Digits, and the dot, e, E and signs of a fraction or exponent. */
const isNumberSign = (sign: number): boolean =>
  isDigit(sign) || sign === 0x2e || sign === 0x65 || sign === 0x45 || sign === 0x2b || sign === 0x2d;
