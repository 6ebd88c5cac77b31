import { expect, test } from 'vitest';
import { runLeadline } from './run-leadline.ts';
import { copyExample, newBusiness } from './sample-folder.ts';

const slow = { timeout: 60_000 };

test('every line of a waterfall adds up as it is shown', slow, async () => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['explain', 'an verlinden', ...newBusiness, '-q'], { cwd });
  expect(run.code).toBe(0);
  const rows = [...run.out.matchAll(/^ +([+−]?[\d.]+) {2}( *)(\S.*)$/gm)].map(([, points, indent, text]) => ({
    tenths: Math.round(Number(points!.replace('−', '-')) * 10),
    depth: indent!.length / 2,
    text: text!,
  }));
  const total = rows.at(-1)!;
  expect(total.text).toBe('in all');
  for (const depth of [0, 1, 2]) {
    const level = rows.slice(0, -1).filter((row) => row.depth === depth);
    expect(level.reduce((sum, row) => sum + row.tenths, 0)).toBe(total.tenths);
  }
});

test('a lead is found by its id, its address and its name, whatever the capitals', slow, async () => {
  const cwd = copyExample('new-business');
  const outs: string[] = [];
  for (const lead of ['5001', 'AN.VERLINDEN@transport-verlinden.example', 'An verlinden']) {
    outs.push((await runLeadline(['explain', lead, ...newBusiness], { cwd })).out);
  }
  expect(outs[0]).toContain('An Verlinden, Transport Verlinden');
  expect(new Set(outs).size).toBe(1);
});

test('a lead outside the audience and one that is out are told so', slow, async () => {
  const cwd = copyExample('new-business');
  const outside = await runLeadline(['explain', 'ilse bogaert', ...newBusiness], { cwd });
  expect(outside.out).toContain('Outside the audience');
  const out = await runLeadline(['explain', 'dorien smets', ...newBusiness], { cwd });
  expect(out.out).toContain('competitors');
});

test(
  'JSON holds the score with its contributions, what would lift it, the forecast and the change',
  slow,
  async () => {
    const cwd = copyExample('new-business');
    const args = ['explain', 'els de ridder', ...newBusiness, '--since', '2026-11-01', '--json'];
    const [model] = JSON.parse((await runLeadline(args, { cwd })).out).models;
    const points = model.score.contributions.map((one: { points: number }) => one.points);
    expect(points.reduce((sum: number, one: number) => sum + one, 0)).toBe(model.score.total);
    expect(model.outlook.lift.stage).toBe('sales_qualified');
    expect(model.outlook.lift.found.length).toBeGreaterThan(0);
    expect(model.outlook.forecast.changes.length).toBeGreaterThan(0);
    expect(model.since.after.total - model.since.before.total).toBe(model.since.change);
  },
);

test('what would lift a lead does lift it', slow, async () => {
  const cwd = copyExample('new-business');
  const run = await runLeadline(['explain', 'els de ridder', ...newBusiness], { cwd });
  expect(run.out).toMatch(/What would lift it to SQL\n {2}Page Viewed \(path \/pricing\) once: 25\.4 points/);
  const { appendFileSync } = await import('node:fs');
  const visit = {
    timestamp: '2026-11-20T09:00:00Z',
    event: 'Page Viewed',
    email: 'els.deridder@noordhaven.example',
  };
  appendFileSync(
    `${cwd}/website.ndjson`,
    `${JSON.stringify({ ...visit, properties: { path: '/pricing' } })}\n`,
  );
  const lifted = await runLeadline(['explain', 'els de ridder', ...newBusiness], { cwd });
  expect(lifted.out).toContain('25.4 points');
  expect(lifted.out).toMatch(/^25\.4 points.*SQL$/m);
});
