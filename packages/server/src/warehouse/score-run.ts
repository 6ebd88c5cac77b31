import type { Model } from '@leadline/core';
import {
  type CompiledModel,
  countChanges,
  countRows,
  listCompared,
  selectChanges,
  selectCompared,
  selectScores,
  selectStages,
} from '@leadline/sql';
import { compileExactly } from './exact-model.ts';
import { checkLayout, readProperties } from './layout.ts';
import { keepModelRows } from './model-row.ts';
import { checkScoreTables, nameScoreTables, type ScoreTableNames } from './score-table-name.ts';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

export interface ScoreRun {
  readonly model: Model;
  /** Models of leads whose totals the model reads. */
  readonly members: readonly Model[];
  readonly at: number;
  readonly knownAt?: number;
  /** Whether contributions are written too. */
  readonly contributions: boolean;
  /** Name of the table of scores, if not the usual one. */
  readonly table?: string;
  /** Everything is done but the writing. */
  readonly dryRun: boolean;
  readonly onStep: (step: ScoreStep) => void;
}

/** Which statement runs, from 1. */
export interface ScoreStep {
  readonly name: string;
  readonly number: number;
  readonly of: number;
}

export interface ScoreRunReport {
  /** The moment that was scored. */
  readonly at: number;
  readonly tables: ScoreTableNames;
  readonly scored: number;
  readonly outside: number;
  readonly disqualified: number;
  /** Whether there were no scores of this model before. */
  readonly isFirst: boolean;
  /** How many units differ since the last run, by what. */
  readonly changes: Readonly<Record<string, number>>;
}

/**
 * Scores every unit inside the warehouse and puts the new scores in the place of the old ones, all at once at the end.
 * Whatever fails or is stopped before that leaves them as they were.
 */
export async function runScores(warehouse: Warehouse, run: ScoreRun): Promise<ScoreRunReport> {
  await checkLayout(warehouse);
  const change = await warehouse.begin();
  return endChange(change, run, async () => {
    const names = nameScoreTables(run.model, run.table);
    const held = await checkScoreTables(warehouse, run.model, names);
    return scoreUnits(warehouse, change, run, names, held.length === 0 ? undefined : names.scores);
  });
}

/** Does the work of a change and commits it; abandons it after a dry run, or when the work fails. */
export async function endChange<Result>(
  change: WarehouseChange,
  { dryRun }: Pick<ScoreRun, 'dryRun'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    if (dryRun) await change.abandon();
    else await change.commit();
    return result;
  } catch (error) {
    // What went wrong first is what is to be told.
    await change.abandon().catch(() => undefined);
    throw error;
  }
}

/** Builds the tables `names` in a change; `before` is the table of the scores to compare with. */
export async function scoreUnits(
  warehouse: Warehouse,
  change: WarehouseChange,
  run: ScoreRun,
  names: ScoreTableNames,
  before: string | undefined,
): Promise<ScoreRunReport> {
  const { dialect } = warehouse;
  const { model, members, at, knownAt } = run;
  const tables = await keepModelRows(warehouse, change, [model, ...members]);
  const compiled = compileExactly(model, {
    dialect,
    at,
    members,
    tables,
    properties: await readProperties(warehouse),
    queries: [
      'scores',
      'outside',
      ...(run.contributions ? (['contributions'] as const) : []),
      ...(model.stages ? (['stages'] as const) : []),
    ],
    ...(knownAt === undefined ? {} : { knownAt }),
  });
  const { script, read } = compiled;
  const hasStages = model.stages !== undefined;
  const of =
    script.length + (before === undefined ? 2 : 3) + (hasStages ? 2 : 0) + (run.contributions ? 1 : 0);
  let number = 0;
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    number++;
    run.onStep({ name, number, of });
    return work();
  };

  for (const statement of script) await step(nameStatement(statement), () => warehouse.run(statement));
  const steps = hasStages
    ? await step('steps', () => change.keep('leadline_run_steps', read.stages))
    : undefined;
  const built = await step('scores', () =>
    change.rebuild(names.scores, selectScores(dialect, model, at, read.scores, steps)),
  );
  if (run.contributions)
    await step('contributions', () => change.rebuild(names.contributions, read.contributions));
  if (steps !== undefined)
    await step('stages', () => change.rebuild('leadline_stages', selectStages(dialect, model, at, steps)));
  const held = before === undefined ? [] : await warehouse.listColumns(before);
  const compared = listCompared(held, await warehouse.listColumns(built));
  const pairs =
    before === undefined
      ? undefined
      : await step('pairs', () =>
          change.keep('leadline_run_pairs', selectCompared(dialect, before, built, compared)),
        );
  const changes = await step('changes', () =>
    change.rebuild(names.changes, selectChanges(dialect, before, built, compared, pairs)),
  );
  return {
    at,
    tables: names,
    isFirst: before === undefined,
    changes: Object.fromEntries(
      (await warehouse.query(countChanges(dialect, changes))).map((row) => [
        String(row.what),
        Number(row.changed),
      ]),
    ),
    ...(await countScores(warehouse, built, read)),
  };
}

async function countScores(
  warehouse: Warehouse,
  built: string,
  read: CompiledModel['read'],
): Promise<Pick<ScoreRunReport, 'scored' | 'outside' | 'disqualified'>> {
  const { dialect } = warehouse;
  const [counts] = await warehouse.query(
    `SELECT COUNT(*) AS scored, COUNT(disqualified) AS disqualified FROM ${dialect.quoteName(built)}`,
  );
  const [rest] = await warehouse.query(countRows(dialect, read.outside));
  return {
    scored: Number(counts?.scored),
    disqualified: Number(counts?.disqualified),
    outside: Number(rest?.counted),
  };
}

/** What a statement of a script keeps. */
function nameStatement(statement: string): string {
  return statement.match(/TABLE\s+[`"]?(\w+)/)?.[1] ?? '';
}
