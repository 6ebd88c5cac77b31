import type { PlainValue, ValueKind } from '../fact.ts';
import type { Combination, Expectation } from '../model.ts';
import { journeyPhases } from '../score.ts';
import { isMissing, readValue } from '../value/value.ts';
import { type Check, nameAllowed, report, reportKey, suggest } from './check.ts';
import { findFieldKind, getPropertyKind, listFields } from './model-kind.ts';
import { checkDimensionName, listGrades, listTemperatures } from './output-check.ts';
import { type Path, quoteValue } from './problem.ts';

/** Checks that example leads have fields the model knows, and that what is expected of them can come true. */
export function checkExamples(check: Check): void {
  for (const [index, combination] of (check.model.combinations ?? []).entries()) {
    checkExample(check, combination, ['combinations', index]);
  }
  for (const [index, expectation] of (check.model.expect ?? []).entries()) {
    checkExample(check, expectation, ['expect', index]);
    checkExpected(check, expectation.is, ['expect', index, 'is']);
  }
}

/** A plain value as the schema has it, where `currency` may be there and undefined. */
type Written = NonNullable<Combination['lead']>[string];

const ownKeys = ['type', 'daysAgo', 'times', 'automated'];

function checkExample(check: Check, example: Combination, path: Path): void {
  const ofAccounts = check.model.score === 'accounts';
  for (const [field, value] of Object.entries(example.lead ?? {})) {
    // A model of accounts reads no field of a lead, so there is nothing to compare with.
    if (!ofAccounts) checkField(check, field, value, [...path, 'lead', field]);
  }
  for (const [field, value] of Object.entries(example.account ?? {})) {
    checkField(check, ofAccounts ? field : `account.${field}`, value, [...path, 'account', field]);
  }
  for (const [index, activity] of (example.activities ?? []).entries()) {
    const at = [...path, 'activities', index];
    if (!check.readTypes.has(activity.type)) {
      report(check, 'activity_unread', [...at, 'type'], {
        type: activity.type,
        ...suggest(check, activity.type, () => check.readTypes),
      });
    }
    for (const [property, value] of Object.entries(activity)) {
      if (ownKeys.includes(property)) continue;
      checkValue(check, value as Written, getPropertyKind(check.model, property), [...at, property]);
    }
  }
}

function checkField(check: Check, field: string, value: Written, path: Path): void {
  const kind = findFieldKind(check.model, field);
  if (kind !== undefined) {
    checkValue(check, value, kind, path);
    return;
  }
  reportKey(check, 'field_undeclared', path, {
    field,
    ...suggest(check, field, () => listFields(check.model)),
  });
}

function checkValue(check: Check, value: Written, kind: ValueKind, path: Path): void {
  const plain = value as PlainValue;
  if (isMissing(plain) || readValue(plain, kind) !== undefined) return;
  report(check, 'example_not_of_kind', path, { kind, got: quoteValue(value) });
}

function checkExpected(check: Check, expected: Expectation['is'], path: Path): void {
  const { model } = check;
  if (Object.keys(expected).length === 0) report(check, 'empty_map', path);
  for (const id of Object.keys(expected.dimensions ?? {}))
    checkDimensionName(check, id, [...path, 'dimensions', id]);
  const { grade } = expected;
  if (Array.isArray(grade))
    for (const [i, one] of grade.entries()) checkWord(check, one, listGrades(model), [...path, 'grade', i]);
  else checkWord(check, grade, listGrades(model), [...path, 'grade']);
  const personas = Object.values(model.dimensions ?? {}).flatMap((dimension) => dimension.personas ?? []);
  checkWord(check, expected.persona, personas, [...path, 'persona']);
  checkWord(check, expected.temperature, listTemperatures(model), [...path, 'temperature']);
  checkWord(check, expected.journey, journeyPhases, [...path, 'journey']);
  const stages = (model.stages ?? []).map((stage) => stage.id);
  checkWord(check, expected.stage, stages, [...path, 'stage']);
  if (typeof expected.disqualified === 'string') {
    const reasons = (model.disqualify ?? []).map((one) => one.reason);
    const lists = (model.suppress ?? []).map((list) => `Suppressed: ${list}`);
    checkWord(check, expected.disqualified, [...reasons, ...lists], [...path, 'disqualified']);
  }
}

/** `null` asks for none and so is always possible. */
function checkWord(
  check: Check,
  word: string | null | undefined,
  allowed: readonly string[],
  path: Path,
): void {
  if (word === undefined || word === null || allowed.includes(word)) return;
  const params = { got: quoteValue(word), allowed: nameAllowed(allowed) };
  report(check, 'expected_unknown', path, { ...params, ...suggest(check, word, () => allowed) });
}
