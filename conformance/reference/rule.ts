import type { ActivityChoice } from '../../packages/core/src/criterion.ts';
import type { Activity, PlainValue } from '../../packages/core/src/fact.ts';
import type {
  CriteriaRule,
  MembersRule,
  RangesRule,
  RateRule,
  Rule,
  SilenceRule,
  TrendRule,
  ValuesRule,
} from '../../packages/core/src/rule.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import {
  ageAt,
  countActivities,
  countSequence,
  distinctKey,
  type Given,
  mostSummed,
  pointsOfTier,
} from './counting.ts';
import { type Asked, fieldsOf, isChosen, readField, type Truth, testLead } from './criterion.ts';
import { clamp, dayOf, pointsTimes, thousandths } from './decimal.ts';
import type { ReadValue } from './value.ts';

/** What a rule may read of the lead (or account) scored. */
export interface Reading extends Asked {
  /** Activities of all leads of its account (of itself without one), newest first. */
  readonly accountActivities: readonly Activity[];
  /** `never` counts from here: the later of creation and R. */
  readonly neverSince: number;
  /** Totals, in millipoints, that a model of leads gives the account's members. */
  readonly memberTotals: (model: string) => readonly bigint[];
}

/** What a rule gives before its own cap. */
export function giveByReference(reading: Reading, rule: Rule): Given {
  if ('when' in rule) return giveByCriteria(reading, rule);
  if ('values' in rule) return giveByValues(reading, rule);
  if ('ranges' in rule) return giveByRanges(reading, rule);
  if ('activity' in rule) {
    const chosen = select(reading, { ...rule, types: rule.activity }, rule.of);
    return countActivities(reading.model, rule, chosen, reading.at);
  }
  if ('silence' in rule) return giveBySilence(reading, rule);
  if ('rate' in rule) return giveByRate(reading, rule);
  if ('trend' in rule) return giveByTrend(reading, rule);
  if ('sequence' in rule) {
    const { first, then } = rule.sequence;
    return countSequence(rule, select(reading, choiceOf(first)), select(reading, choiceOf(then)), reading.at);
  }
  return giveByMembers(reading, rule);
}

function choiceOf(choice: string | string[] | ActivityChoice): ActivityChoice {
  return typeof choice === 'string' || Array.isArray(choice) ? { types: choice } : choice;
}

function select(reading: Reading, choice: ActivityChoice, of: 'lead' | 'account' = 'lead'): Activity[] {
  const activities = of === 'account' ? reading.accountActivities : reading.activities;
  return activities.filter((activity) => isChosen(reading.model, choice, activity, reading.at));
}

function giveByTruth(
  reading: Reading,
  rule: { readonly otherwise?: number | undefined; readonly unknown?: number | undefined },
  result: Truth,
  pointsIfTrue: bigint,
  fields: readonly string[],
): Given {
  const values: Record<string, PlainValue | null> = {};
  for (const field of fields) {
    const missing = readField(reading, field) === undefined;
    values[field] = missing ? null : (reading.field(field) ?? null);
  }
  const others = thousandths((result === 'unknown' ? rule.unknown : rule.otherwise) ?? 0);
  return { points: result === true ? pointsIfTrue : others, evidence: { reads: 'fields', result, values } };
}

function giveByCriteria(reading: Reading, rule: CriteriaRule): Given {
  const fields = [...new Set(fieldsOf(rule.when))];
  return giveByTruth(reading, rule, testLead(reading, rule.when), thousandths(rule.points), fields);
}

/** Whether a row of a table of values is the value, or one of a list's texts. */
function isRow(key: string, value: ReadValue): boolean {
  switch (value.is) {
    case 'text':
      return foldText(key) === value.text;
    case 'texts':
      return value.texts.includes(foldText(key));
    case 'boolean':
      return key === String(value.claim);
    case 'interval':
      return value.lo !== null && value.lo === value.hi && thousandths(Number(key)) === value.lo;
    case 'date':
      throw new TypeError('Cannot read a table of dates');
  }
}

function giveByValues(reading: Reading, rule: ValuesRule): Given {
  const value = readField(reading, rule.field);
  const rows = Object.entries(rule.values).filter(([key]) => value !== undefined && isRow(key, value));
  const greatest = rows.map(([, points]) => points).sort((a, b) => b - a)[0];
  const result = value === undefined ? 'unknown' : greatest !== undefined;
  return giveByTruth(reading, rule, result, thousandths(greatest ?? 0), [rule.field]);
}

function giveByRanges(reading: Reading, rule: RangesRule): Given {
  const value = readField(reading, rule.field);
  const unknown = giveByTruth(reading, rule, 'unknown', 0n, [rule.field]);
  if (value === undefined) return unknown;
  if (value.is !== 'interval') throw new TypeError(`Cannot find a ${value.is} in ranges`);
  if (value.currency !== rule.currency) return unknown;
  const { lo, hi } = value;
  let touches = false;
  for (const row of rule.ranges) {
    const from = row.from === undefined ? null : thousandths(row.from);
    const to = row.to === undefined ? null : thousandths(row.to);
    const holdsLo = from === null || (lo !== null && from <= lo);
    const holdsHi = to === null || (hi !== null && hi < to);
    if (holdsLo && holdsHi) return giveByTruth(reading, rule, true, thousandths(row.points), [rule.field]);
    const endsBelow = hi !== null && from !== null && hi < from;
    const beginsAbove = lo !== null && to !== null && lo >= to;
    if (!endsBelow && !beginsAbove) touches = true;
  }
  return touches ? unknown : giveByTruth(reading, rule, false, 0n, [rule.field]);
}

function giveBySilence(reading: Reading, rule: SilenceRule): Given {
  const newest = select(reading, { ...rule, types: rule.silence }, rule.of)[0];
  if (newest !== undefined) {
    const days = ageAt(reading.at, newest);
    return {
      points: pointsOfTier(rule.tiers, (from) => from <= days * 1000n),
      evidence: { reads: 'silence', days: Number(days), newestAt: newest.at },
    };
  }
  const waited = dayOf(reading.at) - dayOf(reading.neverSince);
  const tooLong = rule.never !== undefined && waited >= BigInt(rule.never.afterDays);
  return { points: tooLong ? thousandths(rule.never!.points) : 0n, evidence: { reads: 'silence' } };
}

function giveByRate(reading: Reading, rule: RateRule): Given {
  const { distinct, withinDays, atLeast } = rule.rate;
  const count = (choice: RateRule['rate']['of']): bigint => {
    const chosen = select(reading, choiceOf(choice)).filter(
      (one) => withinDays === undefined || ageAt(reading.at, one) < BigInt(withinDays),
    );
    if (distinct === undefined) return BigInt(chosen.length);
    const keys = chosen
      .map((one) => distinctKey(reading.model, distinct, one))
      .filter((key) => key !== undefined);
    return BigInt(new Set(keys).size);
  };
  const part = count(rule.rate.of);
  const base = count(rule.rate.in);
  const tooFew = base === 0n || base < BigInt(atLeast ?? 1);
  const held = clamp(part, undefined, base);
  return {
    points: tooFew ? 0n : pointsOfTier(rule.tiers, (from) => from * base <= 100_000n * held),
    evidence: { reads: 'rate', of: Number(part), in: Number(base) },
  };
}

function giveByTrend(reading: Reading, rule: TrendRule): Given {
  const { percent, atLeast } = rule.trend;
  const n = BigInt(rule.trend.days);
  const ages = select(reading, choiceOf(rule.trend.activity)).map((one) => ageAt(reading.at, one));
  const recent = BigInt(ages.filter((age) => age < n).length);
  const earlier = BigInt(ages.filter((age) => age >= n && age < 2n * n).length);
  const change = recent - earlier;
  const evidence = { reads: 'trend' as const, recent: Number(recent), earlier: Number(earlier) };
  if (percent === undefined)
    return { points: pointsOfTier(rule.tiers, (from) => from <= change * 1000n), evidence };
  const tooFew = earlier === 0n || earlier < BigInt(atLeast ?? 1);
  const reaches = (from: bigint): boolean => from * earlier <= change * 100_000n;
  return { points: tooFew ? 0n : pointsOfTier(rule.tiers, reaches), evidence };
}

function giveByMembers(reading: Reading, rule: MembersRule): Given {
  const totals = reading.memberTotals(rule.members.model);
  const members = totals.length;
  if (members === 0)
    return { points: thousandths(rule.unknown ?? 0), evidence: { reads: 'members', members } };
  const sum = totals.reduce((a, b) => a + b, 0n);
  const greatest = totals.toSorted((a, b) => Number(b - a))[0]!;
  const taken = { sum, max: greatest, average: sum / BigInt(members) }[rule.members.take];
  const held = clamp(taken, -mostSummed, mostSummed);
  const points =
    rule.tiers === undefined
      ? pointsTimes(thousandths(rule.points ?? 0), held, 1000n)
      : pointsOfTier(rule.tiers, (from) => from <= held);
  return { points, evidence: { reads: 'members', members, value: Number(held) } };
}
