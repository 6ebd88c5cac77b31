import type { Language } from '../explain/language.ts';
import { en, type Words } from './en.ts';
import { enFinding, type FindingWords } from './en-finding.ts';
import { nl } from './nl.ts';
import { nlFinding } from './nl-finding.ts';
import { sv } from './sv.ts';
import { svFinding } from './sv-finding.ts';

export type { Words } from './en.ts';
export type { FindingWords } from './en-finding.ts';

const catalogues: Record<Language, Words> = { en, nl, sv };

/** The words of a language. */
export function getWords(language: Language): Words {
  return catalogues[language];
}

const findings: Record<Language, FindingWords> = { en: enFinding, nl: nlFinding, sv: svFinding };

/** What is said about models and their tests in a language. */
export function getFindingWords(language: Language): FindingWords {
  return findings[language];
}
