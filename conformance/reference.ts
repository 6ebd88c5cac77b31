/**
 * The meaning of a model by a second road: exact whole numbers of any size, one activity at a time, no tables and no
 * sharing. It is slow, and written from the definition alone, so that a mistake in an evaluator shows as a difference.
 * Only folding of text and `matches` are the product's own.
 */
export { factorByDefinition, isHalfLifeFactor } from './reference/decay.ts';
export { scoreByReference } from './reference/score.ts';
export { type StepQuestion, stepByReference } from './reference/step.ts';
