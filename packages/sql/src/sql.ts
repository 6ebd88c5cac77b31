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

export const noSql = toSql('');

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

/** The parts of one SELECT. */
export interface Select {
  readonly columns: readonly Sql[];
  readonly from: Sql;
  readonly where?: readonly Sql[];
  readonly groupBy?: readonly Sql[];
}

/** Most columns that a row can have in every engine (1664 in PostgreSQL), less some for those that `*` adds. */
export const mostColumns = 1500;

/**
 * Prints a SELECT with a column to a line.
 *
 * @throws RangeError for more columns than a row can have
 */
export function select({ columns, from, where = [], groupBy = [] }: Select): Sql {
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
