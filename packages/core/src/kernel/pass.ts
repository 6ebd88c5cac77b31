import type { Columns } from '../columns.ts';
import { type Binding, bindPlan, blockUnits, getOldest } from './binding.ts';
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
  readonly at: number | Float64Array;
  /** Units of a block; 1 when contributions are asked for. What is kept of each unit u of a block is at `k * stride + u`. */
  readonly stride: number;
  /** By group, before and after its cap. */
  readonly groupSums: Float64Array;
  readonly groupPoints: Float64Array;
  /** By dimension, before and after its cap. */
  readonly dimensionSums: Float64Array;
  readonly dimensionPoints: Float64Array;
  /** The sum of the dimensions, before and after the total's cap. */
  readonly totals: Float64Array;
  readonly personas: Int16Array;
  /** How many fields of `Plan.coverage` are known. */
  readonly known: Uint16Array;
  /** R of each unit, -Infinity for none; for an account the newest of its leads. */
  readonly sinces: Float64Array;
  /** Day of each unit's moment. */
  readonly days: Float64Array;
  /** What a rule gives each unit. */
  readonly points: Float64Array;
  /** Next adjustment to look at. */
  adjustment: number;
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
  const width = binding.accountReader?.width ?? 0;
  const stride = options.contributions ? 1 : blockUnits;
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
      base: 0,
    },
    members: startMembers(plan, options.members),
    uncapped: new Float64Array(plan.rules.length),
    capped: new Float64Array(plan.rules.length),
    at,
    stride,
    groupSums: new Float64Array(plan.groups.length * stride),
    groupPoints: new Float64Array(plan.groups.length * stride),
    dimensionSums: new Float64Array(plan.dimensions.length * stride),
    dimensionPoints: new Float64Array(plan.dimensions.length * stride),
    totals: new Float64Array(2 * stride),
    personas: new Int16Array(stride),
    known: new Uint16Array(stride),
    sinces: new Float64Array(stride).fill(Number.NEGATIVE_INFINITY),
    days: new Float64Array(stride),
    points: new Float64Array(stride),
    adjustment: 0,
    accountCache: typeof at === 'number' ? new Float64Array(accountCount * width) : undefined,
    accountDone: new Uint8Array(accountCount),
  };
}

/** Makes the pass ready for a unit of the block that begins at `start`. */
export function enterUnit(pass: Pass, start: number, unit: number): void {
  const { at, facts, binding, plan, columns } = pass;
  setMoment(pass, typeof at === 'number' ? at : at[unit]!);
  binding.reader.base = (unit - start) * binding.reader.width;
  facts.base = binding.reader.base;
  if (binding.accountReader) binding.accountReader.base = (unit - start) * binding.accountReader.width;
  if (plan.scoresAccounts) {
    facts.firstLead = columns.accounts!.offsets[unit]!;
    facts.endLead = columns.accounts!.offsets[unit + 1]!;
  } else {
    facts.leads[0] = unit;
  }
}

function setMoment(pass: Pass, at: number): void {
  const { facts, binding } = pass;
  if (facts.at === at) return;
  facts.at = at;
  facts.day = Math.floor(at / dayMs);
  setReaderDay(binding.reader, facts.day);
  if (binding.accountReader) setReaderDay(binding.accountReader, facts.day);
}
