import { addRelation, isKnown, type Program, tableOf } from './program.ts';
import { nest, type Sql, select, sql, toSql, unionAll } from './sql.ts';
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
  const { columns, from, where } = {
    columns: [sql`r.ranking_id AS ranking_id`],
    from: sql`${tableOf(program, 'source_rankings')} r`,
    where: [sql`r.happened_at <= ${moment.until}`, ...isKnown(program, sql`r.known_at`)],
  };
  const newest = sql`${select({ columns, from, where })}
ORDER BY r.happened_at DESC, r.known_at DESC, ${dialect.bytes(sql`r.sources`)} DESC
LIMIT 1`;
  return addRelation(
    program,
    'source_places',
    select({
      columns: [sql`p.source AS source`, sql`p.place AS place`],
      from: sql`${tableOf(program, 'ranking_sources')} p JOIN ${nest(newest)} n ON n.ranking_id = p.ranking_id`,
    }),
  );
}

/** What is known of the fields of leads or accounts. */
export interface FieldHistory {
  /** A row for each field that has a value: `owner_id`, `field`, `known_values`, and where that is 1 `value_id`, `happened_at`. */
  readonly counted: Sql;
  /** Values of fields that have several, with when they hold from; see `addHeldValues`. */
  readonly held: Sql;
}

/** Values that are known, as rows `v`; a lead's are those of the lead that it is part of. */
export function readKnownValues(
  program: Program,
  owner: Owner,
  merged: Sql,
): { readonly ownerId: Sql; readonly from: Sql; readonly where: readonly Sql[] } {
  const table = tableOf(program, owner === 'lead' ? 'lead_values' : 'account_values');
  const where = isKnown(program, sql`v.known_at`);
  return owner === 'lead'
    ? {
        ownerId: sql`COALESCE(i.merged_into, v.lead_number)`,
        from: sql`${table} v\nLEFT JOIN ${merged} i ON i.lead_number = v.lead_number`,
        where,
      }
    : { ownerId: sql`v.account_id`, from: sql`${table} v`, where };
}

/**
 * Adds the history of some fields. Most fields have one value, which needs no order among values: only the others are
 * sorted.
 */
export function addFieldHistory(
  program: Program,
  owner: Owner,
  { places, merged, fields }: { readonly places: Sql; readonly merged: Sql; readonly fields: readonly string[] },
): FieldHistory {
  const { dialect } = program;
  const names = toSql(fields.map((field) => dialect.text(toStoredId(field))).join(', '));
  const isWanted = fields.length === 0 ? sql`1 = 0` : sql`v.field IN (${names})`;
  const { ownerId, from, where } = readKnownValues(program, owner, merged);
  const counted = addRelation(
    program,
    `counted_${owner}_values`,
    select({
      columns: [
        sql`${ownerId} AS owner_id`,
        sql`v.field AS field`,
        sql`COUNT(*) AS known_values`,
        sql`MIN(v.value_id) AS value_id`,
        sql`MIN(v.happened_at) AS happened_at`,
      ],
      from,
      where: [...where, isWanted],
      groupBy: [ownerId, sql`v.field`],
    }),
  );
  const derived = dialect.startsWith(sql`k.source`, dialect.text(derivedPrefix));
  const rows = select({
    columns: [
      sql`${ownerId} AS owner_id`,
      ...['field', 'happened_at', 'known_at', 'source', 'value', 'value_id'].map((name) =>
        toSql(`v.${name} AS ${name}`),
      ),
    ],
    from,
    where: [...where, isWanted],
  });
  const known = addRelation(
    program,
    `known_${owner}_values`,
    select({
      columns: [
        ...['owner_id', 'field', 'happened_at', 'known_at', 'source', 'value_id'].map((name) =>
          toSql(`k.${name} AS ${name}`),
        ),
        sql`CASE WHEN k.value IS NULL THEN '' ELSE ${dialect.join(sql`'='`, sql`k.value`)} END AS value_order`,
        sql`CASE WHEN ${derived} THEN -1 ELSE COALESCE(p.place, ${unranked}) END AS source_place`,
      ],
      from: sql`${nest(rows)} k
JOIN ${counted} c ON c.owner_id = k.owner_id AND c.field = k.field
LEFT JOIN ${places} p ON p.source = k.source`,
      where: [sql`c.known_values > 1`],
    }),
  );
  return { counted, held: addHeldValues(program, owner, known) };
}

/**
 * Values with when they hold from: a dated one from its time; the first undated one of a source from creation, a later
 * different one from when it was known, but not from before creation. `undated` is 1 for such a first one, 2 for a later
 * one, else 0.
 */
function addHeldValues(program: Program, owner: Owner, known: Sql): Sql {
  const { dialect } = program;
  const order = sql`k.known_at, ${dialect.bytes(sql`k.value_order`)}, k.value_id`;
  const sameSource = sql`PARTITION BY k.owner_id, k.field, k.source ORDER BY ${order}`;
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
    select({
      columns: [
        ...ranked,
        sql`ROW_NUMBER() OVER (${sameSource}) AS place`,
        sql`MAX(${dialect.bytes(sql`k.value_order`)}) OVER (${sameSource} ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS previous_order`,
      ],
      from: sql`${known} k`,
      where: [sql`k.happened_at IS NULL`],
    }),
  );
  const dated = select({
    columns: [...ranked, sql`k.happened_at AS held_from`, sql`0 AS undated`],
    from: sql`${known} k`,
    where: [sql`k.happened_at IS NOT NULL`],
  });
  const others = select({
    columns: [
      ...ranked,
      sql`k.known_at AS held_from`,
      sql`CASE WHEN k.place = 1 THEN 1 ELSE 2 END AS undated`,
    ],
    from: sql`${undated} k`,
    where: [sql`(k.place = 1 OR k.previous_order <> k.value_order)`],
  });
  return addRelation(program, `held_${owner}_values`, unionAll([dated, others]));
}

/** The value of `createdAt` of each lead, an undated one being the oldest. */
export function addStatedCreation(program: Program, { counted, held }: FieldHistory): Sql {
  const { dialect, moment } = program;
  const from = sql`CASE WHEN h.undated = 1 THEN ${beforeAll} ELSE h.held_from END`;
  const newest = dialect.firstOfEach(
    {
      columns: [sql`h.owner_id AS owner_id`, sql`h.value_id AS value_id`],
      from: sql`${held} h`,
      where: [sql`h.field = 'createdAt'`, sql`${from} <= ${moment.until}`],
    },
    [sql`h.owner_id`],
    orderOf(program, from),
  );
  const only = select({
    columns: [sql`c.owner_id AS owner_id`, sql`c.value_id AS value_id`],
    from: sql`${counted} c`,
    where: [
      sql`c.known_values = 1`,
      sql`c.field = 'createdAt'`,
      sql`(c.happened_at IS NULL OR c.happened_at <= ${moment.until})`,
    ],
  });
  return addRelation(
    program,
    'stated_creation',
    unionAll([only, sql`SELECT n.owner_id AS owner_id, n.value_id AS value_id FROM ${nest(newest)} n`]),
  );
}

/** The value each field has at the moment; `owners` has `owner_id` and `created`. Cleared fields have no value_id. */
export function addFields(program: Program, owner: Owner, { counted, held }: FieldHistory, owners: Sql): Sql {
  const { dialect, moment } = program;
  const from = sql`CASE h.undated WHEN 1 THEN o.created WHEN 2 THEN greatest(o.created, h.held_from) ELSE h.held_from END`;
  const newest = dialect.firstOfEach(
    {
      columns: [sql`h.owner_id AS owner_id`, sql`h.field AS field`, sql`h.value_id AS value_id`],
      from: sql`${held} h JOIN ${owners} o ON o.owner_id = h.owner_id`,
      where: [sql`${from} <= ${moment.until}`],
    },
    [sql`h.owner_id`, sql`h.field`],
    orderOf(program, from),
  );
  // An undated value holds from creation, which few owners have ahead of them.
  const notCreated = select({
    columns: [sql`o.owner_id AS owner_id`],
    from: sql`${owners} o`,
    where: [sql`o.created > ${moment.until}`],
  });
  const only = select({
    columns: [sql`c.owner_id AS owner_id`, sql`c.field AS field`, sql`c.value_id AS value_id`],
    from: sql`${counted} c\nLEFT JOIN ${nest(notCreated)} n ON n.owner_id = c.owner_id`,
    where: [
      sql`c.known_values = 1`,
      sql`(c.happened_at <= ${moment.until} OR c.happened_at IS NULL AND n.owner_id IS NULL)`,
    ],
  });
  return addRelation(
    program,
    `${owner}_fields`,
    unionAll([
      only,
      sql`SELECT n.owner_id AS owner_id, n.field AS field, n.value_id AS value_id FROM ${nest(newest)} n`,
    ]),
  );
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
