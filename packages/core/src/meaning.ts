import type { Model } from './model.ts';
import type { Finding } from './problem.ts';

/** What is wrong, or likely not meant, in a model of the right shape. */
export function checkMeaning(_model: Model): Finding[] {
  return [];
}
