import type { Language } from '../language.ts';
import { en, type Words } from './en.ts';
import { nl } from './nl.ts';
import { sv } from './sv.ts';

export type { Words } from './en.ts';

const catalogues: Record<Language, Words> = { en, nl, sv };

/** The words of a language. */
export function getWords(language: Language): Words {
  return catalogues[language];
}
