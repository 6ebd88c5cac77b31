import type { Criterion } from '../criterion.ts';
import { findFieldKind } from '../document/model-kind.ts';
import { outcomeKinds, type ValueKind } from '../fact.ts';
import type { Model } from '../model.ts';
import { million } from './decay.ts';
import { planReading, type ReadingPlanner } from './reading.ts';
import { readChoice } from './signal.ts';
import { compileValueTest, type ValueTest } from './value-test.ts';

/** A test of a lead or account, with fields, readings and outcomes by index. */
export type UnitCriterion =
  | { readonly kind: 'field'; readonly field: number; readonly test: ValueTest }
  /** True if the reading in this slot is at least this much, in parts per million. */
  | { readonly kind: 'count'; readonly slot: number; readonly atLeast: number }
  /** `outcome` is an index into `outcomeKinds`; `withinDays` is Infinity without a window. */
  | { readonly kind: 'outcome'; readonly outcome: number; readonly withinDays: number }
  | { readonly kind: 'all' | 'any' | 'none'; readonly parts: readonly UnitCriterion[] };

/** A field that a plan reads, as the kind its model declares. */
export interface PlannedField {
  readonly name: string;
  readonly kind: ValueKind;
}

/** Collects the fields a plan reads, each once. */
export interface FieldPlanner {
  readonly model: Model;
  readonly fields: PlannedField[];
}

/** Index of a field among those the plan reads. */
export function planField(planner: FieldPlanner, name: string): number {
  const known = planner.fields.findIndex((field) => field.name === name);
  return known >= 0 ? known : planner.fields.push({ name, kind: getFieldKind(planner.model, name) }) - 1;
}

/** @throws RangeError for a field that is neither declared nor known to Leadline itself */
export function getFieldKind(model: Model, name: string): ValueKind {
  const kind = findFieldKind(model, name);
  if (kind === undefined) {
    throw new RangeError(`Cannot read field "${name}" of model "${model.id}": declare its kind under fields`);
  }
  return kind;
}

/** Readies a criterion; what it counts becomes readings of `readings`. */
export function planCriterion(
  fields: FieldPlanner,
  readings: ReadingPlanner,
  criterion: Criterion,
): UnitCriterion {
  const planAll = (parts: readonly Criterion[]): UnitCriterion[] =>
    parts.map((part) => planCriterion(fields, readings, part));
  if ('all' in criterion) return { kind: 'all', parts: planAll(criterion.all) };
  if ('any' in criterion) return { kind: 'any', parts: planAll(criterion.any) };
  if ('none' in criterion) return { kind: 'none', parts: planAll(criterion.none) };
  if ('activity' in criterion) {
    const { withinDays, count, ...choice } = criterion.activity;
    const choices = [readChoice(choice)];
    const slot = planReading(readings, { kind: 'count', choices, ...(withinDays && { toAge: withinDays }) });
    return { kind: 'count', slot, atLeast: (count ?? 1) * million };
  }
  if ('outcome' in criterion) {
    const withinDays = criterion.withinDays ?? Number.POSITIVE_INFINITY;
    return { kind: 'outcome', outcome: outcomeKinds.indexOf(criterion.outcome), withinDays };
  }
  const field = planField(fields, criterion.field);
  return { kind: 'field', field, test: compileValueTest(criterion, fields.fields[field]!.kind) };
}

/** Indexes of the fields a criterion reads. */
export function getFieldsRead(criterion: UnitCriterion): number[] {
  if (criterion.kind === 'field') return [criterion.field];
  return 'parts' in criterion ? criterion.parts.flatMap(getFieldsRead) : [];
}
