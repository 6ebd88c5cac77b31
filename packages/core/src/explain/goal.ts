import { findGroup, listRules, type PlacedRule, placeKey, placeOf } from '../document/rule-place.ts';
import type { OutcomeKind } from '../fact.ts';
import type { Model, StageCondition } from '../model.ts';
import type { Score } from '../score.ts';
import { readParts, sumParts } from './capped-sum.ts';
import { clampPoints, reachRule, toMillipoints } from './reach.ts';
import { holdsCondition } from './stage.ts';
import { gradeTargets, listSteps, readTarget, type Target } from './target.ts';

/** What a lead is to reach: a stage's `enter`, a grade at least as good in both halves, or a total in points. */
export type Goal = { readonly stage: string } | { readonly grade: string } | { readonly total: number };

/** Whether a score has reached a goal; a disqualified lead has reached none. */
export function reachesGoal(
  model: Model,
  goal: Goal,
  score: Score,
  newestOutcome: OutcomeKind | undefined,
): boolean {
  if (score.disqualified !== undefined) return false;
  if ('total' in goal) return score.total >= toMillipoints(goal.total);
  if ('stage' in goal) {
    const stage = model.stages?.find(({ id }) => id === goal.stage);
    return stage !== undefined && holdsCondition(stage.enter, score, newestOutcome);
  }
  return score.grade !== undefined && betterGrades(model, goal.grade).includes(score.grade);
}

/** The grades at least as good as one, in both halves. */
function betterGrades({ grades }: Model, grade: string): string[] {
  if (!grades) return [];
  const upTo = (scale: Readonly<Record<string, number>>, label: string) => {
    const labels = listSteps(scale).map((step) => step.label);
    return labels.slice(0, labels.indexOf(label) + 1);
  };
  const numbers = upTo(grades.engagement, grade.slice(1));
  return upTo(grades.fit, grade.charAt(0)).flatMap((letter) => numbers.map((number) => letter + number));
}

/** Sums that must come at least so far for a goal; further conditions may be asked. */
export function listNecessary(model: Model, goal: Goal): Target[] {
  if ('total' in goal)
    return [{ of: 'total', from: toMillipoints(goal.total), to: Number.POSITIVE_INFINITY }];
  if ('grade' in goal) return leastOfGrades(model, [goal.grade]);
  const stage = model.stages?.find(({ id }) => id === goal.stage);
  return stage ? necessaryForCondition(model, stage.enter) : [];
}

function necessaryForCondition(model: Model, condition: StageCondition): Target[] {
  if ('all' in condition) return condition.all.flatMap((member) => necessaryForCondition(model, member));
  if ('any' in condition)
    return condition.any.length === 1 ? necessaryForCondition(model, condition.any[0]!) : [];
  if ('grade' in condition) return leastOfGrades(model, condition.grade);
  if ('none' in condition || 'outcome' in condition) return [];
  const { gte, gt } = 'dimension' in condition ? condition : condition.total;
  const from = gte !== undefined ? toMillipoints(gte) : gt !== undefined ? toMillipoints(gt) + 1 : undefined;
  if (from === undefined) return [];
  const to = Number.POSITIVE_INFINITY;
  return 'dimension' in condition
    ? [{ of: 'dimension', dimension: condition.dimension, from, to }]
    : [{ of: 'total', from, to }];
}

/** What the least demanding of some grades asks of each half; nothing where one of them may have a "?". */
function leastOfGrades(model: Model, grades: readonly string[]): Target[] {
  return (['fit', 'engagement'] as const).flatMap((of) => {
    const from = grades.map((grade) => gradeTargets(model, grade).find((target) => target.of === of)?.from);
    return from.every((least) => least !== undefined)
      ? [{ of, from: Math.min(...from), to: Number.POSITIVE_INFINITY }]
      : [];
  });
}

/** What rules can give at most: as `given`, the `free` ones all they ever can; `anyPersona`: any may be the best. */
export interface MostGiven {
  /** By `placeKey`; 0 for a rule that is not there. */
  readonly given: ReadonlyMap<string, number>;
  readonly free: ReadonlySet<string>;
  readonly anyPersona: boolean;
}

/**
 * A test whether sums could come as far as a goal needs, from a score and what rules can give at most. Sound: it only
 * refuses what caps and rules rule out.
 */
export function makeReachTest(
  model: Model,
  necessary: readonly Target[],
  score: Score | undefined,
): (most: MostGiven) => boolean {
  const rules = listRules(model).map((placed) => ({
    ...placed,
    key: placeKey(placeOf(placed)),
    most: reachRule(placed.rule).max,
  }));
  const own = rules.filter(({ persona }) => persona === undefined);
  const personas = [...Map.groupBy(rules, ({ persona }) => persona)].flatMap(([id, of]) =>
    id === undefined ? [] : [of],
  );
  const { adjustments } = readParts(score?.contributions ?? []);
  return ({ given, free, anyPersona }) => {
    const groups = new Map<string, Map<string, number>>();
    const add = ({ dimension, group }: KeyedRule, points: number) => {
      const sums = groups.get(dimension) ?? new Map<string, number>();
      groups.set(dimension, sums.set(group, (sums.get(group) ?? 0) + points));
    };
    for (const rule of own) add(rule, free.has(rule.key) ? rule.most : (given.get(rule.key) ?? 0));
    const ofPersona = (rule: KeyedRule) => (anyPersona ? Math.max(0, rule.most) : (given.get(rule.key) ?? 0));
    for (const rule of findBestPersona(model, personas, ofPersona)) add(rule, ofPersona(rule));
    const sums = sumParts(model, { groups, adjustments });
    return necessary.every((target) => readTarget(model, target, sums) >= target.from);
  };
}

interface KeyedRule extends PlacedRule {
  readonly key: string;
  readonly most: number;
}

/** Of personas only the best enters, so the one that could give most stands for all. */
function findBestPersona(
  model: Model,
  personas: readonly (readonly KeyedRule[])[],
  most: (rule: KeyedRule) => number,
): readonly KeyedRule[] {
  let best: { readonly rules: readonly KeyedRule[]; readonly sum: number } | undefined;
  for (const own of personas) {
    let sum = 0;
    for (const [group, rules] of Map.groupBy(own, (placed) => placed.group)) {
      const points = rules.reduce((total, rule) => total + most(rule), 0);
      sum += clampPoints(points, findGroup(model, rules[0]!.dimension, group)?.cap);
    }
    if (best === undefined || sum > best.sum) best = { rules: own, sum };
  }
  return best?.rules ?? [];
}
