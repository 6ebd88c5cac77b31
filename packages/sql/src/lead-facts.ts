import { addHeldValues, addKnownValues, addSourcePlaces, addStatedCreation } from './field-history.ts';
import { addRelation, dayOf, isKnown, type Program, tableOf } from './program.ts';
import { nest, type Sql, select, sql, unionAll } from './sql.ts';

/** Names of the relations that hold what is known of leads at the moment, whatever the model. */
export interface LeadFacts {
  /** Place of each source in the ranking. */
  readonly sourcePlaces: Sql;
  /** Values of fields with when they hold from. */
  readonly held: Sql;
  /** `owner_id` and `created` of every lead that exists. */
  readonly leads: Sql;
  /** `activity_id`, `lead_id`, `activity_type`, `automated`, `happened_at`, `day`, and what orders equal times. */
  readonly activities: Sql;
  /** `lead_id`, `outcome`, `happened_at`, `day`. */
  readonly outcomes: Sql;
}

/** Adds what is known of leads at the moment, `fields` being those of leads that are read. */
export function addLeadFacts(program: Program, fields: readonly string[]): LeadFacts {
  const { moment } = program;
  const sourcePlaces = addSourcePlaces(program);
  const known = addKnownValues(program, 'lead', sourcePlaces);
  const held = addHeldValues(program, 'lead', known, [...new Set([...fields, 'createdAt'])]);
  const accepted = addAcceptedActivities(program);
  const outcomes = addRelation(
    program,
    'known_outcomes',
    select({
      columns: [
        sql`COALESCE(i.lead_id, o.lead_id) AS lead_id`,
        sql`o.outcome AS outcome`,
        sql`o.happened_at AS happened_at`,
        sql`o.known_at AS known_at`,
        sql`${dayOf(program, sql`o.happened_at`)} AS day`,
      ],
      from: sql`${tableOf(program, 'outcomes')} o
LEFT JOIN ${tableOf(program, 'identities')} i ON i.identity = o.lead_id`,
      where: [sql`o.happened_at <= ${moment.until}`, ...isKnown(program, sql`o.known_at`)],
    }),
  );
  const activities = addRelation(
    program,
    'known_activities',
    select({
      columns: [
        sql`a.activity_id AS activity_id`,
        sql`COALESCE(i.lead_id, a.lead_id) AS lead_id`,
        sql`a.activity_type AS activity_type`,
        sql`a.automated AS automated`,
        sql`a.happened_at AS happened_at`,
        sql`a.known_at AS known_at`,
        sql`${dayOf(program, sql`a.happened_at`)} AS day`,
      ],
      from: sql`${accepted} a
LEFT JOIN ${tableOf(program, 'identities')} i ON i.identity = a.lead_id`,
      where: [sql`a.happened_at <= ${moment.until}`, ...isKnown(program, sql`a.known_at`)],
    }),
  );
  const leads = addLeads(program, [known, activities, outcomes], addStatedCreation(program, held));
  return { sourcePlaces, held, leads, activities, outcomes };
}

/** Of activities with one (source, key) the first that was known, of those the one with the lesser body. */
function addAcceptedActivities(program: Program): Sql {
  const { dialect } = program;
  const columns = [
    'activity_id',
    'lead_id',
    'activity_type',
    'automated',
    'happened_at',
    'known_at',
  ] as const;
  const key = [sql`a.source`, sql`a.activity_key`];
  return addRelation(
    program,
    'accepted_activities',
    dialect.firstOfEach(
      {
        columns: columns.map((column) => sql`a.${dialect.quoteName(column)} AS ${dialect.quoteName(column)}`),
        from: sql`${tableOf(program, 'activities')} a`,
      },
      key,
      [sql`a.known_at`, dialect.bytes(sql`a.body`)],
    ),
  );
}

/**
 * Leads that exist: created when `createdAt` says, else at the earliest time of a dated fact, else when the first was
 * known.
 */
function addLeads(program: Program, [known, ...dated]: readonly Sql[], stated: Sql): Sql {
  const { until } = program.moment;
  const facts = unionAll([
    sql`SELECT owner_id, happened_at, known_at FROM ${known!}`,
    ...dated.map((relation) => sql`SELECT lead_id AS owner_id, happened_at, known_at FROM ${relation}`),
  ]);
  const isDated = sql`f.happened_at <= ${until}`;
  const times = addRelation(
    program,
    'lead_times',
    select({
      columns: [
        sql`f.owner_id AS owner_id`,
        sql`MIN(CASE WHEN ${isDated} THEN f.happened_at END) AS dated`,
        sql`MIN(CASE WHEN f.happened_at IS NULL OR ${isDated} THEN f.known_at END) AS known`,
      ],
      from: sql`${nest(facts)} f`,
      groupBy: [sql`f.owner_id`],
    }),
  );
  const created = select({
    columns: [
      sql`t.owner_id AS owner_id`,
      sql`t.dated AS dated`,
      sql`COALESCE(v.moment, t.dated, t.known) AS created`,
    ],
    from: sql`${times} t
LEFT JOIN ${stated} s ON s.owner_id = t.owner_id
LEFT JOIN ${tableOf(program, 'plain_values')} v ON v.value_id = s.value_id`,
  });
  return addRelation(
    program,
    'leads',
    select({
      columns: [sql`c.owner_id AS owner_id`, sql`c.created AS created`],
      from: sql`${nest(created)} c`,
      where: [sql`c.created IS NOT NULL`, sql`(c.dated IS NOT NULL OR c.created <= ${until})`],
    }),
  );
}
