export type { AuditOptions } from './audit/audit.ts';
export { auditModel } from './audit/audit.ts';
export type { Suspect, SuspectReason } from './audit/blame.ts';
export { makeExampleFacts } from './audit/example.ts';
export type { ExpectationFailure, ExpectationResult } from './audit/expectation.ts';
export { runExpectations } from './audit/expectation.ts';
export type { Hint, HintCode, HintParams, HintSeverity } from './audit/hint.ts';
export type {
  AccountColumns,
  ActivityColumns,
  Codes,
  Column,
  Columns,
  OutcomeColumns,
  UnitAdjustment,
} from './columns.ts';
export { allocateCodes } from './columns.ts';
export { diffModels } from './document/diff.ts';
export type { Difference } from './document/difference.ts';
export { describeDifference } from './document/difference.ts';
export type { DifferenceCode } from './document/difference-text.ts';
export { modelJsonSchema } from './document/json-schema.ts';
export type { ModelReading } from './document/parse.ts';
export { parseModel, readModel, readPlainModel } from './document/parse.ts';
export { printModel, printModelJson } from './document/print.ts';
export type { Path, Position, Problem, ProblemCatalogue, ProblemCode, Subject } from './document/problem.ts';
export { describeProblem, ModelError } from './document/problem.ts';
export { problemFrames, problemTexts } from './document/problem-text.ts';
export { findSuggestion } from './document/suggestion.ts';
export type { AddedActivity, Addition, RepeatedAddition } from './explain/addition.ts';
export type { Counterfactual, CounterfactualOptions, Counterfactuals } from './explain/counterfactual.ts';
export { findCounterfactuals } from './explain/counterfactual.ts';
export { describeCriterion, describeStageCondition } from './explain/criterion-sentence.ts';
export {
  explainCounterfactual,
  explainDifference,
  explainExpectations,
  explainFailure,
  explainForecast,
  explainForecastChange,
  explainHint,
  explainImpliedThreshold,
  explainSuspect,
  explainWay,
} from './explain/finding-sentence.ts';
export type {
  Crossing,
  Forecast,
  ForecastChange,
  ForecastOptions,
  ForecastOutput,
} from './explain/forecast.ts';
export { findNextCrossing, findUnitCrossing, forecastLead } from './explain/forecast.ts';
export type { Goal } from './explain/goal.ts';
export type { Language } from './explain/language.ts';
export { languages } from './explain/language.ts';
export type {
  Disagreement,
  ImpliedThreshold,
  ScoredExample,
  Way,
  Ways,
  WaysOptions,
} from './explain/qualify.ts';
export { findImpliedThreshold, findWaysToQualify } from './explain/qualify.ts';
export type { ReplayOptions } from './explain/replay.ts';
export { simulateStages } from './explain/replay.ts';
export type {
  ContributionChange,
  DifferenceCause,
  ScoreDifference,
  ScoreMoment,
} from './explain/score-difference.ts';
export { compareMoments } from './explain/score-difference.ts';
export type { ScoreSentence } from './explain/score-sentence.ts';
export { explainScore, explainStageReason } from './explain/score-sentence.ts';
export type { ContributionSentence } from './explain/sentence.ts';
export { describeContribution, explainContribution } from './explain/sentence.ts';
export type { StagedScore, StageMoment, StageMove, StageReason, StageStep } from './explain/stage.ts';
export { dayEnd, dayOf, foldStages, stepStage } from './explain/stage.ts';
export type { Timeline } from './explain/timeline.ts';
export { findNewestOutcome, startTimeline } from './explain/timeline.ts';
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
export { groupByAccount } from './kernel/account-builder.ts';
export type { Cutoff } from './kernel/column-builder.ts';
export { buildColumns } from './kernel/column-builder.ts';
export type { ColumnNeeds } from './kernel/column-needs.ts';
export { getColumnNeeds } from './kernel/column-needs.ts';
export { getDecayFactors } from './kernel/decay.ts';
export { scoreColumns } from './kernel/kernel.ts';
export type { ScoreOptions } from './kernel/pass.ts';
export type { Plan } from './kernel/plan.ts';
export { planModel } from './kernel/plan.ts';
export type { ScoreColumns, ScoreLabels } from './kernel/score-columns.ts';
export { allocateScores, isAbsent, isOutside, isScored, readScore } from './kernel/score-columns.ts';
export type { ScoredFacts, ScoreFactsOptions } from './kernel/score-facts.ts';
export { scoreFacts } from './kernel/score-facts.ts';
export type { Truth, ValueTest } from './kernel/value-test.ts';
export { compileValueTest } from './kernel/value-test.ts';
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
export { encodeColumn } from './value/dictionary.ts';
export { findFieldValue } from './value/field-history.ts';
export type { Pattern } from './value/pattern.ts';
export { PatternError, parsePattern } from './value/pattern.ts';
export type { PatternSearch } from './value/pattern-search.ts';
export { compilePattern, matchesPattern } from './value/pattern-search.ts';
export { getSuppressed } from './value/suppression.ts';
export { compareText, foldText } from './value/text.ts';
export type { TypedInterval, TypedValue } from './value/value.ts';
export { earliestTime, isMissing, readDate, readThousandths, readValue } from './value/value.ts';
