import { checkText, type Dialect } from '../dialect.ts';
import { joinSql, sql, toSql } from '../sql.ts';
import {
  inlineParts,
  orderInClickhouse,
  selectFirstOfEach,
  selectInClickhouse,
} from './clickhouse-select.ts';

/** ClickHouse, from 18.16 on. */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  mostNameBytes: 1000,
  quoteName: (name) => toSql(`\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``),
  text: (value) => {
    checkText(value);
    const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return toSql(`'${escaped.replaceAll('\0', '\\0').replaceAll('\n', '\\n')}'`);
  },
  types: { integer: sql`Int64`, text: sql`String` },
  smallInteger: sql`Int32`,
  nullable: (type) => sql`Nullable(${type})`,
  required: (type) => type,
  tableEnd: sql` ENGINE = Memory`,
  storedTableEnd: (column) => sql` ENGINE = MergeTree ORDER BY ${column}`,
  scriptStart: [sql`SET join_use_nulls = 1`],
  asInteger: (value) => sql`CAST(${value} AS Nullable(Int64))`,
  abs: (value) => sql`toInt64(abs(${value}))`,
  divide: (value, by) => sql`intDiv(${value}, ${by})`,
  hasBit: (mask, bit) => sql`bitAnd(${mask}, ${bit}) <> 0`,
  join: (...texts) => sql`concat(${joinSql(texts, ', ')})`,
  contains: (text, part) => sql`position(${text}, ${part}) > 0`,
  startsWith: (text, start) => sql`startsWith(${text}, ${start})`,
  endsWith: (text, end) => sql`endsWith(${text}, ${end})`,
  bytes: (text) => text,
  select: selectInClickhouse,
  inOrder: orderInClickhouse,
  firstOfEach: selectFirstOfEach,
  withParts: inlineParts,
  keep: (name, kept) => sql`CREATE TEMPORARY TABLE ${name} ENGINE = Memory AS\n${kept}`,
  drop: (name) => sql`DROP TABLE IF EXISTS ${name}`,
  namesParts: false,
  mostJoins: 4,
};
