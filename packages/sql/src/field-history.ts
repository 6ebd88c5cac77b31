import { addRelation, isKnown, type Program, tableOf } from './program.ts';
import { as, type Join, join, leftJoin, nest, type Select, type Sql, sql, toSql, unionAll } from './sql.ts';
import { toStoredId } from './stored-text.ts';

/** Whose values a history holds. */
export type Owner = 'lead' | 'account';

/** A time before all others, for undated values of `createdAt`. */
const beforeAll = sql`-9000000000000000`;
/** A place in the ranking of sources after all that are named; derived sources come before them. */
const unranked = 1_000_000_000;
const derivedPrefix = 'derived:';

/** The place of each source in the ranking in force: the newest, then the later known, then the greater text. */
export function addSourcePlaces(program: Program): Sql {
  const { dialect, moment } = program;
  const inTime = dialect.select({
    columns: [sql`r.ranking_id AS ranking_id`],
    from: as(tableOf(program, 'source_rankings'), 'r'),
    where: [sql`r.happened_at <= ${moment.until}`, ...isKnown(program, sql`r.known_at`)],
  });
  const newest = sql`${inTime}
ORDER BY r.happened_at DESC, r.known_at DESC, ${dialect.bytes(sql`r.sources`)} DESC
LIMIT 1`;
  return addRelation(
    program,
    'source_places',
    dialect.select({
      columns: [sql`p.source AS source`, sql`p.place AS place`],
      from: as(tableOf(program, 'ranking_sources'), 'p'),
      joins: [join(nest(newest), 'n', [sql`n.ranking_id`, sql`p.ranking_id`])],
    }),
  );
}

/** Values of some fields by their owners, leads or accounts. */
export interface OwnerFields {
  /** `owner_id`, and `value_<place>` for each name: the id of its value, NULL for none. */
  readonly relation: Sql;
  readonly names: readonly string[];
}

/** The column of a field in a row of `OwnerFields`. */
export function fieldColumn({ names }: Pick<OwnerFields, 'names'>, alias: string, name: string): Sql {
  return toSql(`${alias}.${valueColumn(names.indexOf(name))}`);
}

function valueColumn(place: number): Sql {
  return toSql(`value_${place}`);
}

/** What is known of the fields of leads or accounts. */
export interface FieldHistory extends OwnerFields {
  /** The owners that have several values of a field, or whose creation is still to come: `owner_id`. */
  readonly several: Sql;
  /** The values of these owners with when they hold from; see `addHeldValues`. */
  readonly held: Sql;
}

/** Values that are known, as rows `v`; a lead's are those of the lead that it is part of. */
export function readKnownValues(
  program: Program,
  owner: Owner,
  merged: Sql,
): { readonly ownerId: Sql } & Required<Pick<Select, 'from' | 'joins' | 'where'>> {
  const isLead = owner === 'lead';
  return {
    ownerId: isLead ? sql`COALESCE(i.merged_into, v.lead_number)` : sql`v.account_id`,
    from: as(tableOf(program, isLead ? 'lead_values' : 'account_values'), 'v'),
    joins: isLead ? [leftJoin(merged, 'i', [sql`i.lead_number`, sql`v.lead_number`])] : [],
    where: isKnown(program, sql`v.known_at`),
  };
}

/** What a history is made of. */
export interface HistoryParts {
  readonly places: Sql;
  readonly merged: Sql;
  readonly fields: readonly string[];
  /** What tells of an owner `o` that its creation is still to come: from then on its undated values hold. */
  readonly late: { readonly join: Join; readonly created: Sql };
}

/**
 * Adds the history of some fields. Where each field of an owner has one value, nothing needs an order: `relation` has
 * them; only the values of the other owners are sorted.
 */
export function addFieldHistory(
  program: Program,
  owner: Owner,
  { places, merged, fields, late }: HistoryParts,
): FieldHistory {
  const { dialect, moment } = program;
  const names = toSql(fields.map((field) => dialect.text(toStoredId(field))).join(', '));
  const isWanted = fields.length === 0 ? sql`1 = 0` : sql`v.field IN (${names})`;
  const { ownerId, where, ...sources } = readKnownValues(program, owner, merged);
  const counted = dialect.select({
    columns: [
      sql`${ownerId} AS owner_id`,
      sql`v.field AS field`,
      sql`COUNT(*) AS known_values`,
      sql`MIN(v.value_id) AS value_id`,
      sql`MIN(v.happened_at) AS happened_at`,
    ],
    ...sources,
    where: [...where, isWanted],
    groupBy: [ownerId, sql`v.field`],
  });
  const isHeld = sql`(c.happened_at IS NULL OR c.happened_at <= ${moment.until})`;
  const relation = addRelation(
    program,
    `only_${owner}_values`,
    dialect.select({
      columns: [
        sql`c.owner_id AS owner_id`,
        sql`MAX(c.known_values) AS most_values`,
        ...spreadFields(program, 'c', fields, isHeld),
      ],
      from: as(nest(counted), 'c'),
      groupBy: [sql`c.owner_id`],
    }),
  );
  const several = addRelation(
    program,
    `several_${owner}_values`,
    dialect.select({
      columns: [sql`o.owner_id AS owner_id`],
      from: as(relation, 'o'),
      joins: [late.join],
      where: [sql`(o.most_values > 1 OR ${late.created} > ${moment.until})`],
    }),
  );
  const derived = dialect.startsWith(sql`k.source`, dialect.text(derivedPrefix));
  const rows = dialect.select({
    columns: [
      sql`${ownerId} AS owner_id`,
      ...['field', 'happened_at', 'known_at', 'source', 'value', 'value_id'].map((name) =>
        toSql(`v.${name} AS ${name}`),
      ),
    ],
    ...sources,
    where: [...where, isWanted],
  });
  const known = addRelation(
    program,
    `known_${owner}_values`,
    dialect.select({
      columns: [
        ...['owner_id', 'field', 'happened_at', 'known_at', 'source', 'value_id'].map((name) =>
          toSql(`k.${name} AS ${name}`),
        ),
        sql`CASE WHEN k.value IS NULL THEN '' ELSE ${dialect.join(sql`'='`, sql`k.value`)} END AS value_order`,
        sql`CASE WHEN ${derived} THEN -1 ELSE COALESCE(p.place, ${unranked}) END AS source_place`,
      ],
      from: as(nest(rows), 'k'),
      joins: [
        join(several, 's', [sql`s.owner_id`, sql`k.owner_id`]),
        leftJoin(places, 'p', [sql`p.source`, sql`k.source`]),
      ],
    }),
  );
  return { relation, names: fields, several, held: addHeldValues(program, owner, known) };
}

/** Columns `value_<place>` of rows that hold one field each, grouped by owner. */
function spreadFields({ dialect }: Program, alias: string, fields: readonly string[], holds?: Sql): Sql[] {
  return fields.map((field, place) => {
    const isField = sql`${toSql(alias)}.field = ${dialect.text(toStoredId(field))}`;
    const isOne = holds ? sql`${isField} AND ${holds}` : isField;
    return sql`MAX(CASE WHEN ${isOne} THEN ${toSql(alias)}.value_id END) AS ${valueColumn(place)}`;
  });
}

/** The rows `o` of owners whose fields need no order. */
function readOnly({ dialect }: Program, { relation, several }: FieldHistory, columns: readonly Sql[]): Sql {
  return dialect.select({
    columns,
    from: as(relation, 'o'),
    joins: [leftJoin(several, 's', [sql`s.owner_id`, sql`o.owner_id`])],
    where: [sql`s.owner_id IS NULL`],
  });
}

/**
 * Values with when they hold from: a dated one from its time; the first undated one of a source from creation, a later
 * different one from when it was known, but not from before creation. `undated` is 1 for such a first one, 2 for a later
 * one, else 0.
 */
function addHeldValues(program: Program, owner: Owner, known: Sql): Sql {
  const { dialect } = program;
  const kept = [
    sql`k.owner_id AS owner_id`,
    sql`k.field AS field`,
    sql`k.known_at AS known_at`,
    sql`k.value_id AS value_id`,
  ];
  const ranked = [...kept, sql`k.value_order AS value_order`, sql`k.source_place AS source_place`];
  const undated = addRelation(
    program,
    `undated_${owner}_values`,
    dialect.inOrder({
      rows: dialect.select({
        columns: [...ranked, sql`k.source AS source`],
        from: as(known, 'k'),
        where: [sql`k.happened_at IS NULL`],
      }),
      part: ['owner_id', 'field', 'source'],
      order: { known_at: 'integer', value_order: 'text', value_id: 'integer' },
      others: ['source_place'],
      adds: { place: 'place', previous_order: { previous: 'value_order' } },
    }),
  );
  const dated = dialect.select({
    columns: [...ranked, sql`k.happened_at AS held_from`, sql`0 AS undated`],
    from: as(known, 'k'),
    where: [sql`k.happened_at IS NOT NULL`],
  });
  const others = dialect.select({
    columns: [
      ...ranked,
      sql`k.known_at AS held_from`,
      sql`CASE WHEN k.place = 1 THEN 1 ELSE 2 END AS undated`,
    ],
    from: as(undated, 'k'),
    where: [sql`(k.place = 1 OR k.previous_order <> k.value_order)`],
  });
  return addRelation(program, `held_${owner}_values`, unionAll([dated, others]));
}

/** Adds the value of `createdAt` of each lead: `owner_id`, `value_id`. An undated one is the oldest. */
export function addStatedCreation(program: Program, history: FieldHistory): Sql {
  const { dialect, moment } = program;
  const from = sql`CASE WHEN h.undated = 1 THEN ${beforeAll} ELSE h.held_from END`;
  const newest = dialect.firstOfEach(
    {
      columns: [sql`h.owner_id AS owner_id`, sql`h.value_id AS value_id`],
      from: as(history.held, 'h'),
      where: [sql`h.field = 'createdAt'`, sql`${from} <= ${moment.until}`],
    },
    [sql`h.owner_id`],
    orderOf(program, from),
  );
  const only = [sql`o.owner_id AS owner_id`, sql`${fieldColumn(history, 'o', 'createdAt')} AS value_id`];
  return addRelation(
    program,
    'stated_creation',
    unionAll([
      readOnly(program, history, only),
      sql`SELECT n.owner_id AS owner_id, n.value_id AS value_id FROM ${nest(newest)} n`,
    ]),
  );
}

/** Adds the value that each field has at the moment; `owners` has `owner_id` and `created`. */
export function addFields(program: Program, owner: Owner, history: FieldHistory, owners: Sql): OwnerFields {
  const { dialect, moment } = program;
  const { held, names } = history;
  const from = sql`CASE WHEN h.undated = 1 THEN o.created WHEN h.undated = 2 THEN greatest(o.created, h.held_from) ELSE h.held_from END`;
  const newest = dialect.firstOfEach(
    {
      columns: [sql`h.owner_id AS owner_id`, sql`h.field AS field`, sql`h.value_id AS value_id`],
      from: as(held, 'h'),
      joins: [join(owners, 'o', [sql`o.owner_id`, sql`h.owner_id`])],
      where: [sql`${from} <= ${moment.until}`],
    },
    [sql`h.owner_id`, sql`h.field`],
    orderOf(program, from),
  );
  const ofSeveral = dialect.select({
    columns: [sql`n.owner_id AS owner_id`, ...spreadFields(program, 'n', names)],
    from: as(nest(newest), 'n'),
    groupBy: [sql`n.owner_id`],
  });
  const only = names.map((_, place) => sql`o.${valueColumn(place)} AS ${valueColumn(place)}`);
  const relation = addRelation(
    program,
    `${owner}_fields`,
    unionAll([readOnly(program, history, [sql`o.owner_id AS owner_id`, ...only]), ofSeveral]),
    true,
  );
  return { relation, names };
}

/** The newest wins, then the stronger source, the later known, the greater text. */
function orderOf({ dialect }: Program, from: Sql): Sql[] {
  return [
    sql`${from} DESC`,
    sql`h.source_place`,
    sql`h.known_at DESC`,
    sql`${dialect.bytes(sql`h.value_order`)} DESC`,
    sql`h.value_id DESC`,
  ];
}
