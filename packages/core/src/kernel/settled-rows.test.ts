import { describe, expect, it } from 'vitest';
import type { Columns } from '../columns.ts';
import { parseModel } from '../document/parse.ts';
import type { Activity, Outcome } from '../fact.ts';
import { bindPlan, getOldest } from './binding.ts';
import { buildColumns } from './column-builder.ts';
import { scoreColumns } from './kernel.ts';
import { planModel } from './plan.ts';
import { dayMs } from './value-test.ts';

const today = 20_500;
const noon = today * dayMs + 12 * 3_600_000;

const modelOf = (rules: string, more = '', path = 'text') =>
  parseModel(`
leadline: 1
id: settled
name: Settled
${more}
activities: { A: { path: ${path}, amount: number } }
dimensions: { engagement: { kind: engagement, groups: { all: { rules: [${rules}] } } } }
`);

const kinds = {
  days: '{ id: days, name: D, activity: A, activeDays: true, withinDays: 30, points: 1 }',
  values: '{ id: values, name: V, activity: A, distinct: path, withinDays: 20, points: 10 }',
  few: '{ id: few, name: F, activity: A, atMostPerDay: 2, decay: { linearDays: 50 }, points: 100 }',
  every: '{ id: every, name: E, activity: A, every: 3, withinDays: 40, points: 1000 }',
  sum: '{ id: sum, name: S, activity: A, sum: amount, decay: { halfLifeDays: 9 }, points: 7 }',
  sequence: '{ id: then, name: T, sequence: { first: B, then: A, withinDays: 3 }, every: 2, points: 5000 }',
  silence: '{ id: quiet, name: Q, silence: A, tiers: [{ from: 2, points: -3 }, { from: 9, points: -8 }] }',
  trend: '{ id: trend, name: C, trend: { activity: A, days: 10 }, tiers: [{ from: 1, points: 50000 }] }',
};

let nextId = 0;
const act = (at: number, type = 'A', path = '/', lead = 'ann'): Activity => ({
  lead,
  type,
  at,
  knownAt: at,
  source: 'web',
  id: `${nextId++}`,
  properties: { path, amount: (nextId % 7) - 2 },
});

type Plan = ReturnType<typeof planModel>;

const build = (
  plan: Plan,
  activities: readonly Activity[],
  until: number,
  outcomes: readonly Outcome[] = [],
) => buildColumns({ fieldValues: [], activities, outcomes }, [plan.model], { until, knownAt: until });

const isSettled = (plan: Plan, columns: Columns, at: number): boolean => {
  const { settled } = bindPlan(plan, columns, 0, columns.activities.type.length, getOldest(columns, at));
  return settled !== undefined;
};

function makeActivities(): Activity[] {
  let seed = 11;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  return Array.from({ length: 300 }, (_, lead) =>
    Array.from({ length: random(30) }, () =>
      // Many on one day, and some at the very same millisecond.
      act(
        noon + 5 * dayMs - random(60) * dayMs - random(4) * 3_600_000,
        random(3) === 0 ? 'B' : 'A',
        ['/', '/a', '/b'][random(3)],
        `lead ${lead}`,
      ),
    ),
  ).flat();
}

describe('settled rows', () => {
  const activities = makeActivities();
  const all = Object.values(kinds).join(', ');

  it.each([...Object.entries(kinds), ['all', all]])(
    'give what rows looked at one by one give: %s',
    (_, rules) => {
      const plan = planModel(modelOf(rules));
      const late = build(plan, activities, noon + 9 * dayMs);
      expect(isSettled(plan, late, noon)).toBe(true);
      for (const moment of [0, 1, 4, 5, 25, 70].map((days) => noon + days * dayMs - 3_600_000)) {
        // Rows after the moment are in one and not in the other.
        const upTo = build(plan, activities, moment);
        const totals = totalsOf(plan, upTo, moment);
        expect(totalsOf(plan, late, moment)).toEqual(expect.objectContaining(totals));
      }
    },
  );

  it('are not used where R cuts a day in two', () => {
    const rules = [kinds.days, kinds.few, kinds.every, kinds.sequence].join(', ');
    const plan = planModel(modelOf(rules, 'countSince: [won]'));
    const hours = [-9, -8, -6, -5, -4].map((hour) => noon + hour * 3_600_000);
    const rows = hours.map((at) => act(at));
    const won: Outcome = { lead: 'ann', outcome: 'won', at: hours[2]!, knownAt: hours[2]! };
    const after = build(plan, rows.slice(3), noon);
    expect(totalsOf(plan, build(plan, rows, noon, [won]), noon)).toEqual(totalsOf(plan, after, noon));
    expect(totalsOf(plan, build(plan, rows, noon), noon)).not.toEqual(totalsOf(plan, after, noon));
  });

  it('count no sequence of two at one millisecond', () => {
    const plan = planModel(
      modelOf('{ id: t, name: T, sequence: { first: B, then: A, withinDays: 3 }, points: 1 }'),
    );
    const total = (rows: Activity[]) => totalsOf(plan, build(plan, rows, noon), noon).ann;
    expect(total([act(noon, 'B'), act(noon)])).toBe(0);
    expect(total([act(noon - 1, 'B'), act(noon)])).toBe(1000);
  });

  it('are not made where a criterion depends on the day', () => {
    const where = 'where: { property: path, within_days: 5 }';
    const rule = `{ id: d, name: D, activity: A, ${where}, activeDays: true, points: 1 }`;
    const plan = planModel(modelOf(rule, '', 'date'));
    expect(isSettled(plan, build(plan, [act(noon)], noon), noon)).toBe(false);
  });
});

function totalsOf(plan: Plan, columns: Columns, at: number): Record<string, number> {
  const { total } = scoreColumns(plan, columns, { at });
  return Object.fromEntries(columns.ids.map((id, i) => [id, total[i]! + 0]));
}
