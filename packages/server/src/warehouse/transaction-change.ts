import type { Warehouse, WarehouseChange } from './warehouse.ts';

/**
 * A change in a database whose transactions hold whatever is done in them, tables included. A table that is rebuilt
 * with the columns it had keeps its rights, indexes and views: its rows are exchanged.
 */
export async function beginTransaction(
  warehouse: Pick<Warehouse, 'dialect' | 'run' | 'listColumns'>,
  begin: string,
): Promise<WarehouseChange> {
  const { dialect, run } = warehouse;
  const extended = new Set<string>();
  const rebuilt: { table: string; built: string }[] = [];
  await run(begin);
  const keep = async (name: string, select: string): Promise<string> => {
    await run(`CREATE TEMPORARY TABLE ${dialect.quoteName(name)} AS\n${select}`);
    return name;
  };
  return {
    extend: async (table) => {
      extended.add(table);
      return table;
    },
    rebuild: async (table, select) => {
      const built = await keep(`leadline_built_${rebuilt.length}`, select);
      rebuilt.push({ table, built });
      return built;
    },
    keep,
    commit: async () => {
      for (const { table, built } of rebuilt) {
        const quoted = dialect.quoteName(table);
        const [held, wanted] = [await warehouse.listColumns(table), await warehouse.listColumns(built)];
        if (held.join('\n') === wanted.join('\n')) {
          await run(`DELETE FROM ${quoted}`);
          await run(`INSERT INTO ${quoted} SELECT * FROM ${dialect.quoteName(built)}`);
        } else {
          if (held.length > 0) await run(`DROP TABLE ${quoted}`);
          await run(`CREATE TABLE ${quoted} AS SELECT * FROM ${dialect.quoteName(built)}`);
        }
      }
      // PostgreSQL plans by what it knows of tables, and would know of new rows some minutes later.
      if (dialect.name === 'postgres')
        for (const table of extended) await run(`ANALYZE ${dialect.quoteName(table)}`);
      await run('COMMIT');
    },
    abandon: async () => void (await run('ROLLBACK')),
  };
}
