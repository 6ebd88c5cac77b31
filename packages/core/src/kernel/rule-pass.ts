import { getTruthPoints } from './binding.ts';
import { testUnits } from './field-pass.ts';
import { readMembers } from './members.ts';
import type { Pass } from './pass.ts';
import {
  addEachRules,
  capPoints,
  getPointsPerMillion,
  getPointsPerThousand,
  getRatePoints,
  getSilencePoints,
  getTierPoints,
  getTrendPoints,
} from './points.ts';
import type { Formula, PlannedRule } from './rule-plan.ts';
import { dayMs, type Truth } from './value-test.ts';

/** Adds the points of all rules but those of field tables to the sums of their groups, for `count` units from `start` on. */
export function scoreRules(pass: Pass, start: number, count: number): void {
  const { groupSums, points, stride } = pass;
  const { eachRules, otherRules, reader } = pass.binding;
  addEachRules(eachRules, reader.slots, reader.width, groupSums, stride, count);
  for (let i = 0; i < otherRules.length; i++) {
    const index = otherRules[i]!;
    const rule = pass.plan.rules[index]!;
    writers[rule.formula](pass, rule, start, count, index);
    addCapped(points, rule.min, rule.max, groupSums, rule.group * stride, count);
  }
}

/** Adds the points of every rule to its group's sum and keeps them, before and after the rule's cap, of one unit. */
export function scoreRulesApart(pass: Pass, unit: number): void {
  const { plan, uncapped, capped, groupSums, points } = pass;
  groupSums.fill(0);
  plan.rules.forEach((rule, index) => {
    writers[rule.formula](pass, rule, unit, 1, index);
    uncapped[index] = points[0]!;
    capped[index] = capPoints(rule, points[0]!);
    groupSums[rule.group]! += capped[index];
  });
}

function addCapped(
  points: Float64Array,
  min: number,
  max: number,
  sums: Float64Array,
  to: number,
  count: number,
): void {
  for (let u = 0; u < count; u++) sums[to + u]! += Math.max(min, Math.min(max, points[u]!));
}

/** Writes the points of `count` units from `start` on, before the rule's cap, into `points`. */
type Writer = (pass: Pass, rule: PlannedRule, start: number, count: number, index: number) => void;

const writers: Readonly<Record<Formula, Writer>> = {
  each: (pass, rule, _, count) => {
    const { points } = pass;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = rule.slot; u < count; u++, at += width)
      points[u] = getPointsPerMillion(rule.points, slots[at]!);
  },
  tiers: (pass, rule, _, count) => {
    const { points } = pass;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = rule.slot; u < count; u++, at += width) points[u] = getTierPoints(rule, slots[at]!);
  },
  sum: (pass, rule, _, count) => {
    const { points } = pass;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = rule.slot; u < count; u++, at += width)
      points[u] = getPointsPerThousand(rule.points, slots[at]!);
  },
  silence: (pass, rule, start, count) => {
    const { points, sinces, days } = pass;
    const { created } = pass.binding;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = rule.slot; u < count; u++, at += width) {
      const since = Math.max(created[start + u]!, sinces[u]!);
      points[u] = getSilencePoints(rule, slots[at]!, days[u]! - Math.floor(since / dayMs));
    }
  },
  rate: (pass, rule, _, count) => {
    const { points } = pass;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = 0; u < count; u++, at += width)
      points[u] = getRatePoints(rule, slots[at + rule.slot]!, slots[at + rule.baseSlot]!);
  },
  trend: (pass, rule, _, count) => {
    const { points } = pass;
    const { slots, width } = getReader(pass, rule);
    for (let u = 0, at = 0; u < count; u++, at += width)
      points[u] = getTrendPoints(rule, slots[at + rule.slot]!, slots[at + rule.baseSlot]!);
  },
  members: (pass, rule, start, count) => {
    for (let u = 0; u < count; u++) pass.points[u] = getMemberPoints(pass, rule, start + u);
  },
  criteria: writeFieldPoints,
  table: writeFieldPoints,
};

function getReader({ binding }: Pass, rule: PlannedRule): { slots: Float64Array; width: number } {
  return rule.ofAccount ? binding.accountReader! : binding.reader;
}

function getMemberPoints(pass: Pass, rule: PlannedRule, unit: number): number {
  const members = readMembers(pass.members, pass.columns.accounts!, rule, unit);
  if (members.count === 0) return rule.unknown;
  return rule.tierFrom.length > 0
    ? getTierPoints(rule, members.value)
    : getPointsPerThousand(rule.points, members.value);
}

function writeFieldPoints(pass: Pass, rule: PlannedRule, start: number, count: number, index: number): void {
  const { points } = pass;
  const bound = pass.binding.fieldRules[index]!;
  if ('points' in bound) {
    for (let u = 0; u < count; u++) points[u] = bound.points[bound.codes[start + u]!]!;
    return;
  }
  const truths = testUnits(pass, bound.criterion, start, count);
  for (let u = 0; u < count; u++) points[u] = getTruthPoints(rule, truths[u]! as Truth);
}
