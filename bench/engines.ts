import { openAsBlob } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { isScored, type Model, planModel, type ScoreColumns, scoreColumns } from '@leadline/core';
import {
  type Cell,
  clickhouse,
  compileModel,
  createTables,
  type Dialect,
  duckdb,
  postgres,
  tableNames,
} from '@leadline/sql';
import {
  openBulkDatabase,
  quoteText,
  readColumn,
  readRows,
} from '../packages/server/src/bulk/bulk-database.ts';
import { loadColumns } from '../packages/server/src/bulk/load-columns.ts';
import { toSql } from '../packages/sql/src/sql.ts';
import {
  findClickhouseServer,
  startClickhouseCluster,
} from '../packages/sql/src/testing/clickhouse-cluster.ts';
import { openClickhouseServer } from '../packages/sql/src/testing/clickhouse-server-engine.ts';
import type { Engine } from '../packages/sql/src/testing/engine.ts';
import { openPostgres } from '../packages/sql/src/testing/postgres-engine.ts';
import { fillDays, readSql } from './encoded.ts';
import { mapFacts, readModelFile } from './fact-mapping.ts';
import { type FactFiles, scoredAt } from './facts.ts';
import { formatTable, type Measurement, measureInTurn, seconds, times } from './measure.ts';
import { fillWarehouse, warehouseProperties } from './warehouse-facts.ts';

/** What runs the model: the kernel, SQL by hand, and the SQL that it compiles to on each engine; `shards` are three. */
export const engineNames = ['kernel', 'by hand', 'duckdb', 'postgres', 'clickhouse', 'shards'] as const;
export type EngineName = (typeof engineNames)[number];

export interface EngineResult {
  readonly activities: number;
  /** Leads found equal in all outputs, on every engine. */
  readonly compared: number;
  readonly runs: Readonly<Partial<Record<EngineName, Measurement>>>;
}

/** ClickHouse is asked where its server is installed. */
function isAtHand(name: EngineName): boolean {
  return (name !== 'clickhouse' && name !== 'shards') || findClickhouseServer() !== undefined;
}

/** Lead → everything that it is given, as one text. */
type Answers = ReadonlyMap<string, string>;

/** Something that scores all leads, over and over. */
interface Runner {
  readonly run: () => Promise<void>;
  readonly answers: () => Promise<Answers>;
  readonly close: () => Promise<void>;
}

/**
 * One model over the same tables, on every engine; the answers are compared lead by lead. A run is the whole script and
 * the query, its result kept in the engine; loading is outside.
 */
export async function measureEngines(
  files: FactFiles,
  rounds: number,
  names: readonly EngineName[] = engineNames.filter(isAtHand),
): Promise<EngineResult> {
  const model = readModelFile('lead-model');
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  // PostgreSQL reads the files that are loaded, as another user.
  await chmod(folder, 0o755);
  const warehouse = await openWarehouse(files, model);
  const runners: Partial<Record<EngineName, Runner>> = {};
  try {
    for (const name of names) runners[name] = await openers[name]({ files, model, warehouse, folder });
    const runs = await measureInTurn(
      Object.fromEntries(Object.entries(runners).map(([name, { run }]) => [name, run])),
      rounds,
    );
    const wanted = await runners.kernel!.answers();
    for (const [name, { answers }] of Object.entries(runners)) compareAnswers(name, await answers(), wanted);
    const [[activities]] = (await readRows(
      warehouse,
      'SELECT count(*)::INTEGER FROM leadline_activities',
    )) as [[number]];
    return { activities, compared: wanted.size, runs };
  } finally {
    for (const { close } of Object.values(runners)) await close();
    warehouse.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly files: FactFiles;
  readonly model: Model;
  readonly warehouse: DuckDBConnection;
  readonly folder: string;
}

const openers: Readonly<Record<EngineName, (bench: Bench) => Promise<Runner>>> = {
  kernel: openKernel,
  'by hand': async ({ warehouse }) => ({
    run: async () => {
      await warehouse.run(readSql('warehouse'));
    },
    answers: async () => readAnswers(await queryDuckdb(warehouse, 'FROM scores')),
    close: async () => undefined,
  }),
  duckdb: async ({ model, warehouse }) => {
    const run = (statement: string) => warehouse.run(statement);
    return runScript(
      model,
      duckdb,
      async (statements) => {
        for (const statement of statements) await run(statement);
      },
      () => queryDuckdb(warehouse, 'FROM result'),
    );
  },
  postgres: openPostgresRunner,
  clickhouse: (bench) => openClickhouseRunner(bench, 1),
  shards: (bench) => openClickhouseRunner(bench, 3),
};

async function openWarehouse(files: FactFiles, model: Model): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '12GB', threads: '2' });
  const connection = await instance.connect();
  await fillWarehouse(connection, files, model);
  const today = Math.floor(scoredAt / 86_400_000);
  const [[first]] = (await readRows(
    connection,
    'SELECT (min(happened_at) // 86400000)::INTEGER FROM leadline_activities',
  )) as [[number]];
  await fillDays(connection, today, first);
  await connection.run(`SET VARIABLE until = ${scoredAt}`);
  return connection;
}

async function openKernel({ files, model }: Bench): Promise<Runner> {
  const database = await openBulkDatabase();
  const { columns, leadTable } = await loadColumns(database, mapFacts(files), {
    models: [model],
    until: scoredAt,
  });
  const ids = await readColumn(database.connection, { table: leadTable, column: 'id', order: 'unit' });
  await database.close();
  const plan = planModel(model);
  let scores: ScoreColumns | undefined;
  return {
    run: async () => {
      scores = scoreColumns(plan, columns, { at: scoredAt });
    },
    answers: async () => {
      const { labels, total, dimensions, coverage, state, ...codes } = scores!;
      const answers = new Map<string, string>();
      for (const [unit, id] of ids.entries()) {
        if (state[unit] !== isScored) continue;
        const label = (of: 'grade' | 'persona' | 'temperature' | 'disqualified') =>
          labels[of][codes[of][unit]!] ?? null;
        const points = [total[unit], ...dimensions.map((each) => each[unit])];
        const texts = [label('grade'), label('persona'), label('temperature'), label('disqualified')];
        answers.set(id, [...points, ...texts, coverage[unit]].join());
      }
      return answers;
    },
    close: async () => undefined,
  };
}

/** The whole script and the query of the scores, kept in a table `result`. */
function runScript(
  model: Model,
  dialect: Dialect,
  run: (statements: readonly string[]) => Promise<void>,
  query: () => Promise<readonly Row[]>,
): Runner {
  const { script, read, cleanUp } = compileModel(model, {
    dialect,
    at: scoredAt,
    properties: warehouseProperties,
    queries: ['scores'],
  });
  const result = dialect.quoteName('result');
  const statements = [dialect.drop(result), ...script, dialect.keep(result, toSql(read.scores)), ...cleanUp];
  return {
    run: () => run(statements),
    answers: async () => readAnswers(await query()),
    close: async () => undefined,
  };
}

async function openPostgresRunner({ model, warehouse, folder }: Bench): Promise<Runner> {
  const engine = await openPostgres();
  await engine.run(createTables(postgres, {}, warehouseProperties.length));
  for (const table of tableNames) {
    const file = join(folder, `${table}.csv`);
    await warehouse.run(
      `COPY leadline_${table} TO ${quoteText(file)} (FORMAT csv, HEADER false, NULLSTR '\\N')`,
    );
    await engine.run([`COPY leadline_${table} FROM ${quoteText(file)} (FORMAT csv, NULL '\\N')`]);
    await rm(file);
  }
  await engine.run(['ANALYZE', `SET work_mem = '256MB'`, 'SET max_parallel_workers_per_gather = 0']);
  const runner = runScript(model, postgres, engine.run, () => engine.query('SELECT * FROM result'));
  return { ...runner, close: engine.close };
}

/** Tables whose rows stand on the shard of their lead; the others stand on every shard. */
const ofLeads: readonly string[] = ['leads', 'lead_values', 'activities', 'outcomes'];

async function openClickhouseRunner({ model, warehouse, folder }: Bench, shards: number): Promise<Runner> {
  const cluster = await startClickhouseCluster(shards);
  const engines = cluster.urls.map(openClickhouseServer);
  for (const [shard, engine] of engines.entries()) {
    await engine.run(createTables(clickhouse, {}, warehouseProperties.length));
    for (const table of tableNames) {
      const file = join(folder, `${table}.tsv`);
      const where = ofLeads.includes(table) ? ` WHERE lead_number % ${shards} = ${shard}` : '';
      await warehouse.run(
        `COPY (FROM leadline_${table}${where}) TO ${quoteText(file)}
         (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '\\N')`,
      );
      const insert = encodeURIComponent(`INSERT INTO leadline_${table} FORMAT TabSeparated`);
      const response = await fetch(`${cluster.urls[shard]}?query=${insert}`, {
        method: 'POST',
        body: await openAsBlob(file),
      });
      if (!response.ok) throw new Error(await response.text());
      await rm(file);
    }
  }
  const all = <T>(work: (engine: Engine) => Promise<T>) => Promise.all(engines.map(work));
  const runner = runScript(
    model,
    clickhouse,
    async (statements) => {
      await all((engine) => engine.run(statements));
    },
    async () => (await all((engine) => engine.query('SELECT * FROM result'))).flat(),
  );
  return { ...runner, close: cluster.close };
}

type Row = Readonly<Record<string, Cell>>;

async function queryDuckdb(connection: DuckDBConnection, text: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(text);
  return reader.getRowObjectsJS().map((row) => {
    const cells = Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? Number(value) : value,
    ]);
    return Object.fromEntries(cells) as Row;
  });
}

const outputs = [
  'total',
  'dimension_fit',
  'dimension_engagement',
  'dimension_risk',
  'grade',
  'persona',
  'temperature',
];

function readAnswers(rows: readonly Row[]): Answers {
  return new Map(
    rows.map((row) => [
      row.unit_id as string,
      [...outputs, 'disqualified', 'coverage'].map((name) => row[name]).join(),
    ]),
  );
}

function compareAnswers(name: string, given: Answers, wanted: Answers): void {
  for (const [lead, answer] of wanted)
    if (given.get(lead) !== answer)
      throw new Error(`Lead ${lead} differs: kernel ${answer}, ${name} ${given.get(lead)}`);
  if (given.size !== wanted.size)
    throw new Error(`The kernel scored ${wanted.size} leads, ${name} ${given.size}`);
}

const titles: Readonly<Record<EngineName, string>> = {
  kernel: 'kernel, 1 thread',
  'by hand': 'DuckDB, SQL by hand',
  duckdb: 'DuckDB, the model as SQL',
  postgres: 'PostgreSQL, the model as SQL',
  clickhouse: 'ClickHouse 18.16, the model as SQL',
  shards: 'ClickHouse 18.16, three shards',
};

export function describeEngines({ activities, compared, runs }: EngineResult): string {
  const { kernel, 'by hand': hand } = runs;
  const rows = Object.entries(runs).map(([name, { wallMs, cpuMs }]) => [
    titles[name as EngineName],
    seconds(wallMs),
    seconds(cpuMs),
    times(cpuMs, kernel!.cpuMs),
    hand ? (cpuMs / hand.cpuMs).toFixed(2) : '',
  ]);
  return [
    `${activities} activities; ${compared} scores equal in every output on every engine.`,
    formatTable([['', 'wall s', 'CPU s', 'CPU to kernel', 'CPU to SQL by hand'], ...rows]),
  ].join('\n');
}
