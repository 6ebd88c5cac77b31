import type { Columns } from '../columns.ts';
import { getTruthPoints } from './binding.ts';
import { testUnit } from './bound-criterion.ts';
import { getContributions } from './contribution.ts';
import { addCoverage, addFieldPoints } from './field-pass.ts';
import { readMembers } from './members.ts';
import { writeOutputs } from './outputs.ts';
import { type Pass, type ScoreOptions, setMoment, startPass } from './pass.ts';
import type { Plan } from './plan.ts';
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
import type { PlannedRule } from './rule-plan.ts';
import {
  allocateScores,
  clearScore,
  isAbsent,
  isOutside,
  isScored,
  type ScoreColumns,
} from './score-columns.ts';
import { addUp } from './sum-up.ts';
import { getCountSince, readUnitRows } from './unit-rows.ts';
import { dayMs, isTrue } from './value-test.ts';

/** Units whose field points are summed column by column before anything else is read of them. */
const blockUnits = 512;

/**
 * Scores a range of leads (accounts under a model of accounts) in one pass. `at` may be later than the columns' cut-off
 * (a forecast); rows and outcomes after it are skipped, fields and membership are the columns' own.
 *
 * @throws RangeError where the columns hold no accounts, or members are not given, that the model reads
 */
export function scoreColumns(plan: Plan, columns: Columns, options: ScoreOptions): ScoreColumns {
  const unitCount = plan.scoresAccounts ? (columns.accounts?.ids.length ?? 0) : columns.unitCount;
  const [from, to] = options.range ?? [0, unitCount];
  const scores = options.into ?? allocateScores(plan, from, to);
  const filled = options.contributions
    ? { ...scores, contributions: [...(scores.contributions ?? [])] }
    : scores;
  const pass = startPass(plan, columns, options, from, to);
  const { fieldTables, coverage } = pass.binding;
  const blockSums = plan.groups.map(() => new Float64Array(blockUnits));
  const known = new Uint16Array(blockUnits);
  const fieldCount = coverage.length;
  for (let start = from; start < to; start += blockUnits) {
    const end = Math.min(start + blockUnits, to);
    for (const sums of blockSums) sums.fill(0);
    addFieldPoints(fieldTables, blockSums, start, end);
    addCoverage(coverage, known, start, end);
    for (let unit = start; unit < end; unit++) {
      setMoment(pass, typeof options.at === 'number' ? options.at : options.at[unit]!);
      for (let g = 0; g < blockSums.length; g++) pass.groupSums[g] = blockSums[g]![unit - start]!;
      const i = unit - scores.from;
      scores.state[i] = startUnit(pass, unit);
      if (scores.state[i] !== isScored) {
        clearScore(scores, i);
        continue;
      }
      scores.coverage[i] = fieldCount === 0 ? 1000 : Math.floor((1000 * known[unit - start]!) / fieldCount);
      if (filled.contributions) scoreRulesApart(pass, unit);
      else scoreRules(pass, unit);
      addUp(pass, unit);
      writeOutputs(pass, scores, unit, i);
      if (filled.contributions) filled.contributions[i] = getContributions(pass, unit);
    }
  }
  return filled;
}

/** Finds out whether a unit is scored, and reads its rows if so. */
function startUnit(pass: Pass, unit: number): number {
  const { plan, columns, binding, facts } = pass;
  if (Number.isNaN(binding.created[unit]!)) return isAbsent;
  if (plan.scoresAccounts) {
    facts.firstLead = columns.accounts!.offsets[unit]!;
    facts.endLead = columns.accounts!.offsets[unit + 1]!;
  } else {
    facts.leads[0] = unit;
  }
  const { audience, audienceReadsRows } = binding;
  if (audience && !audienceReadsRows && testUnit(audience, unit, facts) !== isTrue) return isOutside;
  if (plan.countSince) setSince(pass, plan.countSince);
  if (binding.slotCount > 0) {
    readUnitRows(
      binding.reader,
      columns,
      plan.countSince,
      facts,
      facts.leads,
      facts.firstLead,
      facts.endLead,
    );
  }
  if (audience && audienceReadsRows && testUnit(audience, unit, facts) !== isTrue) return isOutside;
  if (binding.accountReader) readAccount(pass, unit);
  return isScored;
}

function setSince(pass: Pass, countSince: Uint8Array): void {
  const { facts } = pass;
  pass.since = Number.NEGATIVE_INFINITY;
  for (let i = facts.firstLead; i < facts.endLead; i++) {
    pass.since = Math.max(pass.since, getCountSince(pass.columns, countSince, facts.leads[i]!, facts.at));
  }
}

/** Account readings of a lead: those of its account, once for all its leads, or of its own rows without one. */
function readAccount(pass: Pass, lead: number): void {
  const { plan, columns, facts, accountCache } = pass;
  const reader = pass.binding.accountReader!;
  const { of, offsets, leads } = columns.accounts!;
  const account = of[lead]!;
  const width = reader.slots.length;
  if (account >= 0 && accountCache && pass.accountDone[account] === 1) {
    pass.accountSlots = accountCache;
    pass.accountBase = account * width;
    return;
  }
  if (account < 0) readUnitRows(reader, columns, plan.countSince, facts, facts.leads, 0, 1);
  else readUnitRows(reader, columns, plan.countSince, facts, leads, offsets[account]!, offsets[account + 1]!);
  pass.accountSlots = reader.slots;
  pass.accountBase = 0;
  if (account >= 0 && accountCache) {
    accountCache.set(reader.slots, account * width);
    pass.accountDone[account] = 1;
  }
}

/** Adds the points of all rules but those of field tables to their groups' sums. */
function scoreRules(pass: Pass, unit: number): void {
  const { groupSums } = pass;
  const { eachRules, otherRules } = pass.binding;
  addEachRules(eachRules, pass.facts.slots, groupSums);
  for (let i = 0; i < otherRules.length; i++) {
    const index = otherRules[i]!;
    const rule = pass.plan.rules[index]!;
    groupSums[rule.group]! += capPoints(rule, getRulePoints(pass, rule, index, unit));
  }
}

/** Adds the points of every rule to its group's sum and keeps them, before and after the rule's cap. */
function scoreRulesApart(pass: Pass, unit: number): void {
  const { plan, uncapped, capped, groupSums } = pass;
  groupSums.fill(0);
  plan.rules.forEach((rule, index) => {
    uncapped[index] = getRulePoints(pass, rule, index, unit);
    capped[index] = capPoints(rule, uncapped[index]);
    groupSums[rule.group]! += capped[index];
  });
}

function getRulePoints(pass: Pass, rule: PlannedRule, index: number, unit: number): number {
  const slots = rule.ofAccount ? pass.accountSlots : pass.facts.slots;
  const base = rule.ofAccount ? pass.accountBase : 0;
  const value = slots[base + rule.slot]!;
  switch (rule.formula) {
    case 'each':
      return getPointsPerMillion(rule.points, value);
    case 'tiers':
      return getTierPoints(rule, value);
    case 'silence': {
      const since = Math.max(pass.binding.created[unit]!, pass.since);
      return getSilencePoints(rule, value, pass.facts.day - Math.floor(since / dayMs));
    }
    case 'sum':
      return getPointsPerThousand(rule.points, value);
    case 'rate':
      return getRatePoints(rule, value, slots[base + rule.baseSlot]!);
    case 'trend':
      return getTrendPoints(rule, value, slots[base + rule.baseSlot]!);
    case 'members': {
      const members = readMembers(pass.members, pass.columns.accounts!, rule, unit);
      if (members.count === 0) return rule.unknown;
      return rule.tierFrom.length > 0
        ? getTierPoints(rule, members.value)
        : getPointsPerThousand(rule.points, members.value);
    }
    default: {
      const bound = pass.binding.fieldRules[index]!;
      if ('points' in bound) return bound.points[bound.codes[unit]!]!;
      return getTruthPoints(rule, testUnit(bound.criterion, unit, pass.facts));
    }
  }
}
