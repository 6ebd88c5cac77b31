import { outcomeKinds, type Plan } from '@leadline/core';
import type { ActivityCriterion, Criterion, UnitCriterion } from '@leadline/core/compiler';
import type { Leaf } from './leaf.ts';
import { type Sql, sql } from './sql.ts';

/** How the parts of a criterion are read from the row of the unit (or activity) under test. */
export interface CriterionReads {
  readonly leaf: (leaf: Leaf) => Sql;
  /** Value of a reading, in parts per million. */
  readonly slot?: (slot: number) => Sql;
  /** Whether there is such an outcome in the window: 1 or 0. */
  readonly outcome?: (outcome: number, withinDays: number) => Sql;
}

/** The outcome of a criterion of a lead (or account); `planned` is the same criterion in its plan. */
export function compileCriterion(reads: CriterionReads, written: Criterion, planned: UnitCriterion): Sql {
  if ('parts' in planned) {
    const members = getParts(written);
    return joinTruths(
      planned.kind,
      planned.parts.map((part, i) => compileCriterion(reads, members[i]!, part)),
    );
  }
  switch (planned.kind) {
    case 'field':
      return reads.leaf(written as Leaf);
    case 'count':
      return sql`CASE WHEN ${reads.slot!(planned.slot)} >= ${planned.atLeast} THEN 2 ELSE 0 END`;
    case 'outcome':
      return sql`2 * ${reads.outcome!(planned.outcome, planned.withinDays)}`;
  }
}

/** The outcome of what an activity's properties must say. */
export function compileWhere(reads: Pick<CriterionReads, 'leaf'>, where: ActivityCriterion): Sql {
  if ('property' in where) return reads.leaf(where);
  const kind = 'all' in where ? 'all' : 'any' in where ? 'any' : 'none';
  return joinTruths(
    kind,
    getParts(where).map((part) => compileWhere(reads, part as ActivityCriterion)),
  );
}

type Part = Criterion | ActivityCriterion;

function getParts(group: Part): readonly never[] {
  const parts: readonly Part[] =
    'all' in group ? group.all : 'any' in group ? group.any : 'none' in group ? group.none : [];
  return parts as readonly never[];
}

/** Kleene's logic of 0, 1 and 2: `all` is the least, `any` the greatest, `none` 2 minus that. */
function joinTruths(kind: 'all' | 'any' | 'none', truths: readonly Sql[]): Sql {
  const [first, ...others] = truths;
  if (kind === 'all') return others.reduce((least, truth) => sql`least(${least}, ${truth})`, first!);
  const any = others.reduce((greatest, truth) => sql`greatest(${greatest}, ${truth})`, first!);
  return kind === 'any' ? any : sql`(2 - ${any})`;
}

/** Outcomes that a plan's criteria ask for, each kind and window once. */
export function listOutcomeTests(plan: Plan): { readonly outcome: number; readonly withinDays: number }[] {
  const tests = [
    ...plan.rules.flatMap(({ criterion }) => (criterion ? [criterion] : [])),
    ...(plan.audience ? [plan.audience] : []),
    ...plan.disqualify.map(({ test }) => test),
    ...(plan.temperature?.kind === 'categories' ? plan.temperature.tests : []),
  ].flatMap(listOutcomes);
  return [...new Map(tests.map((one) => [getOutcomeKey(one.outcome, one.withinDays), one])).values()];
}

function listOutcomes(criterion: UnitCriterion): Extract<UnitCriterion, { kind: 'outcome' }>[] {
  if (criterion.kind === 'outcome') return [criterion];
  return 'parts' in criterion ? criterion.parts.flatMap(listOutcomes) : [];
}

/** A name for an outcome in a window. */
export function getOutcomeKey(outcome: number, withinDays: number): string {
  return `${outcomeKinds[outcome]}${Number.isFinite(withinDays) ? `_${withinDays}` : ''}`;
}
