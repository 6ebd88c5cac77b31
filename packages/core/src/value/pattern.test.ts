import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternError, parsePattern } from './pattern.ts';
import { compilePattern, matchesPattern } from './pattern-search.ts';
import { foldText } from './text.ts';

const search = (pattern: string, text: string): boolean =>
  matchesPattern(compilePattern(pattern), foldText(text));

describe('matchesPattern', () => {
  it.each([
    ['mark', 'Head of Marketing', true],
    ['^mark', 'Head of Marketing', false],
    ['^head', 'Head of Marketing', true],
    ['ing$', 'Head of Marketing', true],
    ['^(vp|head of) (sales|marketing)$', 'Head of Marketing', true],
    ['^(vp|head of) (sales|marketing)$', 'VP Sales', true],
    ['^(vp|head of) (sales|marketing)$', 'VP Sales and more', false],
    ['Größe', 'GROSSE', true],
    ['Gro\u0308ße', 'grosse', true],
    ['ß+x', 'ssssx', true],
    ['^ß{2}$', 'ssss', true],
    ['^ß{2}$', 'sss', false],
    ['[A-Z]{3}[0-9]', 'abc7', true],
    ['[^A-Z]', 'abc', false],
    ['[^a-z ]', 'abc é', false],
    ['[^a-z ]', 'abc ж', true],
    ['^.$', '😀', true],
    ['^..$', '😀', false],
    ['日本', '東京 日本', true],
    ['a.c', 'ac', false],
    ['1\\.5', '1x5', false],
    ['1\\.5', '1.5', true],
    ['\\/pricing', '/pricing', true],
    ['a{2,3}b', 'ab', false],
    ['^a{2,3}b', 'aaaab', false],
    ['a?', 'zzz', true],
    ['head  of', 'head of x', true],
    ['＊', 'a * b', true],
    ['b^a', 'ba', false],
    ['a$b', 'ab', false],
    ['[]]', 'x', undefined],
    ['[\\]a-]', 'x-', true],
  ])('%s in %j is %s', (pattern, text, found) => {
    if (found === undefined) expect(() => search(pattern, text)).toThrow(PatternError);
    else expect(search(pattern, text)).toBe(found);
  });

  it('agrees with RegExp on everything the subset can say', () => {
    const atom = fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '[b-d]', '^', '$', 'é', '1');
    const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
      piece: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        fc
          .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}', '{1,3}'))
          .map(([inner, times]) => `(${inner})${times}`),
        fc
          .tuple(fc.constantFrom('a', 'b', '.'), fc.constantFrom('*', '+', '?', '{2}'))
          .map((x) => x.join('')),
      ),
      pattern: fc
        .array(fc.array(tie('piece'), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 })
        .map((choices) => choices.map((pieces) => pieces.join('')).join('|')),
    }));
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'e', '1', ' '), maxLength: 8 }), {
      minLength: 5,
      maxLength: 10,
    });
    fc.assert(
      fc.property(pattern, texts, (source, candidates) => {
        const compiled = compilePattern(source);
        const expected = new RegExp(source.replaceAll('é', 'e'), 'u');
        for (const text of candidates) expect(matchesPattern(compiled, text)).toBe(expected.test(text));
      }),
      { numRuns: 500 },
    );
  });

  it('stays linear on patterns made to explode', () => {
    const text = `${'a'.repeat(50_000)}b`;
    const started = performance.now();
    for (const pattern of [
      '^(a+)+$',
      '^(a|a)*$',
      '^(a*)*c',
      '(.*)(.*)(.*)x',
      '(a|aa)+$',
      '^((a{0,50}){0,20})$',
    ]) {
      expect(search(pattern, text)).toBe(false);
    }
    expect(search('(a|b)*a(a|b){14}', `${'ab'.repeat(20_000)}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('parsePattern', () => {
  it.each([
    ['', 0, 'nothing to search for'],
    ['a|', 2, 'nothing to search for'],
    ['()', 1, 'nothing to search for'],
    ['(a', 0, 'without its ")"'],
    ['a)', 1, 'without its "("'],
    ['*a', 0, 'nothing to repeat'],
    ['a**', 2, 'one repetition after another'],
    ['a+?', 2, 'one repetition after another'],
    ['\\d', 0, 'is not understood'],
    ['a\\', 1, 'nothing after it'],
    ['(?:a)', 0, 'groups are plain'],
    ['[a', 0, 'without its "]"'],
    ['[é]', 1, 'ASCII'],
    ['[z-a]', 0, 'ends before it begins'],
    ['a{101}', 1, 'at most 100'],
    ['a{2,}', 1, 'not {m} or {m,n}'],
    ['a{3,2}', 1, 'needs 0 <= m <= n'],
    ['a}', 1, 'closes nothing'],
    ['^*', 0, 'cannot be repeated'],
    ['((a{100}){100}){100}', 0, 'too large'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 50, 'deeper than 50'],
  ])('refuses %j at position %i', (pattern, position, message) => {
    let error: unknown;
    try {
      parsePattern(pattern);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(PatternError);
    expect((error as PatternError).position).toBe(position);
    expect((error as PatternError).message).toContain(message);
  });

  it('reads the parts that other engines print', () => {
    expect(parsePattern('^Café [0-9A-C]+|x?')).toEqual({
      kind: 'alternatives',
      parts: [
        {
          kind: 'sequence',
          parts: [
            { kind: 'start' },
            { kind: 'text', text: 'cafe ' },
            {
              kind: 'repeat',
              part: {
                kind: 'class',
                negated: false,
                ranges: [
                  [48, 57],
                  [97, 99],
                ],
              },
              min: 1,
              max: Number.POSITIVE_INFINITY,
            },
          ],
        },
        { kind: 'repeat', part: { kind: 'text', text: 'x' }, min: 0, max: 1 },
      ],
    });
  });
});
