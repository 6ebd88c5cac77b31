import { lexicon, stopWords } from './lexicon.ts';

/** Returns a header without marks on letters, in lower case, its words apart: "LastModifiedDate" is "last modified date". */
export function splitHeader(header: string): string[] {
  return header
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ø/gi, 'o')
    .replace(/æ/gi, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\be[\s_-]?(mail|post)/g, 'e$1')
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '');
}

/** Returns the letters and digits alone, so that "E-mail Address", "email_address" and "EMAILADDRESS" are one. */
export function compactHeader(header: string): string {
  return splitHeader(header).join('');
}

/**
 * Returns the words of a header in English, sorted, without small words: "Datum laatste activiteit" and "Last Activity
 * Date" are one. Two headers of equal words mean the same. "Number of" and a number in front count something.
 */
export function bagOfHeader(header: string): string {
  const words = splitHeader(header);
  const english = words.flatMap((word, i) => {
    const meant = lexicon.get(word);
    if (meant === 'number' && word !== 'nummer' && words.length > 1 && (i === 0 || words[i + 1] === 'of'))
      return ['count'];
    return meant?.split(' ') ?? [singular(word)];
  });
  return [...new Set(english.filter((word) => !stopWords.has(word)))].sort().join(' ');
}

/** English plurals lose their s, so that "Form Submissions" is "form submission". */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us')
    ? word.slice(0, -1)
    : word;
}

/** Returns the name of a field made from a header: "What is your budget?" is whatIsYourBudget. */
export function nameField(header: string): string {
  const words = splitHeader(header)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');
  const joined = words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
  return /^\p{L}/u.test(joined) ? joined : `column${joined[0]?.toUpperCase() ?? ''}${joined.slice(1)}`;
}
