import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { SqliteAnswer, SqliteRequest, SqliteThreadOptions } from './sqlite-thread.ts';

const maxStatements = 200;

const { path, pragmas, readOnly } = workerData as SqliteThreadOptions;
const database = new DatabaseSync(path, { readOnly });
database.exec(pragmas);
const statements = new Map<
  string,
  { readonly statement: StatementSync; readonly columns: readonly string[] }
>();

parentPort!.on('message', (request: SqliteRequest) => {
  parentPort!.postMessage(answer(request));
  if (request.close) {
    database.close();
    parentPort!.close();
  }
});

function answer({ id, sql, parameters }: SqliteRequest): SqliteAnswer {
  try {
    if (parameters === undefined) {
      database.exec(sql);
      return { id, columns: [], rows: [], changes: 0 };
    }
    const { statement, columns } = prepare(sql);
    if (columns.length > 0) {
      const rows = statement.all(...(parameters as SQLInputValue[])) as unknown as unknown[][];
      return { id, columns, rows, changes: rows.length };
    }
    const { changes, lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]));
    return { id, columns: [], rows: [], changes: Number(changes), insertId: Number(lastInsertRowid) };
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { id, error: { message, code: errcode ?? 1, isInTransaction: database.isTransaction } };
  }
}

/** The statements used most recently stay prepared. */
function prepare(sql: string): { readonly statement: StatementSync; readonly columns: readonly string[] } {
  let prepared = statements.get(sql);
  if (prepared === undefined) {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    prepared = { statement, columns: statement.columns().map(({ name }) => name) };
    if (statements.size >= maxStatements) statements.delete(statements.keys().next().value!);
  } else statements.delete(sql);
  statements.set(sql, prepared);
  return prepared;
}
