import type { Ordered, OrderedColumn, Part } from '../dialect.ts';
import {
  indent,
  joinSql,
  joinWords,
  nest,
  printSelect,
  printSelectFrom,
  type Select,
  type Source,
  type Sql,
  sql,
  toSql,
} from '../sql.ts';

/**
 * Selects as releases from 18.16 on take them. There, a SELECT has one join, with columns of one name on both sides mixed
 * up, and an alias stands for its expression even where a column of that name is meant. So columns of joined relations
 * are first renamed `alias__column`, and so are those of one relation where an alias would be taken for a column.
 */
export function selectInClickhouse(parts: Select): Sql {
  const { from, others } = readFrom(parts, []);
  return from ? printSelectFrom(from, others) : printSelect(parts);
}

/** The first row of each key by an order. */
export function selectFirstOfEach(parts: Select, key: readonly Sql[], order: readonly Sql[]): Sql {
  const all = [...key, ...order];
  const { from, others, rename } = readFrom(parts, all);
  const select = from ? printSelectFrom(from, others) : printSelect(parts);
  return sql`${select}\nORDER BY ${joinSql(all.map(rename), ', ')}\nLIMIT 1 BY ${joinSql(key.map(rename), ', ')}`;
}

/** A text of ours or a column `alias.column`; literals and quoted names are passed over. */
const token = /'(?:[^'\\]|\\.)*'|\b([a-z]\w*)\.(`(?:[^`\\]|\\.)*`|\w+|\*)|`(?:[^`\\]|\\.)*`/g;

/** The name at the end of a column, and a column that keeps its name. */
const aliased = / AS (`(?:[^`\\]|\\.)*`|\w+)$/;
const unchanged = /^\w+\.(`(?:[^`\\]|\\.)*`|\w+) AS \1$/;

interface Renamed {
  /** The renamed relations, joined; undefined where nothing needs another name. */
  readonly from: Sql | undefined;
  readonly others: Omit<Select, 'from' | 'joins'>;
  readonly rename: (text: Sql) => Sql;
}

function readFrom({ from, joins = [], ...others }: Select, more: readonly Sql[]): Renamed {
  const { columns, where = [], groupBy = [] } = others;
  if (joins.length === 0 && !hasClash(columns, [...columns, ...where, ...groupBy, ...more])) {
    return { from: undefined, others, rename: (text) => text };
  }
  const used = new Map<string, Set<string>>([from, ...joins].map(({ alias }) => [alias, new Set()]));
  const rename = (text: Sql): Sql =>
    mapColumns(text, (alias, column) => {
      const columnsOf = used.get(alias);
      if (column === '*') throw new TypeError(`Cannot rename ${alias}.* for clickhouse: name its columns`);
      columnsOf?.add(column);
      return columnsOf ? `${alias}__${column}` : `${alias}.${column}`;
    });
  // What only the first relation decides is asked before it is joined, since 18.16 would join all of it.
  const isOfFirst = (condition: Sql): boolean =>
    listAliases(condition).every((alias) => alias === from.alias);
  const renamed = {
    columns: columns.map(rename),
    where: where.filter((condition) => !isOfFirst(condition)).map(rename),
    groupBy: groupBy.map(rename),
  };
  more.forEach(rename);
  // A key that is no column is made one.
  const keys = joins.map(({ alias, on }) =>
    on.map(([column, earlier], i) => {
      const made = rename(earlier);
      const key = /^\w+$/.test(made) ? made : toSql(`${alias}__key_${i}`);
      return { column: unqualify(column), key, made };
    }),
  );
  const source = ({ relation, alias }: Source, given: readonly Sql[], where: readonly Sql[] = []): Sql => {
    const columns = [...used.get(alias)!].map((name) => toSql(`${name} AS ${alias}__${name}`));
    const select = printSelectFrom(relation, {
      columns: [...given, ...columns],
      where: where.map(unqualify),
    });
    return sql`${nest(select)} AS ${alias}`;
  };
  const joined = joins.reduce(
    (left, join, i) => {
      const on = keys[i]!;
      const made = on.flatMap(({ key, made }) => (key === made ? [] : [sql`${made} AS ${key}`]));
      const whole =
        i === 0 && made.length === 0
          ? left
          : sql`${nest(sql`SELECT ${joinSql([sql`*`, ...made], ', ')}\nFROM ${left}`)} AS so_far`;
      const given = on.map(({ column, key }) => sql`${column} AS ${key}`);
      const using = on.map(({ key }) => key).join(', ');
      return toSql(`${whole}\n${joinWords[join.kind]} ${source(join, given)} USING (${using})`);
    },
    source(from, [], where.filter(isOfFirst)),
  );
  return { from: joined, others: renamed, rename };
}

function mapColumns(text: Sql, change: (alias: string, column: string) => string): Sql {
  return toSql(
    text.replace(token, (whole, alias: string | undefined, column: string) =>
      alias === undefined ? whole : change(alias, column.replaceAll('`', '')),
    ),
  );
}

function listAliases(text: Sql): string[] {
  return [...text.matchAll(token)].flatMap(([, alias]) => alias ?? []);
}

/** Columns without the alias of their relation. */
function unqualify(text: Sql): Sql {
  return mapColumns(text, (_, column) => column);
}

/** Whether an alias names another thing than the column of that name that is read elsewhere. */
function hasClash(columns: readonly Sql[], texts: readonly Sql[]): boolean {
  return columns.some((column) => {
    const alias = column.match(aliased)?.[1];
    if (alias === undefined || unchanged.test(column)) return false;
    const isRead = (text: Sql): boolean => [...text.matchAll(token)].some(([, , name]) => name === alias);
    return texts.some((text) => text !== column && isRead(text));
  });
}

/** Rows in order as an array for each part, since 18.16 has no window functions. */
export function orderInClickhouse({ rows, part, order, others, adds }: Ordered): Sql {
  const inRow = [...Object.keys(order), ...others];
  const at = (name: string): string => `${inRow.indexOf(name) + 1}`;
  const all = (name: string): string => `arrayMap(x -> tupleElement(x, ${at(name)}), all_rows)`;
  const add = (column: OrderedColumn): string => {
    if (column === 'place') return 'arrayEnumerate(all_rows)';
    return 'previous' in column
      ? `arrayPushFront(arrayPopBack(${all(column.previous)}), NULL)`
      : `arrayCumSum(arrayMap(x -> assumeNotNull(tupleElement(x, ${at(column.sumUpTo)})), all_rows))`;
  };
  const names = joinSql(part.map(toSql), ', ');
  const grouped = printSelectFrom(nest(rows), {
    columns: [names, sql`arraySort(groupArray(tuple(${toSql(inRow.join(', '))}))) AS all_rows`],
    groupBy: [names],
  });
  const arrays = [
    'all_rows AS one',
    ...Object.entries(adds).map(([name, column]) => `${add(column)} AS ${name}`),
  ];
  return printSelectFrom(sql`${nest(grouped)}\nARRAY JOIN\n${indent(toSql(arrays.join(',\n')))}`, {
    columns: [
      ...part.map(toSql),
      ...inRow.map((name) => toSql(`tupleElement(one, ${at(name)}) AS ${name}`)),
      ...Object.keys(adds).map(toSql),
    ],
  });
}

/** Puts parts where they are read, since 18.16 has no WITH. */
export function inlineParts(parts: readonly Part[], select: Sql): Sql {
  const selects = new Map<string, Sql>();
  const inline = (text: Sql): Sql =>
    toSql(
      text.replace(
        /'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\bFROM ([a-z]\w*)\b/g,
        (whole, name: string | undefined) => {
          const part = name === undefined ? undefined : selects.get(name);
          return part === undefined ? whole : `FROM ${nest(part)}`;
        },
      ),
    );
  for (const part of parts) selects.set(part.name, inline(part.select));
  return inline(select);
}
