import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWarehouse } from '../warehouse/open-warehouse.ts';
import { runInProcess } from './run-in-process.ts';
import { runLeadline } from './run-leadline.ts';
import { copyExample } from './sample-folder.ts';

const model = ['--model', 'model.yaml', '--at', '2026-11-20'];

test('prints SQL that gives the scores, and nothing but that', async () => {
  const cwd = copyExample('new-business');
  const url = `duckdb:${cwd}/facts.duckdb`;
  await runInProcess(
    ['warehouse', 'load', 'contacten.csv', 'mail.tsv', '-m', 'model.yaml', '--url', url],
    cwd,
  );
  await runInProcess(['warehouse', 'score', ...model, '--url', url], cwd);
  const whole = await runInProcess(['sql', '--dialect', 'duckdb', ...model, '--url', url], cwd);
  const script = await runInProcess(
    ['sql', '--dialect', 'duckdb', '--query', 'script', ...model, '--url', url],
    cwd,
  );
  expect(whole.err).toBe('');
  const warehouse = await openWarehouse(url, 'score');
  const scores = await warehouse.query(
    'SELECT unit_id, total, grade FROM leadline_scores_new_business ORDER BY 1',
  );
  const asked = `SELECT unit_id, total, grade FROM (${whole.out.trim().slice(0, -1)}) q ORDER BY 1`;
  expect(await warehouse.query(asked)).toEqual(scores);
  await warehouse.run(script.out);
  await warehouse.close();
  expect(scores).toHaveLength(36);
});

test('is told the columns of properties and the names of tables', async () => {
  const cwd = copyExample('new-business');
  const sql = ['sql', '--dialect', 'postgres', ...model];
  await expect(runInProcess(sql, cwd)).rejects.toMatchObject({
    key: 'error_sql_properties',
    params: { list: expect.stringContaining('path') },
  });
  const properties = ['path', 'title', 'campaign'].flatMap((name) => ['--properties', name]);
  const prefixed = await runInProcess([...sql, ...properties, '--tables', 'crm.lead_'], cwd);
  expect(prefixed.out).toContain('"crm"."lead_activities"');
  writeFileSync(`${cwd}/names.json`, JSON.stringify({ leads: 'crm.people' }));
  const named = await runInProcess([...sql, ...properties, '--tables', 'names.json'], cwd);
  expect(named.out).toContain('"crm"."people"');
  expect(named.out).toContain('"leadline_activities"');
  writeFileSync(`${cwd}/names.json`, JSON.stringify({ people: 'crm.people' }));
  await expect(runInProcess([...sql, ...properties, '--tables', 'names.json'], cwd)).rejects.toMatchObject({
    key: 'error_tables_file',
  });
});

test.each(['scores', 'outside', 'contributions', 'stages', 'script'])(
  'gives %s in every dialect',
  async (query) => {
    const cwd = copyExample('temperature-only');
    for (const dialect of ['duckdb', 'postgres', 'clickhouse']) {
      const properties = ['path', 'url', 'page'].flatMap((name) => ['--properties', name]);
      const { out, err } = await runInProcess(
        ['sql', '--dialect', dialect, '--query', query, ...model, ...properties],
        cwd,
      );
      expect(err).toBe('');
      expect(out).toMatch(/^(SELECT|WITH|CREATE|SET) /);
      expect(out).toMatch(/;\n$/);
    }
  },
);

test('without a dialect it says which there are', { timeout: 60_000 }, async () => {
  const run = await runLeadline(['sql', ...model], { cwd: copyExample('new-business') });
  expect(run).toMatchObject({
    code: 2,
    out: '',
    err: 'There is no dialect; say --dialect duckdb, postgres or clickhouse\n',
  });
});
