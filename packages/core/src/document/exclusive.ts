import { outcomeKinds } from '../fact.ts';
import type { Dimension, Model, StageCondition } from '../model.ts';
import { listGrades } from './output-check.ts';

/** What can be true at once: bounds in millipoints of total and dimensions, grades and newest outcomes still possible. */
interface Situation {
  readonly bounds: ReadonlyMap<string, readonly [least: number, most: number]>;
  readonly grades: ReadonlySet<string>;
  readonly outcomes: ReadonlySet<string>;
}

/** More situations than this are not looked through; what has not been proved by then counts as not proved. */
const mostSituations = 2000;

const none = '';
const totalName = ' total';

/**
 * True if two conditions can be proved never to hold together. Sound: it may say no of conditions that do exclude each
 * other (a total is not put together with its dimensions), never yes of conditions that do not.
 */
export function provesExclusive(model: Model, one: StageCondition, other: StageCondition): boolean {
  return !canHold(model, { all: [one, other] });
}

/** False only if a condition can be proved never to hold. */
export function canHold(model: Model, condition: StageCondition): boolean {
  const situations = narrow([openSituation(model)], condition, true);
  return situations === undefined || situations.some((situation) => isPossible(model, situation));
}

function openSituation(model: Model): Situation {
  const bounds = new Map<string, readonly [number, number]>();
  for (const [id, dimension] of Object.entries(model.dimensions ?? {})) bounds.set(id, readCap(dimension));
  bounds.set(totalName, readCap(model.total ?? {}));
  // A score without a grade is in no list of grades; it only comes up without `grades`.
  const grades = listGrades(model);
  return {
    bounds,
    grades: new Set(grades.length > 0 ? grades : [none]),
    outcomes: new Set([...outcomeKinds, none]),
  };
}

function readCap({ cap, floor }: Pick<Dimension, 'cap' | 'floor'>): readonly [number, number] {
  return [toMillipoints(cap?.min ?? floor ?? -Infinity), toMillipoints(cap?.max ?? Infinity)];
}

function toMillipoints(points: number): number {
  return Math.round(points * 1000);
}

/** All ways in which a condition (or its negation) can hold in one of the situations; undefined if there are too many. */
function narrow(situations: Situation[], condition: StageCondition, holds: boolean): Situation[] | undefined {
  if ('none' in condition) return narrow(situations, { any: condition.none }, !holds);
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any;
    return 'all' in condition === holds
      ? narrowByEach(situations, parts, holds)
      : narrowByAny(situations, parts, holds);
  }
  if ('outcome' in condition) {
    return situations.flatMap((situation) => keep(situation, 'outcomes', [condition.outcome], holds));
  }
  if ('grade' in condition)
    return situations.flatMap((situation) => keep(situation, 'grades', condition.grade, holds));
  const [name, comparison] =
    'dimension' in condition ? [condition.dimension, condition] : [totalName, condition.total];
  return limit(situations.flatMap((situation) => bound(situation, name, comparison, holds)));
}

function narrowByEach(
  situations: Situation[],
  parts: readonly StageCondition[],
  holds: boolean,
): Situation[] | undefined {
  let left: Situation[] | undefined = situations;
  for (const part of parts) left = left && narrow(left, part, holds);
  return left;
}

function narrowByAny(
  situations: Situation[],
  parts: readonly StageCondition[],
  holds: boolean,
): Situation[] | undefined {
  const found: Situation[] = [];
  for (const part of parts) {
    const some = narrow(situations, part, holds);
    if (!some || found.length + some.length > mostSituations) return undefined;
    found.push(...some);
  }
  return found;
}

function limit(situations: Situation[]): Situation[] | undefined {
  return situations.length > mostSituations ? undefined : situations;
}

function keep(
  situation: Situation,
  what: 'grades' | 'outcomes',
  listed: readonly string[],
  holds: boolean,
): Situation[] {
  const left = new Set([...situation[what]].filter((word) => listed.includes(word) === holds));
  return left.size === 0 ? [] : [{ ...situation, [what]: left }];
}

interface Comparison {
  readonly gte?: number | undefined;
  readonly gt?: number | undefined;
  readonly lte?: number | undefined;
  readonly lt?: number | undefined;
}

function bound(
  situation: Situation,
  name: string,
  { gte, gt, lte, lt }: Comparison,
  holds: boolean,
): Situation[] {
  const least = Math.max(
    gte === undefined ? -Infinity : toMillipoints(gte),
    gt === undefined ? -Infinity : toMillipoints(gt) + 1,
  );
  const most = Math.min(
    lte === undefined ? Infinity : toMillipoints(lte),
    lt === undefined ? Infinity : toMillipoints(lt) - 1,
  );
  const wanted: (readonly [number, number])[] = holds
    ? [[least, most]]
    : least > most
      ? [[-Infinity, Infinity]]
      : [
          [-Infinity, least - 1],
          [most + 1, Infinity],
        ];
  const [from, to] = situation.bounds.get(name) ?? [-Infinity, Infinity];
  return wanted.flatMap(([low, high]) => {
    const meets = [Math.max(from, low), Math.min(to, high)] as const;
    if (meets[0] > meets[1] || meets[0] === Infinity || meets[1] === -Infinity) return [];
    return [{ ...situation, bounds: new Map(situation.bounds).set(name, meets) }];
  });
}

/** Whether some grade left fits the points left, where one dimension alone makes the letter or the number. */
function isPossible(model: Model, situation: Situation): boolean {
  const { grades } = model;
  if (!grades) return true;
  return [...situation.grades].some((grade) => {
    const [letter = '', number = ''] = grade;
    return meetsMark(model, situation, 'fit', letter) && meetsMark(model, situation, 'engagement', number);
  });
}

function meetsMark(model: Model, situation: Situation, kind: 'fit' | 'engagement', mark: string): boolean {
  const only = Object.entries(model.dimensions ?? {}).filter(([, dimension]) => dimension.kind === kind);
  const marks = Object.entries(model.grades?.[kind] ?? {}).sort(([, a], [, b]) => b - a);
  const index = marks.findIndex(([name]) => name === mark);
  if (only.length !== 1 || index < 0) return true;
  const least = index === marks.length - 1 ? -Infinity : toMillipoints(marks[index]![1]);
  const most = index === 0 ? Infinity : toMillipoints(marks[index - 1]![1]) - 1;
  const [from, to] = situation.bounds.get(only[0]![0]) ?? [-Infinity, Infinity];
  return Math.max(from, least) <= Math.min(to, most);
}
