import { Session } from 'chdb';
import { clickhouse } from '../dialect/clickhouse.ts';
import type { Cell } from '../table.ts';
import { type Engine, EngineError } from './engine.ts';

/** ClickHouse in this process, in memory. */
export async function openClickhouse(): Promise<Engine> {
  const session = new Session();
  const ask = (text: string, format: string): string => {
    try {
      return String(session.query(text, format));
    } catch (error) {
      throw new EngineError('clickhouse', text, error);
    }
  };
  ask('CREATE DATABASE leadline ENGINE = Memory', 'Null');
  ask('USE leadline', 'Null');
  return {
    dialect: clickhouse,
    run: async (statements) => {
      for (const text of statements) ask(text, 'Null');
    },
    query: async (text) =>
      ask(text, 'JSONEachRow')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Readonly<Record<string, Cell>>),
    empty: (table) => `TRUNCATE TABLE ${table}`,
    close: async () => session.cleanup(),
  };
}
