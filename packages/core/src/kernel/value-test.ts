import type { Amount, FieldCriterion, Literal, PropertyCriterion } from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { type Operator, operators } from '../operator.ts';
import { compilePattern, matchesPattern } from '../value/pattern-search.ts';
import { foldText } from '../value/text.ts';
import {
  getThousandths,
  readDate,
  readThousandths,
  type TypedInterval,
  type TypedValue,
} from '../value/value.ts';

/** Outcome of a criterion. In this order Kleene's `all` is the least, `any` the greatest and `none` 2 minus that. */
export type Truth = 0 | 1 | 2;
export const isFalse: Truth = 0;
export const isUnknown: Truth = 1;
export const isTrue: Truth = 2;

export const dayMs = 86_400_000;

/** One operator with its operand, ready to be put to values of one kind. */
export interface ValueTest {
  readonly operator: Operator;
  /**
   * Outcome for a value, `undefined` being a missing one. `day` is day(at) and read only when `isRelative`: then the
   * outcome depends on nothing of the value but its day.
   */
  readonly test: (value: TypedValue | undefined, day: number) => Truth;
  readonly isRelative: boolean;
}

type LeafCriterion = FieldCriterion | PropertyCriterion;
type Comparison = (value: TypedValue, day: number) => boolean | undefined;

/**
 * Readies the operator of a field or property criterion for values of a kind.
 *
 * @throws RangeError where the operator does not take the kind or the operand cannot be read as it
 */
export function compileValueTest(criterion: LeafCriterion, kind: ValueKind): ValueTest {
  const operator = getOperator(criterion);
  if (!(operators[operator].kinds as readonly ValueKind[]).includes(kind)) {
    throw new RangeError(`Cannot put ${operator} to a ${kind} value`);
  }
  const isRelative = operator === 'within_days' || operator === 'in_next_days';
  if (operator === 'is_empty') return { operator, isRelative, test: (value) => toTruth(value === undefined) };
  if (operator === 'is_not_empty')
    return { operator, isRelative, test: (value) => toTruth(value !== undefined) };
  const compare = comparisons[operator](criterion[operator], kind);
  const test = (value: TypedValue | undefined, day: number): Truth =>
    value === undefined ? isUnknown : toTruth(compare(value, day));
  return { operator, isRelative, test };
}

/** The one operator that a criterion has. */
export function getOperator(criterion: LeafCriterion): Operator {
  for (const key in criterion) if (key in operators) return key as Operator;
  throw new RangeError(`Cannot find the operator in ${JSON.stringify(criterion)}`);
}

function toTruth(outcome: boolean | undefined): Truth {
  return outcome === undefined ? isUnknown : outcome ? isTrue : isFalse;
}

function not(compare: Comparison): Comparison {
  return (value, day) => {
    const outcome = compare(value, day);
    return outcome === undefined ? undefined : !outcome;
  };
}

/** Whether a text or any element of a list passes. */
function anyText(passes: (text: string) => boolean): Comparison {
  return (value) => (typeof value === 'string' ? passes(value) : (value as readonly string[]).some(passes));
}

/** Operands reach these as the document's schema left them, so each reads its own shape. */
const comparisons: Record<
  Exclude<Operator, 'is_empty' | 'is_not_empty'>,
  (operand: unknown, kind: ValueKind) => Comparison
> = {
  equals,
  not_equals: (operand, kind) => not(equals(operand, kind)),
  in: isIn,
  not_in: (operand, kind) => not(isIn(operand, kind)),
  contains,
  not_contains: (operand) => not(contains(operand)),
  starts_with: (operand) => {
    const start = readLiteralText(operand);
    return anyText((text) => text.startsWith(start));
  },
  ends_with: (operand) => {
    const end = readLiteralText(operand);
    return anyText((text) => text.endsWith(end));
  },
  matches: (operand) => {
    const search = compilePattern(operand as string);
    return anyText((text) => matchesPattern(search, text));
  },
  lt: (operand, kind) => not(gte(operand, kind)),
  lte,
  gt: (operand, kind) => not(lte(operand, kind)),
  gte,
  between: (operand, kind) => {
    const [from, to] = (operand as [Amount, Amount]).map((bound) => readAmount(bound, kind)) as [
      TypedInterval,
      TypedInterval,
    ];
    if (from.currency !== to.currency) throw new RangeError('Cannot put between to two currencies');
    return onInterval(from, ({ lo, hi }) => {
      if (from.lo <= lo && hi < to.lo) return true;
      return hi < from.lo || lo >= to.lo ? false : undefined;
    });
  },
  is_true: () => (value) => value === true,
  is_false: () => (value) => value === false,
  before: (operand) => {
    const day = readDay(operand);
    return (value) => toDay(value) < day;
  },
  after: (operand) => {
    const day = readDay(operand);
    return (value) => toDay(value) >= day;
  },
  within_days: (operand) => (value, day) => {
    const age = day - toDay(value);
    return age >= 0 && age < (operand as number);
  },
  in_next_days: (operand) => (value, day) => {
    const ahead = toDay(value) - day;
    return ahead >= 0 && ahead < (operand as number);
  },
};

/** Dates are equal when their days are. */
function equals(operand: unknown, kind: ValueKind): Comparison {
  switch (kind) {
    case 'text':
    case 'list': {
      const wanted = readLiteralText(operand);
      return anyText((text) => text === wanted);
    }
    case 'boolean': {
      const wanted = foldText(String(operand));
      if (wanted !== 'true' && wanted !== 'false')
        throw new RangeError(`Cannot read ${operand} as true or false`);
      return (value) => String(value) === wanted;
    }
    case 'date': {
      const day = readDay(operand);
      return (value) => toDay(value) === day;
    }
    default: {
      const wanted = readAmount(operand as Amount, kind);
      return onInterval(wanted, ({ lo, hi }) => {
        if (lo === hi && lo === wanted.lo) return true;
        return wanted.lo < lo || wanted.lo > hi ? false : undefined;
      });
    }
  }
}

function isIn(operand: unknown, kind: ValueKind): Comparison {
  const literals = operand as readonly Literal[];
  if (kind === 'number') {
    const wanted = new Set(literals.map((literal) => readAmount(literal as Amount, kind).lo));
    return (value) => wanted.has(value as number);
  }
  const wanted = new Set(literals.map(readLiteralText));
  return anyText((text) => wanted.has(text));
}

function contains(operand: unknown): Comparison {
  const part = readLiteralText(operand);
  return anyText((text) => text.includes(part));
}

function gte(operand: unknown, kind: ValueKind): Comparison {
  const x = readAmount(operand as Amount, kind);
  return onInterval(x, ({ lo, hi }) => (lo >= x.lo ? true : hi < x.lo ? false : undefined));
}

function lte(operand: unknown, kind: ValueKind): Comparison {
  const x = readAmount(operand as Amount, kind);
  return onInterval(x, ({ lo, hi }) => (hi <= x.lo ? true : lo > x.lo ? false : undefined));
}

/** Compares a number, range or money as an interval; another currency than the literal's is unknown. */
function onInterval(
  literal: TypedInterval,
  compare: (value: TypedInterval) => boolean | undefined,
): Comparison {
  return (value) => {
    if (typeof value === 'number') return compare({ lo: value, hi: value });
    const interval = value as TypedInterval;
    return interval.currency === literal.currency ? compare(interval) : undefined;
  };
}

function readAmount(operand: Amount | string, kind: ValueKind): TypedInterval {
  if (typeof operand === 'object') {
    if (kind !== 'money') throw new RangeError(`Cannot compare a ${kind} with money`);
    const units = getThousandths(operand.amount);
    return { lo: units, hi: units, currency: operand.currency };
  }
  if (kind === 'money') throw new RangeError(`Cannot compare money with ${operand}: name its currency`);
  const units = typeof operand === 'number' ? getThousandths(operand) : readThousandths(operand);
  if (units === undefined) throw new RangeError(`Cannot read ${JSON.stringify(operand)} as a number`);
  return { lo: units, hi: units };
}

function readLiteralText(operand: unknown): string {
  const text = foldText(String(operand));
  if (text === '') throw new RangeError('Cannot compare with an empty text: use is_empty');
  return text;
}

function readDay(operand: unknown): number {
  const time = readDate(String(operand));
  if (time === undefined)
    throw new RangeError(`Cannot read ${JSON.stringify(operand)} as a date of 1900 to 2999`);
  return toDay(time);
}

/** Days since 1970-01-01 UTC of a time in milliseconds. */
export function toDay(time: TypedValue): number {
  return Math.floor((time as number) / dayMs);
}
