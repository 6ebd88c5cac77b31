/**
 * What a compiler of models to another language needs beside `@leadline/core`: the parts of a plan, and how values and
 * numbers of a model are read.
 */

export type { ActivityCriterion, Amount, Criterion, FieldCriterion, PropertyCriterion } from './criterion.ts';
export { boundModel, mostMillipoints } from './document/bound.ts';
export { getPropertyKind } from './document/model-kind.ts';
export type { Scale } from './kernel/plan.ts';
export type { Reading, ReadingKind, ReadingPlan } from './kernel/reading.ts';
export { firstSlot } from './kernel/reading.ts';
export type { Formula, PlannedRule } from './kernel/rule-plan.ts';
export type { Signal, SignalChoice } from './kernel/signal.ts';
export type { UnitCriterion } from './kernel/unit-criterion.ts';
export { getOperator } from './kernel/value-test.ts';
export type { Operator } from './operator.ts';
export type { Decay, RangesRule, ValuesRule } from './rule.ts';
export { getAcceptedActivities, getActivityContent } from './value/lead-facts.ts';
export { getPlainText, getThousandths } from './value/value.ts';
