import { journeyPhases } from '../score.ts';
import { testUnit } from './bound-criterion.ts';
import type { Pass } from './pass.ts';
import type { Plan, PlannedGrades, PlannedTemperature, Scale } from './plan.ts';
import type { ScoreColumns } from './score-columns.ts';
import { isTrue } from './value-test.ts';

/** Writes everything a score says of a unit whose sums are made; its coverage is there already. */
export function writeOutputs(pass: Pass, scores: ScoreColumns, unit: number, i: number): void {
  const { plan, dimensionPoints } = pass;
  scores.total[i] = pass.totals[1]!;
  for (let d = 0; d < dimensionPoints.length; d++) scores.dimensions[d]![i] = dimensionPoints[d]!;
  if (plan.grades) scores.grade[i] = getGradeCode(plan, plan.grades, dimensionPoints, scores.coverage[i]!);
  scores.persona[i] = pass.persona;
  if (plan.temperature) {
    scores.temperature[i] = getTemperatureCode(pass, plan.temperature, scores, unit, i);
  }
  scores.journey[i] = plan.journey.length > 0 ? getJourneyCode(pass) : -1;
  scores.disqualified[i] = getDisqualifiedCode(pass, unit);
}

/** Letters by the sum of fit dimensions ("?" when too little is known), numbers by that of engagement dimensions. */
function getGradeCode(plan: Plan, grades: PlannedGrades, points: Float64Array, coverage: number): number {
  let fit = 0;
  let engagement = 0;
  for (let d = 0; d < points.length; d++) {
    const { kind } = plan.dimensions[d]!;
    if (kind === 'fit') fit += points[d]!;
    else if (kind === 'engagement') engagement += points[d]!;
  }
  const letter = coverage < grades.unknownBelow ? grades.fit.labels.length : getStep(grades.fit, fit);
  return letter * grades.engagement.labels.length + getStep(grades.engagement, engagement);
}

/** Index of the highest threshold that is reached; below all, of the lowest. */
function getStep({ from }: Scale, value: number): number {
  let step = 0;
  while (step < from.length - 1 && value < from[step]!) step++;
  return step;
}

function getTemperatureCode(
  pass: Pass,
  temperature: PlannedTemperature,
  scores: ScoreColumns,
  unit: number,
  i: number,
): number {
  switch (temperature.kind) {
    case 'points': {
      const value =
        temperature.dimension < 0 ? pass.totals[1]! : pass.dimensionPoints[temperature.dimension]!;
      return value >= temperature.hot ? 0 : value >= temperature.warm ? 1 : 2;
    }
    case 'grade': {
      const grade = scores.labels.grade[scores.grade[i]!] ?? '';
      return temperature.hot.has(grade) ? 0 : temperature.warm.has(grade) ? 1 : 2;
    }
    case 'categories': {
      const { categories } = pass.binding;
      for (let c = 0; c < categories.length; c++)
        if (testUnit(categories[c]!, unit, pass.facts) === isTrue) return c;
      return temperature.otherwise;
    }
  }
}

/** The furthest phase that is reached. */
function getJourneyCode(pass: Pass): number {
  for (const { phase, slot, atLeast } of pass.plan.journey) {
    if (pass.facts.slots[slot]! >= atLeast) return journeyPhases.indexOf(phase);
  }
  return -1;
}

/** Suppression lists come first, in document order, then the reasons of `disqualify`. */
function getDisqualifiedCode(pass: Pass, unit: number): number {
  const { suppressed, disqualify } = pass.binding;
  for (let s = 0; s < suppressed.length; s++) if (suppressed[s]?.[unit] === 1) return s;
  for (let d = 0; d < disqualify.length; d++) {
    if (testUnit(disqualify[d]!, unit, pass.facts) === isTrue) return suppressed.length + d;
  }
  return -1;
}
