import { type Cell, type TableRow, writeCell } from './table.ts';

/** Lines that reports write below their rows, in three languages. */
const known = [
  /^(grand|sub)?\s*totals?\b/i,
  /^(eind|sub)?totaal\b/i,
  /^(slut|del)?summa\b|^totalt\b/i,
  /^copyright\b|^\(c\)\s|^©/i,
  /^confidential information/i,
  /^vertrouwelijke informatie|^konfidentiell information/i,
  /^(generated|created|exported|run|gegenereerd|geëxporteerd|skapad|genererad|exporterad)\s+(by|on|at|door|op|av|den)\b/i,
  /^(as of|per)\s+\d/i,
  /^\d[\d.,]*\s+(records?|rows?|rijen|records|rader|poster)\b/i,
  /^(record count|number of records|aantal records|antal poster)\b/i,
  /\bsalesforce\.com, inc/i,
  /^all rights reserved/i,
];

/** Recognises the footer of a report; keeps whether it is in one. Ask it for every row in order. */
export type FooterFinder = (row: TableRow, isBlank: boolean) => boolean;

/**
 * Returns a finder of footer lines: a row with text in its first cell alone that says what footers say ("Grand Totals",
 * "Copyright (c) ...", "Confidential Information - Do Not Distribute"), or that stands alone on its line below a blank
 * line or such a footer (the name of the report). A row with an address in it is never one.
 */
export function createFooterFinder(columnCount: number): FooterFinder {
  let isBelow = false;
  return ({ cells }, isBlank) => {
    if (isBlank) {
      isBelow = true;
      return false;
    }
    const first = writeCell(cells[0]).trim();
    const isFooter =
      columnCount > 2 && first !== '' && !hasAddress(cells) && isFooterRow(cells, first, isBelow);
    isBelow = isFooter;
    return isFooter;
  };
}

function isFooterRow(cells: readonly Cell[], first: string, isBelow: boolean): boolean {
  const others = cells
    .slice(1)
    .map((cell) => writeCell(cell).trim())
    .filter((text) => text !== '');
  if (known.some((pattern) => pattern.test(first)))
    return others.every((text) => /^[\d.,\s€$£%-]+$|^\(?\d+ \p{L}+\)?$/u.test(text));
  return isBelow && others.length === 0 && cells.length === 1;
}

const hasAddress = (cells: readonly Cell[]): boolean =>
  cells.some((cell) => typeof cell === 'string' && cell.includes('@'));
