import { type Cell, clickhouse, tableNames } from '@leadline/sql';
import { explainClickhouseError } from './clickhouse-error.ts';
import { type ClickhouseLock, type LockOptions, takeClickhouseLock } from './clickhouse-lock.ts';
import { type ClickhouseServer, openClickhouseSession } from './clickhouse-session.ts';
import { guardStatements } from './statement-guard.ts';
import { writeTabRows } from './tab-row.ts';
import type { ResultRow, Warehouse, WarehouseChange } from './warehouse.ts';

/** What the tables of a change are called until it is committed, and those that it replaced after. */
const ends = { built: '__leadline_built', kept: '__leadline_kept', old: '__leadline_old' } as const;
const engine = 'ENGINE = MergeTree ORDER BY tuple()';

/** One server of ClickHouse, which may be a shard. */
export interface ClickhouseWarehouse extends Warehouse {
  /** Begins a change whose results, tables of facts aside, keep names that end in `end` when it is committed. */
  beginShard(end: string): Promise<WarehouseChange>;
  /** Keeps others from scoring on the shards of which this is the first. */
  lockShards(): Promise<ClickhouseLock>;
}

export async function openClickhouseWarehouse(
  server: ClickhouseServer,
  place: string,
): Promise<ClickhouseWarehouse> {
  const session = openClickhouseSession(server);
  const { attempt, cancel } = guardStatements(place, explainClickhouseError, session.cancel);
  const query: Warehouse['query'] = (text) =>
    attempt(async () => readRows(await session.ask(`${text}\nFORMAT JSONCompact`)));
  const begin = (end?: string): Promise<WarehouseChange> =>
    attempt(async () => beginSwap(warehouse, await takeClickhouseLock(session, place, lockOf(end)), end));
  const warehouse: ClickhouseWarehouse = {
    dialect: clickhouse,
    place,
    run: async (text) => {
      await attempt(() => session.ask(text));
      return undefined;
    },
    query,
    listColumns: async (table) => {
      const rows = await query(
        `SELECT name AS name FROM system.columns WHERE database = currentDatabase() AND table = ${clickhouse.text(table)}`,
      );
      return rows.map(({ name }) => String(name));
    },
    insert: (table, rows) =>
      attempt(async () => {
        if (rows.length === 0) return;
        await session.ask(
          `INSERT INTO ${clickhouse.quoteName(table)} FORMAT TabSeparated`,
          writeTabRows(rows),
        );
      }),
    begin: () => begin(),
    beginShard: begin,
    lockShards: () => attempt(() => takeClickhouseLock(session, place, { table: 'leadline_shards_lock' })),
    cancel,
    close: async () => undefined,
  };
  await query('SELECT 1 AS one');
  return warehouse;
}

/** Those who score on shards keep one another out by `lockShards`, so that a lock of theirs is left by one that broke off. */
function lockOf(shardEnd: string | undefined): LockOptions {
  return shardEnd === undefined ? {} : { holder: 'shards' };
}

/**
 * A change in a database without transactions: what is to be is built beside what is, and all of it takes its place in
 * one RENAME. What is added to is a copy whose rows are links to the same files.
 */
async function beginSwap(
  { run, query }: Warehouse,
  lock: ClickhouseLock,
  shardEnd: string | undefined,
): Promise<WarehouseChange> {
  const { quoteName } = clickhouse;
  const dropAll = async (): Promise<void> => {
    const rows = await query(
      `SELECT name AS name FROM system.tables WHERE database = currentDatabase() AND match(name, '__leadline_(built|kept|old)$')`,
    );
    for (const { name } of rows) await run(`DROP TABLE IF EXISTS ${quoteName(String(name))}`);
  };
  const made = new Map<string, string>();
  // Of a run that broke off.
  await dropAll();
  return {
    extend: async (table) => {
      const known = made.get(table);
      if (known !== undefined) return known;
      const copy = table + ends.built;
      await run(`CREATE TABLE ${quoteName(copy)} AS ${quoteName(table)}`);
      await run(`ALTER TABLE ${quoteName(copy)} ATTACH PARTITION tuple() FROM ${quoteName(table)}`);
      made.set(table, copy);
      return copy;
    },
    rebuild: async (table, select) => {
      const isOfFacts = (tableNames as readonly string[]).includes(table.replace('leadline_', ''));
      const built = table + ends.built;
      if (isOfFacts) {
        await run(`CREATE TABLE ${quoteName(built)} AS ${quoteName(table)}`);
        await run(`INSERT INTO ${quoteName(built)}\n${select}`);
      } else await run(`CREATE TABLE ${quoteName(built)} ${engine} AS\n${select}`);
      made.set(isOfFacts || shardEnd === undefined ? table : table + shardEnd, built);
      return built;
    },
    keep: async (name, select) => {
      const kept = name + ends.kept;
      await run(`CREATE TABLE ${quoteName(kept)} ${engine} AS\n${select}`);
      return kept;
    },
    commit: async () => {
      const held = new Set((await query('SHOW TABLES')).map(({ name }) => String(name)));
      const moves = [...made].flatMap(([table, built]) => [
        ...(held.has(table) ? [`${quoteName(table)} TO ${quoteName(table + ends.old)}`] : []),
        `${quoteName(built)} TO ${quoteName(table)}`,
      ]);
      await lock.check();
      if (moves.length > 0) await run(`RENAME TABLE ${moves.join(', ')}`);
      await dropAll();
      await lock.release();
    },
    abandon: async () => {
      await dropAll();
      await lock.release();
    },
  };
}

interface CompactAnswer {
  readonly meta: readonly { readonly name: string }[];
  readonly data: readonly (readonly Cell[])[];
}

function readRows(answer: string): ResultRow[] {
  const { meta, data } = JSON.parse(answer) as CompactAnswer;
  return data.map((cells) => Object.fromEntries(cells.map((cell, c) => [meta[c]!.name, cell])));
}
