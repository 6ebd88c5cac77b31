import type { ActivityCriterion, Amount, Criterion, Literal } from '../criterion.ts';
import { getOwn } from '../document/rule-place.ts';
import type { PlainValue } from '../fact.ts';
import type { StageCondition } from '../model.ts';
import { type Operator, operatorNames } from '../operator.ts';
import { getWords, type Words } from '../word/word.ts';
import { type Format, getFormat, type Language, spellOut } from './language.ts';

type FieldOrProperty = Extract<Criterion | ActivityCriterion, { field: string } | { property: string }>;

/** Words and formats of one language together. */
export interface Speaker {
  readonly words: Words;
  readonly format: Format;
}

export function getSpeaker(language: Language): Speaker {
  return { words: getWords(language), format: getFormat(language) };
}

type Row = (speaker: Speaker, field: string, criterion: FieldOrProperty) => string;

/** Every operator as a sentence, one row each. */
const rows: Record<Operator, Row> = {
  equals: (s, field, c) => s.words.criterion.equals(field, describeLiteral(s, c.equals)),
  not_equals: (s, field, c) => s.words.criterion.not_equals(field, describeLiteral(s, c.not_equals)),
  in: (s, field, c) => s.words.criterion.in(field, describeLiterals(s, c.in)),
  not_in: (s, field, c) => s.words.criterion.not_in(field, describeLiterals(s, c.not_in)),
  contains: (s, field, c) => s.words.criterion.contains(field, quoteText(s, c.contains)),
  not_contains: (s, field, c) => s.words.criterion.not_contains(field, quoteText(s, c.not_contains)),
  starts_with: (s, field, c) => s.words.criterion.starts_with(field, quoteText(s, c.starts_with)),
  ends_with: (s, field, c) => s.words.criterion.ends_with(field, quoteText(s, c.ends_with)),
  matches: (s, field, c) => s.words.criterion.matches(field, quoteText(s, c.matches)),
  lt: (s, field, c) => s.words.criterion.lt(field, describeLiteral(s, c.lt)),
  lte: (s, field, c) => s.words.criterion.lte(field, describeLiteral(s, c.lte)),
  gt: (s, field, c) => s.words.criterion.gt(field, describeLiteral(s, c.gt)),
  gte: (s, field, c) => s.words.criterion.gte(field, describeLiteral(s, c.gte)),
  between: (s, field, c) =>
    s.words.criterion.between(field, describeLiteral(s, c.between?.[0]), describeLiteral(s, c.between?.[1])),
  is_empty: (s, field) => s.words.criterion.is_empty(field),
  is_not_empty: (s, field) => s.words.criterion.is_not_empty(field),
  is_true: (s, field) => s.words.criterion.is_true(field),
  is_false: (s, field) => s.words.criterion.is_false(field),
  before: (s, field, c) => s.words.criterion.before(field, describeDate(s, c.before)),
  after: (s, field, c) => s.words.criterion.after(field, describeDate(s, c.after)),
  within_days: (s, field, c) => s.words.criterion.within_days(field, s.format.count(c.within_days ?? 0)),
  in_next_days: (s, field, c) => s.words.criterion.in_next_days(field, s.format.count(c.in_next_days ?? 0)),
};

/**
 * A criterion in words: "country is BE, NL or LU", "employees is from 50 up to, not including, 250".
 * Groups inside groups are put in brackets.
 */
export function describeCriterion(criterion: Criterion | ActivityCriterion, language: Language): string {
  return sayCriterion(getSpeaker(language), criterion);
}

function sayCriterion(speaker: Speaker, criterion: Criterion | ActivityCriterion): string {
  const { words, format } = speaker;
  const inner = (member: Criterion | ActivityCriterion) =>
    'all' in member || 'any' in member || 'none' in member
      ? `(${sayCriterion(speaker, member)})`
      : sayCriterion(speaker, member);
  const members = 'all' in criterion ? criterion.all : 'any' in criterion ? criterion.any : [];
  if (members.length === 1) return sayCriterion(speaker, members[0]!);
  if ('all' in criterion) return format.both(criterion.all.map(inner));
  if ('any' in criterion) return format.either(criterion.any.map(inner));
  if ('none' in criterion) return words.none(criterion.none.map(inner).join('; '));
  if ('outcome' in criterion)
    return withWindow(speaker, words.outcomes[criterion.outcome], criterion.withinDays);
  if ('activity' in criterion) {
    const { types, where, withinDays, count = 1 } = criterion.activity;
    const named = nameTypes(speaker, types);
    const which = where === undefined ? named : `${named} (${sayCriterion(speaker, where)})`;
    return withWindow(speaker, words.activityCount(which, format.count(count)), withinDays);
  }
  const subject = 'field' in criterion ? nameField(speaker, criterion.field) : cleanText(criterion.property);
  const operator = operatorNames.find((name) => criterion[name] !== undefined);
  return operator === undefined ? subject : rows[operator](speaker, subject, criterion);
}

function withWindow({ words, format }: Speaker, text: string, withinDays: number | undefined): string {
  return withinDays === undefined ? text : `${text} ${words.inLast(format.count(withinDays))}`;
}

/** Activity types as a list: "Page Viewed or Email Clicked". */
export function nameTypes({ format }: Speaker, types: string | readonly string[]): string {
  return typeof types === 'string' ? cleanText(types) : format.either(types.map(cleanText));
}

/** What a stage asks, in words: "total is at least 20 and grade is A1, A2 or B1". */
export function describeStageCondition(condition: StageCondition, language: Language): string {
  return sayCondition(getSpeaker(language), condition);
}

function sayCondition(speaker: Speaker, condition: StageCondition): string {
  const { words, format } = speaker;
  const inner = (member: StageCondition) =>
    'all' in member || 'any' in member || 'none' in member
      ? `(${sayCondition(speaker, member)})`
      : sayCondition(speaker, member);
  const members = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  if (members.length === 1) return sayCondition(speaker, members[0]!);
  if ('all' in condition) return format.both(condition.all.map(inner));
  if ('any' in condition) return format.either(condition.any.map(inner));
  if ('none' in condition) return words.none(condition.none.map(inner).join('; '));
  if ('outcome' in condition) return words.condition.outcome(words.outcomes[condition.outcome]);
  if ('grade' in condition) return words.condition.grade(format.either(condition.grade));
  const [subject, comparison] =
    'dimension' in condition
      ? [spellOut(condition.dimension), condition]
      : [words.condition.total, condition.total];
  const said = (['gte', 'gt', 'lte', 'lt'] as const).flatMap((operator) => {
    const amount = comparison[operator];
    return amount === undefined ? [] : [words.criterion[operator](subject, format.number(amount))];
  });
  return said.length === 0 ? subject : format.both(said);
}

/** A field's name in words: "job title", "company country". */
export function nameField({ words }: Speaker, field: string): string {
  if (field.startsWith('account.')) return words.ofAccount(nameOwn(words, field.slice('account.'.length)));
  return nameOwn(words, field);
}

function nameOwn(words: Words, field: string): string {
  return getOwn<string>(words.fields, field) ?? cleanText(spellOut(field));
}

/** A value as it was given, on one line and at most 120 characters. Never throws, whatever it is given. */
export function describeValue(speaker: Speaker, value: PlainValue | null | undefined): string {
  const { words, format } = speaker;
  if (value === null || value === undefined) return words.unknown;
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return format.number(value);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if ('lo' in value) return describeInterval(speaker, value.lo, value.hi, value.currency);
  return Array.isArray(value)
    ? cleanText(format.both(value.map((item) => cleanText(String(item)))))
    : words.unknown;
}

function describeInterval(
  { words, format }: Speaker,
  lo: number | null,
  hi: number | null,
  currency: string | undefined,
): string {
  const amount = (value: number) =>
    currency === undefined ? format.number(value) : format.money(value, cleanText(String(currency)));
  if (typeof lo === 'number' && typeof hi === 'number')
    return lo === hi ? amount(lo) : `${amount(lo)}–${amount(hi)}`;
  if (typeof lo === 'number') return words.atLeastAmount(amount(lo));
  return typeof hi === 'number' ? words.atMostAmount(amount(hi)) : words.unknown;
}

function describeLiteral(speaker: Speaker, literal: Literal | Amount | undefined): string {
  if (literal === undefined) return '';
  if (typeof literal === 'object') return speaker.format.money(literal.amount, literal.currency);
  return describeValue(speaker, literal);
}

function describeLiterals(speaker: Speaker, literals: readonly (string | number)[] | undefined): string {
  return speaker.format.either((literals ?? []).map((literal) => describeLiteral(speaker, literal)));
}

function quoteText({ words }: Speaker, text: string | undefined): string {
  return words.quote(cleanText(text ?? ''));
}

function describeDate({ format }: Speaker, date: string | undefined): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? cleanText(date ?? '') : format.day(at / 86_400_000);
}

const lineBreaking = /[\s\p{Cc}]+/gu;
// A value that turns the reading direction would turn the rest of the sentence too.
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const longest = 120;

/** Text from outside, fit for one line of a sentence: white space single, no turning of direction, cut when long. */
export function cleanText(text: string): string {
  // Far longer than is kept, and short enough that a megabyte of text costs nothing.
  const line = text
    .slice(0, 4 * longest)
    .replace(turning, '')
    .replace(lineBreaking, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
