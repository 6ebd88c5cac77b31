import { type Model, type OutcomeKind, planModel, type Stage, scoreFacts, stepStage } from '@leadline/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StepCase } from '../../../../conformance/case.ts';
import { toMillipoints, toMs } from '../../../../conformance/expand.ts';
import { leads } from '../../../../conformance/generate/vocabulary.ts';
import { dayMs, leadModel, scoredAt, someFacts, today } from '../../../../conformance/generate.ts';
import type { StepQuestion } from '../../../../conformance/reference.ts';
import { readCaseFiles } from '../../../../conformance/run-cases.ts';
import { insertRows } from '../create-tables.ts';
import { getFactRows, type StageEntry } from '../fact-rows.ts';
import { printScript } from '../print.ts';
import { addRelation, type Program } from '../program.ts';
import { type Sql, sql, toSql } from '../sql.ts';
import { compileStages } from '../stage.ts';
import type { Engine } from './engine.ts';
import type { SqlScorer } from './score-by-sql.ts';

const stepCases = readCaseFiles().flatMap(({ models, cases }) =>
  cases.filter((one): one is StepCase => 'step' in one).map((one) => ({ ...one, models })),
);

/** Puts the cases of stages to a database, and random models with stages. */
export function describeSteps(name: string, getScorer: () => SqlScorer): void {
  describe(`${name} makes the steps of the stages`, () => {
    test.each(stepCases)('$name', async ({ step, expect: wanted, models }) => {
      const at = toMs(step.at ?? '2026-03-01T12:00:00Z');
      const model = (typeof step.model === 'string' ? models![step.model] : step.model) as Pick<
        Model,
        'stages'
      >;
      const { total, dimensions, ...rest } = step.score;
      const points = Object.entries(dimensions ?? {}).map(([id, some]) => [id, toMillipoints(some)] as const);
      const score = { ...rest, total: toMillipoints(total), dimensions: Object.fromEntries(points) };
      const since = step.since === undefined ? at : toMs(step.since);
      const question = { stage: step.stage, since, score, newestOutcome: step.newestOutcome, at };
      expect(await stepBySql(getScorer().engine, model.stages ?? [], question)).toBe(wanted);
    });

    test('as the kernel does on random models and facts', { timeout: 600_000 }, async () => {
      const entries = fc.array(
        fc.record({
          id: fc.constantFrom(...leads),
          model: fc.constantFrom('model', 'model', 'another'),
          stage: fc.constantFrom('low', 'middle', 'high', 'gone'),
          since: fc.constantFrom(0, 1, 3, 40).map((days) => (today - days) * dayMs),
        }),
      );
      const present = entries.map((all) => [
        ...new Map(all.map((one) => [`${one.model} ${one.id}`, one])).values(),
      ]);
      await fc.assert(
        fc.asyncProperty(leadModel(), someFacts, scoredAt, present, async (model, facts, at, stages) => {
          const staged = { ...model, stages: someStages };
          const answer = await getScorer().score({ model: staged, facts, at, stages });
          const { scores, outside } = scoreFacts(staged, facts, { at });
          const entryOf = (id: string): StageEntry | undefined =>
            stages.find((one) => one.id === id && one.model === model.id);
          const steps = scores.map((score) => {
            const entry = entryOf(score.id);
            const newest = findNewest(facts, score.id, at);
            return [
              score.id,
              stepStage(staged, entry?.stage, entry?.since, score, newest, at).stage ?? null,
            ] as const;
          });
          const wanted = [...steps, ...outside.map((id) => [id, null] as const)];
          expect(answer.stages).toEqual(new Map(wanted));
        }),
        { numRuns: 12 },
      );
    });
  });
}

const someStages: Stage[] = [
  { id: 'low', enter: { total: { gte: 0.001 } }, leave: { total: { lt: -1 } } },
  {
    id: 'middle',
    enter: { any: [{ outcome: 'accepted' }, { dimension: 'fit', gt: 2 }] },
    leave: { none: [{ outcome: 'accepted' }, { outcome: 'won' }] },
    holdDays: 2,
  },
  {
    id: 'high',
    enter: { all: [{ total: { gte: 3, lte: 1000 } }, { grade: ['A1', 'A2'] }] },
    leave: { total: { lt: 2 } },
  },
];

/** The newest outcome by the facts alone; of one time the last in the order of kinds. */
function findNewest(
  facts: Parameters<typeof scoreFacts>[1],
  lead: string,
  at: number,
): OutcomeKind | undefined {
  const order: readonly OutcomeKind[] = ['won', 'lost', 'accepted', 'rejected'];
  return (facts.outcomes ?? [])
    .filter((one) => (facts.identities?.[one.lead] ?? one.lead) === lead && one.at <= at)
    .sort((a, b) => a.at - b.at || order.indexOf(a.outcome) - order.indexOf(b.outcome))
    .at(-1)?.outcome;
}

/** One step of a lead whose score is given. */
async function stepBySql(engine: Engine, stages: Stage[], question: StepQuestion): Promise<string | null> {
  const { dialect } = engine;
  const { stage, since, score, newestOutcome, at } = question;
  const day = Math.floor(at / dayMs);
  const program: Program = {
    dialect,
    names: {},
    properties: [],
    moment: { at, day, until: at, knownAt: undefined },
    relations: [],
  };
  const group = { g: { rules: [{ id: 'r', name: 'R', activity: 'View', points: 1 }] } };
  const dimensions = Object.keys(score.dimensions);
  const plan = planModel({
    leadline: 1,
    id: 'm',
    name: 'M',
    dimensions: Object.fromEntries(dimensions.map((id) => [id, { kind: 'fit' as const, groups: group }])),
    stages,
  } as Model);
  const label = (value: string | undefined): Sql =>
    sql`CAST(${value === undefined ? sql`NULL` : dialect.text(value)} AS ${dialect.nullable(dialect.types.text)})`;
  const points = dimensions.map((id, d) => sql`, ${score.dimensions[id]!} AS ${toSql(`dimension_${d}`)}`);
  const scored = addRelation(
    program,
    'scored',
    sql`SELECT ${dialect.asInteger(sql`0`)} AS unit_id, 1 AS in_audience, ${score.total} AS total${toSql(points.join(''))},
  ${label(score.grade)} AS grade, ${label(score.disqualified)} AS disqualified`,
  );
  const newest = addRelation(
    program,
    'newest_outcome',
    sql`SELECT ${dialect.asInteger(sql`0`)} AS unit_id, ${label(newestOutcome)} AS outcome`,
  );
  const select = compileStages({ program, prefix: '', plan }, scored, newest);
  const { statements, names } = printScript(program, [select]);
  const rows = getFactRows(
    { fieldValues: [], activities: [] },
    [],
    [{ id: 'ann', model: stage === undefined ? 'another' : 'm', stage: stage ?? 'any', since }],
  );
  const tables = ['leadline_stages', 'leadline_leads'];
  await engine.run([...tables.map(engine.empty), ...insertRows(dialect, rows)]);
  await engine.run(statements);
  const [row] = await engine.query(select);
  await engine.run([...names.map(dialect.drop), ...tables.map(engine.empty)]);
  return row!.stage as string | null;
}
