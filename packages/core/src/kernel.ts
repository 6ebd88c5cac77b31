import { type Binding, bindPlan, getOldest, getTruthPoints } from './binding.ts';
import { testUnit, type UnitFacts } from './bound-criterion.ts';
import type { Columns } from './columns.ts';
import { getContributions } from './contribution.ts';
import { addCoverage, addFieldPoints } from './field-pass.ts';
import { type MemberTotals, readMembers, startMembers } from './members.ts';
import { writeOutputs } from './outputs.ts';
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
import { setReaderDay } from './row-reader.ts';
import type { PlannedRule } from './rule-plan.ts';
import { allocateScores, isAbsent, isOutside, isScored, type ScoreColumns } from './score-columns.ts';
import { getCountSince, readUnitRows } from './unit-rows.ts';
import { dayMs, isTrue } from './value-test.ts';

export interface ScoreOptions {
  /** Moment of the scores in milliseconds UTC, or one for each unit of the columns. */
  readonly at: number | Float64Array;
  /** Units to score: from, up to but not including; default all. */
  readonly range?: readonly [from: number, to: number];
  /** Also say what each rule, adjustment and cap gave. */
  readonly contributions?: boolean;
  /** For a model of accounts: by model id the scores of all leads that `members` rules read. */
  readonly members?: ReadonlyMap<string, ScoreColumns>;
  /** Scores to write into, such as those on a SharedArrayBuffer; they must hold the range. */
  readonly into?: ScoreColumns;
}

/** The pass over units: what it is put to, and scratch that is used over and over. */
export interface Pass {
  readonly plan: Plan;
  readonly columns: Columns;
  readonly binding: Binding;
  readonly facts: UnitFacts;
  readonly members: ReadonlyMap<string, MemberTotals>;
  /** By rule, before and after its cap; of field rules only when contributions are asked for. */
  readonly uncapped: Float64Array;
  readonly capped: Float64Array;
  /** By group, before and after its cap. */
  readonly groupSums: Float64Array;
  readonly groupPoints: Float64Array;
  /** By dimension, before and after its cap. */
  readonly dimensionSums: Float64Array;
  readonly dimensionPoints: Float64Array;
  /** The sum of the dimensions, before and after the total's cap. */
  readonly totals: Float64Array;
  persona: number;
  /** R of the unit, -Infinity for none; for an account the newest of its leads. */
  since: number;
  /** Next adjustment to look at. */
  adjustment: number;
  /** Slots of account readings begin at `accountBase`. */
  accountSlots: Float64Array;
  accountBase: number;
  /** Slots of all accounts read so far, where all units have one moment. */
  readonly accountCache: Float64Array | undefined;
  readonly accountDone: Uint8Array;
}

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
      if (scores.state[i] !== isScored) continue;
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

function startPass(plan: Plan, columns: Columns, options: ScoreOptions, from: number, to: number): Pass {
  const { at } = options;
  const latest =
    typeof at === 'number' ? at : at.subarray(from, to).reduce((a, b) => Math.max(a, b), -Infinity);
  const { offsets, type } = columns.activities;
  const readsAll = plan.scoresAccounts || plan.accountReadings.readings.length > 0;
  const binding = bindPlan(
    plan,
    columns,
    readsAll ? 0 : offsets[from]!,
    readsAll ? type.length : offsets[to]!,
    getOldest(columns, latest),
  );
  if (binding.accountReader && !columns.accounts) {
    throw new RangeError(`Cannot read accounts for "${plan.model.id}": the columns have none`);
  }
  const accountCount = binding.accountReader ? columns.accounts!.ids.length : 0;
  const width = binding.accountReader?.slots.length ?? 0;
  return {
    plan,
    columns,
    binding,
    facts: {
      outcomes: columns.outcomes,
      leads: plan.scoresAccounts ? columns.accounts!.leads : new Uint32Array(1),
      firstLead: 0,
      endLead: 1,
      at: Number.NaN,
      day: Number.NaN,
      slots: binding.reader.slots,
    },
    members: startMembers(plan, options.members),
    uncapped: new Float64Array(plan.rules.length),
    capped: new Float64Array(plan.rules.length),
    groupSums: new Float64Array(plan.groups.length),
    groupPoints: new Float64Array(plan.groups.length),
    dimensionSums: new Float64Array(plan.dimensions.length),
    dimensionPoints: new Float64Array(plan.dimensions.length),
    totals: new Float64Array(2),
    persona: -1,
    since: Number.NEGATIVE_INFINITY,
    adjustment: 0,
    accountSlots: binding.accountReader?.slots ?? new Float64Array(0),
    accountBase: 0,
    accountCache: typeof at === 'number' ? new Float64Array(accountCount * width) : undefined,
    accountDone: new Uint8Array(accountCount),
  };
}

function setMoment(pass: Pass, at: number): void {
  const { facts, binding } = pass;
  if (facts.at === at) return;
  facts.at = at;
  facts.day = Math.floor(at / dayMs);
  setReaderDay(binding.reader, facts.day);
  if (binding.accountReader) setReaderDay(binding.accountReader, facts.day);
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
  if (binding.audience !== undefined && testUnit(binding.audience, unit, facts) !== isTrue) return isOutside;
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
      const members = readMembers(pass, rule, unit);
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

/** Caps the groups, chooses the persona, adds adjustments, caps the dimensions and the total. */
function addUp(pass: Pass, unit: number): void {
  const { plan, groupSums, groupPoints, dimensionSums, dimensionPoints, totals } = pass;
  const { groupBounds, dimensionBounds, groupDimension } = pass.binding;
  for (let d = 0; d < dimensionSums.length; d++) dimensionSums[d] = 0;
  for (let g = 0; g < groupSums.length; g++) {
    const sum = groupSums[g]!;
    const min = groupBounds[2 * g]!;
    const max = groupBounds[2 * g + 1]!;
    const points = sum < min ? min : Math.min(sum, max);
    groupPoints[g] = points;
    // Groups of personas are of dimension -1 here: only the best persona's are added.
    if (groupDimension[g]! >= 0) dimensionSums[groupDimension[g]!]! += points;
  }
  if (plan.personas.length > 0) choosePersona(pass);
  if (pass.binding.adjustments.length > 0) addAdjustments(pass, unit);
  let total = 0;
  for (let d = 0; d < dimensionSums.length; d++) {
    const sum = dimensionSums[d]!;
    const min = dimensionBounds[2 * d]!;
    const max = dimensionBounds[2 * d + 1]!;
    dimensionPoints[d] = sum < min ? min : Math.min(sum, max);
    total += dimensionPoints[d]!;
  }
  totals[0] = total;
  totals[1] = total < plan.total.min ? plan.total.min : Math.min(total, plan.total.max);
}

function choosePersona(pass: Pass): void {
  const { plan, groupPoints } = pass;
  let best = Number.NEGATIVE_INFINITY;
  pass.persona = -1;
  for (let p = 0; p < plan.personas.length; p++) {
    const { firstGroup, endGroup } = plan.personas[p]!;
    let sum = 0;
    for (let g = firstGroup; g < endGroup; g++) sum += groupPoints[g]!;
    if (sum <= best && p > 0) continue;
    best = sum;
    pass.persona = p;
  }
  if (best < plan.personaAtLeast) pass.persona = -1;
  else pass.dimensionSums[plan.personaDimension]! += best;
}

function addAdjustments(pass: Pass, unit: number): void {
  const { adjustments } = pass.binding;
  while (pass.adjustment < adjustments.length && adjustments[pass.adjustment]!.unit < unit) pass.adjustment++;
  for (let i = pass.adjustment; i < adjustments.length && adjustments[i]!.unit === unit; i++) {
    const { from, until, points, dimensionIndex } = adjustments[i]!;
    if (from <= pass.facts.day && pass.facts.day < until) pass.dimensionSums[dimensionIndex]! += points;
  }
}
