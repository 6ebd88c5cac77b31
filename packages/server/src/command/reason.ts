import { type Contribution, describeContribution, type Model, type Score } from '@leadline/core';
import type { Session } from '../session.ts';

/** What each rule or cap gives the lead in the middle of a list, in millipoints; absent is 0. */
export type TypicalPoints = ReadonlyMap<string, number>;

/** Returns the median of each contribution over all scores, those without it counting as 0. */
export function findTypicalPoints(scores: readonly Score[]): TypicalPoints {
  const given = new Map<string, number[]>();
  for (const score of scores) {
    for (const one of score.contributions ?? []) {
      const points = given.get(nameSource(one)) ?? [];
      points.push(one.points);
      given.set(nameSource(one), points);
    }
  }
  const typical = new Map<string, number>();
  for (const [source, points] of given) {
    const all = [...points, ...new Array<number>(Math.max(0, scores.length - points.length)).fill(0)];
    typical.set(source, all.sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)]!);
  }
  return typical;
}

/**
 * Returns the contributions that set a score apart from the others on its list: those furthest from what the lead in
 * the middle gets ("in our country" says little where all are), of equals the one with most points either way. Caps are
 * among them only when all contributions are asked for: they say something of the model, not of the lead.
 */
export function findReasons(score: Score, typical: TypicalPoints, most: number): Contribution[] {
  const apart = (one: Contribution): number => Math.abs(one.points - (typical.get(nameSource(one)) ?? 0));
  return [...(score.contributions ?? [])]
    .filter((one) => one.points !== 0 && (one.kind !== 'cap' || most === Number.POSITIVE_INFINITY))
    .sort((a, b) => apart(b) - apart(a) || Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most);
}

/** Returns the reasons of a score in words, each after its points. */
export function listReasons(
  score: Score,
  { model, typical }: { readonly model: Model; readonly typical: TypicalPoints },
  most: number,
  { words }: Session,
): string[] {
  return findReasons(score, typical, most).map((one) => {
    const { what, points } = describeContribution(one, model, words.language, score.at);
    return `${points} ${what}`;
  });
}

function nameSource(one: Contribution): string {
  if (one.kind === 'rule') return JSON.stringify([one.dimension, one.group, one.rule]);
  if (one.kind === 'adjustment') return JSON.stringify([one.dimension]);
  return JSON.stringify([one.of, one.dimension, one.group]);
}
