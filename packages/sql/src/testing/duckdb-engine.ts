import { DuckDBInstance } from '@duckdb/node-api';
import { duckdb } from '../dialect/duckdb.ts';
import type { Cell } from '../table.ts';
import { type Engine, EngineError } from './engine.ts';

/** DuckDB in memory. */
export async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const attempt = async <T>(text: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new EngineError('duckdb', text, error);
    }
  };
  return {
    dialect: duckdb,
    run: async (statements) => {
      for (const text of statements) await attempt(text, () => connection.run(text));
    },
    query: (text) =>
      attempt(text, async () => {
        const reader = await connection.runAndReadAll(text);
        return reader.getRowObjectsJS().map((row) => {
          const cells = Object.entries(row).map(([name, value]): [string, Cell] => [name, toCell(value)]);
          return Object.fromEntries(cells);
        });
      }),
    empty: (table) => `DELETE FROM ${table}`,
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function toCell(value: unknown): Cell {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError(`Cannot read a cell of type ${typeof value}`);
}
