import type { Model } from '../model.ts';
import { journeyPhases } from '../score.ts';
import { type Check, checkDistinct, nameAllowed, report, reportKey, suggest } from './check.ts';
import { checkCriterion } from './criterion-check.ts';
import type { Path } from './problem.ts';

/** Every grade a model can give, from the best; empty without `grades`. "?" stands for a letter that is not known. */
export function listGrades({ grades }: Model): string[] {
  if (!grades) return [];
  const letters = [...Object.keys(grades.fit).sort(), ...(grades.unknownBelow === undefined ? [] : ['?'])];
  const numbers = Object.keys(grades.engagement).sort();
  return letters.flatMap((letter) => numbers.map((number) => `${letter}${number}`));
}

/** Every temperature or category a model can give. */
export function listTemperatures({ temperature }: Model): string[] {
  if (!temperature) return [];
  if (!('categories' in temperature)) return ['hot', 'warm', 'cold'];
  const { categories, otherwise } = temperature;
  return [
    ...new Set([
      ...categories.map((category) => category.is),
      ...(otherwise === undefined ? [] : [otherwise]),
    ]),
  ];
}

/** Checks what a model makes of the points: grades, temperature and the buyer's journey. */
export function checkOutputs(check: Check): void {
  checkGrades(check);
  checkTemperature(check);
  checkJourney(check);
}

/** Checks a list of grades against those the model can give. */
export function checkGradeList(check: Check, list: readonly string[], path: Path): void {
  const grades = listGrades(check.model);
  checkDistinct(check, list, path);
  for (const [index, grade] of list.entries()) {
    if (grades.includes(grade)) continue;
    report(check, 'grade_unknown', [...path, index], { grade, allowed: nameAllowed(grades) });
  }
}

function checkGrades(check: Check): void {
  const { grades } = check.model;
  if (!grades) return;
  for (const part of ['fit', 'engagement'] as const) {
    const thresholds = Object.entries(grades[part]).sort(([a], [b]) => (a < b ? -1 : 1));
    if (thresholds.length === 0) report(check, 'empty_map', ['grades', part]);
    for (const [index, [mark, from]] of thresholds.entries()) {
      const before = thresholds[index - 1];
      if (!before || from < before[1]) continue;
      report(check, 'grades_not_descending', ['grades', part, mark], { grade: mark, better: before[0] });
    }
  }
}

function checkTemperature(check: Check): void {
  const { temperature, dimensions = {} } = check.model;
  if (!temperature) return;
  if ('categories' in temperature) {
    for (const [index, { when }] of temperature.categories.entries()) {
      checkCriterion(check, when, ['temperature', 'categories', index, 'when']);
    }
    return;
  }
  if (Array.isArray(temperature.hot) || Array.isArray(temperature.warm)) {
    const { hot, warm } = temperature as { hot: string[]; warm: string[] };
    if (!check.model.grades) {
      report(check, 'temperature_needs_grades', ['temperature', 'of']);
      return;
    }
    checkGradeList(check, hot, ['temperature', 'hot']);
    checkGradeList(check, warm, ['temperature', 'warm']);
    for (const [index, grade] of warm.entries()) {
      if (hot.includes(grade)) report(check, 'grade_hot_and_warm', ['temperature', 'warm', index], { grade });
    }
    return;
  }
  const { of, hot, warm, cold } = temperature as { of: string; hot: number; warm: number; cold?: number };
  if (of !== 'total') checkDimensionName(check, of, ['temperature', 'of']);
  else if (Object.keys(dimensions).length === 0)
    report(check, 'temperature_without_points', ['temperature', 'of']);
  if (hot <= warm)
    report(check, 'temperature_not_descending', ['temperature', 'warm'], { higher: 'hot', lower: 'warm' });
  if (cold !== undefined && warm <= cold) {
    report(check, 'temperature_not_descending', ['temperature', 'cold'], { higher: 'warm', lower: 'cold' });
  }
}

/** Checks that a dimension is there. */
export function checkDimensionName(check: Check, id: string, path: Path): void {
  const ids = Object.keys(check.model.dimensions ?? {});
  if (ids.includes(id)) return;
  report(check, 'dimension_unknown', path, { id, ...suggest(check, id, () => ids) });
}

function checkJourney(check: Check): void {
  const { journey, dimensions = {}, personas = {} } = check.model;
  if (!journey) return;
  const groups = [...Object.values(dimensions), ...Object.values(personas)].flatMap((owner) =>
    Object.values(owner.groups),
  );
  const tagged = new Set(
    groups.flatMap((group) => group.rules.map((rule) => ('journey' in rule ? rule.journey : undefined))),
  );
  for (const phase of journeyPhases) {
    if (journey[phase] !== undefined && !tagged.has(phase))
      reportKey(check, 'journey_untagged', ['journey', phase], { phase });
  }
}
