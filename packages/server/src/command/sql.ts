import { getColumnNeeds, type Model } from '@leadline/core';
import {
  type CompiledModel,
  clickhouse,
  type Dialect,
  duckdb,
  type ModelQueries,
  postgres,
  type TableNames,
  tableNames,
} from '@leadline/sql';
import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { parseMoment } from '../moment.ts';
import type { Session } from '../session.ts';
import { compileExactly } from '../warehouse/exact-model.ts';
import { checkLayout, readProperties } from '../warehouse/layout.ts';
import { openWarehouse } from '../warehouse/open-warehouse.ts';
import { findMoment } from './input.ts';
import { loadModel, readText } from './model-file.ts';
import type { SqlOptions } from './option.ts';

const dialects: Readonly<Record<string, Dialect>> = { duckdb, postgres, clickhouse };

/** Prints a model as SQL, and nothing but that on standard output. */
export async function runSql(options: SqlOptions, session: Session): Promise<ExitCode> {
  const { terminal } = session;
  const [model, members] = await loadScoredModel(options);
  const dialect = dialects[options.dialect ?? ''];
  if (dialect === undefined) throw new CommandError('error_dialect');
  const compiled = compileExactly(model, {
    dialect,
    at: findMoment(options, session),
    members,
    ...(options.knownAt === undefined ? {} : { knownAt: parseMoment(options.knownAt, '--known-at') }),
    properties: await findProperties([model, ...members], options),
    tables: options.tables === undefined ? {} : await readTableNames(options.tables),
  });
  if (options.json === true) terminal.out(`${JSON.stringify(compiled, null, 2)}\n`);
  else
    terminal.out(
      printCompiled(compiled, (options.query ?? 'scores') as keyof ModelQueries<string> | 'script'),
    );
  return exitCodes.ok;
}

/** Reads the one model that is scored, and those it reads. */
export async function loadScoredModel({
  model: paths = [],
  members = [],
}: Pick<SqlOptions, 'model' | 'members'>): Promise<[Model, Model[]]> {
  if (paths.length === 0) throw new CommandError('error_no_model_sql');
  if (paths.length > 1) throw new CommandError('error_one_model');
  const [first, ...others] = await Promise.all([...paths, ...members].map(loadModel));
  return [first!.model, others.map(({ model }) => model)];
}

async function findProperties(models: readonly Model[], options: SqlOptions): Promise<string[]> {
  if (options.properties !== undefined) return options.properties;
  if (options.url !== undefined) {
    const warehouse = await openWarehouse(options.url, 'score');
    try {
      await checkLayout(warehouse);
      return await readProperties(warehouse);
    } finally {
      await warehouse.close();
    }
  }
  const { properties } = getColumnNeeds(models);
  if (properties.length > 0) throw new CommandError('error_sql_properties', { list: properties.join(', ') });
  return [];
}

/** A prefix ("crm.leadline_"), or a JSON file of names ("crm.people") by table. */
async function readTableNames(text: string): Promise<TableNames> {
  if (!text.endsWith('.json'))
    return Object.fromEntries(tableNames.map((table) => [table, (text + table).split('.')]));
  const refuse = (detail: string): never => {
    throw new CommandError('error_tables_file', { file: text, detail });
  };
  let names: unknown;
  try {
    names = JSON.parse(await readText(text, 'mapping'));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    refuse((error as Error).message);
  }
  if (typeof names !== 'object' || names === null || Array.isArray(names)) refuse('no { "table": "name" }');
  return Object.fromEntries(
    Object.entries(names as object).map(([table, name]) => {
      if (!(tableNames as readonly string[]).includes(table) || typeof name !== 'string')
        refuse(`"${table}"`);
      return [table, String(name).split('.')];
    }),
  );
}

function printCompiled(
  { script, read, whole, cleanUp }: CompiledModel,
  query: keyof ModelQueries<string> | 'script',
): string {
  if (query !== 'script' && whole !== undefined) return `${whole[query]};\n`;
  const queries = query === 'script' ? Object.values(read) : [read[query]];
  return `${[...script, ...queries, ...(query === 'script' ? cleanUp : [])].join(';\n\n')};\n`;
}
