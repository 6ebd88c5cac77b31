import type {
  ActivityChoice,
  ActivityCriterion,
  Amount,
  Criterion,
  FieldCriterion,
  Literal,
  PropertyCriterion,
} from '../../packages/core/src/criterion.ts';
import type { Activity, OutcomeKind, PlainValue, ValueKind } from '../../packages/core/src/fact.ts';
import type { Model } from '../../packages/core/src/model.ts';
import { compilePattern, matchesPattern } from '../../packages/core/src/value/pattern-search.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import { dayOf, thousandths } from './decimal.ts';
import { type ReadValue, readByReference, readMs } from './value.ts';

/** Kleene's three values. */
export type Truth = true | false | 'unknown';

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unknown') ? 'unknown' : false;
}

type Test = FieldCriterion | PropertyCriterion;
type IntervalValue = Extract<ReadValue, { is: 'interval' }>;

function dayOfLiteral(text: string): bigint {
  const ms = readMs(text);
  if (ms === undefined) throw new RangeError(`Cannot read the date "${text}"`);
  return dayOf(ms);
}

function amountOf(amount: Amount, value: IntervalValue): bigint | undefined {
  if (typeof amount === 'number') return thousandths(amount);
  return amount.currency === value.currency ? thousandths(amount.amount) : undefined;
}

function atLeast(value: IntervalValue, amount: Amount): Truth {
  const x = amountOf(amount, value);
  if (x === undefined) return 'unknown';
  if (value.lo !== null && value.lo >= x) return true;
  if (value.hi !== null && value.hi < x) return false;
  return 'unknown';
}

function atMost(value: IntervalValue, amount: Amount): Truth {
  const x = amountOf(amount, value);
  if (x === undefined) return 'unknown';
  if (value.hi !== null && value.hi <= x) return true;
  if (value.lo !== null && value.lo > x) return false;
  return 'unknown';
}

function between(value: IntervalValue, from: Amount, to: Amount): Truth {
  const a = amountOf(from, value);
  const b = amountOf(to, value);
  if (a === undefined || b === undefined) return 'unknown';
  if (value.lo !== null && a <= value.lo && value.hi !== null && value.hi < b) return true;
  if (value.hi !== null && value.hi < a) return false;
  if (value.lo !== null && value.lo >= b) return false;
  return 'unknown';
}

function equalsAmount(value: IntervalValue, amount: Amount): Truth {
  const x = amountOf(amount, value);
  if (x === undefined) return 'unknown';
  if (value.lo === x && value.hi === x) return true;
  if ((value.lo !== null && x < value.lo) || (value.hi !== null && x > value.hi)) return false;
  return 'unknown';
}

function equals(value: ReadValue, literal: Literal): Truth {
  switch (value.is) {
    case 'text':
      return value.text === foldText(String(literal));
    case 'texts':
      return value.texts.includes(foldText(String(literal)));
    case 'boolean':
      return value.claim === literal;
    case 'date':
      return dayOf(value.ms) === dayOfLiteral(String(literal));
    case 'interval':
      return equalsAmount(value, literal as Amount);
  }
}

function textsOf(value: ReadValue): readonly string[] {
  if (value.is === 'text') return [value.text];
  if (value.is === 'texts') return value.texts;
  throw new TypeError(`Cannot read a ${value.is} as text`);
}

function interval(value: ReadValue): IntervalValue {
  if (value.is !== 'interval') throw new TypeError(`Cannot compare a ${value.is} with an amount`);
  return value;
}

function dateOf(value: ReadValue): bigint {
  if (value.is !== 'date') throw new TypeError(`Cannot read a ${value.is} as a date`);
  return dayOf(value.ms);
}

function isTrue(value: ReadValue): boolean {
  if (value.is !== 'boolean') throw new TypeError(`Cannot read a ${value.is} as true or false`);
  return value.claim;
}

/** What a criterion says of one value; `at` is the moment of the score. */
function testValue(test: Test, value: ReadValue | undefined, at: number): Truth {
  if (test.is_empty !== undefined) return value === undefined;
  if (test.is_not_empty !== undefined) return value !== undefined;
  if (value === undefined) return 'unknown';
  if (test.equals !== undefined) return equals(value, test.equals);
  if (test.not_equals !== undefined) return not(equals(value, test.not_equals));
  if (test.in !== undefined) return any(test.in.map((literal) => equals(value, literal)));
  if (test.not_in !== undefined) return not(any(test.not_in.map((literal) => equals(value, literal))));
  if (test.contains !== undefined) return contains(value, test.contains);
  if (test.not_contains !== undefined) return !contains(value, test.not_contains);
  if (test.starts_with !== undefined) return textsOf(value)[0]!.startsWith(foldText(test.starts_with));
  if (test.ends_with !== undefined) return textsOf(value)[0]!.endsWith(foldText(test.ends_with));
  if (test.matches !== undefined) return matchesPattern(compilePattern(test.matches), textsOf(value)[0]!);
  if (test.gte !== undefined) return atLeast(interval(value), test.gte);
  if (test.lt !== undefined) return not(atLeast(interval(value), test.lt));
  if (test.lte !== undefined) return atMost(interval(value), test.lte);
  if (test.gt !== undefined) return not(atMost(interval(value), test.gt));
  if (test.between !== undefined) return between(interval(value), test.between[0], test.between[1]);
  if (test.is_true !== undefined) return isTrue(value);
  if (test.is_false !== undefined) return !isTrue(value);
  if (test.before !== undefined) return dateOf(value) < dayOfLiteral(test.before);
  if (test.after !== undefined) return dateOf(value) >= dayOfLiteral(test.after);
  const past = dayOf(at) - dateOf(value);
  if (test.within_days !== undefined) return past >= 0n && past < BigInt(test.within_days);
  if (test.in_next_days !== undefined) return -past >= 0n && -past < BigInt(test.in_next_days);
  throw new TypeError(`Cannot find the operator of ${JSON.stringify(test)}`);
}

function contains(value: ReadValue, literal: string): boolean {
  return textsOf(value).some((text) => text.includes(foldText(literal)));
}

/** The kind a model declares a property of an activity type as; text if it says nothing. */
export function propertyKind(model: Model, type: string, property: string): ValueKind {
  const properties = model.activities;
  if (properties === undefined || !Object.hasOwn(properties, type)) return 'text';
  const kinds = properties[type]!;
  return Object.hasOwn(kinds, property) ? kinds[property]! : 'text';
}

export function propertyOf(model: Model, activity: Activity, property: string): ReadValue | undefined {
  const properties = activity.properties ?? {};
  const plain = Object.hasOwn(properties, property) ? properties[property] : undefined;
  return readByReference(propertyKind(model, activity.type, property), plain);
}

function testActivity(model: Model, criterion: ActivityCriterion, activity: Activity, at: number): Truth {
  if ('all' in criterion) return all(criterion.all.map((part) => testActivity(model, part, activity, at)));
  if ('any' in criterion) return any(criterion.any.map((part) => testActivity(model, part, activity, at)));
  if ('none' in criterion)
    return not(any(criterion.none.map((part) => testActivity(model, part, activity, at))));
  return testValue(criterion, propertyOf(model, activity, criterion.property), at);
}

/** Whether an activity is meant by a choice: its type, true `where`, and not a machine's unless they count. */
export function isChosen(model: Model, choice: ActivityChoice, activity: Activity, at: number): boolean {
  const types = typeof choice.types === 'string' ? [choice.types] : choice.types;
  if (!types.includes(activity.type)) return false;
  if (activity.automated === true && choice.includeAutomated !== true) return false;
  return choice.where === undefined || testActivity(model, choice.where, activity, at) === true;
}

/** What a criterion needs to know of the lead (or account) it is asked about. */
export interface Asked {
  readonly model: Model;
  readonly at: number;
  /** Value of a field as it was given. */
  readonly field: (name: string) => PlainValue | undefined;
  /** Activities that count, newest first. */
  readonly activities: readonly Activity[];
  /** Outcomes up to the cut-off. */
  readonly outcomes: readonly { readonly outcome: OutcomeKind; readonly at: number }[];
}

/** Kinds of the fields that need no declaration to be other than text. */
const ownKinds: Readonly<Record<string, ValueKind>> = { createdAt: 'date' };

export function fieldKind(model: Model, field: string): ValueKind {
  if (model.fields !== undefined && Object.hasOwn(model.fields, field)) return model.fields[field]!;
  return Object.hasOwn(ownKinds, field) ? ownKinds[field]! : 'text';
}

export function readField(asked: Asked, field: string): ReadValue | undefined {
  return readByReference(fieldKind(asked.model, field), asked.field(field));
}

function isWithin(at: number, past: number, withinDays: number | undefined): boolean {
  return withinDays === undefined || dayOf(at) - dayOf(past) < BigInt(withinDays);
}

/** What a criterion says of a lead (or account). */
export function testLead(asked: Asked, criterion: Criterion): Truth {
  if ('all' in criterion) return all(criterion.all.map((part) => testLead(asked, part)));
  if ('any' in criterion) return any(criterion.any.map((part) => testLead(asked, part)));
  if ('none' in criterion) return not(any(criterion.none.map((part) => testLead(asked, part))));
  if ('outcome' in criterion)
    return asked.outcomes.some(
      (past) => past.outcome === criterion.outcome && isWithin(asked.at, past.at, criterion.withinDays),
    );
  if ('activity' in criterion) {
    const { withinDays, count } = criterion.activity;
    const counted = asked.activities.filter(
      (activity) =>
        isWithin(asked.at, activity.at, withinDays) &&
        isChosen(asked.model, criterion.activity, activity, asked.at),
    );
    return counted.length >= (count ?? 1);
  }
  return testValue(criterion, readField(asked, criterion.field), asked.at);
}

/** The fields a criterion reads. */
export function fieldsOf(criterion: Criterion): string[] {
  if ('all' in criterion) return criterion.all.flatMap(fieldsOf);
  if ('any' in criterion) return criterion.any.flatMap(fieldsOf);
  if ('none' in criterion) return criterion.none.flatMap(fieldsOf);
  return 'field' in criterion ? [criterion.field] : [];
}
