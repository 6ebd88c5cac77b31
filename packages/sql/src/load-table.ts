import { getTableName } from './create-tables.ts';
import type { Dialect } from './dialect.ts';
import { as, join, joinSql, leftJoin, nest, type Sql, sql, toSql, unionAll } from './sql.ts';
import { type Column, listColumns, type Table } from './table.ts';

/** What `selectAsked` is asked for rows whose text is NULL. */
export const noText = '\x01NULL';

/** Stands for NULL where keys are compared: no time, number or stored text is it. */
function orNothing(dialect: Dialect, { type, nullable }: Column, value: Sql): Sql {
  if (!nullable) return value;
  return sql`COALESCE(${value}, ${type === 'integer' ? sql`${-Number.MAX_SAFE_INTEGER}` : dialect.text(noText)})`;
}

function getColumns(table: Table, names: readonly string[]): { name: string; column: Column }[] {
  return listColumns(table, 0).filter(({ name }) => names.includes(name));
}

interface Keys {
  /** Expressions over a relation `k`, each as the column of that place. */
  readonly columns: Sql[];
  readonly names: Sql[];
}

/** Columns that are never NULL, to compare rows by. */
function makeKeys(dialect: Dialect, table: Table, names: readonly string[]): Keys {
  const values = getColumns(table, names).map(({ name, column }) =>
    orNothing(dialect, column, sql`k.${dialect.quoteName(name)}`),
  );
  return {
    columns: values.map((value, i) => sql`${value} AS ${keyName(i)}`),
    names: values.map((_, i) => keyName(i)),
  };
}

function keyName(place: number): Sql {
  return toSql(`key_${place}`);
}

/** Rows of a relation with the columns of `table`, and keys to compare them by. */
function selectKeyed(dialect: Dialect, table: Table, relation: Sql, { columns }: Keys): Sql {
  const all = listColumns(table, 0).map(({ name }) => dialect.quoteName(name));
  return dialect.select({
    columns: [...all.map((name) => sql`k.${name} AS ${name}`), ...columns],
    from: as(relation, 'k'),
  });
}

/** The rows of `staged` whose key is not in `held`, each once; both have the columns of `table`. */
export function selectMissing(
  dialect: Dialect,
  table: Table,
  staged: string,
  held: string,
  names: readonly string[],
): Sql {
  const keys = makeKeys(dialect, table, names);
  const all = listColumns(table, 0).map(({ name }) => dialect.quoteName(name));
  const given = selectKeyed(dialect, table, dialect.quoteName(staged), keys);
  const known = dialect.select({
    columns: [...keys.columns, sql`1 AS found`],
    from: as(dialect.quoteName(held), 'k'),
  });
  const missing = dialect.select({
    columns: all.map((name) => sql`s.${name} AS ${name}`),
    from: as(nest(given), 's'),
    joins: [
      leftJoin(nest(known), 'h', ...keys.names.map((name) => [sql`h.${name}`, sql`s.${name}`] as const)),
    ],
    where: [sql`h.found IS NULL`],
  });
  return dialect.select({
    columns: all.map((name, i) => sql`${toSql(i === 0 ? 'DISTINCT ' : '')}m.${name} AS ${name}`),
    from: as(nest(missing), 'm'),
  });
}

const ownerOf = { lead_values: 'lead_number', account_values: 'account_id' } as const;
type ValueTable = keyof typeof ownerOf;

function makeValueKeys(dialect: Dialect, table: ValueTable): Keys {
  return makeKeys(dialect, table, [ownerOf[table], 'field', 'source', 'happened_at']);
}

/** When each owner, field, source and time that `staged` speaks of was last heard of: the table that `selectNewest` reads. */
export function selectLastKnown(dialect: Dialect, table: ValueTable, staged: string): Sql {
  const owner = toSql(ownerOf[table]);
  const keys = makeValueKeys(dialect, table);
  const keyed = dialect.select({
    columns: [...keys.columns, sql`k.known_at AS known_at`],
    from: as(getTableName(dialect, {}, table), 'k'),
    where: [sql`k.${owner} IN (SELECT ${owner} FROM ${dialect.quoteName(staged)})`],
  });
  return dialect.select({
    columns: [...keys.names.map((name) => sql`v.${name} AS ${name}`), sql`MAX(v.known_at) AS newest`],
    from: as(nest(keyed), 'v'),
    groupBy: keys.names.map((name) => sql`v.${name}`),
  });
}

/** Of the values held those last heard of: one that comes again after another one is news. */
export function selectNewest(dialect: Dialect, table: ValueTable, lastKnown: string): Sql {
  const keys = makeValueKeys(dialect, table);
  const all = listColumns(table, 0).map(({ name }) => dialect.quoteName(name));
  const keyed = selectKeyed(dialect, table, getTableName(dialect, {}, table), keys);
  return dialect.select({
    columns: all.map((name) => sql`v.${name} AS ${name}`),
    from: as(nest(keyed), 'v'),
    joins: [
      join(
        dialect.quoteName(lastKnown),
        'n',
        ...keys.names.map((name) => [sql`n.${name}`, sql`v.${name}`] as const),
        [sql`n.newest`, sql`v.known_at`],
      ),
    ],
  });
}

interface StagedActivities {
  readonly name: string;
  readonly propertyCount: number;
}

/** Whether some activities of these tables have one key: the column `repeats` is not 0 then. */
export function countRepeats(dialect: Dialect, staged: readonly StagedActivities[]): Sql {
  const all = staged.map(({ name }) =>
    dialect.select({
      columns: [sql`s.source AS source`, sql`s.activity_key AS activity_key`],
      from: as(dialect.quoteName(name), 's'),
    }),
  );
  const keys = dialect.select({
    columns: [sql`a.source AS source`, sql`a.activity_key AS activity_key`, sql`COUNT(*) AS counted`],
    from: as(nest(unionAll(all)), 'a'),
    groupBy: [sql`a.source`, sql`a.activity_key`],
  });
  return dialect.select({
    columns: [sql`COUNT(*) AS repeats`],
    from: as(nest(keys), 'k'),
    where: [sql`k.counted > 1`],
  });
}

/**
 * The activities of tables that were filled one after another, each with so many columns for properties, without those
 * that are held. Where some have one key (`hasRepeats`) the first known counts. They come in the order of leads, which
 * engines read fastest.
 */
export function selectNewActivities(
  dialect: Dialect,
  staged: readonly StagedActivities[],
  propertyCount: number,
  held: string,
  hasRepeats: boolean,
): Sql {
  const columns = listColumns('activities', propertyCount).map(({ name }) => dialect.quoteName(name));
  const integer = dialect.nullable(dialect.types.integer);
  const all = staged.map((one) => {
    const present = listColumns('activities', one.propertyCount).length;
    return dialect.select({
      columns: columns.map((name, i) =>
        i < present ? sql`o.${name} AS ${name}` : sql`CAST(NULL AS ${integer}) AS ${name}`,
      ),
      from: as(dialect.quoteName(one.name), 'o'),
    });
  });
  const first = hasRepeats
    ? dialect.firstOfEach(
        { columns: columns.map((name) => sql`a.${name} AS ${name}`), from: as(nest(unionAll(all)), 'a') },
        [sql`a.source`, sql`a.activity_key`],
        [sql`a.known_at`, dialect.bytes(sql`a.body`)],
      )
    : unionAll(all);
  const known = sql`(SELECT source, activity_key, 1 AS found FROM ${dialect.quoteName(held)})`;
  const missing = dialect.select({
    columns: columns.map((name) => sql`s.${name} AS ${name}`),
    from: as(nest(first), 's'),
    joins: [leftJoin(known, 'h', [sql`h.source`, sql`s.source`], [sql`h.activity_key`, sql`s.activity_key`])],
    where: [sql`h.found IS NULL`],
  });
  const query = dialect.select({
    columns: columns.map((name) => sql`m.${name} AS ${name}`),
    from: as(nest(missing), 'm'),
  });
  return sql`${query}\nORDER BY ${joinSql([toSql('lead_number'), toSql('happened_at')], ', ')}`;
}

/**
 * The table `leads` after `merges` (lead_number, merged_into): what was part of a lead that is now part of another one
 * goes there too.
 */
export function selectMergedLeads(dialect: Dialect, merges: string): Sql {
  const part = sql`(SELECT lead_number AS key_number, merged_into AS new_root FROM ${dialect.quoteName(merges)})`;
  const own = dialect.select({
    columns: [
      sql`l.lead_number AS own_number`,
      sql`l.lead_id AS own_id`,
      sql`COALESCE(m.new_root, l.merged_into) AS own_root`,
    ],
    from: as(getTableName(dialect, {}, 'leads'), 'l'),
    joins: [leftJoin(part, 'm', [sql`m.key_number`, sql`l.lead_number`])],
  });
  return dialect.select({
    columns: [
      sql`q.own_number AS lead_number`,
      sql`q.own_id AS lead_id`,
      sql`COALESCE(n.new_root, q.own_root) AS merged_into`,
    ],
    from: as(nest(own), 'q'),
    joins: [leftJoin(part, 'n', [sql`n.key_number`, sql`q.own_root`])],
  });
}

/** The table `stages` without the units and models that `staged` (of the same columns) names. */
export function selectOtherStages(dialect: Dialect, staged: string): Sql {
  return dialect.select({
    columns: ['unit_id', 'model', 'stage', 'since'].map((name) => toSql(`s.${name} AS ${name}`)),
    from: as(getTableName(dialect, {}, 'stages'), 's'),
    joins: [
      leftJoin(
        sql`(SELECT unit_id, model, 1 AS found FROM ${dialect.quoteName(staged)})`,
        'h',
        [sql`h.unit_id`, sql`s.unit_id`],
        [sql`h.model`, sql`s.model`],
      ),
    ],
    where: [sql`h.found IS NULL`],
  });
}

/** A table of no rows with one column of text, `asked_text`. */
export function selectNoTexts(dialect: Dialect): Sql {
  const text = sql`(SELECT CAST(${dialect.text('')} AS ${dialect.types.text}) AS asked_text)`;
  return sql`SELECT q.asked_text AS asked_text FROM ${text} q WHERE 1 = 0`;
}

/** Rows of a table, by these columns, whose text (NULL being no text) is one of those in `asked`. */
export function selectAsked(
  dialect: Dialect,
  table: Table,
  key: string,
  columns: readonly string[],
  asked: string,
): Sql {
  const keys = makeKeys(dialect, table, [key]);
  const keyed = selectKeyed(dialect, table, getTableName(dialect, {}, table), keys);
  return dialect.select({
    columns: columns.map(dialect.quoteName).map((name) => sql`t.${name} AS ${name}`),
    from: as(nest(keyed), 't'),
    joins: [join(dialect.quoteName(asked), 'a', [sql`a.asked_text`, sql`t.key_0`])],
  });
}

/** The first lead that has each of the e-mail addresses in `asked`: `address`, `lead_number`. */
export function selectAddressOwners(dialect: Dialect, asked: string): Sql {
  const addresses = dialect.select({
    columns: [sql`p.value_id AS value_id`, sql`p.folded AS address`],
    from: as(getTableName(dialect, {}, 'plain_values'), 'p'),
    joins: [join(dialect.quoteName(asked), 'a', [sql`a.asked_text`, sql`p.folded`])],
  });
  const owned = dialect.select({
    columns: [sql`x.address AS address`, sql`v.lead_number AS lead_number`],
    from: as(
      sql`(SELECT lead_number, value_id FROM ${getTableName(dialect, {}, 'lead_values')} WHERE field = 'email')`,
      'v',
    ),
    joins: [join(nest(addresses), 'x', [sql`x.value_id`, sql`v.value_id`])],
  });
  return dialect.select({
    columns: [sql`o.address AS address`, sql`MIN(o.lead_number) AS owner_number`],
    from: as(nest(owned), 'o'),
    groupBy: [sql`o.address`],
  });
}
