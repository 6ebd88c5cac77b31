import { randomUUID } from 'node:crypto';
import { clickhouse } from '../dialect/clickhouse.ts';
import type { Cell } from '../table.ts';
import { type Engine, EngineError } from './engine.ts';

/** What a long text needs, and whole numbers as numbers; a session keeps its temporary tables for an hour. */
const settings = {
  session_timeout: '3600',
  max_query_size: '100000000',
  max_ast_elements: '10000000',
  max_expanded_ast_elements: '10000000',
  max_ast_depth: '10000',
  output_format_json_quote_64bit_integers: '0',
  // An error in the middle of an answer is then one of the whole answer.
  wait_end_of_query: '1',
};

/** A session of a ClickHouse server over HTTP; closing it leaves the server and its tables. */
export function openClickhouseServer(url: string): Engine {
  const parameters = new URLSearchParams({ ...settings, session_id: randomUUID() });
  const ask = async (text: string): Promise<string> => {
    try {
      const response = await fetch(`${url}?${parameters}`, { method: 'POST', body: text });
      const answer = await response.text();
      if (!response.ok) throw new Error(answer.trim());
      return answer;
    } catch (error) {
      throw new EngineError('clickhouse-server', text, error);
    }
  };
  return {
    dialect: clickhouse,
    run: async (statements) => {
      for (const text of statements) await ask(text);
    },
    query: async (text) =>
      (await ask(`${text}\nFORMAT JSONEachRow`))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Readonly<Record<string, Cell>>),
    empty: (table) => `TRUNCATE TABLE ${table}`,
    close: async () => undefined,
  };
}
