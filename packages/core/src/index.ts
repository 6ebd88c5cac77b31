export { describeCriterion, describeStageCondition } from './criterion-sentence.ts';
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
export { modelJsonSchema } from './json-schema.ts';
export type { Language } from './language.ts';
export { languages } from './language.ts';
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
export type { ModelReading } from './parse.ts';
export { parseModel, readModel, readPlainModel } from './parse.ts';
export { printModel, printModelJson } from './print.ts';
export type { Path, Position, Problem, ProblemCatalogue, ProblemCode, Subject } from './problem.ts';
export { describeProblem, ModelError } from './problem.ts';
export { problemFrames, problemTexts } from './problem-text.ts';
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
export type { ScoreSentence } from './score-sentence.ts';
export { explainScore, explainStageReason } from './score-sentence.ts';
export type { ContributionSentence } from './sentence.ts';
export { describeContribution, explainContribution } from './sentence.ts';
export type { StagedScore, StageMoment, StageMove, StageReason, StageStep } from './stage.ts';
export { dayEnd, dayOf, foldStages, stepStage } from './stage.ts';
export { findSuggestion } from './suggestion.ts';
