import type { TextQuality } from '../derived-field.ts';
import type { Derivation, EvidenceReason } from './evidence.ts';
import { findJunkSign } from './junk-text.ts';
import { Cache, foldWords, readWords } from './word.ts';

/** What people write who have no company or do not want to name it, folded; `_` joins words. */
const placeholders: ReadonlySet<string> = new Set(
  readWords(`
    test tests testing tester test_test test_company testcompany testbedrijf test_bedrijf testforetag test_bv test_ab
    test_inc test_account n/a n.a. n.a na n\\a nvt n.v.t. n.v.t none null undefined nil no nee nej geen ingen inget
    unknown onbekend okand okant anonymous anoniem anonym not_applicable not_available not_provided
    niet_van_toepassing ej_tillampligt ej_aktuellt saknas tbd tba
    x xx xxx xxxx abc_def foo bar foobar foo_bar dummy fake sample example
    company my_company your_company company_name companyname no_company none_yet bedrijf mijn_bedrijf bedrijfsnaam
    geen_bedrijf uw_bedrijf firma firmanaam onderneming naam_bedrijf foretag foretagsnamn inget_foretag mitt_foretag
    organisation organization organisatie name naam namn acme_test
    private private_person privat privatperson prive particulier particulieren persoonlijk personal individual
    consumer consument konsument self myself me mezelf ik jag home thuis hemma
    blah bla blablabla lorem lorem_ipsum
  `).map((word) => word.replaceAll('_', ' ')),
);

/** Legal forms: "sdfsdf BV" is no better a name than "sdfsdf". */
const legalForms: ReadonlySet<string> = new Set(
  readWords(`bv bvba nv vof cv cvba vzw asbl srl sprl sa sarl sas ab aktiebolag hb kb ek as asa aps oy oyj gmbh ag kg
    ohg ug ltd limited llc llp inc corp corporation co plc pty bhd spa sl kft zrt sro doo group holding company`),
);

const qualities = new Cache<Derivation<TextQuality>>(50_000);

/**
 * The quality of a company's name. It is gibberish only if every word of it is, legal forms apart. Abbreviations of up
 * to five capitals (KPN, NXP, BNP), figures (3M, 4711) and signs (H&M) are names; so is anything in other than Latin
 * script. A word for a private person ("particulier", "privat") is a placeholder.
 */
export function readCompanyQuality(company: string | undefined): Derivation<TextQuality> {
  return qualities.read((company ?? '').trim(), readQuality);
}

function readQuality(text: string): Derivation<TextQuality> {
  const derive = (value: TextQuality, reason: EvidenceReason, matched: string): Derivation<TextQuality> => ({
    value,
    evidence: { reason, field: 'company', matched },
  });
  const folded = foldWords(text);
  if (folded === '') return derive('missing', 'name_missing', '');
  if (!/[\p{L}\p{N}]/u.test(folded) || placeholders.has(folded)) {
    return derive('placeholder', 'name_placeholder', text);
  }
  const words = text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '' && !legalForms.has(foldWords(word)));
  if (words.length > 0 && placeholders.has(foldWords(words.join(' ')))) {
    return derive('placeholder', 'name_placeholder', words.join(' '));
  }
  const signs = words.map(findCompanyJunk);
  const first = signs[0];
  if (first !== undefined && signs.every((sign) => sign !== undefined)) {
    return derive('gibberish', first.reason, first.matched);
  }
  return derive('ok', 'name_plausible', text);
}

function findCompanyJunk(word: string): ReturnType<typeof findJunkSign> {
  const sign = findJunkSign(word);
  if (sign === undefined || !/^\p{Lu}{2,5}$/u.test(word)) return sign;
  // Of abbreviations only a slide over the keys counts, and one letter over and over: ASDF, XXXX.
  const isWhole = sign.matched.length === word.length;
  return isWhole &&
    (sign.reason === 'keyboard_run'
      ? word.length >= 4
      : sign.reason === 'repeated_letters' && word.length >= 4)
    ? sign
    : undefined;
}

/** Every placeholder and legal form, for the fingerprint of the derivation version. */
export function listCompanyPlaceholders(): string[] {
  return [...placeholders, ...legalForms];
}
