import type { Facts, Model, PlainValue } from '@leadline/core';
import { buildColumns, type Column, type Columns, getSuppressed, readValue } from '@leadline/core';
import { findUnit } from './field-loader.ts';
import { allocateShared } from './shared-array.ts';

/** By list: 1 for each lead (or account) that is suppressed. */
export function suppress(
  { suppressions = [] }: Pick<Facts, 'suppressions'>,
  lists: readonly string[],
  knownAt: number,
  until: number,
  ids: readonly string[],
  domain: Column | undefined,
): ReadonlyMap<string, Uint8Array> {
  if (suppressions.length === 0)
    return new Map(lists.map((list) => [list, allocateShared(Uint8Array, ids.length)]));
  const texts = domain?.values.map((value) => readValue(value, 'text') as string | undefined) ?? [];
  const domains = ids.map((_, unit) => texts[domain?.codes[unit] ?? 0]);
  const facts = { fieldValues: [], activities: [], suppressions };
  return new Map(
    [...getSuppressed(facts, lists, knownAt, ids, domains, () => until)].map(([list, isOn]) => {
      const shared = allocateShared(Uint8Array, isOn.length);
      shared.set(isOn);
      return [list, shared];
    }),
  );
}

/** Adjustments of units that are in the columns, in core's own order. */
export function findAdjustments(
  models: readonly Model[],
  { adjustments = [] }: Pick<Facts, 'adjustments'>,
  leads: readonly string[],
  accounts: readonly string[],
  until: number,
  knownAt: number,
): Columns['adjustments'] {
  if (adjustments.length === 0) return [];
  // One made-up fact for each unit named lets core put the adjustments of just these in order.
  const ofAccounts = new Set(models.filter(({ score }) => score === 'accounts').map(({ id }) => id));
  const fact = { field: 'named', value: 'yes' as PlainValue, source: '', knownAt: Number.MIN_SAFE_INTEGER };
  const fieldValues = adjustments.map(({ lead, model }) =>
    ofAccounts.has(model) ? { ...fact, account: lead } : { ...fact, lead },
  );
  const small = buildColumns({ fieldValues, activities: [], adjustments }, models, { until, knownAt });
  return small.adjustments
    .map((adjustment) => {
      const id = (ofAccounts.has(adjustment.model) ? (small.accounts?.ids ?? []) : small.ids)[
        adjustment.unit
      ]!;
      return { ...adjustment, unit: findUnit(ofAccounts.has(adjustment.model) ? accounts : leads, id) };
    })
    .filter(({ unit }) => unit >= 0)
    .sort((a, b) => a.unit - b.unit);
}
