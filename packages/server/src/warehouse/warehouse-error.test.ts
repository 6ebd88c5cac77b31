import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findFreePorts } from '../../../sql/src/testing/free-port.ts';
import { type PostgresServer, startPostgres } from '../../../sql/src/testing/postgres-server.ts';
import { runInProcess } from '../command/run-in-process.ts';
import { copyExample } from '../command/sample-folder.ts';
import { describeError } from '../error-sentence.ts';
import { createWords } from '../word/word.ts';
import { openWarehouse } from './open-warehouse.ts';
import { hidePassword, parseWarehouseUrl } from './warehouse-url.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.close());

describe('what a URL cannot be', () => {
  test.each([
    'mysql://host/db',
    'duckdb:',
    'postgres:',
    'clickhouse://host',
    'clickhouse://host:port',
    'clickhouse://a:1,b/db',
    'facts.duckdb',
  ])('%s', async (url) => {
    expect(await sayError(['warehouse', 'score', '--model', 'model.yaml', '--url', url])).toMatch(
      /^Cannot read --url ".*"; give duckdb:FILE, postgres:\/\//,
    );
  });

  test('several hosts are shards of one database', () => {
    expect(parseWarehouseUrl('clickhouse://ann:p%40ss@a:8123,b:8123/facts')).toEqual({
      kind: 'clickhouse',
      hosts: ['a:8123', 'b:8123'],
      database: 'facts',
      user: 'ann',
      password: 'p@ss',
      place: 'clickhouse://ann@a:8123,b:8123/facts',
    });
  });

  test.each([
    ['postgres://ann:s3cret@host/db', 'postgres://ann@host/db'],
    ['postgres://ann:s3:c@ret@host/db', 'postgres://ann@host/db'],
    ['postgres://host/db?user=ann&password=s3cret', 'postgres://host/db?user=ann&password=…'],
    ['clickhouse://ann:s3cret@host:8123/db', 'clickhouse://ann@host:8123/db'],
    ['mysql://ann:s3cret@host/db', 'mysql://ann@host/db'],
    ['postgres:ann:s3cret@host/db', 'postgres:ann@host/db'],
  ])('%s is shown as %s', (url, shown) => {
    expect(hidePassword(url)).toBe(shown);
  });
});

describe('each mistake has one sentence with a remedy', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = copyExample('new-business');
  });
  const score = ['warehouse', 'score', '--model', 'model.yaml', '--url'];

  test('no url, no model, two models', async () => {
    expect(await sayError(['warehouse', 'score', '--model', 'model.yaml'])).toContain(
      'name it, such as --url duckdb:',
    );
    expect(await sayError(['warehouse', 'score', '--url', 'duckdb:x'])).toContain('There is no model');
    expect(await sayError(['warehouse', 'load', '--url', 'duckdb:x'])).toContain('There is nothing to load');
    const two = ['--model', 'model.yaml', '--model', 'model.yaml'];
    expect(await sayError(['warehouse', 'score', '--url', 'duckdb:x', ...two])).toContain(
      'One model at a time',
    );
  });

  test('a database that is not there', async () => {
    expect(await sayError([...score, `duckdb:${cwd}/none.duckdb`])).toContain(
      '"leadline warehouse load" makes them',
    );
    const [port] = await findFreePorts(1);
    for (const url of [`postgres://ann@127.0.0.1:${port}/x`, `clickhouse://127.0.0.1:${port}/x`])
      expect(await sayError([...score, url])).toMatch(
        /^Cannot connect to .*ECONNREFUSED.*; check the address/,
      );
    expect(await sayError([...score, server.getUrl().replace(/postgres$/, 'none')])).toContain(
      'there is no such database',
    );
  });

  test('tables that are not there, or of another layout', async () => {
    expect(await sayError([...score, server.getUrl()])).toContain(
      'There are no tables of facts in postgres://leadline@',
    );
    await ask('CREATE TABLE leadline_layout (version BIGINT)', 'INSERT INTO leadline_layout VALUES (1)');
    expect(await sayError([...score, server.getUrl()])).toMatch(
      /have layout 1, and this Leadline reads \d+; load the files/,
    );
    await ask('DROP TABLE leadline_layout');
  });

  test('a wrong password, which is never shown', async () => {
    const said = await sayError([...score, server.getUrl().replace('leadline:leadline', 'leadline:wr0ng')]);
    expect(said).toContain('the user or the password is wrong; correct it in --url');
    expect(said).not.toContain('wr0ng');
  });

  test('no rights', async () => {
    await ask(`CREATE ROLE reader LOGIN PASSWORD 'reader'`);
    const url = server.getUrl().replace('leadline:leadline', 'reader:reader');
    const said = await sayError(['warehouse', 'load', 'contacten.csv', '--url', url]);
    expect(said).toMatch(/^Not allowed in postgres:\/\/reader@.*; give the user the right/);
  });

  test('a statement that takes longer than the database allows', async () => {
    await ask(
      `CREATE ROLE hasty LOGIN SUPERUSER PASSWORD 'hasty'`,
      'ALTER ROLE hasty SET statement_timeout = 1',
    );
    const url = server.getUrl().replace('leadline:leadline', 'hasty:hasty');
    const said = await sayError(['warehouse', 'load', 'contacten.csv', '--url', url]);
    expect(said).toMatch(/^A statement was stopped in .*; the tables are as they were; raise its timeout/);
  });

  test('a file that is no DuckDB file', async () => {
    writeFileSync(`${cwd}/text.duckdb`, 'nothing of the kind, but long enough to be looked at'.repeat(200));
    expect(await sayError([...score, `duckdb:${cwd}/text.duckdb`])).toContain('it is no DuckDB file');
  });

  test('a name for scores that is taken', async () => {
    const url = `duckdb:${cwd}/facts.duckdb`;
    await runInProcess(['warehouse', 'load', 'contacten.csv', '--url', url], cwd);
    expect(await sayError([...score, url, '--table', 'leadline_leads'])).toContain(
      'that is no table of facts',
    );
    const warehouse = await openWarehouse(url, 'score');
    await warehouse.run('CREATE TABLE mine (a INTEGER)');
    await warehouse.close();
    expect(await sayError([...score, url, '--table', 'mine'])).toContain(
      'does not hold scores of model "new-business"',
    );
  });
});

async function ask(...statements: string[]): Promise<void> {
  const warehouse = await openWarehouse(server.getUrl(), 'score');
  for (const statement of statements) await warehouse.run(statement);
  await warehouse.close();
}

/** The sentence that a command ends with. */
async function sayError(args: readonly string[]): Promise<string> {
  try {
    await runInProcess(args, copyExample('new-business'));
  } catch (error) {
    return describeError(error, createWords('en')).lines.join('\n');
  }
  throw new Error(`Cannot see an error: ${args.join(' ')} ran`);
}
