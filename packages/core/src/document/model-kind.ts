import { derivedFieldKinds } from '../derived-field.ts';
import type { ValueKind } from '../fact.ts';
import type { Model } from '../model.ts';

/** The kind a model reads a field as; undefined when the field is neither declared nor known to Leadline itself. */
export function findFieldKind(model: Model, field: string): ValueKind | undefined {
  const declared = model.fields ?? {};
  return Object.hasOwn(declared, field) ? declared[field] : findKnownKind(model, field);
}

/** The kind of a field that needs no declaration: derived ones, `createdAt`, and the `account` of a lead. */
export function findKnownKind(model: Model, field: string): ValueKind | undefined {
  if (field === 'createdAt') return 'date';
  if (field === 'account') return model.score === 'accounts' ? undefined : 'text';
  return Object.hasOwn(derivedFieldKinds, field)
    ? derivedFieldKinds[field as keyof typeof derivedFieldKinds]
    : undefined;
}

/** All fields that a model may read: declared ones first. */
export function listFields(model: Model): string[] {
  const known = [
    ...Object.keys(derivedFieldKinds),
    'createdAt',
    ...(model.score === 'accounts' ? [] : ['account']),
  ];
  return [...new Set([...Object.keys(model.fields ?? {}), ...known])];
}

/**
 * The kind a model reads a property as. A property has one kind in a model, whatever the activity's type; it is text
 * where nothing is declared.
 */
export function getPropertyKind(model: Model, property: string): ValueKind {
  for (const kinds of Object.values(model.activities ?? {})) {
    const kind = Object.hasOwn(kinds, property) ? kinds[property] : undefined;
    if (kind !== undefined) return kind;
  }
  return 'text';
}
