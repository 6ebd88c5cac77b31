import type { Model } from '@leadline/core';
import { getTableName } from './create-tables.ts';
import type { Dialect } from './dialect.ts';
import { anyOf, as, join, leftJoin, nest, type Sql, sql, toSql, unionAll } from './sql.ts';
import { toStoredId } from './stored-text.ts';

/** The columns of the query `scores`. */
function listScoreColumns(model: Model): string[] {
  const dimensions = Object.keys(model.dimensions ?? {}).map((id) => `dimension_${id}`);
  const others = ['grade', 'persona', 'temperature', 'journey', 'disqualified', 'coverage'];
  return ['unit_id', 'total', ...dimensions, ...others];
}

/**
 * Scores as a table that is kept: `model`, the columns of `scores`, `stage` where `steps` names a table of the query
 * `stages`, and the moment `scored_at`.
 */
export function selectScores(
  dialect: Dialect,
  model: Model,
  at: number,
  scores: string,
  steps: string | undefined,
): Sql {
  const names = listScoreColumns(model).map(dialect.quoteName);
  const columns = [
    sql`${dialect.text(toStoredId(model.id))} AS model`,
    ...names.map((name) => sql`q.${name} AS ${name}`),
    ...(steps === undefined ? [] : [sql`t.stage AS stage`]),
    sql`${dialect.asInteger(sql`${at}`)} AS scored_at`,
  ];
  const from = as(nest(toSql(scores)), 'q');
  if (steps === undefined) return dialect.select({ columns, from });
  return dialect.select({
    columns,
    from,
    joins: [leftJoin(dialect.quoteName(steps), 't', [sql`t.unit_id`, sql`q.unit_id`])],
  });
}

/** How many rows a query of a compiled model gives: `counted`. */
export function countRows(dialect: Dialect, query: string): Sql {
  return dialect.select({ columns: [sql`COUNT(*) AS counted`], from: as(nest(toSql(query)), 'q') });
}

/** The table `stages` after the steps that `steps` holds; units that made none of this model's steps keep theirs. */
export function selectStages(dialect: Dialect, model: Model, at: number, steps: string): Sql {
  const id = dialect.text(toStoredId(model.id));
  const held = getTableName(dialect, {}, 'stages');
  const made = dialect.quoteName(steps);
  const others = dialect.select({
    columns: ['unit_id', 'model', 'stage', 'since'].map((name) => toSql(`s.${name} AS ${name}`)),
    from: as(held, 's'),
    joins: [
      leftJoin(sql`(SELECT unit_id, 1 AS stepped FROM ${made})`, 't', [sql`t.unit_id`, sql`s.unit_id`]),
    ],
    where: [anyOf([sql`s.model <> ${id}`, sql`t.stepped IS NULL`])],
  });
  const stepped = dialect.select({
    columns: [
      // None is NULL; ClickHouse takes the type's word for it.
      sql`COALESCE(t.unit_id, '') AS unit_id`,
      sql`${id} AS model`,
      sql`COALESCE(t.stage, '') AS stage`,
      sql`COALESCE(CASE WHEN t.stage = t.previous_stage THEN s.held_since END, CAST(${at} AS ${dialect.types.integer})) AS since`,
    ],
    from: as(made, 't'),
    joins: [
      leftJoin(sql`(SELECT unit_id, since AS held_since FROM ${held} WHERE model = ${id})`, 's', [
        sql`s.unit_id`,
        sql`t.unit_id`,
      ]),
    ],
    where: [sql`t.stage IS NOT NULL`],
  });
  return unionAll([others, stepped]);
}

/** Columns of scores that say nothing of how a unit stands. */
const keys = ['model', 'unit_id', 'scored_at'];

/** The columns by which scores of two runs are compared. */
export function listCompared(before: readonly string[], after: readonly string[]): string[] {
  return after.filter((column) => before.includes(column) && !keys.includes(column));
}

/** The columns of both tables of scores beside each other, a row for each unit that is in both. */
export function selectCompared(
  dialect: Dialect,
  before: string,
  after: string,
  compared: readonly string[],
): Sql {
  const names = compared.map(dialect.quoteName);
  return dialect.select({
    columns: [
      sql`a.unit_id AS unit_id`,
      ...names.flatMap((name, i) => [
        sql`b.${name} AS ${toSql(`before_${i}`)}`,
        sql`a.${name} AS ${toSql(`after_${i}`)}`,
      ]),
    ],
    from: as(dialect.quoteName(after), 'a'),
    joins: [join(dialect.quoteName(before), 'b', [sql`b.unit_id`, sql`a.unit_id`])],
  });
}

/**
 * What changed: `unit_id`, `what`, `value_before`, `value_after`. A `what` is a column of the scores, or `came_in` and
 * `went_out` with the total. `pairs` is the table of `selectCompared`.
 */
export function selectChanges(
  dialect: Dialect,
  before: string | undefined,
  after: string,
  compared: readonly string[],
  pairs: string | undefined,
): Sql {
  const asText = (value: Sql): Sql => sql`CAST(${value} AS ${dialect.nullable(dialect.types.text)})`;
  const row = (what: string, old: Sql, now: Sql): Sql[] => [
    sql`a.unit_id AS unit_id`,
    sql`${dialect.text(what)} AS what`,
    sql`${asText(old)} AS value_before`,
    sql`${asText(now)} AS value_after`,
  ];
  const only = (here: string, there: string | undefined, columns: Sql[]): Sql => {
    const from = as(dialect.quoteName(here), 'a');
    if (there === undefined) return dialect.select({ columns, from });
    const found = sql`(SELECT unit_id, 1 AS found FROM ${dialect.quoteName(there)})`;
    const joins = [leftJoin(found, 'b', [sql`b.unit_id`, sql`a.unit_id`])];
    return dialect.select({ columns, from, joins, where: [sql`b.found IS NULL`] });
  };
  const selects = [only(after, before, row('came_in', sql`NULL`, sql`a.total`))];
  if (before !== undefined) selects.push(only(before, after, row('went_out', sql`a.total`, sql`NULL`)));
  for (const [i, column] of pairs === undefined ? [] : compared.entries()) {
    const [old, now] = [toSql(`a.before_${i}`), toSql(`a.after_${i}`)];
    selects.push(
      dialect.select({
        columns: row(column, old, now),
        from: as(dialect.quoteName(pairs!), 'a'),
        where: [sql`COALESCE(${asText(old)}, '') <> COALESCE(${asText(now)}, '')`],
      }),
    );
  }
  return unionAll(selects);
}

/** How many rows a table of changes has of each `what`: `changed`. */
export function countChanges(dialect: Dialect, changes: string): Sql {
  return dialect.select({
    columns: [sql`c.what AS what`, sql`COUNT(*) AS changed`],
    from: as(dialect.quoteName(changes), 'c'),
    groupBy: [sql`c.what`],
  });
}
