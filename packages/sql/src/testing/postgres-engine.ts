import pg from 'pg';
import { postgres } from '../dialect/postgres.ts';
import type { Cell } from '../table.ts';
import { type Engine, EngineError } from './engine.ts';
import { startPostgres } from './postgres-server.ts';

const textType = 25;
const bigintType = 20;
const integerType = 23;

/** A PostgreSQL server of its own, gone when it is closed. */
export async function openPostgres(): Promise<Engine> {
  const server = await startPostgres();
  const client = new pg.Client(server.getUrl());
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
      await server.close();
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
