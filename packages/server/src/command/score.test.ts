import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { runLeadline } from './run-leadline.ts';
import { copyExample, newBusiness } from './sample-folder.ts';

const slow = { timeout: 60_000 };

test('results go to standard output, what was recognised to standard error', slow, async () => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['score', ...newBusiness], { cwd });
  expect(run.code).toBe(0);
  expect(run.out).toContain('An Verlinden');
  expect(run.err).toContain('contacten.csv: leads');
  expect(run.err).toContain('windows-1252');
  expect(run.out).not.toContain('contacten.csv');
});

test('files named by flags and files that are recognised give the same scores', slow, async () => {
  const cwd = copyExample('new-business');
  const flags = ['--model', 'model.yaml', '--leads', 'contacten.csv', '--activities', 'website.ndjson'];
  const more = ['--activities', 'mail.tsv', '--outcomes', 'deals.csv', ...newBusiness.slice(5)];
  const named = await runLeadline(['score', ...flags, ...more, '--json'], { cwd });
  const recognised = await runLeadline(['score', ...newBusiness, '--json'], { cwd });
  expect(JSON.parse(named.out).models).toEqual(JSON.parse(recognised.out).models);
});

test('contributions add up to the total in every row of JSON and CSV', slow, async () => {
  const cwd = copyExample('new-business');
  const json = await runLeadline(['score', ...newBusiness, '--json', '--contributions'], { cwd });
  const { scores } = JSON.parse(json.out).models[0];
  expect(scores).toHaveLength(35);
  for (const { contributions, totalMillipoints } of scores) {
    expect(sum(contributions.map((one: { points: number }) => one.points))).toBe(totalMillipoints);
  }
  const csv = await runLeadline(['score', ...newBusiness, '--format', 'csv', '--contributions'], { cwd });
  const rows: Record<string, string>[] = parse(csv.out, { columns: true });
  expect(rows).toHaveLength(35);
  for (const row of rows) {
    const parts = Object.entries(row).filter(([name]) => name.startsWith('points:'));
    const millipoints = parts.map(([, points]) => Math.round(Number(points) * 1000));
    expect(sum(millipoints)).toBe(Math.round(Number(row.total) * 1000));
  }
});

test('counts of leads and rows add up', slow, async () => {
  const cwd = copyExample('new-business');
  writeFileSync(
    `${cwd}/more.csv`,
    'email,event,timestamp,path\nx@a.example,Page Viewed,2026-11-01,/\nx@a.example,,2026-11-01,/\n',
  );
  const run = await runLeadline(['score', ...newBusiness, 'more.csv', '--rejects', 'bad.csv'], { cwd });
  const counts = [...run.out.matchAll(/^(\d+) (?:leads|rows read) = (.*)$/gm)];
  expect(counts).toHaveLength(2);
  for (const [, whole, parts] of counts) {
    expect(sum(parts!.split(' + ').map((part) => Number.parseInt(part, 10)))).toBe(Number(whole));
  }
  expect(run.out).toContain('1 rejected');
  expect(readFileSync(`${cwd}/bad.csv`, 'utf8')).toContain('x@a.example');
});

test('--strict ends with 3 when a row was rejected, and writes nothing', slow, async () => {
  const cwd = copyExample('new-business');
  writeFileSync(
    `${cwd}/more.csv`,
    'email,event,timestamp\nx@a.example,Page Viewed,2026-11-01\nx@a.example,,2026-11-01\n',
  );
  const run = await runLeadline(['score', ...newBusiness, 'more.csv', '--strict', '--out', 'x.csv'], { cwd });
  expect(run.code).toBe(3);
  expect(run.err).toContain('1 row was rejected and --strict asks for none');
  expect(readdirSync(cwd)).not.toContain('x.csv');
});

test('the stages of one run are the start of the next', slow, async () => {
  const cwd = copyExample('new-business');
  const first = await runLeadline(['score', ...newBusiness, '--out', 'stages.csv'], { cwd });
  expect(first.code, first.err).toBe(0);
  const again = await runLeadline(['score', ...newBusiness, '--stages', 'stages.csv'], { cwd });
  expect(again.out).toContain('No stage changes');
  const later = [...newBusiness.slice(0, -1), '2027-03-20', '--stages', 'stages.csv', '--json'];
  const passages = JSON.parse((await runLeadline(['score', ...later], { cwd })).out).models[0].scores.filter(
    (score: { passage?: unknown }) => score.passage !== undefined,
  );
  expect(passages.length).toBeGreaterThan(0);
  for (const { passage } of passages) expect(passage.reason.code).toBe('left');
});

test.each(['tsv', 'xlsx', 'json', 'ndjson', 'parquet'])(
  'a result in %s is read again as it was written',
  slow,
  async (kind) => {
    const cwd = copyExample('new-business');
    const written = await runLeadline(['score', ...newBusiness, '--out', `stages.${kind}`], { cwd });
    expect(written.code, written.err).toBe(0);
    expect(written.out).toBe('');
    const again = await runLeadline(['score', ...newBusiness, '--stages', `stages.${kind}`], { cwd });
    expect(again.out).toContain('No stage changes');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);

test('several models are scored side by side', slow, async () => {
  const cwd = copyExample('accounts');
  writeFileSync(
    `${cwd}/people.yaml`,
    'leadline: 1\nid: people\nname: People\ndimensions:\n  e:\n    kind: engagement\n    groups:\n      g: { rules: [{ id: v, name: Looked, activity: Page Viewed, points: 1 }] }\n',
  );
  const files = ['companies.csv', 'people.csv', 'visits.csv', '--at', '2026-11-20'];
  const run = await runLeadline(['score', 'model.yaml', 'people.yaml', ...files], { cwd });
  expect(run.code, run.err).toBe(0);
  expect(run.out.indexOf('Accounts that are moving')).toBeLessThan(run.out.indexOf('People, as of'));
  expect(run.out).toContain('Bas Dijk');
});

test('an adjustment by hand counts until its end', slow, async () => {
  const cwd = copyExample('new-business');
  writeFileSync(
    `${cwd}/hand.csv`,
    'email,dimension,points,from,until,reason,by\nhans.bakker@bakkerij-holland.example,fit,35,2026-11-01,2026-12-01,Opens a Belgian branch,Ann\n',
  );
  const total = async (at: string): Promise<number> => {
    const args = [...newBusiness.slice(0, -1), at, '--adjustments', 'hand.csv', '--json'];
    const { scores } = JSON.parse((await runLeadline(['score', ...args], { cwd })).out).models[0];
    return scores.find((score: { name: string }) => score.name === 'Hans Bakker').total;
  };
  expect(await total('2026-11-20')).toBeGreaterThan(20);
  expect(await total('2026-12-01')).toBeLessThan(5);
});

test('--known-at leaves out what is dated later while time goes on', slow, async () => {
  const cwd = copyExample('new-business');
  const all = await runLeadline(['score', ...newBusiness], { cwd });
  expect(all.out).toContain('Looked at pricing 3 times, last 6 days ago');
  const run = await runLeadline(['score', ...newBusiness, '--known-at', '2026-11-10'], { cwd });
  expect(run.out).toContain('as of 2026-11-20, as known on 2026-11-10');
  expect(run.out).not.toContain('Looked at pricing 3 times');
  // What was known by then is as old as it is at --at: 26 days, not 16.
  expect(run.out).toMatch(/An Verlinden .*Attended a webinar once, 26 days ago/);
  // A suppression list has no dates: it has always been known.
  expect(run.out).toContain('3 disqualified');
});

test.each([
  [80, 80],
  [100, 100],
  [150, 150],
  [500, 200],
])('at %i columns no line of the list is wider than %i', slow, async (columns, most) => {
  const cwd = copyExample('two-products');
  const env = { COLUMNS: String(columns) };
  const run = await runLeadline(['score', 'model.yaml', 'leads.tsv', 'visits.csv', '--at', '2026-11-20'], {
    cwd,
    env,
  });
  for (const line of run.out.split('\n')) expect([...line].length).toBeLessThanOrEqual(most);
  expect(run.out).toContain('Wei Zhang 张伟');
});

test('no colours in a pipe, and with FORCE_COLOR some', slow, async () => {
  const cwd = copyExample('two-products');
  const args = ['score', 'model.yaml', 'leads.tsv', 'visits.csv', '--at', '2026-11-20'];
  expect((await runLeadline(args, { cwd })).out).not.toContain('\u001b');
  expect((await runLeadline(args, { cwd, env: { FORCE_COLOR: '1' } })).out).toContain('\u001b');
  expect((await runLeadline(args, { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).out).not.toContain(
    '\u001b',
  );
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
