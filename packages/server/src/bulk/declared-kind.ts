import type { Model, ValueKind } from '@leadline/core';

/** The kind that a field or property is declared to have. */
export type KindOf = (name: string) => ValueKind | undefined;

/** Kinds of the fields of leads, as the first model that declares one says. */
export function fieldKindOf(models: readonly Model[]): KindOf {
  const ofLeads = models.filter(({ score }) => score !== 'accounts');
  return (name) => ofLeads.map(({ fields }) => fields?.[name]).find((kind) => kind !== undefined);
}

/** Kinds of the fields of accounts. */
export function accountKindOf(models: readonly Model[]): KindOf {
  return (name) =>
    models
      .map(({ score, fields }) => fields?.[score === 'accounts' ? name : `account.${name}`])
      .find((kind) => kind !== undefined);
}

/** Kinds of the properties of activities. */
export function propertyKindOf(models: readonly Model[]): KindOf {
  return (name) =>
    models
      .flatMap(({ activities }) => Object.values(activities ?? {}).map((properties) => properties[name]))
      .find((kind) => kind !== undefined);
}
