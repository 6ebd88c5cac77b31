import type { ValueKind } from './fact.ts';

/** What stands behind an operator in a criterion. */
export type OperandShape =
  | 'value'
  | 'values'
  | 'text'
  | 'pattern'
  | 'amount'
  | 'amounts'
  | 'true'
  | 'date'
  | 'days';

interface OperatorRow {
  /** Kinds of value the operator can be put to; any other kind is refused when the model is read. */
  readonly kinds: readonly ValueKind[];
  readonly operand: OperandShape;
}

const interval = ['number', 'range', 'money'] as const;
const every = ['text', 'number', 'boolean', 'date', 'list', 'range', 'money'] as const;

/**
 * Every operator, once. Parser, kernel, SQL and sentences are tables over these keys, so one that is forgotten
 * anywhere does not compile.
 *
 * A missing value makes every operator unknown but `is_empty` and `is_not_empty`. On a list `equals`, `in` and
 * `contains` hold if any element does, the `not_` forms if none does. On intervals see docs/model.md.
 */
export const operators = {
  equals: { kinds: every, operand: 'value' },
  not_equals: { kinds: every, operand: 'value' },
  in: { kinds: ['text', 'number', 'list'], operand: 'values' },
  not_in: { kinds: ['text', 'number', 'list'], operand: 'values' },
  contains: { kinds: ['text', 'list'], operand: 'text' },
  not_contains: { kinds: ['text', 'list'], operand: 'text' },
  starts_with: { kinds: ['text'], operand: 'text' },
  ends_with: { kinds: ['text'], operand: 'text' },
  matches: { kinds: ['text'], operand: 'pattern' },
  lt: { kinds: interval, operand: 'amount' },
  lte: { kinds: interval, operand: 'amount' },
  gt: { kinds: interval, operand: 'amount' },
  gte: { kinds: interval, operand: 'amount' },
  between: { kinds: interval, operand: 'amounts' },
  is_empty: { kinds: every, operand: 'true' },
  is_not_empty: { kinds: every, operand: 'true' },
  is_true: { kinds: ['boolean'], operand: 'true' },
  is_false: { kinds: ['boolean'], operand: 'true' },
  before: { kinds: ['date'], operand: 'date' },
  after: { kinds: ['date'], operand: 'date' },
  within_days: { kinds: ['date'], operand: 'days' },
  in_next_days: { kinds: ['date'], operand: 'days' },
} as const satisfies Record<string, OperatorRow>;

export type Operator = keyof typeof operators;

export const operatorNames = Object.keys(operators) as Operator[];
