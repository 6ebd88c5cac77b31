import { describe, expect, it } from 'vitest';
import type { Columns } from '../columns.ts';
import type { Activity, Facts } from '../fact.ts';
import type { Model } from '../model.ts';
import { buildColumns } from './column-builder.ts';
import { getColumnNeeds } from './column-needs.ts';
import { scoreColumns } from './kernel.ts';
import { planModel } from './plan.ts';
import { allocateScores, isOutside, isScored, readScore } from './score-columns.ts';
import { dayMs } from './value-test.ts';

const today = 20_500;
const at = today * dayMs + 12 * 3_600_000;

describe('scoreColumns', () => {
  it('scores any range as it does the whole', () => {
    const { columns, plan } = makeCrowd();
    const whole = scoreColumns(plan, columns, { at });
    const part = scoreColumns(plan, makeCrowd().columns, { at, range: [300, 700] });
    expect(part.total.length).toBe(400);
    expect(part.total).toEqual(whole.total.subarray(300, 700));
    expect(part.grade).toEqual(whole.grade.subarray(300, 700));
    expect(new Set(whole.total).size).toBeGreaterThan(20);
  });

  it('lets ranges write into scores that threads share', () => {
    const { columns, plan } = makeCrowd();
    const into = allocateScores(plan, 0, columns.unitCount, (bytes) => new SharedArrayBuffer(bytes));
    for (const range of [
      [513, 900],
      [0, 513],
      [900, columns.unitCount],
    ] as const) {
      scoreColumns(planModel(plan.model), shareColumns(columns), { at, range, into });
    }
    const whole = scoreColumns(plan, columns, { at });
    expect(into.total.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Array.from(into.total)).toEqual(Array.from(whole.total));
    expect(Array.from(into.temperature)).toEqual(Array.from(whole.temperature));
  });

  it('scores each lead at its own moment as it does alone', () => {
    const { columns, plan } = makeCrowd();
    const moments = Float64Array.from(
      { length: columns.unitCount },
      (_, unit) => at - (unit % 7) * 20 * dayMs,
    );
    const mixed = scoreColumns(plan, columns, { at: moments });
    for (let k = 0; k < 7; k++) {
      const alone = scoreColumns(plan, columns, { at: at - k * 20 * dayMs });
      for (let unit = k; unit < columns.unitCount; unit += 7)
        expect(mixed.total[unit]).toBe(alone.total[unit]);
    }
  });

  it('looks ahead of the cut-off, and skips rows after the moment', () => {
    const views = [view(0), view(-10, 'late')];
    const plan = planModel(
      modelOf([{ id: 'a', name: 'A', activity: 'View', points: 1, decay: { linearDays: 100 } }]),
    );
    const columns = columnsOf(views, plan.model, at + 10 * dayMs);
    const totals = (days: number): number[] => [
      ...scoreColumns(plan, columns, { at: at + days * dayMs }).total,
    ];
    expect(totals(0)).toEqual([1000, 0]);
    expect(totals(10)).toEqual([900, 1000]);
    expect(totals(120)).toEqual([0, 0]);
  });

  it('forgets what an earlier pass wrote into scores of leads that are now outside', () => {
    const plan = planModel({
      ...modelOf([{ id: 'a', name: 'A', activity: 'View', points: 1 }]),
      audience: { activity: { types: 'View', withinDays: 5 } },
    });
    const columns = columnsOf([view(0)], plan.model);
    const into = allocateScores(plan, 0, 1);
    scoreColumns(plan, columns, { at, into });
    expect([into.state[0], into.total[0]]).toEqual([isScored, 1000]);
    scoreColumns(plan, columns, { at: at + 5 * dayMs, into });
    expect([into.state[0], into.total[0], into.coverage[0]]).toEqual([isOutside, 0, 0]);
  });

  it('counts rows that more rules read than a packed row holds, and more rules than it can name', () => {
    const rules = Array.from({ length: 1100 }, (_, i) => ({
      id: `r${i}`,
      name: 'R',
      activity: 'View',
      withinDays: i + 1,
      points: 0.001,
    }));
    const plan = planModel(modelOf(rules));
    const scores = scoreColumns(plan, columnsOf([view(0), view(500), view(1099)], plan.model), { at });
    expect(scores.total[0]).toBe(1100 + 600 + 1);
  });

  it('tells more classes of rows apart than a narrow code holds', () => {
    const properties = Array.from({ length: 18 }, (_, i) => `p${i}`);
    const rules = properties.map((property, i) => ({
      id: property,
      name: 'R',
      activity: 'View',
      where: { property, equals: 'yes' },
      points: i + 1,
    }));
    const plan = planModel(modelOf(rules));
    const activities = Array.from({ length: 70_000 }, (_, n) => ({
      ...view(n % 50, `lead ${n % 3}`, `${n}`),
      properties: Object.fromEntries(
        properties.flatMap((name, i) => ((n >> (i % 17)) & 1 ? [[name, 'Yes']] : [])),
      ),
    }));
    const scores = scoreColumns(plan, columnsOf(activities, plan.model), { at });
    const expected = [0, 0, 0];
    activities.forEach((_, n) => {
      properties.forEach((_name, i) => {
        if ((n >> (i % 17)) & 1) expected[n % 3]! += (i + 1) * 1000;
      });
    });
    expect([...scores.total]).toEqual(expected);
  });

  it('reads criteria of rows that depend on the day of the score', () => {
    const plan = planModel({
      ...modelOf([
        { id: 'a', name: 'A', activity: 'View', where: { property: 'due', in_next_days: 3 }, points: 1 },
      ]),
      activities: { View: { due: 'date' } },
    });
    const due = (days: number): string => new Date((today + days) * dayMs).toISOString().slice(0, 10);
    const activities = [0, 2, 3, 5].map((days) => ({
      ...view(9, 'ann', `${days}`),
      properties: { due: due(days) },
    }));
    const columns = columnsOf(activities, plan.model);
    const total = (days: number): number => scoreColumns(plan, columns, { at: at + days * dayMs }).total[0]!;
    expect([0, 1, 3, 5, 6].map(total)).toEqual([2000, 2000, 2000, 1000, 0]);
  });

  it('needs no more than 20 bytes for an activity with three properties, its class included', () => {
    const { columns, plan } = makeCrowd();
    const { type, day, timeOfDay, properties } = columns.activities;
    expect(properties.size).toBe(3);
    const bytes = [type, day, timeOfDay, ...[...properties.values()].map(({ codes }) => codes)].map(
      (codes) => codes.BYTES_PER_ELEMENT,
    );
    scoreColumns(plan, columns, { at });
    const ofClass = 2;
    expect(bytes.reduce((sum, size) => sum + size, ofClass)).toBeLessThanOrEqual(20);
  });

  it('refuses columns without the accounts, or without the members, that a model reads', () => {
    const account = planModel({
      ...modelOf([{ id: 'a', name: 'A', activity: 'View', of: 'account', points: 1 }]),
    });
    const bare = columnsOf([view(0)], modelOf([{ id: 'a', name: 'A', activity: 'View', points: 1 }]));
    expect(() => scoreColumns(account, bare, { at })).toThrow('Cannot read accounts for "m"');
    const members = planModel({
      ...modelOf([{ id: 'a', name: 'A', members: { model: 'other', take: 'sum' }, points: 1 }]),
      score: 'accounts',
    });
    expect(() => scoreColumns(members, columnsOf([view(0)], members.model), { at })).toThrow(
      'Cannot read members of "other"',
    );
  });
});

it('contributions of every lead add up to its total', () => {
  const { columns, plan } = makeCrowd();
  const scores = scoreColumns(plan, columns, { at, contributions: true });
  const plain = scoreColumns(plan, columns, { at });
  let caps = 0;
  for (let unit = 0; unit < columns.unitCount; unit++) {
    const score = readScore(scores, unit, { id: columns.ids[unit]!, model: 'm', at });
    if (!score) continue;
    expect(score.contributions!.reduce((sum, { points }) => sum + points, 0)).toBe(score.total);
    expect(score.total).toBe(plain.total[unit]);
    caps += score.contributions!.filter(({ kind }) => kind === 'cap').length;
  }
  expect(caps).toBeGreaterThan(100);
});

function modelOf(rules: object[]): Model {
  const dimensions = { engagement: { kind: 'engagement', groups: { g: { rules } } } };
  return { leadline: 1, id: 'm', name: 'M', dimensions } as unknown as Model;
}

function view(daysAgo: number, lead = 'ann', id = `${daysAgo}`): Activity {
  const time = at - daysAgo * dayMs;
  return { lead, type: 'View', at: time, knownAt: time, source: 'web', id };
}

function columnsOf(activities: readonly Activity[], model: Model, until = at): Columns {
  const facts: Facts = { fieldValues: [], activities };
  return buildColumns(facts, [model], { until, knownAt: Number.POSITIVE_INFINITY });
}

/** A thousand leads with up to 40 activities each, and a model with every way of reading them. */
function makeCrowd(): { readonly columns: Columns; readonly plan: ReturnType<typeof planModel> } {
  const rules = [
    { id: 'views', name: 'R', activity: 'View', points: 1, decay: { halfLifeDays: 14 }, cap: { max: 6 } },
    {
      id: 'price',
      name: 'R',
      activity: 'View',
      where: { property: 'path', starts_with: '/p' },
      points: 2,
      withinDays: 90,
    },
    {
      id: 'paths',
      name: 'R',
      activity: ['View', 'Click'],
      distinct: 'path',
      tiers: [{ from: 3, points: 1 }],
    },
    { id: 'days', name: 'R', activity: 'View', activeDays: true, points: 0.5, decay: { linearDays: 200 } },
    { id: 'every', name: 'R', activity: 'Click', every: 3, points: -1 },
    { id: 'spent', name: 'R', activity: 'Order', sum: 'amount', points: 0.01 },
    { id: 'quiet', name: 'R', silence: ['View', 'Order'], tiers: [{ from: 20, points: -2 }] },
    {
      id: 'rate',
      name: 'R',
      rate: { of: 'Click', in: 'View', atLeast: 2 },
      tiers: [{ from: 50, points: 2 }],
    },
    { id: 'trend', name: 'R', trend: { activity: 'View', days: 30 }, tiers: [{ from: 1, points: 3 }] },
    {
      id: 'path',
      name: 'R',
      sequence: {
        first: 'View',
        // biome-ignore lint/suspicious/noThenProperty: the grammar's own word
        then: { types: 'Order', where: { property: 'paid', is_true: true } },
        withinDays: 5,
      },
      points: 4,
    },
  ];
  const model = {
    leadline: 1,
    id: 'm',
    name: 'M',
    fields: { country: 'text' },
    activities: { Order: { amount: 'number', paid: 'boolean' } },
    audience: { field: 'country', not_equals: 'XX' },
    dimensions: {
      fit: {
        kind: 'fit',
        groups: {
          f: { rules: [{ id: 'be', name: 'R', field: 'country', values: { BE: 5 }, otherwise: -1 }] },
        },
      },
      engagement: { kind: 'engagement', cap: { max: 20 }, groups: { g: { cap: { max: 15 }, rules } } },
    },
    grades: { fit: { A: 5, B: 0 }, engagement: { 1: 10, 2: 0 } },
    temperature: { of: 'total', hot: 15, warm: 5 },
  } as unknown as Model;
  let seed = 7;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const leads = Array.from({ length: 1000 }, (_, i) => `lead ${i}`);
  const activities = leads.flatMap((lead) =>
    Array.from({ length: random(40) }, (_, n): Activity => {
      const time = at - random(300 * dayMs);
      const type = ['View', 'Click', 'Order'][random(3)]!;
      const properties = {
        path: ['/', '/pricing', '/press', '/about'][random(4)]!,
        amount: random(500),
        paid: random(2) === 1,
      };
      return { lead, type, at: time, knownAt: time, source: 'web', id: `${lead} ${n}`, properties };
    }),
  );
  const fieldValues = leads.map((lead) => ({
    lead,
    field: 'country',
    value: ['BE', 'NL', 'XX'][random(3)]!,
    knownAt: 0,
    source: 'crm',
  }));
  const columns = buildColumns({ fieldValues, activities }, [model], { until: at, knownAt: at });
  expect(getColumnNeeds([model]).properties.toSorted()).toEqual(['amount', 'paid', 'path']);
  return { columns, plan: planModel(model) };
}

/** The same columns with their rows on shared memory, as a worker gets them. */
function shareColumns(columns: Columns): Columns {
  const share = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(codes: T): T => {
    const shared = new (codes.constructor as new (buffer: ArrayBufferLike) => T)(
      new SharedArrayBuffer(codes.byteLength),
    );
    shared.set(codes);
    return shared;
  };
  const { activities, created } = columns;
  return {
    ...columns,
    created: share(created),
    activities: {
      ...activities,
      offsets: share(activities.offsets),
      type: share(activities.type),
      day: share(activities.day),
      timeOfDay: share(activities.timeOfDay),
    },
  };
}
