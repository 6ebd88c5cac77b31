export type {
  Activity,
  Adjustment,
  Facts,
  FieldValue,
  Interval,
  Outcome,
  OutcomeKind,
  PlainValue,
  SourceRanking,
  Suppression,
  ValueKind,
} from './fact.ts';
export { outcomeKinds } from './fact.ts';
export type {
  Combination,
  Dimension,
  Expectation,
  Grades,
  Group,
  Journey,
  Model,
  Persona,
  Stage,
  StageCondition,
  Temperature,
} from './model.ts';
export { modelSchema } from './model.ts';
export type { Rule, RuleKind } from './rule.ts';
export { ruleKind } from './rule.ts';
export type {
  AdjustmentContribution,
  CapContribution,
  Contribution,
  Evidence,
  JourneyPhase,
  RuleContribution,
  Score,
} from './score.ts';
export { journeyPhases } from './score.ts';
