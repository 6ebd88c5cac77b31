import {
  addFieldHistory,
  addSourcePlaces,
  addStatedCreation,
  type FieldHistory,
  readKnownValues,
} from './field-history.ts';
import { addRelation, dayOf, isKnown, type Program, tableOf } from './program.ts';
import { nest, type Sql, select, sql, unionAll } from './sql.ts';

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
  const { moment } = program;
  const sourcePlaces = addSourcePlaces(program);
  const merged = addRelation(
    program,
    'merged_leads',
    select({
      columns: [sql`l.lead_number AS lead_number`, sql`l.merged_into AS merged_into`],
      from: sql`${tableOf(program, 'leads')} l`,
      where: [sql`l.merged_into IS NOT NULL`],
    }),
  );
  const wanted = [...new Set([...fields, 'createdAt'])];
  const history = addFieldHistory(program, 'lead', { places: sourcePlaces, merged, fields: wanted });
  const outcomes = addRelation(
    program,
    'known_outcomes',
    select({
      columns: [
        sql`COALESCE(i.merged_into, o.lead_number) AS lead_number`,
        sql`o.outcome AS outcome`,
        sql`o.happened_at AS happened_at`,
        sql`${dayOf(program, sql`o.happened_at`)} AS day`,
      ],
      from: sql`${tableOf(program, 'outcomes')} o
LEFT JOIN ${merged} i ON i.lead_number = o.lead_number`,
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
  const { until } = program.moment;
  const values = readKnownValues(program, 'lead', merged);
  const ofActivities = select({
    columns: [
      sql`a.lead_number AS lead_number`,
      sql`MIN(a.happened_at) AS happened_at`,
    ],
    from: sql`${tableOf(program, 'activities')} a`,
    where: [sql`a.happened_at <= ${until}`, ...isKnown(program, sql`a.known_at`)],
    groupBy: [sql`a.lead_number`],
  });
  // What is dated makes a lead as old as it is; only for the others it matters when they were known.
  const facts = unionAll([
    select({
      columns: [sql`${values.ownerId} AS owner_id`, sql`v.happened_at AS happened_at`, sql`v.known_at AS known_at`],
      from: values.from,
      where: values.where,
    }),
    sql`SELECT lead_number AS owner_id, happened_at, NULL AS known_at FROM ${outcomes}`,
    select({
      columns: [
        sql`COALESCE(i.merged_into, a.lead_number) AS owner_id`,
        sql`a.happened_at AS happened_at`,
        sql`NULL AS known_at`,
      ],
      from: sql`${nest(ofActivities)} a\nLEFT JOIN ${merged} i ON i.lead_number = a.lead_number`,
    }),
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
