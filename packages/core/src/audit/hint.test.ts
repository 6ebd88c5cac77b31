import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getFindingWords } from '../word/word.ts';

describe('hints', () => {
  it('are all in the documentation, and nothing else is', () => {
    const page = readFileSync(new URL('../../../../docs/explanations.md', import.meta.url), 'utf8');
    const told = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
    expect(told).toEqual(Object.keys(getFindingWords('en').hints));
  });
});
