import type { Ordered, OrderedColumn } from '../dialect.ts';
import { as, joinSql, nest, printSelect, type Sql, sql, toSql } from '../sql.ts';

/** Rows in order by window functions; `bytes` is what orders a text by its bytes. */
export function orderByWindow({ rows, part, order, others, adds }: Ordered, bytes: (text: Sql) => Sql): Sql {
  const of = (name: string): Sql => toSql(`o.${name}`);
  const parts = joinSql(part.map(of), ', ');
  const orders = joinSql(
    Object.entries(order).map(([name, type]) => (type === 'text' ? bytes(of(name)) : of(name))),
    ', ',
  );
  const over = sql`PARTITION BY ${parts} ORDER BY ${orders}`;
  const look = (column: OrderedColumn): Sql => {
    if (column === 'place') return sql`ROW_NUMBER() OVER (${over})`;
    return 'previous' in column
      ? sql`LAG(${of(column.previous)}) OVER (${over})`
      : sql`SUM(${of(column.sumUpTo)}) OVER (${over} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  };
  return printSelect({
    columns: [
      ...[...part, ...Object.keys(order), ...others].map((name) => sql`${of(name)} AS ${toSql(name)}`),
      ...Object.entries(adds).map(([name, column]) => sql`${look(column)} AS ${toSql(name)}`),
    ],
    from: as(nest(rows), 'o'),
  });
}
