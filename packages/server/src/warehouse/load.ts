import type { Facts, Model } from '@leadline/core';
import {
  addPropertyColumns,
  type Cell,
  countRepeats,
  getFactRows,
  listColumns,
  type Row,
  type StageEntry,
  selectLastKnown,
  selectMissing,
  selectNewActivities,
  selectNewest,
  type Table,
} from '@leadline/sql';
import { createLayout } from './layout.ts';
import { addLeads, type KnownIdentities } from './load-lead.ts';
import { addModelRows } from './load-model.ts';
import { renumberRows } from './load-number.ts';
import { addStages } from './load-stage.ts';
import { openNumbers } from './stored-number.ts';
import { openValues } from './stored-value.ts';
import type { Warehouse, WarehouseChange } from './warehouse.ts';

/** A load under way: nothing of it is seen before `commit`. */
export interface Load {
  /** Takes facts in batches of any size; identities are given to `prepare`. */
  add(facts: Facts): Promise<void>;
  /** Makes ready what was not there yet. */
  prepare(rest: LoadEnd): Promise<readonly LoadedTable[]>;
  /** Shows all of it at once. */
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

export interface LoadEnd extends KnownIdentities {
  readonly stages: readonly StageEntry[];
  /** Models whose patterns and half-lives the tables are to hold. */
  readonly models: readonly Model[];
  readonly onTable: (table: string) => void;
}

/** How many rows came into a table, of so many given. */
export interface LoadedTable {
  readonly table: Table;
  readonly given: number;
  readonly added: number;
}

/** Tables whose rows are compared as a whole; `known_at` says when a row came, not what it says. */
const wholeKeys = {
  outcomes: ['lead_number', 'outcome', 'happened_at'],
  adjustments: ['unit_id', 'model', 'dimension', 'points', 'from_day', 'until_day', 'reason', 'given_by'],
  suppressions: ['list', 'lead_id', 'domain', 'happened_at'],
} as const satisfies Partial<Record<Table, readonly string[]>>;

const valueTables = ['lead_values', 'account_values'] as const;
const stagedTables = [...valueTables, 'outcomes', 'adjustments', 'suppressions'] as const;

/** Begins to load facts, into tables that are made where they are missing. */
export async function openLoad(warehouse: Warehouse): Promise<Load> {
  const change = await warehouse.begin();
  try {
    await createLayout(warehouse);
    return await stageLoad(warehouse, change);
  } catch (error) {
    await change.abandon().catch(() => undefined);
    throw error;
  }
}

async function stageLoad(warehouse: Warehouse, change: WarehouseChange): Promise<Load> {
  const { dialect } = warehouse;
  const open = (table: Table, number: string, name: string) =>
    openNumbers(warehouse, change, { table, number, name });
  const leads = await open('leads', 'lead_number', 'lead_id');
  const types = await open('activity_types', 'type_id', 'activity_type');
  const properties = await open('properties', 'property_column', 'property');
  const heldProperties = properties.count;
  const values = await openValues(warehouse, change);
  const plainValues = await change.extend('leadline_plain_values');
  const valueTexts = await change.extend('leadline_value_texts');
  const given: Partial<Record<Table, number>> = {};
  const staged = new Map<Table, string>();
  for (const table of stagedTables) {
    const held = dialect.quoteName(`leadline_${table}`);
    staged.set(table, await change.keep(`leadline_load_${table}`, `SELECT * FROM ${held} WHERE 1 = 0`));
  }
  const activities: { name: string; propertyCount: number }[] = [];

  const stageActivities = async (rows: readonly Row[]): Promise<void> => {
    if (rows.length === 0) return;
    const propertyCount = properties.count;
    if (activities.at(-1)?.propertyCount !== propertyCount) {
      const columns = listColumns('activities', propertyCount).map(({ name, column }, i) => {
        const quoted = dialect.quoteName(name);
        const isNew = i >= listColumns('activities', heldProperties).length;
        const type = column.nullable
          ? dialect.nullable(dialect.types[column.type])
          : dialect.types[column.type];
        return isNew ? `CAST(NULL AS ${type}) AS ${quoted}` : `a.${quoted} AS ${quoted}`;
      });
      const empty = `SELECT ${columns.join(', ')} FROM ${dialect.quoteName('leadline_activities')} a WHERE 1 = 0`;
      const name = await change.keep(`leadline_load_activities_${activities.length}`, empty);
      activities.push({ name, propertyCount });
    }
    await warehouse.insert(activities.at(-1)!.name, rows);
  };

  const put = async (table: Table, select: string): Promise<LoadedTable> => {
    const target = await change.extend(`leadline_${table}`);
    const count = async (): Promise<number> => Number((await countAll(warehouse, target)) ?? 0);
    const before = dialect.name === 'clickhouse' ? await count() : 0;
    const written = await warehouse.run(`INSERT INTO ${dialect.quoteName(target)}\n${select}`);
    return { table, given: given[table] ?? 0, added: written ?? (await count()) - before };
  };

  return {
    async add(facts) {
      const local = getFactRows(facts);
      const rows = await renumberRows(local, { leads, types, properties, values });
      await warehouse.insert(plainValues, rows.plain_values);
      await warehouse.insert(valueTexts, rows.value_texts);
      await stageActivities(rows.activities);
      for (const [table, name] of staged) await warehouse.insert(name, rows[table]);
      for (const table of [...staged.keys(), 'activities' as const])
        given[table] = (given[table] ?? 0) + rows[table].length;
    },
    async prepare({ stages, models, onTable, ...known }) {
      const loaded: LoadedTable[] = [];
      const step = async (table: Table, select: () => Promise<string> | string): Promise<void> => {
        onTable(`leadline_${table}`);
        loaded.push(await put(table, await select()));
      };
      onTable('leadline_leads');
      await addLeads(warehouse, change, leads, known);
      for (const [book, table] of [[types, 'activity_types'] as const, [properties, 'properties'] as const])
        await warehouse.insert(await change.extend(`leadline_${table}`), book.takeNew());
      for (const table of valueTables) {
        if ((given[table] ?? 0) === 0) continue;
        await step(table, async () => {
          const name = staged.get(table)!;
          const known = await change.keep(
            `leadline_load_known_${table}`,
            selectLastKnown(dialect, table, name),
          );
          const newest = await change.keep(
            `leadline_load_newest_${table}`,
            selectNewest(dialect, table, known),
          );
          const keys = listColumns(table, 0).map((column) => column.name);
          return selectMissing(
            dialect,
            table,
            name,
            newest,
            keys.filter((key) => key !== 'known_at' && key !== 'value'),
          );
        });
      }
      const target = { activities: await change.extend('leadline_activities') };
      for (const statement of addPropertyColumns(dialect, target, heldProperties, properties.count))
        await warehouse.run(statement);
      if (activities.length > 0) {
        const [counted] = await warehouse.query(countRepeats(dialect, activities));
        const hasRepeats = counted?.repeats !== 0;
        await step('activities', () =>
          selectNewActivities(dialect, activities, properties.count, 'leadline_activities', hasRepeats),
        );
      }
      for (const [table, keys] of Object.entries(wholeKeys) as [
        keyof typeof wholeKeys,
        readonly string[],
      ][]) {
        if ((given[table] ?? 0) > 0)
          await step(table, () =>
            selectMissing(dialect, table, staged.get(table)!, `leadline_${table}`, keys),
          );
      }
      await addStages(warehouse, change, stages);
      await addModelRows(warehouse, change, plainValues, models, values.firstNew);
      return loaded;
    },
    commit: () => change.commit(),
    abandon: () => change.abandon(),
  };
}

async function countAll({ dialect, query }: Warehouse, table: string): Promise<Cell | undefined> {
  const [row] = await query(`SELECT COUNT(*) AS counted FROM ${dialect.quoteName(table)}`);
  return row?.counted;
}
