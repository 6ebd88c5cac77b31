import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '../word/language.ts';
import { ingestLimits } from './limit.ts';
import { describeRefusal, refusalCodes, refuse } from './refusal.ts';

test('docs/tracking.md lists every reason, and the limits as they are', () => {
  const page = readFileSync(new URL('../../../../docs/tracking.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('## What is refused');
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code)).toEqual(refusalCodes);
  const { eventSize, depth, properties, nameLength, idLength, events } = ingestLimits;
  for (const limit of [eventSize, depth, properties, nameLength, idLength, events])
    expect(page).toContain(` ${limit.toLocaleString('en')} `);
});

test('a reason is said in every language, with what it is about', () => {
  const refusal = refuse('identity_placeholder', { id: 'null' });
  for (const language of languages) expect(describeRefusal(refusal, language)).toContain('"null"');
  const texts = languages.map((language) => describeRefusal(refusal, language));
  expect(new Set(texts).size).toBe(languages.length);
});

test('what a sender wrote is cut, so that lists stay readable', () => {
  const refusal = refuse('name_too_long', { name: '😀'.repeat(500), limit: 200 });
  const sentence = describeRefusal(refusal, 'en');
  expect(sentence.length).toBeLessThan(160);
  expect(sentence.isWellFormed()).toBe(true);
});
