import type { Formula, PlannedRule } from '@leadline/core/compiler';
import type { Program } from './program.ts';
import { mostSummed } from './signal.ts';
import { chooseFirst, hold, type Sql, sql, toSql } from './sql.ts';

const million = 1_000_000;

/** What the points of a rule are made of, as columns of the unit's row `m`. */
export interface RuleReads {
  readonly program: Program;
  /** Place of the rule in its plan. */
  readonly index: number;
  /** Value of a reading of the rule's scope. */
  readonly slot: (slot: number) => Sql;
  /** Outcome of the rule's criteria. */
  readonly truth: () => Sql;
}

/** Millipoints of a rule before its own cap. */
export function compilePoints(reads: RuleReads, rule: PlannedRule): Sql {
  return formulas[rule.formula](reads, rule);
}

const formulas: Readonly<Record<Formula, (reads: RuleReads, rule: PlannedRule) => Sql>> = {
  criteria: ({ truth }, { points, otherwise, unknown }) =>
    sql`CASE ${truth()} WHEN 2 THEN ${points} WHEN 0 THEN ${otherwise} ELSE ${unknown} END`,
  table: ({ index }, { unknown }) => sql`COALESCE(m.${toSql(`points_${index}`)}, ${unknown})`,
  each: ({ program, slot }, rule) => pointsPer(program, rule.points, slot(rule.slot), million),
  tiers: ({ slot }, rule) => tierPoints(rule, slot(rule.slot)),
  sum: ({ program, slot }, rule) => signedPointsPer(program, rule.points, slot(rule.slot)),
  silence: ({ program, slot }, rule) => {
    const waited = sql`${program.moment.day} - m.never_day`;
    const never = Number.isFinite(rule.neverAfterDays)
      ? sql`CASE WHEN ${waited} >= ${rule.neverAfterDays} THEN ${rule.neverPoints} ELSE 0 END`
      : sql`0`;
    return sql`CASE WHEN ${slot(rule.slot)} IS NULL THEN ${never} ELSE ${tierPoints(rule, slot(rule.slot))} END`;
  },
  rate: ({ program, slot }, rule) => {
    const base = whole(program, slot(rule.baseSlot));
    const part = sql`least(${whole(program, slot(rule.slot))}, ${base})`;
    return percentPoints(rule, part, base);
  },
  trend: ({ program, slot }, rule) => {
    const earlier = whole(program, slot(rule.baseSlot));
    const change = sql`(${whole(program, slot(rule.slot))} - ${earlier})`;
    return rule.isPercent ? percentPoints(rule, change, earlier) : tierPoints(rule, sql`${change} * 1000`);
  },
  members: ({ program, index }, rule) => {
    const value = toSql(`m.members_value_${index}`);
    const points =
      rule.tierFrom.length > 0 ? tierPoints(rule, value) : signedPointsPer(program, rule.points, value);
    return sql`CASE WHEN ${value} IS NULL THEN ${rule.unknown} ELSE ${points} END`;
  },
};

function whole({ dialect }: Program, partsPerMillion: Sql): Sql {
  return dialect.divide(partsPerMillion, sql`${million}`);
}

/** sign(points) · floor(|points| · amount / per), in two parts so that no product is too great. */
function pointsPer({ dialect }: Program, points: number, amount: Sql, per: number): Sql {
  const size = Math.abs(points);
  if (size === 0) return sql`0`;
  const wholes = dialect.divide(amount, sql`${per}`);
  const rest = dialect.divide(sql`${size} * (${amount} % ${per})`, sql`${per}`);
  const given = sql`${size} * ${wholes} + ${rest}`;
  return points < 0 ? sql`-(${given})` : given;
}

/** Points per whole of an amount in thousandths that may be negative; rounded towards 0. */
function signedPointsPer(program: Program, points: number, amount: Sql): Sql {
  const given = pointsPer(program, points, program.dialect.abs(amount), 1000);
  return sql`CASE WHEN ${amount} < 0 THEN -(${given}) ELSE ${given} END`;
}

/** Points of the highest tier that a value reaches; 0 below the first. */
function tierPoints({ tierFrom, tierPoints }: PlannedRule, value: Sql): Sql {
  const tiers = [...tierFrom].flatMap((from, i) =>
    from > Number.MAX_SAFE_INTEGER ? [] : [{ when: sql`${value} >= ${from}`, give: tierPoints[i]! }],
  );
  return chooseFirst(tiers.reverse(), 0);
}

/** No part of a base of 10^6 reaches more thousandths of a percent than this. */
const mostPercent = 100_000_000_000;
/** No count falls by more than all of it. */
const leastPercent = -100_000;

/** Tiers in thousandths of a percent, compared by cross multiplication; 0 below the least base. */
function percentPoints(rule: PlannedRule, part: Sql, base: Sql): Sql {
  const tiers = [...rule.tierFrom].flatMap((from, i) => {
    if (from > mostPercent) return [];
    const least = Math.max(from, leastPercent);
    return [{ when: sql`${part} * 100000 >= ${least} * ${base}`, give: rule.tierPoints[i]! }];
  });
  return sql`CASE WHEN ${base} < ${Math.max(1, rule.atLeast)} THEN 0 ELSE ${chooseFirst(tiers.reverse(), 0)} END`;
}

/** One number of the totals of an account's leads, held within ±9·10^9 thousandths. */
export function aggregateMembers({ dialect }: Program, take: 'sum' | 'max' | 'average', total: Sql): Sql {
  const sum = dialect.asInteger(sql`SUM(${total})`);
  const count = dialect.asInteger(sql`COUNT(*)`);
  const mean = dialect.divide(dialect.abs(sum), count);
  const taken = {
    sum,
    max: sql`MAX(${total})`,
    average: sql`CASE WHEN ${sum} < 0 THEN -(${mean}) ELSE ${mean} END`,
  }[take];
  return hold(taken, -mostSummed, mostSummed);
}
