import { type Check, checkDistinct, report, reportKey } from './check.ts';
import type { Criterion } from './criterion.ts';
import { findKnownKind } from './model-kind.ts';
import type { Path } from './problem.ts';

/** Checks the kinds of fields and properties that a model declares. */
export function checkDeclarations(check: Check): void {
  const { fields = {}, activities = {}, suppress = [], countSince = [] } = check.model;
  for (const [field, kind] of Object.entries(fields)) {
    const path = ['fields', field];
    checkName(check, field, path);
    if (field === 'account.') reportKey(check, 'name_bad', path, { got: `"${field}"` });
    if (check.model.score === 'accounts' && field.startsWith('account.')) {
      reportKey(check, 'account_field_of_account', path, { field, name: field.slice('account.'.length) });
    }
    const known = findKnownKind(check.model, field);
    if (known !== undefined && known !== kind) report(check, 'known_kind', path, { field, kind: known });
  }
  const kinds = new Map<string, { kind: string; type: string }>();
  for (const [type, properties] of Object.entries(activities)) {
    checkName(check, type, ['activities', type]);
    for (const [property, kind] of Object.entries(properties)) {
      const path = ['activities', type, property];
      checkName(check, property, path);
      const first = kinds.get(property);
      if (first && first.kind !== kind) report(check, 'property_two_kinds', path, { property, ...first });
      if (!first) kinds.set(property, { kind, type });
    }
  }
  checkDistinct(check, suppress, ['suppress']);
  checkDistinct(check, countSince, ['countSince']);
}

/** Names of fields, properties and activity types are compared as written, so a blank around one is a slip. */
function checkName(check: Check, name: string, path: Path): void {
  if (name.trim() !== name || name === '') reportKey(check, 'name_bad', path, { got: `"${name}"` });
}

/** Hints at declared fields that nothing reads. Comes last, when all that reads has been checked. */
export function checkUse(check: Check): void {
  for (const field of Object.keys(check.model.fields ?? {})) {
    if (!check.readFields.has(field)) reportKey(check, 'field_unused', ['fields', field]);
  }
}

const negative = ['not_equals', 'not_in', 'not_contains'] as const;

/**
 * Hints at an audience that drops leads for a field they merely lack: a negation is unknown there and only true counts.
 * Silent about fields that the audience also asks `is_empty` of.
 */
export function checkAudience(check: Check): void {
  const { audience } = check.model;
  if (!audience) return;
  const spared = new Set<string>();
  visit(audience, [], false, (criterion) => {
    if (criterion.is_empty) spared.add(criterion.field);
  });
  visit(audience, ['audience'], false, (criterion, path, negated) => {
    if (spared.has(criterion.field) || criterion.is_empty || criterion.is_not_empty) return;
    const turnsDown = negative.some((operator) => criterion[operator] !== undefined);
    if (negated !== turnsDown) report(check, 'audience_drops_missing', path, { field: criterion.field });
  });
}

type FieldTest = Extract<Criterion, { field: string }>;

function visit(
  criterion: Criterion,
  path: Path,
  negated: boolean,
  seen: (test: FieldTest, path: Path, negated: boolean) => void,
): void {
  if ('field' in criterion) {
    seen(criterion, path, negated);
    return;
  }
  for (const group of ['all', 'any', 'none'] as const) {
    const parts = group in criterion ? (criterion as Record<string, Criterion[]>)[group] : undefined;
    for (const [index, part] of (parts ?? []).entries()) {
      visit(part, [...path, group, index], group === 'none' ? !negated : negated, seen);
    }
  }
}
