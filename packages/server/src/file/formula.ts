/** Characters that make a spreadsheet take a text for a formula, and the full-width forms it takes for them. */
const dangerous = /^[=+\-@\t\r\n＝＋－＠]/;
/** A plain number may begin with a sign. */
const number = /^[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d+)?%?$/i;

/**
 * Returns a text that no spreadsheet runs: one that begins like a formula gets an apostrophe in front. Numbers such as
 * -5 stay as they are; telephone numbers such as +31 20 123 do not.
 */
export function escapeFormula(text: string): string {
  return dangerous.test(text) && !number.test(text) ? `'${text}` : text;
}
