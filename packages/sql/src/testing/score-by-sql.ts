import type { Contribution, Facts, JourneyPhase, Model, Score } from '@leadline/core';
import { compareText, planModel } from '@leadline/core';
import { type CompiledModel, compileModel, readsAccounts } from '../compile-model.ts';
import { createTables, insertRows } from '../create-tables.ts';
import { getFactRows, listProperties, type StageEntry } from '../fact-rows.ts';
import { readStoredText } from '../stored-text.ts';
import { type Cell, type TableRows, tableNames } from '../table.ts';
import type { Engine } from './engine.ts';
import { splitRows } from './split-rows.ts';

/** What an evaluator is asked; the same as `Question` of the conformance cases. */
export interface SqlQuestion {
  readonly model: Model;
  readonly members?: readonly Model[];
  readonly facts: Facts;
  readonly at: number | ReadonlyMap<string, number>;
  readonly knownAt?: number | undefined;
  readonly until?: number | undefined;
  readonly stages?: readonly StageEntry[];
}

export interface SqlAnswer {
  readonly scores: Score[];
  readonly outside: string[];
  /** Unit → stage after the moment, null for none. */
  readonly stages: ReadonlyMap<string, string | null>;
}

/** A database with the tables of facts, filled anew for each question. */
export interface SqlScorer {
  readonly engine: Engine;
  readonly score: (question: SqlQuestion) => Promise<SqlAnswer>;
  /** The same by queries that need no script. */
  readonly scoreWhole: (question: SqlQuestion) => Promise<SqlAnswer>;
  readonly close: () => Promise<void>;
}

/** Columns for properties; no question has facts with more. */
const propertyCount = 30;

/** Several engines are shards: leads are spread over them, each scores its own, and answers are put together. */
export async function openScorer(engine: Engine, ...shards: readonly Engine[]): Promise<SqlScorer> {
  const { dialect } = engine;
  const engines = [engine, ...shards];
  for (const one of engines) await one.run(createTables(dialect, {}, propertyCount));
  const halfLives = new Set<Cell>();
  const filled = new Set(tableNames.filter((table) => table !== 'half_lives'));
  const load = async (rows: TableRows, byAccount: boolean): Promise<void> => {
    const missing = rows.half_lives.filter(([days]) => !halfLives.has(days!));
    for (const [days] of missing) halfLives.add(days!);
    const parts = splitRows({ ...rows, half_lives: missing }, engines.length, byAccount);
    await Promise.all(
      engines.map(async (one, i) => {
        await one.run([...filled].map((table) => one.empty(`leadline_${table}`)));
        await one.run(insertRows(dialect, parts[i]!));
      }),
    );
    filled.clear();
    for (const table of tableNames) if (table !== 'half_lives' && rows[table].length > 0) filled.add(table);
  };
  const scoreBy =
    (ask: (one: Engine, compiled: CompiledModel, hasStages: boolean) => Promise<Answers>) =>
    async (question: SqlQuestion): Promise<SqlAnswer> => {
      const { model, members = [], facts, at, knownAt, until, stages = [] } = question;
      const rows = getFactRows(facts, [model, ...members], stages);
      await load(rows, [model, ...members].map(planModel).some(readsAccounts));
      const answer: SqlAnswer & { stages: Map<string, string | null> } = {
        scores: [],
        outside: [],
        stages: new Map(),
      };
      const hasStages = model.stages !== undefined;
      for (const moment of typeof at === 'number' ? [at] : new Set(at.values())) {
        const compiled = compileModel(model, {
          dialect,
          at: moment,
          members,
          properties: listProperties(rows),
          queries: ['scores', 'outside', 'contributions', ...(hasStages ? (['stages'] as const) : [])],
          ...(knownAt !== undefined && { knownAt }),
          ...(until !== undefined && { until }),
        });
        const isAsked = (id: string): boolean => typeof at === 'number' || at.get(id) === moment;
        const answers = await Promise.all(engines.map((one) => ask(one, compiled, hasStages)));
        for (const one of answers) readAnswers(answer, model, moment, one, isAsked);
      }
      answer.scores.sort((a, b) => compareText(a.id, b.id));
      answer.outside.sort(compareText);
      return answer;
    };
  return {
    engine,
    score: scoreBy(async (one, { script, read, cleanUp }, hasStages) => {
      try {
        await one.run(script);
        return await askAll(one, read, hasStages);
      } finally {
        await one.run(cleanUp);
      }
    }),
    scoreWhole: scoreBy((one, { whole }, hasStages) => askAll(one, whole!, hasStages)),
    close: async () => {
      for (const one of engines) await one.close();
    },
  };
}

type Rows = readonly Readonly<Record<string, Cell>>[];
type Answers = Readonly<Record<keyof CompiledModel['read'], Rows>>;

async function askAll(engine: Engine, queries: CompiledModel['read'], hasStages: boolean): Promise<Answers> {
  return {
    scores: await engine.query(queries.scores),
    outside: await engine.query(queries.outside),
    contributions: await engine.query(queries.contributions),
    stages: hasStages ? await engine.query(queries.stages) : [],
  };
}

function readAnswers(
  answer: SqlAnswer & { stages: Map<string, string | null> },
  model: Model,
  at: number,
  answers: Answers,
  isAsked: (id: string) => boolean,
): void {
  const contributions = new Map<string, { place: number; contribution: Contribution }[]>();
  for (const row of answers.contributions) {
    const id = idOf(row);
    const ofUnit = contributions.get(id) ?? [];
    ofUnit.push({ place: row.place as number, contribution: readContribution(row) });
    contributions.set(id, ofUnit);
  }
  for (const row of answers.scores) {
    const id = idOf(row);
    if (!isAsked(id)) continue;
    // Adjustments of one dimension have one place.
    const placed = (contributions.get(id) ?? []).sort(
      (a, b) => a.place - b.place || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
    );
    answer.scores.push({
      id,
      model: model.id,
      at,
      total: row.total as number,
      dimensions: Object.fromEntries(
        Object.keys(model.dimensions ?? {}).map((name) => [name, row[`dimension_${name}`] as number]),
      ),
      ...present({
        grade: row.grade as string | null,
        persona: row.persona as string | null,
        temperature: row.temperature as string | null,
        journey: row.journey as JourneyPhase | null,
        disqualified: row.disqualified as string | null,
      }),
      coverage: row.coverage as number,
      contributions: placed.map(({ contribution }) => contribution),
    });
  }
  answer.outside.push(...answers.outside.map(idOf).filter(isAsked));
  for (const row of answers.stages)
    if (isAsked(idOf(row))) answer.stages.set(idOf(row), row.stage as string | null);
}

function idOf(row: Readonly<Record<string, Cell>>): string {
  return readStoredText(row.unit_id as string);
}

/** Without evidence, which SQL does not give. */
function readContribution(row: Readonly<Record<string, Cell>>): Contribution {
  const {
    kind,
    cap_of: of,
    dimension,
    group_id: group,
    rule,
    points,
    uncapped,
    reason,
    given_by,
    until_day: until,
  } = row;
  if (kind === 'rule') return { kind, dimension, group, rule, points, uncapped } as unknown as Contribution;
  if (kind === 'cap')
    return { kind, of, ...present({ dimension, group }), points } as unknown as Contribution;
  const [why, by] = [readStoredText(reason as string), readStoredText(given_by as string)];
  return { kind, dimension, points, reason: why, by, ...present({ until }) } as unknown as Contribution;
}

function present<T extends object>(cells: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const entries = Object.entries(cells).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: NonNullable<T[Key]> };
}
