import { findDimension } from '../document/rule-place.ts';
import { type Reach, reachModel, toMillipoints } from '../explain/reach.ts';
import { listSteps } from '../explain/target.ts';
import type { Model, StageCondition } from '../model.ts';
import type { WordlessHint } from './hint.ts';

/** Thresholds of grades, temperature and stages that no lead can reach, or every lead does. */
export function findThresholdHints(model: Model): WordlessHint[] {
  const reach = reachModel(model);
  const { grades, temperature } = model;
  const hints: WordlessHint[] = [];
  for (const kind of ['fit', 'engagement'] as const) {
    if (!grades) continue;
    const most = sumReach(model, kind, reach.dimensions);
    const steps = listSteps(grades[kind]);
    for (const { label, from } of steps)
      hints.push(...judgeThreshold(label, from, most, steps.at(-1)?.label === label));
    hints.push(...findCollapses(grades[kind]));
  }
  if (
    temperature &&
    'of' in temperature &&
    typeof temperature.hot === 'number' &&
    typeof temperature.warm === 'number'
  ) {
    const read = temperature.of === 'total' ? reach.total : reach.dimensions[temperature.of];
    if (read)
      hints.push(
        ...judgeThreshold('hot', toMillipoints(temperature.hot), read, false),
        ...judgeThreshold('warm', toMillipoints(temperature.warm), read, false),
      );
  }
  for (const { id, enter } of model.stages ?? []) hints.push(...judgeCondition(model, id, enter, reach));
  return hints;
}

function sumReach(model: Model, kind: string, dimensions: Readonly<Record<string, Reach>>): Reach {
  return Object.entries(dimensions).reduce(
    (sum, [id, { min, max }]) =>
      findDimension(model, id)?.kind === kind ? { min: sum.min + min, max: sum.max + max } : sum,
    { min: 0, max: 0 },
  );
}

function judgeThreshold(of: string, from: number, { min, max }: Reach, last: boolean): WordlessHint[] {
  if (last) return [];
  const threshold = from / 1000;
  if (from > max)
    return [
      {
        code: 'threshold_out_of_reach',
        severity: 'warning',
        params: { of, threshold, most: max / 1000 },
        rules: [],
      },
    ];
  if (from <= min)
    return [
      {
        code: 'threshold_always_reached',
        severity: 'hint',
        params: { of, threshold, least: min / 1000 },
        rules: [],
      },
    ];
  return [];
}

/** What a stage asks of every lead; of an `any` only what each of its members leaves out of reach. */
function judgeCondition(
  model: Model,
  stage: string,
  condition: StageCondition,
  reach: ReturnType<typeof reachModel>,
): WordlessHint[] {
  if ('all' in condition)
    return condition.all.flatMap((member) => judgeCondition(model, stage, member, reach));
  if ('any' in condition) {
    const judged = condition.any.map((member) => judgeCondition(model, stage, member, reach));
    const out = judged.map((hints) => hints.filter(({ severity }) => severity === 'warning'));
    return out.every((hints) => hints.length > 0) ? out.flat() : [];
  }
  if ('none' in condition || 'outcome' in condition) return [];
  if ('grade' in condition) return judgeGrades(model, stage, condition.grade, reach.dimensions);
  const [read, { gte, gt }] =
    'dimension' in condition
      ? [reach.dimensions[condition.dimension], condition]
      : [reach.total, condition.total];
  const least = gte !== undefined ? toMillipoints(gte) : gt !== undefined ? toMillipoints(gt) + 1 : undefined;
  return read === undefined || least === undefined ? [] : judgeThreshold(stage, least, read, false);
}

/** Grades a stage asks for of which the letter or the number is out of reach. */
function judgeGrades(
  model: Model,
  stage: string,
  grades: readonly string[],
  dimensions: Readonly<Record<string, Reach>>,
): WordlessHint[] {
  if (!model.grades) return [];
  const labels = (kind: 'fit' | 'engagement') => {
    const { min, max } = sumReach(model, kind, dimensions);
    return new Set(
      listSteps(model.grades![kind]).flatMap(({ label, from, to }) =>
        from <= max && to >= min ? [label] : [],
      ),
    );
  };
  const [letters, numbers] = [labels('fit'), labels('engagement')];
  if (model.grades.unknownBelow) letters.add('?');
  const missed = grades.filter((grade) => !letters.has(grade.charAt(0)) || !numbers.has(grade.slice(1)));
  const severity = missed.length === grades.length ? 'warning' : 'hint';
  return missed.length === 0
    ? []
    : [{ code: 'grade_out_of_reach', severity, params: { of: stage, grades: missed }, rules: [] }];
}

/** Steps of a scale in the order of their labels, each of which must ask for less than the one before. */
function findCollapses(scale: Readonly<Record<string, number>>): WordlessHint[] {
  const sorted = Object.entries(scale).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.slice(1).flatMap(([other, least], index): WordlessHint[] => {
    const [grade, above] = sorted[index]!;
    return least < above
      ? []
      : [{ code: 'grades_collapse', severity: 'warning', params: { grade, other }, rules: [] }];
  });
}
