export { groupByAccount } from './account-builder.ts';
export type { AddedActivity, Addition, RepeatedAddition } from './addition.ts';
export type { AuditOptions } from './audit.ts';
export { auditModel } from './audit.ts';
export type { Suspect, SuspectReason } from './blame.ts';
export { boundModel, mostMillipoints } from './bound.ts';
export type { Cutoff } from './column-builder.ts';
export { buildColumns } from './column-builder.ts';
export type { ColumnNeeds } from './column-needs.ts';
export { getColumnNeeds } from './column-needs.ts';
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
export type { Counterfactual, CounterfactualOptions, Counterfactuals } from './counterfactual.ts';
export { findCounterfactuals } from './counterfactual.ts';
export type { ActivityCriterion, Amount, Criterion, FieldCriterion, PropertyCriterion } from './criterion.ts';
export { describeCriterion, describeStageCondition } from './criterion-sentence.ts';
export { getDecayFactors } from './decay.ts';
export { encodeColumn } from './dictionary.ts';
export { diffModels } from './diff.ts';
export type { Difference } from './difference.ts';
export { describeDifference } from './difference.ts';
export type { DifferenceCode } from './difference-text.ts';
export { makeExampleFacts } from './example.ts';
export type { ExpectationFailure, ExpectationResult } from './expectation.ts';
export { runExpectations } from './expectation.ts';
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
export { findFieldValue } from './field-history.ts';
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
} from './finding-sentence.ts';
export type { Crossing, Forecast, ForecastChange, ForecastOptions, ForecastOutput } from './forecast.ts';
export { findNextCrossing, findUnitCrossing, forecastLead } from './forecast.ts';
export type { Goal } from './goal.ts';
export type { Hint, HintCode, HintParams, HintSeverity } from './hint.ts';
export { modelJsonSchema } from './json-schema.ts';
export { scoreColumns } from './kernel.ts';
export type { Language } from './language.ts';
export { languages } from './language.ts';
export { getActivityContent } from './lead-facts.ts';
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
export { getPropertyKind } from './model-kind.ts';
export type { Operator } from './operator.ts';
export type { ModelReading } from './parse.ts';
export { parseModel, readModel, readPlainModel } from './parse.ts';
export type { ScoreOptions } from './pass.ts';
export type { Pattern } from './pattern.ts';
export { PatternError, parsePattern } from './pattern.ts';
export type { PatternSearch } from './pattern-search.ts';
export { compilePattern, matchesPattern } from './pattern-search.ts';
export type { Plan, Scale } from './plan.ts';
export { planModel } from './plan.ts';
export { printModel, printModelJson } from './print.ts';
export type { Path, Position, Problem, ProblemCatalogue, ProblemCode, Subject } from './problem.ts';
export { describeProblem, ModelError } from './problem.ts';
export { problemFrames, problemTexts } from './problem-text.ts';
export type { Disagreement, ImpliedThreshold, ScoredExample, Way, Ways, WaysOptions } from './qualify.ts';
export { findImpliedThreshold, findWaysToQualify } from './qualify.ts';
export type { Reading, ReadingKind, ReadingPlan } from './reading.ts';
export { firstSlot } from './reading.ts';
export type { ReplayOptions } from './replay.ts';
export { simulateStages } from './replay.ts';
export type { Decay, RangesRule, Rule, RuleKind, ValuesRule } from './rule.ts';
export { ruleKind } from './rule.ts';
export type { Formula, PlannedRule } from './rule-plan.ts';
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
export type { ScoreColumns, ScoreLabels } from './score-columns.ts';
export { allocateScores, isAbsent, isOutside, isScored, readScore } from './score-columns.ts';
export type {
  ContributionChange,
  DifferenceCause,
  ScoreDifference,
  ScoreMoment,
} from './score-difference.ts';
export { compareMoments } from './score-difference.ts';
export type { ScoredFacts, ScoreFactsOptions } from './score-facts.ts';
export { scoreFacts } from './score-facts.ts';
export type { ScoreSentence } from './score-sentence.ts';
export { explainScore, explainStageReason } from './score-sentence.ts';
export type { ContributionSentence } from './sentence.ts';
export { describeContribution, explainContribution } from './sentence.ts';
export type { SignalChoice } from './signal.ts';
export type { StagedScore, StageMoment, StageMove, StageReason, StageStep } from './stage.ts';
export { dayEnd, dayOf, foldStages, stepStage } from './stage.ts';
export { findSuggestion } from './suggestion.ts';
export { getSuppressed } from './suppression.ts';
export { compareText, foldText } from './text.ts';
export type { Timeline } from './timeline.ts';
export { findNewestOutcome, startTimeline } from './timeline.ts';
export type { UnitCriterion } from './unit-criterion.ts';
export type { TypedInterval, TypedValue } from './value.ts';
export {
  getPlainText,
  getThousandths,
  isMissing,
  readDate,
  readThousandths,
  readValue,
} from './value.ts';
export type { Truth, ValueTest } from './value-test.ts';
export { compileValueTest, getOperator } from './value-test.ts';
