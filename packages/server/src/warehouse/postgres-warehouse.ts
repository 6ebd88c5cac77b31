import { type Cell, postgres } from '@leadline/sql';
import pg from 'pg';
import { CommandError } from '../command-error.ts';
import { CopyFrom } from './postgres-copy.ts';
import { explainPostgresError } from './postgres-error.ts';
import { guardStatements } from './statement-guard.ts';
import { writeTabRows } from './tab-row.ts';
import { beginTransaction } from './transaction-change.ts';
import type { ResultRow, Warehouse } from './warehouse.ts';

/** One change at a time: the number that those who change a database's tables lock, "lead" in ASCII. */
const lockKey = 0x6c656164;

const textTypes = [pg.types.builtins.TEXT, pg.types.builtins.VARCHAR, 19 /* name */];

export async function openPostgresWarehouse({
  url,
  place,
}: {
  readonly url: string;
  readonly place: string;
}): Promise<Warehouse> {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, application_name: 'leadline', keepAlive: true });
    // A connection that breaks also rejects the statement that runs on it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  let processId: number | undefined;
  const { attempt, cancel } = guardStatements(place, explainPostgresError, async () => {
    const other = await connect();
    try {
      await other.query('SELECT pg_cancel_backend($1)', [processId]);
    } finally {
      await other.end();
    }
  });
  const client = await attempt(connect);
  processId = (client as pg.Client & { processID: number }).processID;
  const query: Warehouse['query'] = (text) =>
    attempt(async () => {
      const { rows } = await client.query({ text, types: { getTypeParser: parseCell } });
      return rows as ResultRow[];
    });
  const run: Warehouse['run'] = async (text) => {
    const { rowCount } = await attempt(() => client.query(text));
    return rowCount ?? undefined;
  };
  const listColumns: Warehouse['listColumns'] = async (table) => {
    const rows = await query(
      `SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(${postgres.text(postgres.quoteName(table))}) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    );
    return rows.map(({ attname }) => String(attname));
  };
  await run('SET client_min_messages = error');
  return {
    dialect: postgres,
    place,
    run,
    query,
    listColumns,
    insert: (table, rows) =>
      attempt(async () => {
        if (rows.length === 0) return;
        const copy = new CopyFrom(`COPY ${postgres.quoteName(table)} FROM STDIN`, writeTabRows(rows));
        await client.query(copy).done;
      }),
    begin: async () => {
      // One state of the facts throughout, whoever writes meanwhile.
      const change = await beginTransaction(
        { dialect: postgres, run, listColumns },
        'BEGIN ISOLATION LEVEL REPEATABLE READ',
      );
      const [lock] = await query(`SELECT CAST(pg_try_advisory_xact_lock(${lockKey}) AS INTEGER) AS taken`);
      if (lock?.taken === 1) return change;
      await change.abandon();
      throw new CommandError('error_warehouse_busy', { place });
    },
    cancel,
    close: () => client.end(),
  };
}

function parseCell(type: number): (text: string) => Cell {
  if (textTypes.includes(type)) return (text) => text;
  const numbers: readonly number[] = [
    pg.types.builtins.INT8,
    pg.types.builtins.INT4,
    pg.types.builtins.NUMERIC,
  ];
  if (numbers.includes(type)) return Number;
  return (text) => {
    throw new TypeError(`Cannot read "${text}" of type ${type}`);
  };
}
