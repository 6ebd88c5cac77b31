import type {
  ActivityChoice,
  ActivityCriterion,
  Criterion,
  FieldCriterion,
  PropertyCriterion,
} from '../criterion.ts';
import type { ValueKind } from '../fact.ts';
import { type OperandShape, type Operator, operatorNames, operators } from '../operator.ts';
import { PatternError, parsePattern } from '../value/pattern.ts';
import { type Check, checkDistinct, report, reportKey, suggest } from './check.ts';
import { checkAmount, checkAmounts, checkDate, checkLiteral, checkText } from './literal-check.ts';
import { findFieldKind, getPropertyKind, listFields } from './model-kind.ts';
import type { Path } from './problem.ts';

/** Checks criteria on a lead (or account). A field rule may read nothing but fields. */
export function checkCriterion(
  check: Check,
  criterion: Criterion,
  path: Path,
  { fieldsOnly = false }: { fieldsOnly?: boolean } = {},
): void {
  for (const group of ['all', 'any', 'none'] as const) {
    const parts = group in criterion ? (criterion as Record<string, Criterion[]>)[group] : undefined;
    for (const [index, part] of (parts ?? []).entries()) {
      checkCriterion(check, part, [...path, group, index], { fieldsOnly });
    }
  }
  if ('field' in criterion) {
    const kind = checkField(check, criterion.field, [...path, 'field']);
    checkTest(check, criterion, kind, path);
  } else if ('activity' in criterion) {
    if (fieldsOnly) reportKey(check, 'rule_reads_activity', [...path, 'activity']);
    checkChoice(check, criterion.activity, [...path, 'activity']);
  } else if ('outcome' in criterion && fieldsOnly) {
    reportKey(check, 'rule_reads_outcome', [...path, 'outcome']);
  }
}

/** Checks that a model may read a field and says as which kind; undefined where it may not. */
export function checkField(check: Check, field: string, path: Path): ValueKind | undefined {
  const { model } = check;
  if (model.score === 'accounts' && field.startsWith('account.')) {
    report(check, 'account_field_of_account', path, { field, name: field.slice('account.'.length) });
    return undefined;
  }
  check.readFields.add(field);
  const kind = findFieldKind(model, field);
  if (kind === undefined) {
    report(check, 'field_undeclared', path, { field, ...suggest(check, field, () => listFields(model)) });
  }
  return kind;
}

/** Checks which activities are meant. */
export function checkChoice(check: Check, choice: ActivityChoice, path: Path): void {
  const types = typeof choice.types === 'string' ? [choice.types] : choice.types;
  checkTypes(check, types, typeof choice.types === 'string' ? path : [...path, 'types']);
  if (choice.where) checkWhere(check, choice.where, types, [...path, 'where']);
}

/** Notes the activity types that are read. `path` is that of the list, if it is one. */
export function checkTypes(check: Check, types: readonly string[], path: Path): void {
  for (const type of types) check.readTypes.add(type);
  checkDistinct(check, types, path);
}

/** Checks criteria on the properties of activities of these types. */
export function checkWhere(
  check: Check,
  criterion: ActivityCriterion,
  types: readonly string[],
  path: Path,
): void {
  for (const group of ['all', 'any', 'none'] as const) {
    const parts = group in criterion ? (criterion as Record<string, ActivityCriterion[]>)[group] : undefined;
    for (const [index, part] of (parts ?? []).entries())
      checkWhere(check, part, types, [...path, group, index]);
  }
  if (!('property' in criterion)) return;
  const kind = checkProperty(check, criterion.property, types, [...path, 'property']);
  checkTest(check, criterion, kind, path);
}

/** Checks that all types say the same of a property, and says its kind. */
export function checkProperty(
  check: Check,
  property: string,
  types: readonly string[],
  path: Path,
): ValueKind {
  const kind = getPropertyKind(check.model, property);
  const declared = check.model.activities ?? {};
  for (const type of kind === 'text' ? [] : types) {
    const kinds = Object.hasOwn(declared, type) ? declared[type] : undefined;
    if (kinds && Object.hasOwn(kinds, property)) continue;
    report(check, 'property_undeclared', path, { property, type, kind });
  }
  return kind;
}

function checkTest(
  check: Check,
  criterion: FieldCriterion | PropertyCriterion,
  kind: ValueKind | undefined,
  path: Path,
): void {
  const given = operatorNames.filter((name) => criterion[name] !== undefined);
  const [operator] = given;
  if (operator === undefined) {
    report(check, 'operator_missing', path, { allowed: operatorNames.join(', ') });
    return;
  }
  if (given.length > 1) {
    reportKey(check, 'operator_several', [...path, given[1]!], { got: given.join(' and ') });
    return;
  }
  if (kind === undefined) return;
  const at = [...path, operator];
  if (!(operators[operator].kinds as readonly ValueKind[]).includes(kind)) {
    const allowed = operatorNames.filter((name) =>
      (operators[name].kinds as readonly ValueKind[]).includes(kind),
    );
    const what = 'field' in criterion ? criterion.field : criterion.property;
    const code = 'field' in criterion ? 'operator_not_for_field' : 'operator_not_for_property';
    reportKey(check, code, at, { operator, what, kind, allowed: allowed.join(', ') });
    return;
  }
  operandChecks[operators[operator].operand](check, criterion, operator, kind, at);
}

type OperandCheck = (
  check: Check,
  criterion: FieldCriterion | PropertyCriterion,
  operator: Operator,
  kind: ValueKind,
  path: Path,
) => void;

/** The shape of each operand is the schema's matter; this is what its value must be for the kind. */
const operandChecks: Record<OperandShape, OperandCheck> = {
  value: (check, criterion, operator, kind, path) =>
    checkLiteral(check, criterion[operator] as never, kind, path),
  values: (check, criterion, operator, kind, path) => {
    const values = criterion[operator] as readonly (string | number)[];
    for (const [index, value] of values.entries()) checkLiteral(check, value, kind, [...path, index]);
  },
  text: (check, criterion, operator, _, path) => checkText(check, criterion[operator] as string, path),
  pattern: (check, criterion, operator, _, path) => checkPattern(check, criterion[operator] as string, path),
  amount: (check, criterion, operator, kind, path) =>
    checkAmount(check, criterion[operator] as never, kind, path),
  amounts: (check, criterion, operator, kind, path) =>
    checkAmounts(check, criterion[operator] as never, kind, path),
  true: () => undefined,
  date: (check, criterion, operator, _, path) => checkDate(check, criterion[operator] as string, path),
  days: () => undefined,
};

function checkPattern(check: Check, pattern: string, path: Path): void {
  if (pattern === '') {
    report(check, 'literal_empty', path, { got: '""' });
    return;
  }
  try {
    parsePattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    report(check, 'bad_pattern', path, { detail: error.message.replace(/^Cannot read pattern /, '') });
  }
}
