import { checkText, type Dialect } from '../dialect.ts';
import { bracket, sql, toSql } from '../sql.ts';
import { duckdb } from './duckdb.ts';
import { orderByWindow } from './window.ts';

/** PostgreSQL, from 12 on. */
export const postgres: Dialect = {
  ...duckdb,
  name: 'postgres',
  mostNameBytes: 63,
  text: (value) => {
    checkText(value);
    if (value.includes('\0'))
      throw new RangeError(`Cannot write ${JSON.stringify(value)} for postgres: it has no U+0000`);
    const quoted = value.replaceAll("'", "''");
    if (!/[\\\n]/.test(value)) return toSql(`'${quoted}'`);
    return toSql(`E'${quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}'`);
  },
  types: { integer: sql`BIGINT`, text: sql`TEXT` },
  divide: (value, by) => sql`(${bracket(value)} / ${by})`,
  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
  endsWith: (text, end) => sql`right(${text}, length(${end})) = ${end}`,
  bytes: (text) => sql`${text} COLLATE "C"`,
  inOrder: (ordered) => orderByWindow(ordered, postgres.bytes),
};
