import type { Amount, Literal } from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { foldText } from '../value/text.ts';
import { readDate } from '../value/value.ts';
import { type Check, report } from './check.ts';
import { type Path, quoteValue } from './problem.ts';

/** Checks that a literal can be compared with values of a kind. */
export function checkLiteral(check: Check, literal: Literal, kind: ValueKind, path: Path): void {
  const got = quoteValue(literal);
  switch (kind) {
    case 'text':
    case 'list':
      if (typeof literal === 'string') checkText(check, literal, path);
      else report(check, 'literal_not_text', path, { got });
      return;
    case 'boolean':
      if (typeof literal !== 'boolean') report(check, 'literal_not_boolean', path, { got });
      return;
    case 'date':
      if (typeof literal === 'string') checkDate(check, literal, path);
      else report(check, 'bad_date', path, { got });
      return;
    default:
      checkAmount(check, literal as Amount, kind, path);
  }
}

/** Checks an amount: money names its currency, numbers and ranges have none. */
export function checkAmount(check: Check, amount: Amount, kind: ValueKind, path: Path): void {
  const isMoney = typeof amount === 'object';
  if (isMoney || typeof amount === 'number') {
    if (kind === 'money' && !isMoney)
      report(check, 'literal_without_currency', path, { got: quoteValue(amount) });
    if (kind !== 'money' && isMoney) report(check, 'literal_with_currency', path);
  } else {
    report(check, kind === 'money' ? 'literal_not_money' : 'literal_not_number', path, {
      got: quoteValue(amount),
    });
  }
}

/** Checks the pair of `between`: one currency, and something between them. */
export function checkAmounts(
  check: Check,
  pair: readonly [Amount, Amount],
  kind: ValueKind,
  path: Path,
): void {
  for (const [index, amount] of pair.entries()) checkAmount(check, amount, kind, [...path, index]);
  const [from, to] = pair.map((amount) => (typeof amount === 'object' ? amount : { amount, currency: '' }));
  if (from!.currency !== to!.currency) report(check, 'between_two_currencies', path);
  else if (from!.amount >= to!.amount) {
    report(check, 'between_nothing', path, { from: from!.amount, to: to!.amount });
  }
}

/** Checks that something is left of a text when it is folded as values are. */
export function checkText(check: Check, text: string, path: Path): void {
  if (foldText(text) === '') report(check, 'literal_empty', path, { got: quoteValue(text) });
}

/** Checks for a real day between 1900 and 2999. */
export function checkDate(check: Check, date: string, path: Path): void {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) report(check, 'bad_date', path, { got: quoteValue(date) });
  else if (readDate(date) === undefined) report(check, 'date_not_real', path, { got: quoteValue(date) });
}
