import { checkText, type Dialect } from '../dialect.ts';
import { bracket, indent, joinSql, nest, printSelect, sql, toSql } from '../sql.ts';
import { orderByWindow } from './window.ts';

export const duckdb: Dialect = {
  name: 'duckdb',
  mostNameBytes: 1000,
  quoteName: (name) => toSql(`"${name.replaceAll('"', '""')}"`),
  text: (value) => {
    checkText(value);
    const pieces = value.split(/([\0\n])/).map((piece) => {
      if (piece === '\0') return 'chr(0)';
      return piece === '\n' ? 'chr(10)' : `'${piece.replaceAll("'", "''")}'`;
    });
    return toSql(pieces.length === 1 ? pieces[0]! : `(${pieces.join(' || ')})`);
  },
  types: { integer: sql`BIGINT`, text: sql`VARCHAR` },
  smallInteger: sql`INTEGER`,
  nullable: (type) => type,
  required: (type) => sql`${type} NOT NULL`,
  tableEnd: sql``,
  storedTableEnd: () => sql``,
  scriptStart: [],
  asInteger: (value) => sql`CAST(${value} AS BIGINT)`,
  abs: (value) => sql`abs(${value})`,
  divide: (value, by) => sql`(${bracket(value)} // ${by})`,
  hasBit: (mask, bit) => sql`(${mask} & ${bit}) <> 0`,
  join: (...texts) => toSql(`(${texts.join(' || ')})`),
  contains: (text, part) => sql`contains(${text}, ${part})`,
  startsWith: (text, start) => sql`starts_with(${text}, ${start})`,
  endsWith: (text, end) => sql`ends_with(${text}, ${end})`,
  bytes: (text) => text,
  select: printSelect,
  inOrder: (ordered) => orderByWindow(ordered, (text) => text),
  firstOfEach: (from, key, order) => {
    const keys = joinSql(key, ', ');
    const columns = [sql`DISTINCT ON (${keys}) ${from.columns[0]!}`, ...from.columns.slice(1)];
    return sql`${printSelect({ ...from, columns })}\nORDER BY ${joinSql([...key, ...order], ', ')}`;
  },
  keep: (name, kept) => sql`CREATE TEMPORARY TABLE ${name} AS ${nest(kept)}`,
  drop: (name) => sql`DROP TABLE IF EXISTS ${name}`,
  withParts: (parts, select) =>
    parts.length === 0
      ? select
      : sql`WITH ${toSql(parts.map(({ name, select }) => `${name} AS NOT MATERIALIZED (\n${indent(select)}\n)`).join(',\n'))}\n${select}`,
  namesParts: true,
  mostJoins: Number.POSITIVE_INFINITY,
};
