import type { Codes, Column, Columns, UnitAdjustment } from '../columns.ts';
import { type BoundCriterion, bindColumn, bindCriterion, readsRows } from './bound-criterion.ts';
import type { Plan } from './plan.ts';
import { capPoints, type EachRule, getEachRules, isEachRule } from './points.ts';
import { classifyRows } from './row-class.ts';
import { type RowReader, startReader } from './row-reader.ts';
import { getWeights } from './row-table.ts';
import type { PlannedRule } from './rule-plan.ts';
import { type SettledRows, settleRows } from './settled-rows.ts';
import { readColumn } from './typed-column.ts';
import { dayMs, isTrue, type Truth } from './value-test.ts';

/** Units that are scored together, rule by rule. */
export const blockUnits = 128;

/** A plan and the columns it is put to: all that can be looked up before the pass. Kept as long as both are. */
export interface Binding {
  readonly unitCount: number;
  readonly ids: readonly string[];
  readonly created: Float64Array;
  /** Columns of `Plan.fields`. */
  readonly columns: readonly Column[];
  /** By rule: how it reads its fields, for rules that read any. */
  readonly fieldRules: readonly (FieldRule | undefined)[];
  /** Points of all rules of one group that a table by code of one field gives, summed. */
  readonly fieldTables: readonly FieldTable[];
  readonly eachRules: readonly EachRule[];
  /** Rules that are in neither. */
  readonly otherRules: readonly number[];
  /** Least and most points, by group and by dimension: [min, max, min, max, ...]. */
  readonly groupBounds: Float64Array;
  readonly dimensionBounds: Float64Array;
  /** Dimension by group, -1 for groups of personas. */
  readonly groupDimension: Int32Array;
  /** How many readings of their own rows units need. */
  readonly slotCount: number;
  /** By field of `Plan.coverage`: 1 for codes that are known. */
  readonly coverage: readonly { readonly codes: Codes; readonly known: Uint8Array }[];
  readonly audience: BoundCriterion | undefined;
  /** Whether rows must be read before it is known who is in the audience. */
  readonly audienceReadsRows: boolean;
  /** By list of `Plan.suppress`; undefined for a list that is empty. */
  readonly suppressed: readonly (Uint8Array | undefined)[];
  readonly disqualify: readonly BoundCriterion[];
  readonly categories: readonly BoundCriterion[];
  /** Of this model, by unit ascending. */
  readonly adjustments: readonly BoundAdjustment[];
  /** Reads the unit's rows, and those of a lead's account when a rule asks for them. */
  /** Undefined where each unit's rows must be looked at anew. */
  readonly settled: SettledRows | undefined;
  readonly reader: RowReader;
  readonly accountReader: RowReader | undefined;
}

export interface BoundAdjustment extends UnitAdjustment {
  /** Index into `Plan.dimensions`. */
  readonly dimensionIndex: number;
}

/** A rule of fields: a table by code of one field, or a test. */
export type FieldRule =
  | { readonly codes: Codes; readonly points: Float64Array; readonly truths: Uint8Array }
  | { readonly criterion: BoundCriterion };

export interface FieldTable {
  readonly codes: Codes;
  readonly group: number;
  readonly points: Float64Array;
}

const known = new WeakMap<Plan, WeakMap<Columns, Binding>>();

/** The binding for rows `firstRow` up to, not including, `endRow`; `oldest` is the greatest age a row can have. */
export function bindPlan(
  plan: Plan,
  columns: Columns,
  firstRow: number,
  endRow: number,
  oldest: number,
): Binding {
  let ofPlan = known.get(plan);
  if (ofPlan === undefined) {
    ofPlan = new WeakMap();
    known.set(plan, ofPlan);
  }
  const before = ofPlan.get(columns);
  if (before !== undefined && covers(before, firstRow, endRow)) {
    for (const reader of [before.reader, before.accountReader]) {
      if (reader !== undefined) reader.weights = getWeights(reader.plan, oldest);
    }
    return before;
  }
  const rows = columns.activities.type.length;
  const binding = before
    ? makeBinding(plan, columns, 0, rows, oldest)
    : makeBinding(plan, columns, firstRow, endRow, oldest);
  ofPlan.set(columns, binding);
  return binding;
}

function covers({ reader }: Binding, firstRow: number, endRow: number): boolean {
  const { firstRow: first, of } = reader.classes;
  return first <= firstRow && first + of.length >= endRow;
}

function makeBinding(
  plan: Plan,
  columns: Columns,
  firstRow: number,
  endRow: number,
  oldest: number,
): Binding {
  const { accounts } = columns;
  if (plan.scoresAccounts && !accounts) {
    throw new RangeError(`Cannot score accounts by "${plan.model.id}": the columns have none`);
  }
  const ofAccounts = plan.scoresAccounts ? accounts : undefined;
  const ids = ofAccounts?.ids ?? columns.ids;
  const unitCount = ofAccounts ? ids.length : columns.unitCount;
  const bound = plan.fields.map((field) =>
    bindColumn(ofAccounts?.fields ?? columns.fields, field, unitCount),
  );
  const fieldRules = plan.rules.map((rule) => bindRule(plan, bound, rule));
  const { activities } = columns;
  const told = classifyRows(plan.model, [plan.readings, plan.accountReadings], activities, firstRow, endRow);
  // The rows of an account's leads come together only in the pass.
  const settled = plan.scoresAccounts ? undefined : settleRows(plan.model, plan.readings, activities, told);
  const classes = settled?.classes ?? told;
  const suppressed = ofAccounts?.suppressed ?? columns.suppressed;
  const audience = plan.audience && bindCriterion(plan.audience, plan.fields, bound);
  return {
    unitCount,
    ids,
    created: ofAccounts?.created ?? columns.created,
    columns: bound,
    fieldRules,
    fieldTables: sumFieldTables(plan, fieldRules),
    eachRules: getEachRules(plan.rules),
    otherRules: plan.rules.flatMap((rule, i) => {
      const bound = fieldRules[i];
      return isEachRule(rule) || (bound && 'points' in bound) ? [] : [i];
    }),
    groupBounds: Float64Array.from(plan.groups.flatMap(({ min, max }) => [min, max])),
    dimensionBounds: Float64Array.from(plan.dimensions.flatMap(({ min, max }) => [min, max])),
    groupDimension: Int32Array.from(plan.groups, ({ dimension }, g) =>
      plan.personas.length > 0 && g >= plan.personas[0]!.firstGroup ? -1 : dimension,
    ),
    slotCount: plan.readings.readings.length,
    coverage: plan.coverage.map((field) => ({
      codes: bound[field]!.codes,
      known: Uint8Array.from(readColumn(bound[field]!, plan.fields[field]!.kind), (value) =>
        Number(value !== undefined),
      ),
    })),
    audience,
    audienceReadsRows: audience !== undefined && readsRows(audience),
    suppressed: plan.suppress.map((list) => suppressed.get(list)),
    disqualify: plan.disqualify.map(({ test }) => bindCriterion(test, plan.fields, bound)),
    categories:
      plan.temperature?.kind === 'categories'
        ? plan.temperature.tests.map((test) => bindCriterion(test, plan.fields, bound))
        : [],
    adjustments: bindAdjustments(plan, columns),
    settled,
    reader: startReader(plan.model, plan.readings, activities, classes, oldest, blockUnits),
    accountReader:
      plan.accountReadings.readings.length === 0
        ? undefined
        : startReader(plan.model, plan.accountReadings, activities, classes, oldest, blockUnits),
  };
}

function bindRule(plan: Plan, columns: readonly Column[], rule: PlannedRule): FieldRule | undefined {
  if (rule.table) {
    const { table } = rule;
    const field = rule.fieldsRead[0]!;
    const results = readColumn(columns[field]!, plan.fields[field]!.kind).map((value) => table(value));
    return {
      codes: columns[field]!.codes,
      points: Float64Array.from(results, ({ points }) => points),
      truths: Uint8Array.from(results, ({ truth }) => truth),
    };
  }
  if (!rule.criterion) return undefined;
  const criterion = bindCriterion(rule.criterion, plan.fields, columns);
  if (criterion.kind !== 'table') return { criterion };
  const { codes, truths } = criterion;
  return {
    codes,
    truths,
    points: Float64Array.from(truths, (truth) => getTruthPoints(rule, truth as Truth)),
  };
}

/** Green, red, grey. */
export function getTruthPoints(rule: PlannedRule, truth: Truth): number {
  if (truth === isTrue) return rule.points;
  return truth === 0 ? rule.otherwise : rule.unknown;
}

function sumFieldTables(plan: Plan, fieldRules: readonly (FieldRule | undefined)[]): FieldTable[] {
  const tables: FieldTable[] = [];
  plan.rules.forEach((rule, i) => {
    const bound = fieldRules[i];
    if (bound === undefined || !('points' in bound)) return;
    const points = bound.points.map((given) => capPoints(rule, given));
    const same = tables.find((table) => table.group === rule.group && table.codes === bound.codes);
    if (same) for (let code = 0; code < points.length; code++) same.points[code]! += points[code]!;
    else tables.push({ codes: bound.codes, group: rule.group, points });
  });
  return tables;
}

function bindAdjustments(plan: Plan, columns: Columns): BoundAdjustment[] {
  return columns.adjustments.flatMap((adjustment) => {
    const dimensionIndex = plan.dimensions.findIndex(({ id }) => id === adjustment.dimension);
    if (adjustment.model !== plan.model.id || dimensionIndex < 0) return [];
    return [{ ...adjustment, dimensionIndex }];
  });
}

/** The greatest age in days that a row can have at a moment. */
export function getOldest(columns: Columns, at: number): number {
  const { firstDay, type } = columns.activities;
  return type.length === 0 ? 0 : Math.max(0, Math.floor(at / dayMs) - firstDay);
}
