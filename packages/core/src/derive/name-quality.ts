import { type TextQuality, textQualities } from '../derived-field.ts';
import type { Derivation, EvidenceReason } from './evidence.ts';
import { findJunkSign } from './junk-text.ts';
import { Cache, foldWords, readWords } from './word.ts';

/** The given names of a lead; empty or absent ones are missing. */
export interface GivenNames {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
}

/** What people write who do not want to give a name, folded; `_` joins words. */
const placeholders: ReadonlySet<string> = new Set(
  readWords(`
    test tests testing tester testtest test_test testing_testing testnaam testnamn test_user testuser test_lead
    n/a n.a. n.a na/na n\\a nvt n.v.t. n.v.t none undefined nil unknown onbekend okand anonymous anoniem anonym
    anonymus noname no_name nobody ingen_alls geen geen_naam saknas inget_namn not_provided
    not_available not_applicable niet_van_toepassing ej_tillampligt x xx xxx xyz abc abc_def abcd abcde abcdef
    foobar foo_bar dummy fake fake_name name naam namn first_name last_name firstname lastname full_name fullname
    voornaam achternaam familienaam fornamn efternamn surname your_name uw_naam ditt_namn
    blah blabla bla lorem lorem_ipsum ipsum user username admin administrator
    john_doe jane_doe jan_modaal kalle_anka donald_duck mickey_mouse mickey_muis musse_pigg joe_bloggs
    pietje_puk santa_claus darth_vader superman spiderman
    private privat prive
  `).map((word) => word.replaceAll('_', ' ')),
);

const qualities = new Cache<Derivation<TextQuality>>(50_000);

/**
 * The quality of a lead's name: the worst of its parts (gibberish, placeholder, missing, ok). A full name counts for a
 * first or last name that is absent: its first word, and the words after it. One word alone leaves the last name
 * missing. A weak signal, meant for a few points and never to refuse anyone; names in other than Latin script are ok.
 */
export function readNameQuality({ firstName, lastName, fullName }: GivenNames): Derivation<TextQuality> {
  const full = (fullName ?? '').trim();
  const [first = '', ...rest] = full.split(/\s+/);
  // "Peeters, Ann" has both; so has 李小龍, which is written without a space.
  const isWhole = rest.length > 0 || /^\p{Lo}{2,}$/u.test(full);
  const parts = [
    { field: 'firstName', text: (firstName ?? '').trim() || first },
    { field: 'lastName', text: (lastName ?? '').trim() || (isWhole ? rest.join(' ') || full : '') },
  ];
  const both = `${parts[0]!.text} ${parts[1]!.text}`;
  if (placeholders.has(foldWords(both))) {
    const field = full !== '' ? 'fullName' : 'lastName';
    return {
      value: 'placeholder',
      evidence: { reason: 'name_placeholder', field, matched: foldWords(both) },
    };
  }
  let worst: Derivation<TextQuality> | undefined;
  for (const { field, text } of parts) {
    const read = qualities.read(`${field} ${text}`, () => readNamePart(field, text));
    if (worst === undefined || textQualities.indexOf(read.value) < textQualities.indexOf(worst.value))
      worst = read;
  }
  return worst!;
}

function readNamePart(field: string, text: string): Derivation<TextQuality> {
  const derive = (value: TextQuality, reason: EvidenceReason, matched: string): Derivation<TextQuality> => ({
    value,
    evidence: { reason, field, matched },
  });
  const folded = foldWords(text).trim();
  if (folded === '') return derive('missing', 'name_missing', '');
  // In lower or upper case it comes from a program; Null is a family name.
  if (!/[\p{L}\p{N}]/u.test(folded) || placeholders.has(folded) || /^(?:null|NULL)$/.test(text)) {
    return derive('placeholder', 'name_placeholder', text);
  }
  if (/@|https?:|www\.|[a-z]\.(?:com|net|org|ru)\b/.test(folded))
    return derive('gibberish', 'web_address', text);
  if (/\p{N}/u.test(folded)) return derive('gibberish', 'digits', text);
  for (const word of text.split(/[^\p{L}\p{M}]+/u)) {
    const sign = findJunkSign(word);
    if (sign !== undefined) return derive('gibberish', sign.reason, sign.matched);
    if (word.length > 3 && placeholders.has(foldWords(word)))
      return derive('placeholder', 'name_placeholder', word);
  }
  return derive('ok', 'name_plausible', text);
}

/** Every placeholder, for the fingerprint of the derivation version. */
export function listNamePlaceholders(): string[] {
  return [...placeholders];
}
