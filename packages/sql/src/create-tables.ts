import type { Dialect } from './dialect.ts';
import { indent, joinSql, noSql, type Sql, sql, toSql } from './sql.ts';
import {
  type Cell,
  type Row,
  type Table,
  type TableNames,
  type TableRows,
  tableColumns,
  tableNames,
} from './table.ts';

/** The quoted name of a table in a database. */
export function getTableName(dialect: Dialect, names: TableNames, table: Table): Sql {
  const parts = names[table] ?? `leadline_${table}`;
  const quoted = (typeof parts === 'string' ? [parts] : parts).map(dialect.quoteName);
  return toSql(quoted.join('.'));
}

/** Statements that create the tables of facts. */
export function createTables(dialect: Dialect, names: TableNames = {}): Sql[] {
  return tableNames.map((table) => {
    const columns = Object.entries(tableColumns[table]).map(([column, { type, ...rest }]) => {
      const given = dialect.types[type];
      const isNullable = 'nullable' in rest;
      const end = isNullable ? noSql : sql` NOT NULL`;
      return sql`${dialect.quoteName(column)} ${isNullable ? dialect.nullable(given) : given}${end}`;
    });
    const list = toSql(columns.join(',\n'));
    return sql`CREATE TABLE ${getTableName(dialect, names, table)} (\n${indent(list)}\n)${dialect.tableEnd}`;
  });
}

/** Rows of one INSERT. */
const mostRows = 1000;

/** Statements that fill the tables. For some thousands of rows; more should go the engine's own way of bulk loading. */
export function insertRows(dialect: Dialect, rows: TableRows, names: TableNames = {}): Sql[] {
  return tableNames.flatMap((table) => {
    const inserts: Sql[] = [];
    for (let start = 0; start < rows[table].length; start += mostRows) {
      const values = rows[table].slice(start, start + mostRows).map((row) => printRow(dialect, row));
      inserts.push(
        sql`INSERT INTO ${getTableName(dialect, names, table)} VALUES\n${toSql(values.join(',\n'))}`,
      );
    }
    return inserts;
  });
}

function printRow(dialect: Dialect, row: Row): Sql {
  return sql`(${joinSql(
    row.map((cell) => printCell(dialect, cell)),
    ', ',
  )})`;
}

function printCell(dialect: Dialect, cell: Cell): Sql {
  if (cell === null) return sql`NULL`;
  return typeof cell === 'number' ? sql`${cell}` : dialect.text(cell);
}
