import type {
  ActivityCriterion,
  Amount,
  Criterion,
  FieldCriterion,
  PropertyCriterion,
} from '../criterion.ts';
import type { PlainValue, ValueKind } from '../fact.ts';
import { compileValueTest, dayMs, getOperator, isFalse, isTrue } from '../kernel/value-test.ts';
import type { Operator } from '../operator.ts';
import { type Pattern, parsePattern } from '../value/pattern.ts';
import { readValue } from '../value/value.ts';

/** Values by field (or property) under which a criterion is true; `null` is no value. */
export type Solution = ReadonlyMap<string, PlainValue | null>;

type Leaf = FieldCriterion | PropertyCriterion;
/** A leaf that has to come out true, or false. */
interface Ask {
  readonly leaf: Leaf;
  readonly truth: boolean;
}

/** More ways than this through nested groups are not looked at. */
const mostWays = 24;

/**
 * Values that make a criterion true, one solution for each way through its groups, in document order. A way that asks
 * for an activity or outcome, or for which no value is found, is left out. Each value was put to every operator that asks
 * something of it, so a solution never fails to hold; a criterion of great cunning may hold in ways that are not listed.
 */
export function listSolutions(
  criterion: Criterion | ActivityCriterion,
  kindOf: (name: string) => ValueKind | undefined,
  day: number,
): Solution[] {
  return listWays(criterion, true).flatMap((asks) => {
    const solution = new Map<string, PlainValue | null>();
    for (const [name, asked] of Map.groupBy(asks, ({ leaf }) => nameOf(leaf))) {
      const kind = kindOf(name);
      const value = kind === undefined ? undefined : findValue(asked, kind, day);
      if (value === undefined) return [];
      solution.set(name, value);
    }
    return [solution];
  });
}

function nameOf(leaf: Leaf): string {
  return 'field' in leaf ? leaf.field : leaf.property;
}

/** What has to hold together, once for each way; none where it reads what is not a value. */
function listWays(criterion: Criterion | ActivityCriterion, truth: boolean): Ask[][] {
  if ('activity' in criterion || 'outcome' in criterion) return truth ? [] : [[]];
  if ('none' in criterion) return truth ? crossWays(criterion.none, false) : joinWays(criterion.none, true);
  if ('all' in criterion) return truth ? crossWays(criterion.all, true) : joinWays(criterion.all, false);
  if ('any' in criterion) return truth ? joinWays(criterion.any, true) : crossWays(criterion.any, false);
  return [[{ leaf: criterion, truth }]];
}

function joinWays(members: readonly (Criterion | ActivityCriterion)[], truth: boolean): Ask[][] {
  return members.flatMap((member) => listWays(member, truth)).slice(0, mostWays);
}

function crossWays(members: readonly (Criterion | ActivityCriterion)[], truth: boolean): Ask[][] {
  let ways: Ask[][] = [[]];
  for (const member of members) {
    const next = listWays(member, truth);
    ways = ways.flatMap((way) => next.map((more) => [...way, ...more])).slice(0, mostWays);
  }
  return ways;
}

/** The first candidate that every ask accepts. */
function findValue(asks: readonly Ask[], kind: ValueKind, day: number): PlainValue | null | undefined {
  const tests = asks.map(({ leaf, truth }) => ({
    test: compileValueTest(leaf, kind).test,
    wanted: truth ? isTrue : isFalse,
  }));
  return listCandidates(asks, kind, day).find((candidate) => {
    const value = readValue(candidate, kind);
    if (value === undefined && candidate !== null) return false;
    return tests.every(({ test, wanted }) => test(value, day) === wanted);
  });
}

function listCandidates(asks: readonly Ask[], kind: ValueKind, day: number): (PlainValue | null)[] {
  const own = asks.flatMap(({ leaf }) => valuesNear(leaf, day));
  const texts = asks.flatMap(({ leaf, truth }) => (truth ? textParts(leaf) : []));
  // Several pieces asked of one text fit into one text, its beginning first and its end last.
  const joined = [
    texts.filter(({ place }) => place === 'start'),
    texts.filter(({ place }) => place === 'middle'),
  ]
    .flat()
    .concat(texts.filter(({ place }) => place === 'end'))
    .map(({ text }) => text);
  const combined: PlainValue[] = joined.length > 1 ? [joined.join(' '), joined.join('')] : [];
  const list: PlainValue[] = kind === 'list' && joined.length > 0 ? [joined] : [];
  return [...own, ...list, ...combined, ...anyOf[kind], null];
}

/** Values of a kind that nothing in particular is asked of. */
const anyOf: Record<ValueKind, readonly PlainValue[]> = {
  text: ['other', 'another', 'else', 'x'],
  number: [1, 0],
  boolean: [true, false],
  date: ['2000-01-01', '2000-01-02'],
  list: [['other'], ['else'], ['x']],
  range: [1, 0],
  money: [],
};

function textParts(leaf: Leaf): { readonly text: string; readonly place: 'start' | 'middle' | 'end' }[] {
  if (leaf.starts_with !== undefined) return [{ text: leaf.starts_with, place: 'start' }];
  if (leaf.ends_with !== undefined) return [{ text: leaf.ends_with, place: 'end' }];
  if (leaf.contains !== undefined) return [{ text: leaf.contains, place: 'middle' }];
  return [];
}

/** Values at and beside what a criterion names. */
function valuesNear(leaf: Leaf, day: number): (PlainValue | null)[] {
  return near[getOperator(leaf)](leaf, day);
}

const near: Record<Operator, (leaf: Leaf, day: number) => (PlainValue | null)[]> = {
  equals: ({ equals }) => literals(equals),
  not_equals: ({ not_equals }) => literals(not_equals),
  in: (leaf) => [...(leaf.in ?? [])],
  not_in: ({ not_in }) => [...(not_in ?? [])],
  contains: ({ contains }) => texts(contains),
  not_contains: ({ not_contains }) => texts(not_contains),
  starts_with: ({ starts_with }) => texts(starts_with),
  ends_with: ({ ends_with }) => texts(ends_with),
  matches: ({ matches }) => (matches === undefined ? [] : [writeMatch(parsePattern(matches))]),
  lt: ({ lt }) => amounts(lt),
  lte: ({ lte }) => amounts(lte),
  gt: ({ gt }) => amounts(gt),
  gte: ({ gte }) => amounts(gte),
  between: ({ between }) => [...amounts(between?.[0]), ...amounts(between?.[1])],
  is_empty: () => [null],
  is_not_empty: () => [],
  is_true: () => [true, false],
  is_false: () => [false, true],
  before: ({ before }) => datesAround(before),
  after: ({ after }) => datesAround(after),
  within_days: ({ within_days = 1 }, day) => [isoDay(day), isoDay(day - within_days)],
  in_next_days: ({ in_next_days = 1 }, day) => [isoDay(day), isoDay(day + in_next_days)],
};

function texts(text: string | undefined): PlainValue[] {
  return text === undefined ? [] : [text];
}

function literals(literal: FieldCriterion['equals']): PlainValue[] {
  if (literal === undefined) return [];
  if (typeof literal === 'number' || typeof literal === 'object') return amounts(literal);
  return [literal];
}

/** The amount itself, the next whole ones and the nearest there are. */
function amounts(amount: Amount | undefined): PlainValue[] {
  if (amount === undefined) return [];
  const at = typeof amount === 'number' ? amount : amount.amount;
  const values = [at, Math.ceil(at) - 1, Math.floor(at) + 1, round(at - 0.001), round(at + 0.001)];
  return typeof amount === 'number'
    ? values
    : values.map((lo) => ({ lo, hi: lo, currency: amount.currency }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function datesAround(date: string | undefined): PlainValue[] {
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  return Number.isFinite(day) ? [isoDay(day), isoDay(day - 1)] : [];
}

function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** A text that a pattern finds something in: its shortest way, first alternatives and first characters of classes. */
function writeMatch(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'text':
      return pattern.text;
    case 'any':
      return 'a';
    case 'class':
      return writeClass(pattern);
    case 'start':
    case 'end':
      return '';
    case 'sequence':
      return pattern.parts.map(writeMatch).join('');
    case 'alternatives':
      return pattern.parts.map(writeMatch)[0] ?? '';
    case 'repeat':
      return writeMatch(pattern.part).repeat(Math.max(pattern.min, 1));
  }
}

function writeClass({ negated, ranges }: Extract<Pattern, { kind: 'class' }>): string {
  const inside = (code: number) => ranges.some(([from, to]) => code >= from && code <= to);
  // Lower-case letters and digits first: they read best and fold to themselves.
  const codes = [...'abcdefghijklmnopqrstuvwxyz0123456789-_./'].map((letter) => letter.charCodeAt(0));
  const first = codes.find((code) => inside(code) !== negated) ?? ranges[0]?.[0] ?? 97;
  return String.fromCharCode(first);
}
