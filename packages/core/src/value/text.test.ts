import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, foldText } from './text.ts';

describe('foldText', () => {
  it.each([
    ['  Café  Zürich ', 'cafe zurich'],
    ['CAFE\u0301', 'cafe'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['ẞ', 'ss'],
    ['Ærø Łódź Đorđe Œuvre', 'aero lodz dorde oeuvre'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['ΟΔΟΣ οδος οδοσ', 'οδοσ οδοσ οδοσ'],
    ['ＡＢＣ ①', 'abc 1'],
    ['ﬁn', 'fin'],
    ['a\0b', 'a\ufffdb'],
    ['a\ud800b', 'a\ufffdb'],
    ['a\u00a0\t\n b', 'a b'],
    ['\u3000', ''],
    ['Привет Ё', 'привет е'],
    ['한국', '한국'],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('gives the same when folded twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
      }),
    );
  });

  it('does not tell composed from decomposed, or upper from lower case of ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, ascii) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
        expect(foldText(ascii.toUpperCase())).toBe(foldText(ascii.toLowerCase()));
      }),
    );
  });
});

describe('compareText', () => {
  it('orders as the UTF-8 bytes do', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const byBytes = (a: Uint8Array, b: Uint8Array): number => {
      for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
      return a.length - b.length;
    };
    const unit = fc.constantFrom('a', 'b', 'é', '\uffee', '\ufffd', '\ue000', '😀', '𐀀', '\ud800', '\udc00');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(byBytes(bytes(a), bytes(b))));
      }),
    );
    expect(compareText('\uffee', '😀')).toBeLessThan(0);
  });
});
