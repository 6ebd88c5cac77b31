import type { Codes, Column, OutcomeColumns } from '../columns.ts';
import type { TypedValue } from '../value/value.ts';
import { readColumn } from './typed-column.ts';
import type { PlannedField, UnitCriterion } from './unit-criterion.ts';
import { dayMs, isFalse, isTrue, type Truth, type ValueTest } from './value-test.ts';

/** A test of a lead or account with the columns it reads. */
export type BoundCriterion =
  /** Outcome by code of one field. */
  | { readonly kind: 'table'; readonly codes: Codes; readonly truths: Uint8Array }
  /** Depends on the day of the score. */
  | {
      readonly kind: 'relative';
      readonly codes: Codes;
      readonly values: readonly (TypedValue | undefined)[];
      readonly test: ValueTest;
    }
  | { readonly kind: 'count'; readonly slot: number; readonly atLeast: number }
  | { readonly kind: 'outcome'; readonly outcome: number; readonly withinDays: number }
  | { readonly kind: 'all' | 'any' | 'none'; readonly parts: readonly BoundCriterion[] };

/** What tests read of the unit under test besides fields. */
export interface UnitFacts {
  readonly outcomes: OutcomeColumns;
  /** Leads whose outcomes are the unit's: `leads[firstLead]` up to, not including, `leads[endLead]`. */
  readonly leads: Uint32Array;
  firstLead: number;
  endLead: number;
  /** Moment of the score in milliseconds UTC, and its day. */
  at: number;
  day: number;
  /** Values of the unit's own readings, from `base` on. */
  readonly slots: Float64Array;
  base: number;
}

/** Fields as columns, a field that no unit has being missing everywhere. */
export function bindColumn(
  columns: ReadonlyMap<string, Column>,
  field: PlannedField,
  unitCount: number,
): Column {
  return columns.get(field.name) ?? { codes: new Uint8Array(unitCount), values: [undefined] };
}

/** Looks up what can be looked up; a group over one field becomes one table. */
export function bindCriterion(
  criterion: UnitCriterion,
  fields: readonly PlannedField[],
  columns: readonly Column[],
): BoundCriterion {
  if (criterion.kind === 'field') {
    const { codes } = columns[criterion.field]!;
    const values = readColumn(columns[criterion.field]!, fields[criterion.field]!.kind);
    const { test } = criterion;
    if (test.isRelative) return { kind: 'relative', codes, values, test };
    return { kind: 'table', codes, truths: Uint8Array.from(values, (value) => test.test(value, 0)) };
  }
  if (!('parts' in criterion)) return criterion;
  const parts = criterion.parts.map((part) => bindCriterion(part, fields, columns));
  const first = parts[0]!;
  if (first.kind !== 'table') return { kind: criterion.kind, parts };
  const tables: Uint8Array[] = [];
  for (const part of parts) if (part.kind === 'table' && part.codes === first.codes) tables.push(part.truths);
  if (tables.length < parts.length) return { kind: criterion.kind, parts };
  const truths = first.truths.map((_, code) =>
    join(
      criterion.kind,
      tables.map((table) => table[code] as Truth),
    ),
  );
  return { kind: 'table', codes: first.codes, truths };
}

function join(kind: 'all' | 'any' | 'none', truths: readonly Truth[]): Truth {
  if (kind === 'all') return Math.min(...truths) as Truth;
  const any = Math.max(...truths);
  return (kind === 'any' ? any : 2 - any) as Truth;
}

/** Outcome of a test for one unit. */
export function testUnit(criterion: BoundCriterion, unit: number, facts: UnitFacts): Truth {
  switch (criterion.kind) {
    case 'table':
      return criterion.truths[criterion.codes[unit]!] as Truth;
    case 'relative':
      return criterion.test.test(criterion.values[criterion.codes[unit]!], facts.day);
    case 'count':
      return facts.slots[facts.base + criterion.slot]! >= criterion.atLeast ? isTrue : isFalse;
    case 'outcome':
      return hasOutcome(facts, criterion.outcome, criterion.withinDays) ? isTrue : isFalse;
    default: {
      let least: Truth = 2;
      let greatest: Truth = 0;
      for (const part of criterion.parts) {
        const truth = testUnit(part, unit, facts);
        if (truth < least) least = truth;
        if (truth > greatest) greatest = truth;
      }
      return criterion.kind === 'all'
        ? least
        : criterion.kind === 'any'
          ? greatest
          : ((2 - greatest) as Truth);
    }
  }
}

function hasOutcome(facts: UnitFacts, outcome: number, withinDays: number): boolean {
  const { offsets, kind, at } = facts.outcomes;
  for (let i = facts.firstLead; i < facts.endLead; i++) {
    const lead = facts.leads[i]!;
    for (let row = offsets[lead]!; row < offsets[lead + 1]!; row++) {
      if (kind[row] !== outcome || at[row]! > facts.at) continue;
      if (facts.day - Math.floor(at[row]! / dayMs) < withinDays) return true;
    }
  }
  return false;
}

/** Whether a test needs the unit's rows to be read before. */
export function readsRows(criterion: BoundCriterion): boolean {
  return criterion.kind === 'count' || ('parts' in criterion && criterion.parts.some(readsRows));
}
