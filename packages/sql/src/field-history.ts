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

/**
 * Values that are known, each with its `owner_id` (the number of the lead that its lead is part of, the id of an account)
 * and all that equal times are decided by.
 */
export function addKnownValues(program: Program, owner: Owner, places: Sql, merged: Sql): Sql {
  const { dialect } = program;
  const isLead = owner === 'lead';
  const derived = dialect.startsWith(sql`v.source`, dialect.text(derivedPrefix));
  const identities = isLead ? sql`\nLEFT JOIN ${merged} i ON i.lead_number = v.lead_number` : sql``;
  return addRelation(
    program,
    `known_${owner}_values`,
    select({
      columns: [
        isLead ? sql`COALESCE(i.merged_into, v.lead_number) AS owner_id` : sql`v.account_id AS owner_id`,
        sql`v.field AS field`,
        sql`v.happened_at AS happened_at`,
        sql`v.known_at AS known_at`,
        sql`v.source AS source`,
        sql`v.value_id AS value_id`,
        sql`CASE WHEN v.value IS NULL THEN '' ELSE ${dialect.join(sql`'='`, sql`v.value`)} END AS value_order`,
        sql`CASE WHEN ${derived} THEN -1 ELSE COALESCE(p.place, ${unranked}) END AS source_place`,
      ],
      from: sql`${tableOf(program, isLead ? 'lead_values' : 'account_values')} v${identities}
LEFT JOIN ${places} p ON p.source = v.source`,
      where: isKnown(program, sql`v.known_at`),
    }),
  );
}

/**
 * Values of some fields with when they hold from: a dated one from its time; the first undated one of a source from
 * creation, a later different one from when it was known, but not from before creation. `undated` is 1 for such a first
 * one, 2 for a later one, else 0.
 */
export function addHeldValues(program: Program, owner: Owner, known: Sql, fields: readonly string[]): Sql {
  const { dialect } = program;
  const names = toSql(fields.map((field) => dialect.text(toStoredId(field))).join(', '));
  const wanted = fields.length === 0 ? sql`1 = 0` : sql`k.field IN (${names})`;
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
      where: [sql`k.happened_at IS NULL`, wanted],
    }),
  );
  const dated = select({
    columns: [...ranked, sql`k.happened_at AS held_from`, sql`0 AS undated`],
    from: sql`${known} k`,
    where: [sql`k.happened_at IS NOT NULL`, wanted],
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
export function addStatedCreation(program: Program, held: Sql): Sql {
  const { dialect, moment } = program;
  const from = sql`CASE WHEN h.undated = 1 THEN ${beforeAll} ELSE h.held_from END`;
  return addRelation(
    program,
    'stated_creation',
    dialect.firstOfEach(
      {
        columns: [sql`h.owner_id AS owner_id`, sql`h.value_id AS value_id`],
        from: sql`${held} h`,
        where: [sql`h.field = 'createdAt'`, sql`${from} <= ${moment.until}`],
      },
      [sql`h.owner_id`],
      orderOf(program, from),
    ),
  );
}

/** The value each field has at the moment; `owners` has `owner_id` and `created`. Cleared fields have no value_id. */
export function addFields(program: Program, owner: Owner, held: Sql, owners: Sql): Sql {
  const { dialect, moment } = program;
  const from = sql`CASE h.undated WHEN 1 THEN o.created WHEN 2 THEN greatest(o.created, h.held_from) ELSE h.held_from END`;
  return addRelation(
    program,
    `${owner}_fields`,
    dialect.firstOfEach(
      {
        columns: [sql`h.owner_id AS owner_id`, sql`h.field AS field`, sql`h.value_id AS value_id`],
        from: sql`${held} h JOIN ${owners} o ON o.owner_id = h.owner_id`,
        where: [sql`${from} <= ${moment.until}`],
      },
      [sql`h.owner_id`, sql`h.field`],
      orderOf(program, from),
    ),
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
