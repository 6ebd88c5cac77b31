import { describeProblem, type Problem, type ProblemCatalogue } from '@leadline/core';
import { createInstance } from 'i18next';
import { fileMessages, type Message, type MessageCode } from '../file/message.ts';
import { type Catalogue, en } from './en.ts';
import { fileNl } from './file-nl.ts';
import { fileSv } from './file-sv.ts';
import type { Language } from './language.ts';
import { nl } from './nl.ts';
import { problemNl } from './problem-nl.ts';
import { problemSv } from './problem-sv.ts';
import { sv } from './sv.ts';

type English = typeof en;
type Suffixed = keyof English;

/** The names between double braces in a sentence. */
type NamesIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? (Name extends `${infer Bare},${string}` ? Bare : Name) | NamesIn<Rest>
  : never;

/** A sentence of the catalogue; one that has a plural goes by its name without `_one` and `_other`. */
export type WordKey = Suffixed extends infer Key
  ? Key extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : Key
  : never;

type SentenceOf<Key extends WordKey> = Key extends Suffixed
  ? English[Key]
  : `${Key}_other` extends Suffixed
    ? English[`${Key}_other`]
    : never;

/** What a sentence wants filled in; `count` also chooses between one and many. */
export type WordParams<Key extends WordKey> = {
  readonly [Name in NamesIn<SentenceOf<Key>>]: string | number;
};

/** Says sentences in one language. Whole numbers in them are written as that language writes them. */
export interface Words {
  readonly language: Language;
  say<Key extends WordKey>(
    key: Key,
    ...params: [NamesIn<SentenceOf<Key>>] extends [never] ? [] : [WordParams<Key>]
  ): string;
  /** Says a sentence whose name is only known while running, such as that of an error passed on. */
  sayAny(key: WordKey, params: Readonly<Record<string, string | number>>): string;
  number(value: number): string;
  /** Millipoints as people read them on lists: one decimal, a real minus, no plus. */
  points(millipoints: number): string;
  /** Hot, warm and cold in this language; any other category as the model calls it. */
  temperature(value: string | undefined): string;
  /** A message about a file. */
  message(message: Omit<Message, 'message'>): string;
  /** A problem of a model. */
  problem(problem: Problem): string;
}

const catalogues: Readonly<Record<Language, Catalogue>> = { en, nl, sv };
const fileSentences: Readonly<Record<Language, Readonly<Record<MessageCode, string>>>> = {
  en: fileMessages,
  nl: fileNl,
  sv: fileSv,
};
/** English is core's own. */
const problemSentences: Readonly<Record<Language, ProblemCatalogue | undefined>> = {
  en: undefined,
  nl: problemNl,
  sv: problemSv,
};

/** Returns the words of a language. */
export function createWords(language: Language): Words {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const number = (value: number): string => format.format(value);
  const i18n = createInstance({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: catalogues[language] } },
  });
  void i18n.init();
  const sayAny = (key: WordKey, params: Readonly<Record<string, string | number>>): string => {
    const written = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && name !== 'count' ? number(value) : value,
    ]);
    return String(i18n.t(key, Object.fromEntries(written)));
  };
  const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    language,
    say: (key, ...params) => sayAny(key, params[0] ?? {}),
    sayAny,
    number,
    points: (millipoints) => decimal.format(Math.round(millipoints / 100) / 10 || 0).replace('-', '−'),
    temperature: (value = '') =>
      value === 'hot' || value === 'warm' || value === 'cold' ? sayAny(`temperature_${value}`, {}) : value,
    message: ({ code, params }) =>
      fileSentences[language][code].replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = params[name];
        return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
      }),
    problem: (problem) => describeProblem(problem, problemSentences[language]),
  };
}
