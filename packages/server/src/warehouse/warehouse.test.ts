import { readFileSync, writeFileSync } from 'node:fs';
import { readStoredText } from '@leadline/sql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClickhouseCluster,
  findClickhouseServer,
  startClickhouseCluster,
} from '../../../sql/src/testing/clickhouse-cluster.ts';
import { type PostgresServer, startPostgres } from '../../../sql/src/testing/postgres-server.ts';
import { runInProcess } from '../command/run-in-process.ts';
import { copyExample, newBusiness } from '../command/sample-folder.ts';
import { openWarehouse } from './open-warehouse.ts';
import type { ResultRow } from './warehouse.ts';

let server: PostgresServer;
let cluster: ClickhouseCluster | undefined;
let databases = 0;

beforeAll(async () => {
  server = await startPostgres();
  cluster = findClickhouseServer() === undefined ? undefined : await startClickhouseCluster(1);
}, 120_000);
afterAll(async () => {
  await server.close();
  await cluster?.close();
});

const engines: [name: string, open: (folder: string) => Promise<string>][] = [
  ['DuckDB', async (folder) => `duckdb:${folder}/facts.duckdb`],
  [
    'PostgreSQL',
    async () => {
      const name = `test_${databases++}`;
      const warehouse = await openWarehouse(server.getUrl(), 'score');
      await warehouse.run(`CREATE DATABASE ${name}`);
      await warehouse.close();
      return server.getUrl().replace(/postgres$/, name);
    },
  ],
];

if (findClickhouseServer() !== undefined) {
  engines.push([
    'ClickHouse',
    async () => {
      const name = `test_${databases++}`;
      const host = new URL(cluster!.urls[0]!).host;
      const warehouse = await openWarehouse(`clickhouse://${host}/default`, 'score');
      await warehouse.run(`CREATE DATABASE ${name}`);
      await warehouse.close();
      return `clickhouse://${host}/${name}`;
    },
  ]);
}

const lists = ['--suppress', 'own-staff.txt', '--suppress', 'competitors.txt'];
const files = ['contacten.csv', 'website.ndjson', 'mail.tsv', 'deals.csv', ...lists];
const at = ['--at', '2026-11-20'];

test('the page shows what the commands print', async () => {
  const cwd = copyExample('new-business');
  const url = `duckdb:${cwd}/demo.duckdb`;
  const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml', '--at'];
  await leadline(cwd, 'warehouse', 'load', ...files.slice(0, 4), '--url', url);
  await leadline(cwd, ...score, '2026-11-20');
  const { out } = await leadline(cwd, ...score, '2026-12-20');
  const page = readFileSync(new URL('../../../../docs/warehouse.md', import.meta.url), 'utf8');
  expect(page).toContain(out.trimEnd().replaceAll(/^/gm, '    '));
});

describe.each(engines)('%s', (_, openUrl) => {
  test('scores files that were loaded as "leadline score" does, lead by lead', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', ...files, '--url', url, '--counted-at', '2026-11-20');
    const said = await leadline(cwd, 'warehouse', 'score', '--url', url, '--model', 'model.yaml', ...at);
    expect(said.out).toContain('36 leads = 35 scored + 1 outside the audience');
    expect(await readScores(url)).toEqual(await scoreFiles(cwd, newBusiness));
  });

  test('scores accounts too', async () => {
    const cwd = copyExample('accounts');
    const url = await openUrl(cwd);
    const facts = ['companies.csv', 'people.csv', 'visits.csv'];
    await leadline(cwd, 'warehouse', 'load', ...facts, '--url', url, '--counted-at', '2026-11-20');
    await leadline(cwd, 'warehouse', 'score', '--url', url, '--model', 'model.yaml', ...at);
    const scores = await readScores(url, 'accounts');
    expect(scores.size).toBe(8);
    expect(scores).toEqual(await scoreFiles(cwd, ['model.yaml', ...facts, ...at]));
  });

  test('adds nothing when the same files come again, and only what is new of others', async () => {
    const { cwd, url } = await start(openUrl);
    const load = ['warehouse', 'load', ...files, '--url', url, '--counted-at', '2026-11-20'];
    await leadline(cwd, ...load);
    const before = await countRows(url);
    expect((await leadline(cwd, ...load)).out).toContain('Nothing new: all of it was there already');
    expect(await countRows(url)).toEqual(before);
    const visits = readFileSync(`${cwd}/website.ndjson`, 'utf8');
    writeFileSync(`${cwd}/website.ndjson`, `${visits.trimEnd()}\n${addVisit(visits)}\n`);
    const again = await leadline(cwd, ...load);
    expect(again.out).toContain('leadline_activities: 1 row added');
    expect(await countRows(url)).toEqual({
      ...before,
      leadline_activities: before.leadline_activities! + 1,
    });
  });

  test('a file a day gives what all of them at once give', async () => {
    const { cwd, url } = await start(openUrl);
    for (const file of ['mail.tsv', 'deals.csv', 'contacten.csv', 'website.ndjson'])
      await leadline(cwd, 'warehouse', 'load', file, '--url', url, '--counted-at', '2026-11-20');
    await leadline(
      cwd,
      'warehouse',
      'load',
      'contacten.csv',
      ...lists,
      '--url',
      url,
      '--counted-at',
      '2026-11-20',
    );
    await leadline(cwd, 'warehouse', 'score', '--url', url, '--model', 'model.yaml', ...at);
    expect(await readScores(url)).toEqual(await scoreFiles(cwd, newBusiness));
  });

  test('an address and the lead that has it are one, whichever comes first', async () => {
    const { cwd, url } = await start(openUrl);
    const write = (name: string, ...lines: string[]): void =>
      writeFileSync(`${cwd}/${name}`, `${lines.join('\n')}\n`);
    write('early.csv', 'Email,Type,Date,path', 'Ann@firm.example,Page Viewed,2026-11-01,/pricing');
    write('people.csv', 'Id,Email,Country', '7,ann@firm.example,BE', '8,bob@firm.example,BE');
    write('late.csv', 'Email,Type,Date,path', 'bob@firm.example,Page Viewed,2026-11-02,/pricing');
    write('more.csv', 'Id,Email,Country', '9,eva@firm.example,NL');
    const named = ['early.csv', 'late.csv'].flatMap((name) => ['-a', name]);
    for (const file of [
      ['-a', 'early.csv'],
      ['-l', 'people.csv'],
      ['-a', 'late.csv'],
      ['-l', 'more.csv'],
    ])
      await leadline(cwd, 'warehouse', 'load', ...file, '--url', url);
    await leadline(cwd, 'warehouse', 'score', '--url', url, '--model', 'model.yaml');
    const together = ['model.yaml', '-l', 'people.csv', '-l', 'more.csv', ...named];
    const scores = await readScores(url);
    expect([...scores.keys()]).toEqual(['7', '8', '9']);
    expect(scores).toEqual(await scoreFiles(cwd, together));
  });

  test('says what changed since the last run', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', ...files, '--url', url, '--counted-at', '2026-11-20');
    const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml'];
    const first = JSON.parse((await leadline(cwd, ...score, ...at, '--json')).out);
    expect(first).toMatchObject({ firstRun: true, scored: 35, changes: { came_in: 35 } });
    const before = await readScores(url);
    await leadline(cwd, ...score, '--at', '2026-11-24');
    const after = await readScores(url);
    const changed = [...after].filter(([id, score]) => before.get(id)?.total !== score.total);
    const rows = await ask(
      url,
      `SELECT unit_id, value_before, value_after FROM leadline_changes_new_business WHERE what = 'total'`,
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(new Map(rows.map((row) => [row.unit_id, [row.value_before, row.value_after]]))).toEqual(
      new Map(changed.map(([id, { total }]) => [id, [String(before.get(id)!.total), String(total)]])),
    );
    const same = await leadline(cwd, ...score, '--at', '2026-11-24');
    expect(same.out).toContain('Nothing changed since the last run');
  });

  test('contributions add up to the totals', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', ...files, '--url', url);
    await leadline(
      cwd,
      'warehouse',
      'score',
      '--url',
      url,
      '--model',
      'model.yaml',
      '--contributions',
      ...at,
    );
    const rows = await ask(
      url,
      `SELECT s.unit_id FROM leadline_scores_new_business s LEFT JOIN
       (SELECT unit_id, SUM(points) AS points FROM leadline_contributions_new_business GROUP BY unit_id) c
       ON c.unit_id = s.unit_id WHERE s.total <> COALESCE(c.points, 0)`,
    );
    expect(rows).toEqual([]);
  });

  test('steps stages from run to run', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', ...files, '--url', url, '--counted-at', '2026-11-20');
    const score = ['warehouse', 'score', '--url', url, '--model', 'model.yaml'];
    await leadline(cwd, ...score, ...at);
    const stages = await ask(url, 'SELECT unit_id, stage, since FROM leadline_stages ORDER BY unit_id');
    expect(stages.length).toBeGreaterThan(0);
    expect(new Set(stages.map(({ since }) => since))).toEqual(new Set([Date.UTC(2026, 10, 21) - 1]));
    await leadline(cwd, ...score, '--at', '2026-11-21');
    const later = await ask(url, 'SELECT unit_id, stage, since FROM leadline_stages ORDER BY unit_id');
    expect(later).toEqual(stages);
  });

  test('a dry run writes nothing', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', ...files, '--url', url);
    const said = await leadline(
      cwd,
      'warehouse',
      'score',
      '--url',
      url,
      '--model',
      'model.yaml',
      '--dry-run',
    );
    expect(said.out).toContain('A dry run: nothing was written');
    await expect(readScores(url)).rejects.toThrow();
  });

  test('a load that breaks off leaves the tables as they were', async () => {
    const { cwd, url } = await start(openUrl);
    await leadline(cwd, 'warehouse', 'load', 'contacten.csv', '--url', url);
    const before = await countRows(url);
    writeFileSync(
      `${cwd}/broken.csv`,
      'Email,Type,Date\nann@firm.example,Page Viewed,2026-11-01\nann@firm.example,Page Viewed,no date\n',
    );
    const run = leadline(
      cwd,
      'warehouse',
      'load',
      'website.ndjson',
      '-a',
      'broken.csv',
      '--strict',
      '--url',
      url,
    );
    await expect(run).rejects.toThrow('error_rejected');
    expect(await countRows(url)).toEqual(before);
  });

  test('holds whatever stands in a file', async () => {
    const { cwd, url } = await start(openUrl);
    const ids = [
      `a'b"c`,
      'back\\slash',
      'tab\there',
      'x`; DROP TABLE leadline_leads; --',
      'é😀',
      '\\N.',
      '" , "',
      '{{x}}',
    ];
    const rows = ids.map((id) =>
      [id, `${id} & co`, 'BE'].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
    );
    writeFileSync(`${cwd}/hostile.csv`, `id,company,country\n${rows.join('\n')}\n`);
    await leadline(cwd, 'warehouse', 'load', '--leads', 'hostile.csv', '--url', url);
    const again = await leadline(cwd, 'warehouse', 'load', '--leads', 'hostile.csv', '--url', url);
    expect(again.out).toContain('Nothing new');
    const held = await ask(url, 'SELECT lead_id FROM leadline_leads');
    expect(held.map(({ lead_id }) => readStoredText(String(lead_id))).sort()).toEqual([...ids].sort());
  });
});

/** The first visit of a file, come again a while later. */
function addVisit(visits: string): string {
  return JSON.stringify({ ...JSON.parse(visits.split('\n')[0]!), timestamp: '2026-05-04T10:00:00Z' });
}

async function start(openUrl: (folder: string) => Promise<string>): Promise<{ cwd: string; url: string }> {
  const cwd = copyExample('new-business');
  return { cwd, url: await openUrl(cwd) };
}

const leadline = (cwd: string, ...args: string[]) => runInProcess(args, cwd);

interface Scored {
  readonly total: number;
  readonly grade: string | null;
  readonly temperature: string | null;
  readonly journey: string | null;
  readonly disqualified: string | null;
  readonly coverage: number;
  readonly stage: string | null;
}

async function ask(url: string, text: string): Promise<ResultRow[]> {
  const warehouse = await openWarehouse(url, 'score');
  try {
    return await warehouse.query(text);
  } finally {
    await warehouse.close();
  }
}

async function readScores(url: string, model = 'new_business'): Promise<Map<string, Scored>> {
  const rows = await ask(url, `SELECT * FROM leadline_scores_${model}`);
  return byId(rows.map((row) => [readStoredText(String(row.unit_id)), row as unknown as Scored]));
}

/** What `leadline score` gives for the same files. */
async function scoreFiles(cwd: string, args: readonly string[]): Promise<Map<string, Scored>> {
  const { out } = await leadline(cwd, 'score', ...args, '--json');
  const { models } = JSON.parse(out) as {
    models: { scores: (Scored & { id: string; totalMillipoints: number })[] }[];
  };
  return byId(models[0]!.scores.map((score) => [score.id, { ...score, total: score.totalMillipoints }]));
}

function byId(scores: [string, Scored][]): Map<string, Scored> {
  const plain = scores.map(([id, score]): [string, Scored] => [
    id,
    {
      total: score.total,
      grade: score.grade ?? null,
      temperature: score.temperature ?? null,
      journey: score.journey ?? null,
      disqualified: score.disqualified ?? null,
      coverage: score.coverage,
      stage: score.stage ?? null,
    },
  ]);
  return new Map(plain.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function countRows(url: string): Promise<Record<string, number>> {
  const tables = [
    'leads',
    'lead_values',
    'activities',
    'outcomes',
    'suppressions',
    'plain_values',
    'value_texts',
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row] = await ask(url, `SELECT COUNT(*) AS n FROM leadline_${table}`);
    counts[`leadline_${table}`] = Number(row!.n);
  }
  return counts;
}
