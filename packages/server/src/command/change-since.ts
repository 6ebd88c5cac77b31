import { type Difference, describeContribution, explainDifference, type Model } from '@leadline/core';
import { roundParts } from '../rounded-part.ts';
import type { Session } from '../session.ts';
import type { Input } from './input.ts';

/** Compares a lead's score now with what it was at the end of an earlier day, from the same facts. */
export function findChange(model: Model, id: string, since: number, input: Input): Difference {
  const { facts, at, knownAt, models } = input;
  const known = knownAt === undefined ? {} : { knownAt };
  const members = models.map((loaded) => loaded.model).filter((one) => one.score !== 'accounts');
  return explainDifference(facts, id, { model, at: since, ...known }, { model, at, ...known }, { members });
}

/** Says a difference: the change of the total, then each contribution that changed and why, the largest first. */
export function describeChange(difference: Difference, model: Model, at: number, session: Session): string[] {
  const { words, terminal } = session;
  const { before, after, changes } = difference;
  if (changes.length === 0) return [words.say('change_none')];
  const was = Math.round((before?.total ?? 0) / 100);
  const is = Math.round((after?.total ?? 0) / 100);
  const sign = (tenths: number): string => `${tenths > 0 ? '+' : ''}${words.points(tenths * 100)}`;
  const total = words.say('change_total', {
    change: sign(is - was),
    before: words.points(was * 100),
    after: words.points(is * 100),
  });
  const ordered = [...changes].sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const parts = roundParts(
    ordered.map((one) => one.after - one.before),
    (is - was) * 100,
  );
  const lines = ordered.map(({ contribution, causes }, index) => {
    const { what } = describeContribution(contribution, model, words.language, at);
    const why = causes.map(({ cause }) => words.say(`cause_${cause}`)).join(', ');
    return `${sign(parts[index]!).padStart(8)}  ${what} ${terminal.style('dim', `(${why})`)}`;
  });
  return [total, ...lines];
}
