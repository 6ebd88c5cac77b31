/**
 * Text that is SQL. Nothing but this file and the dialects makes it from plain text, and a template takes no plain text,
 * so that a name or a literal that was not quoted does not compile.
 */
export type Sql = string & { readonly [isSql]: true };
declare const isSql: unique symbol;

/** What may stand in a template: SQL, or a whole number. */
export type SqlPart = Sql | number;

/**
 * A template of SQL.
 *
 *     sql`${column} >= ${5}`
 *
 * @throws RangeError for a number that is not whole or beyond 2^53
 */
export function sql(texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql {
  return texts.reduce((text, next, i) => text + printPart(parts[i - 1]!) + next) as Sql;
}

function printPart(part: SqlPart): string {
  if (typeof part === 'string') return part;
  if (!Number.isSafeInteger(part)) throw new RangeError(`Cannot write ${part} as SQL: it is no whole number`);
  return part < 0 ? `(${part})` : String(part);
}

/** Marks text as SQL. For dialects and names that this package makes up itself; never for text of a model or a fact. */
export function toSql(text: string): Sql {
  return text as Sql;
}

export function joinSql(
  parts: readonly Sql[],
  separator: ', ' | ' AND ' | ' OR ' | ' + ' | '\n' | '\n\n',
): Sql {
  return toSql(parts.join(separator));
}

/** `any` of nothing is false, `all` of nothing is true. */
export function anyOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql`1 = 0`;
  return conditions.length === 1 ? conditions[0]! : sql`(${joinSql(conditions, ' OR ')})`;
}

export function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql`1 = 1`;
  return conditions.length === 1 ? conditions[0]! : sql`(${joinSql(conditions, ' AND ')})`;
}

/** In brackets, unless it is a name or a number. */
export function bracket(value: Sql): Sql {
  return /^[\w.]+$/.test(value) ? value : sql`(${value})`;
}

/** The sum of some numbers, 0 of none. */
export function addUp(terms: readonly Sql[]): Sql {
  return terms.length === 0 ? sql`0` : joinSql(terms, ' + ');
}

/** A number held between two bounds, of which each may be infinite. */
export function hold(value: Sql, min: number, max: number): Sql {
  const above = Number.isFinite(min) ? sql`greatest(${value}, ${min})` : value;
  return Number.isFinite(max) ? sql`least(${above}, ${max})` : above;
}

/** A choice by conditions, the first that is true. */
export function chooseFirst(
  choices: readonly { readonly when: Sql; readonly give: SqlPart }[],
  otherwise: SqlPart,
): Sql {
  if (choices.length === 0) return sql`${otherwise}`;
  const cases = choices.map(({ when, give }) => sql`WHEN ${when} THEN ${give}`);
  return toSql(`CASE ${cases.join(' ')} ELSE ${sql`${otherwise}`} END`);
}

/** A relation to select from, under a short name. */
export interface Source {
  /** A name, or a SELECT in brackets. */
  readonly relation: Sql;
  readonly alias: Sql;
}

type Match = readonly [column: Sql, earlier: Sql];

/** A relation whose rows are put beside those so far; of `left`, its columns are NULL beside rows that have no match. */
export interface Join extends Source {
  readonly kind: 'inner' | 'left';
  /** Columns of this relation, each with the column of an earlier one that it must equal; NULL equals nothing. */
  readonly on: readonly Match[];
}

/** The parts of one SELECT, its columns written `alias.column`. */
export interface Select {
  readonly columns: readonly Sql[];
  readonly from: Source;
  readonly joins?: readonly Join[];
  readonly where?: readonly Sql[];
  readonly groupBy?: readonly Sql[];
}

export function as(relation: Sql, alias: string): Source {
  return { relation, alias: toSql(alias) };
}

export function join(relation: Sql, alias: string, ...on: readonly Match[]): Join {
  return { kind: 'inner', ...as(relation, alias), on };
}

export function leftJoin(relation: Sql, alias: string, ...on: readonly Match[]): Join {
  return { kind: 'left', ...as(relation, alias), on };
}

/** Most columns that a row can have in every engine (1664 in PostgreSQL), less some for those that `*` adds. */
export const mostColumns = 1500;

export const joinWords = { inner: 'JOIN', left: 'LEFT JOIN' } as const;

/**
 * Prints a SELECT with a column to a line.
 *
 * @throws RangeError for more columns than a row can have
 */
export function printSelect({ from, joins = [], ...others }: Select): Sql {
  const sources = [
    `${from.relation} ${from.alias}`,
    ...joins.map(({ kind, relation, alias, on }) => {
      const matches = on.map(([column, earlier]) => `${column} = ${earlier}`);
      return `${joinWords[kind]} ${relation} ${alias} ON ${matches.join(' AND ')}`;
    }),
  ];
  return printSelectFrom(toSql(sources.join('\n')), others);
}

/** The same from sources that are text already. */
export function printSelectFrom(
  from: Sql,
  { columns, where = [], groupBy = [] }: Omit<Select, 'from' | 'joins'>,
): Sql {
  if (columns.length > mostColumns) {
    throw new RangeError(`Cannot write ${columns.length} columns: at most ${mostColumns} fit in a row`);
  }
  const lines = [
    `SELECT\n  ${columns.join(',\n  ')}`,
    `FROM ${from}`,
    ...(where.length > 0 ? [`WHERE ${where.join('\n  AND ')}`] : []),
    ...(groupBy.length > 0 ? [`GROUP BY ${groupBy.join(', ')}`] : []),
  ];
  return toSql(lines.join('\n'));
}

export function unionAll(selects: readonly Sql[]): Sql {
  return toSql(selects.join('\nUNION ALL\n'));
}

/** A SELECT in brackets, as something to select from. */
export function nest(select: Sql): Sql {
  return toSql(`(\n${indent(select)}\n)`);
}

/** Two spaces before each line. No literal holds a line break: dialects write those as escapes. */
export function indent(text: Sql): Sql {
  return toSql(
    text
      .split('\n')
      .map((line) => (line === '' ? line : `  ${line}`))
      .join('\n'),
  );
}
