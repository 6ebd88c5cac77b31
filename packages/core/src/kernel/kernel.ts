import type { Columns } from '../columns.ts';
import { testUnit } from './bound-criterion.ts';
import { getContributions } from './contribution.ts';
import { addCoverage, addFieldPoints, testUnits } from './field-pass.ts';
import { writeOutputs } from './outputs.ts';
import { enterUnit, type Pass, type ScoreOptions, startPass } from './pass.ts';
import type { Plan } from './plan.ts';
import { scoreRules, scoreRulesApart } from './rule-pass.ts';
import {
  allocateScores,
  clearScore,
  isAbsent,
  isOutside,
  isScored,
  type ScoreColumns,
} from './score-columns.ts';
import { clearAllSlots } from './slow-reading.ts';
import { addUp } from './sum-up.ts';
import { getCountSince, readSettledRows, readUnitRows } from './unit-rows.ts';
import { isTrue } from './value-test.ts';

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
  for (let start = from; start < to; start += pass.stride)
    scoreBlock(pass, filled, start, Math.min(start + pass.stride, to));
  return filled;
}

/** Scores the units `start` up to, not including, `end`, rule by rule. */
function scoreBlock(pass: Pass, scores: ScoreColumns, start: number, end: number): void {
  const { fieldTables, coverage } = pass.binding;
  const first = start - scores.from;
  const count = end - start;
  const scored = startUnits(pass, scores.state, start, first, count);
  if (scored > 0) {
    addCoverage(coverage, pass.known, start, end);
    if (scores.contributions) {
      scoreRulesApart(pass, start);
    } else {
      pass.groupSums.fill(0);
      addFieldPoints(fieldTables, pass.groupSums, pass.stride, start, end);
      scoreRules(pass, start, count);
    }
    addUp(pass, start, count);
    writeOutputs(pass, scores, start, count);
    if (scores.contributions) scores.contributions[first] = getContributions(pass, start);
  }
  if (scored === count) return;
  for (let i = first; i < first + count; i++) if (scores.state[i] !== isScored) clearScore(scores, i);
}

/** Finds out which units are scored, and reads their rows; returns how many. */
function startUnits(pass: Pass, state: Uint8Array, start: number, first: number, count: number): number {
  const { audience, audienceReadsRows, created } = pass.binding;
  const isIn = audience && !audienceReadsRows ? testUnits(pass, audience, start, count) : undefined;
  let scored = 0;
  if (pass.binding.settled) clearAllSlots(pass.binding.reader);
  for (let u = 0; u < count; u++) {
    const isThere = !Number.isNaN(created[start + u]!);
    const isMeant = isThere && (isIn === undefined || isIn[u] === isTrue) && startUnit(pass, start, u);
    state[first + u] = isMeant ? isScored : isThere ? isOutside : isAbsent;
    if (isMeant) scored++;
  }
  return scored;
}

/** Reads a unit's rows; whether it is in an audience that depends on them. */
function startUnit(pass: Pass, start: number, u: number): boolean {
  const { plan, columns, binding, facts } = pass;
  const { audience, audienceReadsRows, settled, reader, slotCount } = binding;
  enterUnit(pass, start, start + u);
  pass.days[u] = facts.day;
  if (plan.countSince) pass.sinces[u] = getNewestSince(pass, plan.countSince);
  const isSettled =
    settled !== undefined && readSettledRows(reader, settled, columns, plan.countSince, facts, start + u);
  if (slotCount > 0 && !isSettled)
    readUnitRows(reader, columns, plan.countSince, facts, facts.leads, facts.firstLead, facts.endLead);
  if (audience && audienceReadsRows && testUnit(audience, start + u, facts) !== isTrue) return false;
  if (binding.accountReader) readAccount(pass, start + u);
  return true;
}

function getNewestSince({ facts, columns }: Pass, countSince: Uint8Array): number {
  let since = Number.NEGATIVE_INFINITY;
  for (let i = facts.firstLead; i < facts.endLead; i++)
    since = Math.max(since, getCountSince(columns, countSince, facts.leads[i]!, facts.at));
  return since;
}

/** Account readings of a lead: those of its account, once for all its leads, or of its own rows without one. */
function readAccount(pass: Pass, lead: number): void {
  const { plan, columns, facts, accountCache } = pass;
  const reader = pass.binding.accountReader!;
  const { of, offsets, leads } = columns.accounts!;
  const account = of[lead]!;
  const { width } = reader;
  const { slots, base } = reader;
  if (account >= 0 && accountCache && pass.accountDone[account] === 1) {
    for (let s = 0; s < width; s++) slots[base + s] = accountCache[account * width + s]!;
    return;
  }
  if (account < 0) readUnitRows(reader, columns, plan.countSince, facts, facts.leads, 0, 1);
  else readUnitRows(reader, columns, plan.countSince, facts, leads, offsets[account]!, offsets[account + 1]!);
  if (account >= 0 && accountCache) {
    for (let s = 0; s < width; s++) accountCache[account * width + s] = slots[base + s]!;
    pass.accountDone[account] = 1;
  }
}
