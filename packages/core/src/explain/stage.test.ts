import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../fact.ts';
import type { Model } from '../model.ts';
import { dayEnd, dayOf, foldStages, holdsCondition, readsOutcome, stepStage } from './stage.ts';

const model: Pick<Model, 'stages'> = {
  stages: [
    { id: 'marketing_qualified', enter: { total: { gte: 12 } }, leave: { total: { lt: 8 } }, holdDays: 7 },
    { id: 'sales_accepted', enter: { outcome: 'accepted' }, leave: { outcome: 'rejected' } },
    {
      id: 'sales_qualified',
      enter: { all: [{ total: { gte: 20 } }, { grade: ['A1', 'A2', 'B1'] }] },
      leave: { total: { lt: 15 } },
      holdDays: 14,
    },
  ],
};
const day = 86_400_000;
const monday = 20_000 * day + 1000;

describe('stepStage', () => {
  const cases: {
    what: string;
    stage?: string;
    since?: number;
    points: number;
    grade?: string;
    outcome?: OutcomeKind;
    at?: number;
    to: string | undefined;
    code: string;
  }[] = [
    { what: 'stays without a stage below every threshold', points: 11.999, to: undefined, code: 'stayed' },
    { what: 'enters at the threshold itself', points: 12, to: 'marketing_qualified', code: 'entered' },
    {
      what: 'enters the highest stage at once',
      points: 20,
      grade: 'A2',
      to: 'sales_qualified',
      code: 'entered',
    },
    {
      what: 'needs every part of an all',
      points: 20,
      grade: 'C1',
      to: 'marketing_qualified',
      code: 'entered',
    },
    { what: 'needs a grade where one is asked', points: 20, to: 'marketing_qualified', code: 'entered' },
    {
      what: 'enters by an outcome without any points',
      points: 0,
      outcome: 'accepted',
      to: 'sales_accepted',
      code: 'entered',
    },
    {
      what: 'is held while its days are not over',
      stage: 'marketing_qualified',
      since: monday,
      points: 1,
      at: monday + 6 * day,
      to: 'marketing_qualified',
      code: 'held',
    },
    {
      what: 'leaves on the first whole day after',
      stage: 'marketing_qualified',
      since: monday + day - 2000,
      points: 1,
      at: monday + 7 * day - 1000,
      to: undefined,
      code: 'left',
    },
    {
      what: 'stays between leave and enter',
      stage: 'marketing_qualified',
      since: monday,
      points: 8,
      at: monday + 99 * day,
      to: 'marketing_qualified',
      code: 'stayed',
    },
    {
      what: 'falls past a stage whose enter reads an outcome that is not the newest',
      stage: 'sales_qualified',
      since: monday,
      points: 14,
      at: monday + 14 * day,
      to: 'marketing_qualified',
      code: 'left',
    },
    {
      what: 'falls to the stage of an outcome that still is the newest',
      stage: 'sales_qualified',
      since: monday,
      points: 3,
      outcome: 'accepted',
      at: monday + 14 * day,
      to: 'sales_accepted',
      code: 'left',
    },
    {
      what: 'falls out where every lower stage would be left too',
      stage: 'sales_qualified',
      since: monday,
      points: 3,
      at: monday + 14 * day,
      to: undefined,
      code: 'left',
    },
    {
      what: 'rises even while it is held',
      stage: 'marketing_qualified',
      since: monday,
      points: 2,
      outcome: 'accepted',
      to: 'sales_accepted',
      code: 'entered',
    },
    {
      what: 'forgets a stage the model no longer has',
      stage: 'old',
      points: 1,
      to: undefined,
      code: 'removed',
    },
    {
      what: 'enters from a stage the model no longer has',
      stage: 'old',
      points: 12,
      to: 'marketing_qualified',
      code: 'entered',
    },
  ];
  it.each(cases)('$what', ({ stage, since, points, grade, outcome, at, to, code }) => {
    const step = stepStage(model, stage, since, scoreOf(points, grade), outcome, at ?? monday);
    expect(step.stage).toBe(to);
    expect(step.reason.code).toBe(code);
  });

  it('puts a disqualified lead in no stage at once, whatever its days and points', () => {
    const score = { ...scoreOf(50, 'A1'), disqualified: 'Outside our market' };
    expect(stepStage(model, 'sales_qualified', monday, score, 'accepted', monday)).toEqual({
      stage: undefined,
      reason: { code: 'disqualified', why: 'Outside our market' },
    });
  });

  it('puts a lead outside the audience in no stage', () => {
    expect(stepStage(model, 'sales_qualified', monday, undefined, 'won', monday).reason.code).toBe('outside');
  });

  it('never leaves a stage without leave', () => {
    const once = { stages: [{ id: 'customer', enter: { outcome: 'won' as const } }] };
    expect(stepStage(once, 'customer', monday, scoreOf(-99), 'lost', monday + 900 * day).stage).toBe(
      'customer',
    );
  });

  it('does not move when stepped twice at one moment where enter and leave exclude each other', () => {
    for (let points = -5; points <= 30; points += 0.5)
      for (const stage of [undefined, ...model.stages!.map(({ id }) => id)]) {
        const first = stepStage(model, stage, 0, scoreOf(points, 'A2'), undefined, monday);
        const second = stepStage(
          model,
          first.stage,
          first.stage === stage ? 0 : monday,
          scoreOf(points, 'A2'),
          undefined,
          monday,
        );
        expect(second.stage).toBe(first.stage);
      }
  });
});

describe('conditions', () => {
  it('read a dimension, exactly at its edge', () => {
    const score = { ...scoreOf(0), dimensions: { fit: 4001 } };
    expect(holdsCondition({ dimension: 'fit', gt: 4.001 }, score, undefined)).toBe(false);
    expect(holdsCondition({ dimension: 'fit', gte: 4.001, lte: 4.001 }, score, undefined)).toBe(true);
    expect(holdsCondition({ dimension: 'absent', gte: 0 }, score, undefined)).toBe(true);
  });

  it('find an outcome at any depth', () => {
    expect(readsOutcome({ all: [{ total: { gte: 1 } }, { none: [{ outcome: 'lost' }] }] })).toBe(true);
    expect(readsOutcome({ any: [{ total: { gte: 1 } }, { grade: ['A1'] }] })).toBe(false);
  });
});

describe('foldStages', () => {
  it('moves over day ends and keeps the time of entry', () => {
    const totals = [5, 12, 6, 6, 6, 6, 6, 6, 6, 6];
    const moves = foldStages(
      model,
      totals.map((points, index) => ({ at: dayEnd(100 + index), score: scoreOf(points) })),
    );
    expect(moves.map(({ from, to, at }) => [from, to, dayOf(at)])).toEqual([
      [undefined, 'marketing_qualified', 101],
      ['marketing_qualified', undefined, 108],
    ]);
  });

  it('begins from a given stage', () => {
    const start = { stage: 'marketing_qualified', since: dayEnd(100) };
    expect(foldStages(model, [{ at: dayEnd(107), score: scoreOf(0) }], start)).toHaveLength(1);
    expect(foldStages(model, [{ at: dayEnd(106), score: scoreOf(0) }], start)).toHaveLength(0);
  });
});

function scoreOf(points: number, grade?: string) {
  return { total: Math.round(points * 1000), dimensions: {}, ...(grade === undefined ? {} : { grade }) };
}
