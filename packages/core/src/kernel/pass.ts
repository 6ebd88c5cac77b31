import type { Columns } from '../columns.ts';
import { type Binding, bindPlan, getOldest } from './binding.ts';
import type { UnitFacts } from './bound-criterion.ts';
import { type MemberTotals, startMembers } from './members.ts';
import type { Plan } from './plan.ts';
import { setReaderDay } from './row-reader.ts';
import type { ScoreColumns } from './score-columns.ts';
import { dayMs } from './value-test.ts';

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

export function startPass(
  plan: Plan,
  columns: Columns,
  options: ScoreOptions,
  from: number,
  to: number,
): Pass {
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

/** Makes the pass ready for a unit's moment. */
export function setMoment(pass: Pass, at: number): void {
  const { facts, binding } = pass;
  if (facts.at === at) return;
  facts.at = at;
  facts.day = Math.floor(at / dayMs);
  setReaderDay(binding.reader, facts.day);
  if (binding.accountReader) setReaderDay(binding.accountReader, facts.day);
}
