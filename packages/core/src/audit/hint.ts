import type { RulePlace } from '../document/rule-place.ts';

/**
 * What each hint tells, by its code. Rules and personas by name, stages and dimensions by id, points and amounts as the
 * model writes them, shares from 0 to 1.
 */
export interface HintParams {
  /** The rule gives nothing, whatever the lead. */
  rule_gives_nothing: { readonly rule: string };
  /** From `from` on a rule's tier gives more than its cap lets through. */
  tier_beyond_cap: {
    readonly rule: string;
    readonly from: number;
    readonly points: number;
    readonly cap: number;
  };
  /** No lead can come as far as this tier. */
  tier_out_of_reach: { readonly rule: string; readonly from: number; readonly most: number };
  /** The criteria can never hold together. */
  criteria_contradict: { readonly where: string; readonly field: string };
  /** The audience leaves out leads of whom this field is not known. */
  audience_drops_unknown: { readonly field: string };
  /** Two rules read the same thing. */
  same_signal: { readonly rule: string; readonly other: string };
  /** Two rules rise and fall together on nearly every lead. */
  rules_correlate: {
    readonly rule: string;
    readonly other: string;
    readonly correlation: number;
    readonly leads: number;
  };
  /** Of all a dimension can give, most comes from one rule. */
  rule_dominates_reach: { readonly rule: string; readonly dimension: string; readonly share: number };
  /** Of all points that leads have, most come from one rule. */
  rule_dominates_leads: { readonly rule: string; readonly share: number; readonly leads: number };
  /** No cap, window or decay holds this rule. */
  rule_without_end: { readonly rule: string };
  /** Points above 5, or not whole. */
  points_off_scale: { readonly rules: readonly string[]; readonly all: number };
  /** Rules that do not say why they give their points. */
  because_missing: { readonly rules: readonly string[]; readonly all: number };
  /** More than any lead can reach; `of` is a stage, grade or temperature. */
  threshold_out_of_reach: { readonly of: string; readonly threshold: number; readonly most: number };
  /** A stage asks for grades that no lead can have. */
  grade_out_of_reach: { readonly of: string; readonly grades: readonly string[] };
  /** Every lead is past it. */
  threshold_always_reached: { readonly of: string; readonly threshold: number; readonly least: number };
  /** Two steps of a scale cannot be told apart, or stand in the wrong order. */
  grades_collapse: { readonly grade: string; readonly other: string };
  /** Nearly all leads have one grade. */
  grades_lump: { readonly grade: string; readonly share: number; readonly leads: number };
  /** A lead can enter and leave within days. */
  stage_flaps: {
    readonly stage: string;
    readonly gap: number;
    readonly aDay: number;
    readonly holdDays: number;
  };
  /** Replayed over the facts, leads moved back and forth. */
  stage_moves: {
    readonly stage: string;
    readonly most: number;
    readonly leads: number;
    readonly days: number;
  };
  /** On no lead did the rule give points or take them. */
  rule_never_counts: { readonly rule: string; readonly leads: number };
  /** On every lead the rule gave the same. */
  rule_always_same: { readonly rule: string; readonly points: number; readonly leads: number };
  /** Types a rule reads that no activity has. */
  activity_never_seen: { readonly types: readonly string[] };
  /** No lead has this field. */
  field_never_filled: { readonly field: string; readonly leads: number };
  /** Hardly any lead has this field. */
  field_rarely_filled: { readonly field: string; readonly share: number; readonly leads: number };
  /** No lead is like this persona. */
  persona_unmatched: { readonly persona: string; readonly leads: number };
  /** No lead is in the audience. */
  audience_empty: { readonly leads: number };
}

export type HintCode = keyof HintParams;

/** `warning`: likely a mistake. `hint`: worth a look. */
export type HintSeverity = 'warning' | 'hint';

/** Something in a model that is worth a look. It never stands in the way of publishing. */
export type Hint = {
  [Code in HintCode]: {
    readonly code: Code;
    readonly severity: HintSeverity;
    readonly params: HintParams[Code];
    /** Rules it is about, in document order. */
    readonly rules: readonly RulePlace[];
    /** In English; `explainHint` says it in every language. */
    readonly sentence: string;
  };
}[HintCode];

/** A hint before it is put in words. */
export type WordlessHint = {
  [Code in HintCode]: {
    readonly code: Code;
    readonly severity: HintSeverity;
    readonly params: HintParams[Code];
    readonly rules: readonly RulePlace[];
  };
}[HintCode];
