const quote = 0x22;
const backslash = 0x5c;
/** Fewer digits always fit. */
const longNumber = /\d{16}/;

/**
 * Returns JSON with every whole number that a double cannot hold put in quotes: it is an id, and would be rounded to that
 * of somebody else. Goes over the text once, in time linear in its length, since a reviver of `JSON.parse` costs ten times
 * the parsing.
 */
export function quoteLongNumbers(text: string): string {
  if (!longNumber.test(text)) return text;
  let quoted = '';
  let taken = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === quote) i = findClosingQuote(text, i);
    else if (isDigit(sign)) {
      const end = findNumberEnd(text, i);
      const start = text[i - 1] === '-' ? i - 1 : i;
      if (isRounded(text.slice(start, end))) {
        quoted += `${text.slice(taken, start)}"${text.slice(start, end)}"`;
        taken = end;
      }
      i = end - 1;
    }
  }
  return quoted + text.slice(taken);
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
