import {
  addFieldHistory,
  addSourcePlaces,
  addStatedCreation,
  type FieldHistory,
  readKnownValues,
} from './field-history.ts';
import { addRelation, dayOf, isKnown, type Program, tableOf } from './program.ts';
import { as, leftJoin, nest, type Sql, sql, unionAll } from './sql.ts';

/** Names of the relations that hold what is known of leads at the moment, whatever the model. */
export interface LeadFacts {
  /** Place of each source in the ranking. */
  readonly sourcePlaces: Sql;
  /** `lead_number` and `merged_into` of those that are part of another lead. */
  readonly merged: Sql;
  readonly history: FieldHistory;
  /** `owner_id` (a lead's number) and `created` of every lead that exists. */
  readonly leads: Sql;
  /** `lead_number`, `outcome`, `happened_at`, `day`. */
  readonly outcomes: Sql;
}

/** Adds what is known of leads at the moment, `fields` being those of leads that are read. */
export function addLeadFacts(program: Program, fields: readonly string[]): LeadFacts {
  const { dialect, moment } = program;
  const sourcePlaces = addSourcePlaces(program);
  const merged = addRelation(
    program,
    'merged_leads',
    dialect.select({
      columns: [sql`l.lead_number AS lead_number`, sql`l.merged_into AS merged_into`],
      from: as(tableOf(program, 'leads'), 'l'),
      where: [sql`l.merged_into IS NOT NULL`],
    }),
  );
  const wanted = [...new Set([...fields, 'createdAt'])];
  const history = addFieldHistory(program, 'lead', { places: sourcePlaces, merged, fields: wanted });
  const outcomes = addRelation(
    program,
    'known_outcomes',
    dialect.select({
      columns: [
        sql`COALESCE(i.merged_into, o.lead_number) AS lead_number`,
        sql`o.outcome AS outcome`,
        sql`o.happened_at AS happened_at`,
        sql`${dayOf(program, sql`o.happened_at`)} AS day`,
      ],
      from: as(tableOf(program, 'outcomes'), 'o'),
      joins: [leftJoin(merged, 'i', [sql`i.lead_number`, sql`o.lead_number`])],
      where: [sql`o.happened_at <= ${moment.until}`, ...isKnown(program, sql`o.known_at`)],
    }),
  );
  const leads = addLeads(program, { outcomes, merged }, addStatedCreation(program, history));
  return { sourcePlaces, merged, history, leads, outcomes };
}

/**
 * Leads that exist: created when `createdAt` says, else at the earliest time of a dated fact, else when the first was
 * known.
 */
function addLeads(
  program: Program,
  { outcomes, merged }: { readonly outcomes: Sql; readonly merged: Sql },
  stated: Sql,
): Sql {
  const { dialect, moment } = program;
  const { until } = moment;
  const { ownerId, ...values } = readKnownValues(program, 'lead', merged);
  const ofActivities = dialect.select({
    columns: [sql`a.lead_number AS lead_number`, sql`MIN(a.happened_at) AS happened_at`],
    from: as(tableOf(program, 'activities'), 'a'),
    where: [sql`a.happened_at <= ${until}`, ...isKnown(program, sql`a.known_at`)],
    groupBy: [sql`a.lead_number`],
  });
  // What is dated makes a lead as old as it is; only for the others it matters when they were known.
  const facts = unionAll([
    dialect.select({
      columns: [sql`${ownerId} AS owner_id`, sql`v.happened_at AS happened_at`, sql`v.known_at AS known_at`],
      ...values,
    }),
    sql`SELECT lead_number AS owner_id, happened_at, NULL AS known_at FROM ${outcomes}`,
    dialect.select({
      columns: [
        sql`COALESCE(i.merged_into, a.lead_number) AS owner_id`,
        sql`a.happened_at AS happened_at`,
        sql`NULL AS known_at`,
      ],
      from: as(nest(ofActivities), 'a'),
      joins: [leftJoin(merged, 'i', [sql`i.lead_number`, sql`a.lead_number`])],
    }),
  ]);
  const isDated = sql`f.happened_at <= ${until}`;
  const times = addRelation(
    program,
    'lead_times',
    dialect.select({
      columns: [
        sql`f.owner_id AS owner_id`,
        sql`MIN(CASE WHEN ${isDated} THEN f.happened_at END) AS dated`,
        sql`MIN(CASE WHEN f.happened_at IS NULL OR ${isDated} THEN f.known_at END) AS known`,
      ],
      from: as(nest(facts), 'f'),
      groupBy: [sql`f.owner_id`],
    }),
  );
  const created = dialect.select({
    columns: [
      sql`t.owner_id AS owner_id`,
      sql`t.dated AS dated`,
      sql`COALESCE(v.moment, t.dated, t.known) AS created`,
    ],
    from: as(times, 't'),
    joins: [
      leftJoin(stated, 's', [sql`s.owner_id`, sql`t.owner_id`]),
      leftJoin(tableOf(program, 'plain_values'), 'v', [sql`v.value_id`, sql`s.value_id`]),
    ],
  });
  return addRelation(
    program,
    'leads',
    dialect.select({
      columns: [sql`c.owner_id AS owner_id`, sql`c.created AS created`],
      from: as(nest(created), 'c'),
      where: [sql`c.created IS NOT NULL`, sql`(c.dated IS NOT NULL OR c.created <= ${until})`],
    }),
  );
}
