import { foldText, readDate, readThousandths, type ValueKind } from '@leadline/core';
import { type Amount, getOperator, getThousandths, type Operator } from '@leadline/core/compiler';
import type { Leaf } from './leaf.ts';
import { dayOf, type Program } from './program.ts';
import { joinSql, type Sql, sql } from './sql.ts';
import { toStoredText } from './stored-text.ts';
import { patternColumn, type TypedValues, textColumn } from './typed-values.ts';

/** What each outcome of a criterion is as a number: then `all` is the least, `any` the greatest, `none` 2 minus that. */
export const isFalse = 0;
export const isUnknown = 1;
export const isTrue = 2;

/** Whether a row `v` of typed values holds a value of a kind. */
export const isOfKind: Readonly<Record<ValueKind, Sql>> = {
  text: sql`v.folded IS NOT NULL`,
  number: sql`v.lo = v.hi AND v.currency IS NULL`,
  boolean: sql`v.is_true IS NOT NULL`,
  date: sql`v.moment IS NOT NULL`,
  list: sql`v.list IS NOT NULL`,
  range: sql`v.lo IS NOT NULL AND v.currency IS NULL`,
  money: sql`v.lo IS NOT NULL`,
};

/** The outcome of a criterion for a row `v` of typed values. */
export function compileValueTest(values: TypedValues, leaf: Leaf, kind: ValueKind): Sql {
  const operator = getOperator(leaf);
  const known = operators[operator]({ values, operand: leaf[operator], kind });
  return sql`CASE WHEN ${isOfKind[kind]} THEN ${known} ELSE ${getMissingTruth(leaf)} END`;
}

/** The outcome of a criterion for a missing value. */
export function getMissingTruth(leaf: Leaf): number {
  const operator = getOperator(leaf);
  return operator === 'is_empty' ? isTrue : operator === 'is_not_empty' ? isFalse : isUnknown;
}

/** An operator put to a kind of value; `operand` is as the document's schema left it. */
interface Test {
  readonly values: TypedValues;
  readonly operand: unknown;
  readonly kind: ValueKind;
}

/** Per operator the outcome for a value that is known. */
const operators: Readonly<Record<Operator, (test: Test) => Sql>> = {
  equals,
  not_equals: (test) => not(equals(test)),
  in: isIn,
  not_in: (test) => not(isIn(test)),
  contains,
  not_contains: (test) => not(contains(test)),
  starts_with: (test) =>
    anyText(test, (text) => dialectOf(test).startsWith(text, foldedLiteral(test, test.operand))),
  ends_with: (test) =>
    anyText(test, (text) => dialectOf(test).endsWith(text, foldedLiteral(test, test.operand))),
  matches: (test) => claim(sql`v.${patternColumn(test.values, test.operand as string)} = 1`),
  lt: (test) => not(gte(test)),
  lte,
  gt: (test) => not(lte(test)),
  gte,
  between: (test) => {
    const [from, to] = (test.operand as [Amount, Amount]).map(getUnits) as [number, number];
    return inCurrency(test, (test.operand as [Amount, Amount])[0], {
      yes: sql`${from} <= v.lo AND v.hi < ${to}`,
      no: sql`v.hi < ${from} OR v.lo >= ${to}`,
    });
  },
  is_empty: () => sql`${isFalse}`,
  is_not_empty: () => sql`${isTrue}`,
  is_true: () => claim(sql`v.is_true = 1`),
  is_false: () => claim(sql`v.is_true = 0`),
  before: (test) => claim(sql`${valueDay(test)} < ${getDay(test.operand)}`),
  after: (test) => claim(sql`${valueDay(test)} >= ${getDay(test.operand)}`),
  within_days: (test) =>
    isAhead(sql`${programOf(test).moment.day} - ${valueDay(test)}`, test.operand as number),
  in_next_days: (test) =>
    isAhead(sql`${valueDay(test)} - ${programOf(test).moment.day}`, test.operand as number),
};

function programOf({ values }: Test): Program {
  return values.program;
}

function dialectOf(test: Test): Program['dialect'] {
  return programOf(test).dialect;
}

function claim(condition: Sql): Sql {
  return sql`CASE WHEN ${condition} THEN ${isTrue} ELSE ${isFalse} END`;
}

function not(truth: Sql): Sql {
  return sql`2 - ${truth}`;
}

function valueDay(test: Test): Sql {
  return dayOf(programOf(test), sql`v.moment`);
}

function isAhead(days: Sql, most: number): Sql {
  return claim(sql`${days} >= 0 AND ${days} < ${most}`);
}

/** Whether the text, or any text of the list, passes. */
function anyText(test: Test, passes: (text: Sql) => Sql): Sql {
  if (test.kind !== 'list') return claim(passes(sql`v.folded`));
  const any = textColumn(test.values, sql`CASE WHEN ${passes(sql`t.folded`)} THEN 1 ELSE 0 END`);
  return claim(sql`v.${any} = 1`);
}

function equals(test: Test): Sql {
  switch (test.kind) {
    case 'text':
    case 'list':
      return anyText(test, (text) => sql`${text} = ${foldedLiteral(test, test.operand)}`);
    case 'boolean':
      return claim(sql`v.is_true = ${Number(foldText(String(test.operand)) === 'true')}`);
    case 'date':
      return claim(sql`${valueDay(test)} = ${getDay(test.operand)}`);
    default: {
      const units = getUnits(test.operand as Amount);
      return inCurrency(test, test.operand as Amount, {
        yes: sql`v.lo = ${units} AND v.hi = ${units}`,
        no: sql`${units} < v.lo OR ${units} > v.hi`,
      });
    }
  }
}

function isIn(test: Test): Sql {
  const literals = test.operand as readonly (string | number)[];
  if (test.kind === 'number') {
    return claim(
      sql`v.lo IN (${joinSql(
        literals.map((literal) => sql`${getUnits(literal)}`),
        ', ',
      )})`,
    );
  }
  const wanted = joinSql(
    literals.map((literal) => foldedLiteral(test, literal)),
    ', ',
  );
  return anyText(test, (text) => sql`${text} IN (${wanted})`);
}

function contains(test: Test): Sql {
  return anyText(test, (text) => dialectOf(test).contains(text, foldedLiteral(test, test.operand)));
}

function gte(test: Test): Sql {
  const units = getUnits(test.operand as Amount);
  return inCurrency(test, test.operand as Amount, { yes: sql`v.lo >= ${units}`, no: sql`v.hi < ${units}` });
}

function lte(test: Test): Sql {
  const units = getUnits(test.operand as Amount);
  return inCurrency(test, test.operand as Amount, { yes: sql`v.hi <= ${units}`, no: sql`v.lo > ${units}` });
}

/** Compares an interval; neither is unknown, and so is another currency than the literal's. */
function inCurrency(
  { values, kind }: Test,
  literal: Amount | string,
  { yes, no }: { yes: Sql; no: Sql },
): Sql {
  const compared = sql`WHEN ${yes} THEN ${isTrue} WHEN ${no} THEN ${isFalse} ELSE ${isUnknown} END`;
  if (kind !== 'money' || typeof literal !== 'object') return sql`CASE ${compared}`;
  const currency = values.program.dialect.text(toStoredText(literal.currency));
  return sql`CASE WHEN v.currency IS NULL OR v.currency <> ${currency} THEN ${isUnknown} ${compared}`;
}

/** Thousandths of a literal. */
function getUnits(literal: Amount | string): number {
  if (typeof literal === 'object') return getThousandths(literal.amount);
  const units = typeof literal === 'number' ? getThousandths(literal) : readThousandths(literal);
  if (units === undefined) throw new RangeError(`Cannot read ${JSON.stringify(literal)} as a number`);
  return units;
}

function foldedLiteral(test: Test, literal: unknown): Sql {
  return dialectOf(test).text(foldText(String(literal)));
}

function getDay(literal: unknown): number {
  const time = readDate(String(literal));
  if (time === undefined)
    throw new RangeError(`Cannot read ${JSON.stringify(literal)} as a date of 1900 to 2999`);
  return Math.floor(time / 86_400_000);
}
