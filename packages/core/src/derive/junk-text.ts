import type { EvidenceReason } from './evidence.ts';
import { foldWords, readWords } from './word.ts';

/** Why a word looks like no word, and the letters that say so. */
export interface JunkSign {
  readonly reason: EvidenceReason;
  readonly matched: string;
}

const rows = readWords(
  'qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn qwertzuiop yxcvbnm qwertyuiopå asdfghjklöä',
);
const runs = rows.flatMap((row) => [row, [...row].reverse().join('')]);
/** Every three keys side by side, in both directions. */
const slides = new Set(
  runs.flatMap((row) => Array.from({ length: row.length - 2 }, (_, at) => row.slice(at, at + 3))),
);
/** Rows hold names in them ("Trewin", "Wert", "Azeri" on the upper one), so a run there must be longer. */
const upperRunLength = 5;
const lowerRunLength = 4;
const wholeRuns = new Set(
  readWords('asd qwe qwer zxc wxc qsd sdf dfg fgh ghj hjk jkl aze qaz wsx edc qazwsx dsa fds ewq'),
);

/**
 * Pairs of letters that follow each other in no name that we know of, in Latin script, without diacritics.
 * Kept to pairs with at least one rare letter, or that fingers drum: a missing pair costs nothing, a wrong one a lead.
 */
const strangePairs: ReadonlySet<string> = new Set(
  readWords(`
    bq bx cj cx dx fq fv fx fz gx hx jb jf jg jl jp jq jv jw jx jz kq kx kz lx mx
    pq px pv qc qf qg qh qj qk qn qp qw qx qy qz sx tq tx vb vc vf vg vh vm vp vq vw vx vz
    wq wx wv wj xb xd xf xg xj xk xl xn xp xq xr xs xv xw xz yq zf zj zq zx
    dfj fgj gfd ghj hfd hgf jhg jkf kjh kjs lkj sdf sdk dsf sfd fds gds gsd dfs dfk dkf jfk kfj sjd kdj djf hjg hgj gjh
  `),
);

/** Consonants that hold a syllable in Czech, Slovak, Croatian and Slovene: Krč, Srb, Vlk. */
const syllabic = /[rl]/;

/**
 * The first sign that one Latin word is no name, or undefined. Weak on purpose: it knows hands that slide over a
 * keyboard and letters that no language puts together, and lets rare names pass (Szczęsny, Nguyễn, Ng, Krč, Nxumalo).
 * Words in other scripts pass.
 */
export function findJunkSign(word: string): JunkSign | undefined {
  if (!/^\p{Script=Latin}[\p{Script=Latin}\p{M}]*$/u.test(word)) return undefined;
  // Dutch ij is one vowel, ß no more than one s: Wijffels, Großschmidt.
  const letters = foldWords(word.replaceAll('ß', 's')).replaceAll('ij', 'y');
  const isAbbreviation = /^\p{Lu}{2,4}$/u.test(word);
  return (
    findRepeat(letters) ??
    findRun(letters) ??
    findStrangeCapitals(word) ??
    (isAbbreviation ? undefined : findStrangeLetters(letters))
  );
}

function findRepeat(letters: string): JunkSign | undefined {
  const same = /([a-rt-z])\1{2,}|s{4,}|^s{3}$/.exec(letters);
  if (same !== null && !/^i{3}$|^x{0,3}i{3}$/.test(letters))
    return { reason: 'repeated_letters', matched: same[0] };
  const block = /^([a-z]{2,4})\1{2,}[a-z]{0,3}$/.exec(letters) ?? /^([a-z]{3,4})\1$/.exec(letters);
  if (block !== null && (letters.length > block[1]!.length * 2 || isDrummed(block[1]!))) {
    return { reason: 'repeated_letters', matched: letters };
  }
  return undefined;
}

/** Whether three or four letters are the beat of a hand: "asd" of "asdasd", not "bar" of "barbar". */
function isDrummed(block: string): boolean {
  return wholeRuns.has(block) || !/[aeiouy]/.test(block);
}

function findRun(letters: string): JunkSign | undefined {
  if (wholeRuns.has(letters)) return { reason: 'keyboard_run', matched: letters };
  for (const row of runs) {
    const isUpper = /[ei]/.test(row);
    const length = isUpper ? upperRunLength : lowerRunLength;
    for (let start = 0; start + length <= letters.length; start++) {
      const run = letters.slice(start, start + length);
      if (row.includes(run)) return { reason: 'keyboard_run', matched: run };
    }
  }
  // Nothing but slides over three keys, twice or more: "asdjkl", "werwer".
  if (
    letters.length >= 6 &&
    letters.length % 3 === 0 &&
    letters.match(/.../g)!.every((three) => slides.has(three))
  ) {
    return { reason: 'keyboard_run', matched: letters };
  }
  // Only letters under the left hand at rest, with at least one slide over three of them: "asdfsa", "fdsaf".
  if (/^[asdfg]{5,}$/.test(letters) && /asd|sdf|dfg|gfd|fds|dsa/.test(letters)) {
    return { reason: 'keyboard_run', matched: letters };
  }
  if (/^[hjkl]{4,}$/.test(letters)) return { reason: 'keyboard_run', matched: letters };
  return undefined;
}

/** Capitals strewn through a word, as robots write: "yWcXQlbLk". McDonald and VanDerBerg have at most two. */
function findStrangeCapitals(word: string): JunkSign | undefined {
  const rises = word.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
  return rises >= 3 && word.length >= 7 ? { reason: 'mixed_capitals', matched: word } : undefined;
}

function findStrangeLetters(letters: string): JunkSign | undefined {
  const strange: string[] = [];
  for (let start = 0; start + 2 <= letters.length; start++) {
    const pair = letters.slice(start, start + 2);
    if (strangePairs.has(pair)) strange.push(pair);
    else if (strangePairs.has(letters.slice(start, start + 3))) strange.push(letters.slice(start, start + 3));
  }
  const vowels = letters.match(/[aeiouy]/g)?.length ?? 0;
  if (
    vowels === 0 &&
    letters.length >= 4 &&
    (strange.length > 0 || letters.length >= 6 || !syllabic.test(letters))
  ) {
    return { reason: 'no_word', matched: letters };
  }
  const consonants = longestConsonantRun(letters);
  const score = strange.length * 2 + (consonants.length >= 5 ? consonants.length - 3 : 0);
  if (score >= 4) return { reason: 'no_word', matched: strange.length > 0 ? strange.join(' ') : consonants };
  return undefined;
}

/** Groups of consonants that are one sound or meet where two words do, taken as one letter in German and Polish. */
const groups =
  /sch|tsch|szcz|strz|chrz|krz|prz|trz|brz|drz|grz|wrz|cz|sz|rz|dz|ch|ck|th|ts|tz|ng|nk|st|sk|sp|sh|ph|gh|kh|zh|dh|bh/g;

function longestConsonantRun(letters: string): string {
  const found =
    letters.replace(groups, (group) => group[0]!.toUpperCase()).match(/[b-df-hj-np-tv-xz]+/gi) ?? [];
  return found.reduce((longest, run) => (run.length > longest.length ? run : longest), '').toLowerCase();
}

/** The letters and pairs, for the fingerprint of the derivation version. */
export function listJunkSigns(): string[] {
  return [...rows, ...wholeRuns, ...strangePairs, groups.source];
}
