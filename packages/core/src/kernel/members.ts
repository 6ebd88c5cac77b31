import type { AccountColumns } from '../columns.ts';
import type { Plan } from './plan.ts';
import { mostSummed } from './row-reader.ts';
import type { PlannedRule } from './rule-plan.ts';
import { isScored, type ScoreColumns } from './score-columns.ts';

/** Scores of all leads under a model that `members` rules read. */
export type MemberTotals = ScoreColumns;

/** What a model's members come to in one account. */
export interface Members {
  /** Leads in that model's audience. */
  count: number;
  /** Millipoints, held within ±9·10^9; 0 without members. */
  value: number;
}

/** @throws RangeError where the scores of a model are not given */
export function startMembers(
  plan: Plan,
  given: ReadonlyMap<string, ScoreColumns> | undefined,
): ReadonlyMap<string, MemberTotals> {
  const totals = new Map<string, MemberTotals>();
  for (const { rule } of plan.rules) {
    if (!('members' in rule)) continue;
    const scores = given?.get(rule.members.model);
    if (scores === undefined) {
      throw new RangeError(
        `Cannot read members of "${rule.members.model}" for "${plan.model.id}": give its scores`,
      );
    }
    totals.set(rule.members.model, scores);
  }
  return totals;
}

const result: Members = { count: 0, value: 0 };

/** Aggregates the totals of an account's leads; the answer is overwritten by the next call. */
export function readMembers(
  members: ReadonlyMap<string, MemberTotals>,
  { offsets, leads }: AccountColumns,
  { rule }: PlannedRule,
  account: number,
): Members {
  if (!('members' in rule)) throw new TypeError(`Cannot read members of rule "${rule.id}"`);
  const scores = members.get(rule.members.model)!;
  let [sum, greatest, count] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let i = offsets[account]!; i < offsets[account + 1]!; i++) {
    const at = leads[i]! - scores.from;
    if (scores.state[at] !== isScored) continue;
    count++;
    sum += scores.total[at]!;
    greatest = Math.max(greatest, scores.total[at]!);
  }
  const { take } = rule.members;
  const value = count === 0 ? 0 : take === 'sum' ? sum : take === 'max' ? greatest : Math.trunc(sum / count);
  result.count = count;
  result.value = Math.max(-mostSummed, Math.min(mostSummed, value)) + 0;
  return result;
}
