import { journeyPhases } from '../score.ts';
import { testUnits } from './field-pass.ts';
import type { Pass } from './pass.ts';
import type { PlannedGrades, PlannedTemperature, Scale } from './plan.ts';
import type { ScoreColumns } from './score-columns.ts';
import { addColumn } from './sum-up.ts';
import { isTrue } from './value-test.ts';

/** Writes everything a score says of `count` units from `start` on, whose sums are made. */
export function writeOutputs(pass: Pass, scores: ScoreColumns, start: number, count: number): void {
  const { plan, dimensionPoints, totals, stride } = pass;
  const first = start - scores.from;
  copyColumn(totals, stride, scores.total, first, count);
  for (let d = 0; d < plan.dimensions.length; d++)
    copyColumn(dimensionPoints, d * stride, scores.dimensions[d]!, first, count);
  writeCoverage(pass, scores.coverage, first, count);
  if (plan.grades) writeGrades(pass, plan.grades, scores, first, count);
  if (plan.personas.length > 0) for (let u = 0; u < count; u++) scores.persona[first + u] = pass.personas[u]!;
  else scores.persona.fill(-1, first, first + count);
  if (plan.temperature) writeTemperatures(pass, plan.temperature, scores, start, count);
  writeJourneys(pass, scores.journey, first, count);
  writeDisqualified(pass, scores.disqualified, start, first, count);
}

function copyColumn(values: Float64Array, from: number, into: Float64Array, to: number, count: number): void {
  for (let u = 0; u < count; u++) into[to + u] = values[from + u]!;
}

function writeCoverage({ binding, known }: Pass, coverage: Uint16Array, first: number, count: number): void {
  const fieldCount = binding.coverage.length;
  for (let u = 0; u < count; u++)
    coverage[first + u] = fieldCount === 0 ? 1000 : Math.floor((1000 * known[u]!) / fieldCount);
}

/** Letters by the sum of fit dimensions ("?" when too little is known), numbers by that of engagement dimensions. */
function writeGrades(
  pass: Pass,
  grades: PlannedGrades,
  { grade, coverage }: ScoreColumns,
  first: number,
  count: number,
): void {
  const { plan, dimensionPoints, stride } = pass;
  const fit = new Float64Array(count);
  const engagement = new Float64Array(count);
  plan.dimensions.forEach(({ kind }, d) => {
    if (kind === 'fit') addColumn(dimensionPoints, d * stride, fit, 0, count);
    if (kind === 'engagement') addColumn(dimensionPoints, d * stride, engagement, 0, count);
  });
  const unknown = grades.fit.labels.length;
  const digits = grades.engagement.labels.length;
  for (let u = 0; u < count; u++) {
    const letter = coverage[first + u]! < grades.unknownBelow ? unknown : getStep(grades.fit, fit[u]!);
    grade[first + u] = letter * digits + getStep(grades.engagement, engagement[u]!);
  }
}

/** Index of the highest threshold that is reached; below all, of the lowest. */
function getStep({ from }: Scale, value: number): number {
  let step = 0;
  while (step < from.length - 1 && value < from[step]!) step++;
  return step;
}

function writeTemperatures(
  pass: Pass,
  temperature: PlannedTemperature,
  scores: ScoreColumns,
  start: number,
  count: number,
): void {
  const first = start - scores.from;
  const codes = scores.temperature;
  switch (temperature.kind) {
    case 'points': {
      const { dimension, hot, warm } = temperature;
      const values = dimension < 0 ? pass.totals : pass.dimensionPoints;
      const from = (dimension < 0 ? 1 : dimension) * pass.stride;
      for (let u = 0; u < count; u++) {
        const value = values[from + u]!;
        codes[first + u] = value >= hot ? 0 : value >= warm ? 1 : 2;
      }
      break;
    }
    case 'grade':
      for (let u = 0; u < count; u++) {
        const grade = scores.labels.grade[scores.grade[first + u]!] ?? '';
        codes[first + u] = temperature.hot.has(grade) ? 0 : temperature.warm.has(grade) ? 1 : 2;
      }
      break;
    default: {
      codes.fill(temperature.otherwise, first, first + count);
      const { categories } = pass.binding;
      for (let c = categories.length - 1; c >= 0; c--)
        markTrue(testUnits(pass, categories[c]!, start, count), codes, first, c);
    }
  }
}

/** Writes a code where a test is true. */
function markTrue(truths: Uint8Array, codes: Int16Array, first: number, code: number): void {
  for (let u = 0; u < truths.length; u++) if (truths[u] === isTrue) codes[first + u] = code;
}

/** The furthest phase that is reached. */
function writeJourneys(pass: Pass, journey: Int16Array, first: number, count: number): void {
  const { slots, width } = pass.binding.reader;
  journey.fill(-1, first, first + count);
  for (const { phase, slot, atLeast } of pass.plan.journey.toReversed()) {
    const code = journeyPhases.indexOf(phase);
    for (let u = 0; u < count; u++) if (slots[u * width + slot]! >= atLeast) journey[first + u] = code;
  }
}

/** Suppression lists come first, in document order, then the reasons of `disqualify`. */
function writeDisqualified(pass: Pass, codes: Int16Array, start: number, first: number, count: number): void {
  const { suppressed, disqualify } = pass.binding;
  codes.fill(-1, first, first + count);
  for (let d = disqualify.length - 1; d >= 0; d--)
    markTrue(testUnits(pass, disqualify[d]!, start, count), codes, first, suppressed.length + d);
  for (let s = suppressed.length - 1; s >= 0; s--) {
    const list = suppressed[s];
    if (list) for (let u = 0; u < count; u++) if (list[start + u] === 1) codes[first + u] = s;
  }
}
