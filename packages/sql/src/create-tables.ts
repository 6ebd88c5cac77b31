import type { Dialect } from './dialect.ts';
import { indent, joinSql, type Sql, sql, toSql } from './sql.ts';
import {
  type Cell,
  type Column,
  listColumns,
  type Row,
  type Table,
  type TableNames,
  type TableRows,
  tableNames,
} from './table.ts';

/** The quoted name of a table in a database. */
export function getTableName(dialect: Dialect, names: TableNames, table: Table): Sql {
  const parts = names[table] ?? `leadline_${table}`;
  const quoted = (typeof parts === 'string' ? [parts] : parts).map(dialect.quoteName);
  return toSql(quoted.join('.'));
}

/** Statements that create the tables of facts, `activities` with so many columns for properties. */
export function createTables(dialect: Dialect, names: TableNames = {}, propertyCount = 0): Sql[] {
  return tableNames.map((table) => {
    const columns = listColumns(table, propertyCount).map((one) => declareColumn(dialect, one));
    const list = toSql(columns.join(',\n'));
    return sql`CREATE TABLE ${getTableName(dialect, names, table)} (\n${indent(list)}\n)${dialect.tableEnd}`;
  });
}

/** Statements that add columns to `activities` for the properties from one place up to another. */
export function addPropertyColumns(dialect: Dialect, names: TableNames, from: number, to: number): Sql[] {
  const table = getTableName(dialect, names, 'activities');
  return listColumns('activities', to)
    .slice(listColumns('activities', from).length)
    .map((one) => sql`ALTER TABLE ${table} ADD COLUMN ${declareColumn(dialect, one)}`);
}

function declareColumn(dialect: Dialect, { name, column }: { name: string; column: Column }): Sql {
  const type = dialect.types[column.type];
  return sql`${dialect.quoteName(name)} ${column.nullable ? dialect.nullable(type) : dialect.required(type)}`;
}

/** Rows of one INSERT. */
const mostRows = 1000;

/** Statements that fill the tables. For some thousands of rows; more should go the engine's own way of bulk loading. */
export function insertRows(dialect: Dialect, rows: TableRows, names: TableNames = {}): Sql[] {
  return tableNames.flatMap((table) => {
    const columns = listColumns(table, rows.properties.length).map(({ name }) => dialect.quoteName(name));
    const into = sql`${getTableName(dialect, names, table)} (${joinSql(columns, ', ')})`;
    const inserts: Sql[] = [];
    for (let start = 0; start < rows[table].length; start += mostRows) {
      const some = rows[table].slice(start, start + mostRows);
      const values = some.map((row) => printRow(dialect, columns.length, row));
      inserts.push(sql`INSERT INTO ${into} VALUES\n${toSql(values.join(',\n'))}`);
    }
    return inserts;
  });
}

function printRow(dialect: Dialect, width: number, row: Row): Sql {
  const cells = Array.from({ length: width }, (_, i) => printCell(dialect, row[i] ?? null));
  return sql`(${joinSql(cells, ', ')})`;
}

function printCell(dialect: Dialect, cell: Cell): Sql {
  if (cell === null) return sql`NULL`;
  return typeof cell === 'number' ? sql`${cell}` : dialect.text(cell);
}
