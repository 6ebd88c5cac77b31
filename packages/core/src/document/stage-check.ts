import type { StageCondition } from '../model.ts';
import { type Check, report, reportKey } from './check.ts';
import { canHold, provesExclusive } from './exclusive.ts';
import { checkDimensionName, checkGradeList } from './output-check.ts';
import type { Path } from './problem.ts';

const comparisons = ['gte', 'gt', 'lte', 'lt'] as const;

/** Checks stages: what their conditions read, and that nothing can let a lead in and out at once. */
export function checkStages(check: Check): void {
  const seen = new Set<string>();
  for (const [index, stage] of (check.model.stages ?? []).entries()) {
    const path = ['stages', index];
    if (seen.has(stage.id)) report(check, 'stage_id_twice', [...path, 'id'], { id: stage.id });
    seen.add(stage.id);
    const before = check.findings.length;
    checkCondition(check, stage.enter, [...path, 'enter']);
    if (stage.leave) checkCondition(check, stage.leave, [...path, 'leave']);
    if (stage.holdDays !== undefined && !stage.leave)
      reportKey(check, 'hold_without_leave', [...path, 'holdDays']);
    if (check.findings.length > before) continue;
    if (!canHold(check.model, stage.enter)) report(check, 'stage_unreachable', [...path, 'enter']);
    if (stage.leave && !provesExclusive(check.model, stage.enter, stage.leave)) {
      report(check, 'stage_not_exclusive', [...path, 'leave']);
    }
  }
}

function checkCondition(check: Check, condition: StageCondition, path: Path): void {
  for (const group of ['all', 'any', 'none'] as const) {
    const parts = group in condition ? (condition as Record<string, StageCondition[]>)[group] : undefined;
    for (const [index, part] of (parts ?? []).entries()) checkCondition(check, part, [...path, group, index]);
  }
  if ('dimension' in condition) {
    checkDimensionName(check, condition.dimension, [...path, 'dimension']);
    checkComparison(check, condition, path);
  } else if ('total' in condition) checkComparison(check, condition.total, [...path, 'total']);
  else if ('grade' in condition) checkGradeList(check, condition.grade, [...path, 'grade']);
}

function checkComparison(
  check: Check,
  comparison: { readonly [Name in (typeof comparisons)[number]]?: number | undefined },
  path: Path,
): void {
  if (comparisons.every((name) => comparison[name] === undefined)) {
    report(check, 'comparison_empty', path, { allowed: comparisons.join(', ') });
  }
}
