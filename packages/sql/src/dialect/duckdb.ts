import { checkText, type Dialect } from '../dialect.ts';
import { bracket, joinSql, nest, select, sql, toSql } from '../sql.ts';

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
  tableEnd: sql``,
  queryEnd: sql``,
  asInteger: (value) => sql`CAST(${value} AS BIGINT)`,
  divide: (value, by) => sql`(${bracket(value)} // ${by})`,
  hasBit: (mask, bit) => sql`(${mask} & ${bit}) <> 0`,
  join: (...texts) => toSql(`(${texts.join(' || ')})`),
  contains: (text, part) => sql`contains(${text}, ${part})`,
  startsWith: (text, start) => sql`starts_with(${text}, ${start})`,
  endsWith: (text, end) => sql`ends_with(${text}, ${end})`,
  bytes: (text) => text,
  firstOfEach: (from, key, order) => {
    const keys = joinSql(key, ', ');
    const columns = [sql`DISTINCT ON (${keys}) ${from.columns[0]!}`, ...from.columns.slice(1)];
    return sql`${select({ ...from, columns })}\nORDER BY ${joinSql([...key, ...order], ', ')}`;
  },
  keep: (name, kept) => sql`CREATE TEMPORARY TABLE ${name} AS ${nest(kept)}`,
  drop: (name) => sql`DROP TABLE IF EXISTS ${name}`,
  inlinePart: sql` AS NOT MATERIALIZED`,
  namesParts: true,
};
