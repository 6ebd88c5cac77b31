import { getDomainWithoutSuffix } from 'tldts';

/**
 * A company's name made from its domain: "Acme Tools" of acme-tools.be, "KBC" of kbc.be. Words of up to three letters,
 * and of four without a vowel, become capitals. Undefined for a domain that shows no name: in punycode, or of digits
 * only.
 */
export function makeCompanyName(domain: string): string | undefined {
  const label = domain.endsWith('.example')
    ? domain.slice(0, -'.example'.length)
    : getDomainWithoutSuffix(domain, { allowPrivateDomains: true });
  if (label === null || label === '' || label.startsWith('xn--') || !/[a-z]/.test(label)) return undefined;
  const words = label.split('-').filter((word) => word !== '');
  return words.map((word) => (isAbbreviation(word) ? word.toUpperCase() : capitalise(word))).join(' ');
}

const linkingWords: ReadonlySet<string> = new Set([
  'en',
  'och',
  'and',
  'van',
  'de',
  'het',
  'the',
  'of',
  'for',
  'by',
  'i',
]);
const shortWords: ReadonlySet<string> = new Set([
  'bio',
  'car',
  'box',
  'new',
  'sun',
  'top',
  'hus',
  'bil',
  'mat',
  'bed',
]);

function isAbbreviation(word: string): boolean {
  if (linkingWords.has(word) || shortWords.has(word)) return false;
  return word.length <= 3 || (word.length === 4 && !/[aeiouy]/.test(word));
}

function capitalise(word: string): string {
  return linkingWords.has(word) ? word : word[0]!.toUpperCase() + word.slice(1);
}
