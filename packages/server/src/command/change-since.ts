import { compareMoments, type Model } from '@leadline/core';
import { type Input, listMembers } from './input.ts';

/** Compares a lead's score now with what it was at the end of an earlier day, from the same facts. */
export function findChange(
  model: Model,
  id: string,
  since: number,
  input: Input,
): ReturnType<typeof compareMoments> {
  const { facts, at, knownAt } = input;
  const known = knownAt === undefined ? {} : { knownAt };
  const members = listMembers(input);
  return compareMoments(facts, id, { model, at: since, ...known }, { model, at, ...known }, { members });
}
