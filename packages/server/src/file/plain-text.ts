import { Problem } from './table.ts';

const yes = new Set([
  'true',
  'yes',
  'y',
  '1',
  'on',
  'x',
  '✓',
  'checked',
  'ja',
  'j',
  'waar',
  'aan',
  'sant',
  'sann',
  'på',
  'wahr',
  'oui',
  'vrai',
]);
const no = new Set([
  'false',
  'no',
  'n',
  '0',
  'off',
  'unchecked',
  'nee',
  'onwaar',
  'uit',
  'nej',
  'falskt',
  'falsk',
  'av',
  'nein',
  'falsch',
  'non',
  'faux',
]);

/** Reads yes and no in English, Dutch and Swedish (and a few German and French ones), 1 and 0. */
export function readBooleanText(text: string): boolean | Problem {
  const word = text.trim().toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  return new Problem('boolean_invalid', { value: text });
}

/** Whether a text says yes or no in words; 1 and 0 do not count, they may be numbers. */
export function isBooleanWord(text: string): boolean {
  const word = text.trim().toLowerCase();
  return word.length > 1 && (yes.has(word) || no.has(word));
}

/**
 * Splits a list: a JSON array, quoted elements as Mailchimp writes them ("VIP","Demo"), else at `separator`. Empty
 * elements and repeats are left out. Google's mark of its own groups, "* ", is taken off.
 */
export function readListText(text: string, separator: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
    try {
      const list: unknown = JSON.parse(trimmed);
      if (Array.isArray(list)) return clean(list.map(String));
    } catch {
      // Not JSON after all: split it like any other text.
    }
  }
  if (trimmed.startsWith('"')) {
    const quoted = [...trimmed.matchAll(/"((?:[^"]|"")*)"/g)].map((found) => found[1]!.replaceAll('""', '"'));
    if (quoted.length > 0) return clean(quoted);
  }
  return clean(trimmed.split(separator));
}

function clean(list: readonly string[]): string[] {
  const whole = list.map((one) => one.trim().replace(/^\* /, '')).filter((one) => one !== '');
  return [...new Set(whole)];
}

/** Returns what stands between the elements of the lists of a column: ":::", ";", "|" or a comma. */
export function findSeparator(values: Iterable<string>): string {
  const counts = new Map<string, number>([
    [':::', 0],
    [';', 0],
    ['|', 0],
    [',', 0],
  ]);
  for (const value of values)
    for (const one of counts.keys()) if (value.includes(one)) counts.set(one, counts.get(one)! + 1);
  for (const one of [':::', ';', '|'])
    if (counts.get(one)! > 0 && counts.get(one)! * 2 >= counts.get(',')!) return one;
  return ',';
}

/** Returns an e-mail address as leads are joined by it: composed, lower case, without spaces around, mailto: or brackets. */
export function foldEmail(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1')
    .trim()
    .toLowerCase();
}

/** The first address in a cell that may hold several ("a@x.example, b@y.example"), or the text itself. */
export function findEmail(text: string): string {
  if (!/[,;:\s<|]/.test(text)) return text;
  return /[^\s,;:<>|"']+@[^\s,;:<>|"']+/.exec(text)?.[0] ?? text;
}
