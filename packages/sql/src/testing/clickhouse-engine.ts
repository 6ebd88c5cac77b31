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
  // A handful of rows is not worth threads or compiled expressions.
  for (const setting of ['max_threads = 1', 'compile_expressions = 0', 'compile_aggregate_expressions = 0']) {
    ask(`SET ${setting}`, 'Null');
  }
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
