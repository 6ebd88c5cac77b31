import { type Check, checkDistinct, report, reportKey } from './check.ts';
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
