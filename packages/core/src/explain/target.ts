import type { Model } from '../model.ts';
import type { Score } from '../score.ts';
import type { CappedSums } from './capped-sum.ts';
import { sumKind } from './capped-sum.ts';
import { toMillipoints } from './reach.ts';

/** A step of a scale: its label and the closed range of millipoints that has it, ±Infinity at the ends. */
export interface ScaleStep {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The steps of a scale, greatest first; equal thresholds go by label, so the later label is out of reach (`from` above
 * `to`). The last step holds everything below it too.
 */
export function listSteps(thresholds: Readonly<Record<string, number>>): ScaleStep[] {
  const sorted = Object.entries(thresholds)
    .map(([label, points]) => ({ label, from: toMillipoints(points) }))
    .sort((a, b) => b.from - a.from || (a.label < b.label ? -1 : 1));
  return sorted.map(({ label, from }, index) => ({
    label,
    from: index === sorted.length - 1 ? Number.NEGATIVE_INFINITY : from,
    to: index === 0 ? Number.POSITIVE_INFINITY : sorted[index - 1]!.from - 1,
  }));
}

/** The label of a value on a scale. */
function getStep(steps: readonly ScaleStep[], millipoints: number): string {
  return steps.find(({ from }) => millipoints >= from)?.label ?? '';
}

/** A sum that an output reads, and the closed range of millipoints it has to be in. */
export interface Target {
  readonly of: 'total' | 'fit' | 'engagement' | 'dimension';
  readonly dimension?: string;
  readonly from: number;
  readonly to: number;
}

/** The sum a target is about. */
export function readTarget(model: Model, target: Target, sums: CappedSums): number {
  if (target.of === 'total') return sums.total;
  if (target.of === 'dimension') return sums.dimensions[target.dimension ?? ''] ?? 0;
  return sumKind(model, target.of, sums.dimensions);
}

/** What a grade asks of the sums of fit and engagement; none for a "?" or a letter the model has not. */
export function gradeTargets(model: Model, grade: string): Target[] {
  if (!model.grades) return [];
  const letter = listSteps(model.grades.fit).find(({ label }) => label === grade.charAt(0));
  const number = listSteps(model.grades.engagement).find(({ label }) => label === grade.slice(1));
  if (!letter || !number) return [];
  return [
    { of: 'fit', from: letter.from, to: letter.to },
    { of: 'engagement', from: number.from, to: number.to },
  ];
}

/** What hot, warm or cold asks, where the temperature reads points; none for categories and grades. */
export function temperatureTargets({ temperature }: Model, wanted: string): Target[] {
  if (!temperature || 'categories' in temperature) return [];
  const { of, hot, warm } = temperature;
  if (typeof hot !== 'number' || typeof warm !== 'number') return [];
  const read = of === 'total' ? ({ of } as const) : ({ of: 'dimension', dimension: of } as const);
  const [highest, high] = [toMillipoints(hot), toMillipoints(warm)];
  if (wanted === 'hot') return [{ ...read, from: highest, to: Number.POSITIVE_INFINITY }];
  if (wanted === 'warm') return [{ ...read, from: high, to: highest - 1 }];
  return wanted === 'cold' ? [{ ...read, from: Number.NEGATIVE_INFINITY, to: high - 1 }] : [];
}

/** The grade and temperature that a score would have with other sums; what does not read sums stays as it is. */
export function readOutputs(
  model: Model,
  score: Score,
  sums: CappedSums,
): Pick<Score, 'total' | 'dimensions' | 'grade' | 'temperature' | 'disqualified'> {
  const disqualified = score.disqualified === undefined ? {} : { disqualified: score.disqualified };
  const grade = readGrade(model, score, sums);
  const temperature = readTemperature(model, score, sums, grade);
  return {
    total: sums.total,
    dimensions: sums.dimensions,
    ...(grade === undefined ? {} : { grade }),
    ...(temperature === undefined ? {} : { temperature }),
    ...disqualified,
  };
}

function readGrade(model: Model, score: Score, { dimensions }: CappedSums): string | undefined {
  const { grades } = model;
  if (!grades || score.grade === undefined) return score.grade;
  const fit = getStep(listSteps(grades.fit), sumKind(model, 'fit', dimensions));
  const engagement = getStep(listSteps(grades.engagement), sumKind(model, 'engagement', dimensions));
  return `${score.grade.startsWith('?') ? '?' : fit}${engagement}`;
}

function readTemperature(
  model: Model,
  score: Score,
  sums: CappedSums,
  grade: string | undefined,
): string | undefined {
  const { temperature } = model;
  if (!temperature || 'categories' in temperature) return score.temperature;
  const { hot, warm } = temperature;
  if (Array.isArray(hot) && Array.isArray(warm)) {
    const among = (grades: readonly string[]) => grade !== undefined && grades.includes(grade);
    return among(hot) ? 'hot' : among(warm) ? 'warm' : 'cold';
  }
  return ['hot', 'warm', 'cold'].find((wanted) =>
    temperatureTargets(model, wanted).every((target) => {
      const sum = readTarget(model, target, sums);
      return sum >= target.from && sum <= target.to;
    }),
  );
}
