import { problemTexts } from '@leadline/core';
import { expect, test } from 'vitest';
import { fileMessages } from '../file/message.ts';
import { en } from '../word/en.ts';
import { fileNl } from '../word/file-nl.ts';
import { fileSv } from '../word/file-sv.ts';
import { chooseLanguage } from '../word/language.ts';
import { nl } from '../word/nl.ts';
import { problemNl } from '../word/problem-nl.ts';
import { problemSv } from '../word/problem-sv.ts';
import { sv } from '../word/sv.ts';
import { createWords } from '../word/word.ts';
import { runLeadline } from './run-leadline.ts';
import { copyExample, newBusiness } from './sample-folder.ts';

const slow = { timeout: 60_000 };

test.each([
  ['nl', 'Waarom', '36 leads = 32 gerangschikt', '349 rijen gelezen'],
  ['sv', 'Varför', '36 leads = 32 rangordnade', '349 rader lästa'],
  ['en', 'Why', '36 leads = 32 ranked', '349 rows read'],
])('the list speaks %s', slow, async (language, ...said) => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['score', ...newBusiness, '--language', language], { cwd });
  for (const text of said) expect(run.out).toContain(text);
});

test('errors of files and models are spoken in the language of the environment', slow, async () => {
  const cwd = copyExample('new-business');
  const missing = await runLeadline(['score', 'model.yaml', 'nope.csv'], {
    cwd,
    env: { LC_ALL: 'nl_BE.UTF-8' },
  });
  expect(missing.err).toBe('Kan "nope.csv" niet lezen: er is geen bestand met die naam; kijk het pad na\n');
  const broken = await runLeadline(['test', 'contacten.csv'], { cwd, env: { LC_ALL: 'sv_SE.UTF-8' } });
  expect(broken.err).toMatch(/^Kan inte läsa modellen: .*\(contacten\.csv:/);
});

test.each([
  [['--language', 'sv'], { LC_ALL: 'nl_NL' }, 'sv'],
  [['--language=nl'], {}, 'nl'],
  [[], { LC_ALL: 'sv_SE.UTF-8', LANG: 'nl_BE' }, 'sv'],
  [[], { LC_ALL: '', LANG: 'nl_BE' }, 'nl'],
  [[], { LANG: 'fr_BE.UTF-8' }, 'en'],
  [[], {}, 'en'],
])('arguments %j and environment %j speak %s', (argv, env, language) => {
  expect(chooseLanguage(argv, env)).toBe(language);
});

test.each([
  ['nl', nl],
  ['sv', sv],
])('every sentence in %s fills in what the English one does', (_, catalogue) => {
  for (const [key, english] of Object.entries(en)) {
    expect([key, listNames(catalogue[key as keyof typeof en])]).toEqual([key, listNames(english)]);
  }
});

test('numbers are written and plurals chosen as a language does', () => {
  expect(createWords('nl').say('rows_taken', { count: 12_480 })).toBe('12.480 genomen');
  expect(createWords('sv').points(-1234)).toBe('−1,2');
  expect(createWords('en').say('diff_count', { count: 1 })).toBe('1 difference');
});

test('no sentence ends in a full stop or shouts', () => {
  for (const text of [en, nl, sv].flatMap((catalogue) => Object.values<string>(catalogue))) {
    expect(text).not.toMatch(/[.!]$/);
  }
});

function listNames(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name!).sort();
}

test.each([
  ['file-nl', fileMessages, fileNl],
  ['file-sv', fileMessages, fileSv],
  ['problem-nl', problemTexts, problemNl.texts],
  ['problem-sv', problemTexts, problemSv.texts],
] as const)('every sentence in %s has the parameters of the English one', (_, english, other) => {
  const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
  const listed = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, names(text)]));
  expect(listed(other)).toEqual(listed(english));
});
