import { addFieldHistory, addFields } from './field-history.ts';
import type { LeadFacts } from './lead-facts.ts';
import { addRelation, isKnown, type Program, tableOf } from './program.ts';
import { as, join, nest, type Sql, sql, unionAll } from './sql.ts';

/** Names of the relations that say who belongs to which account at the moment, and what is known of accounts. */
export interface AccountFacts {
  /** `lead_number`, `account_id`. */
  readonly members: Sql;
  /** `owner_id` and `created` of every account that exists. */
  readonly accounts: Sql;
  /** `owner_id`, `field`, `value_id`. */
  readonly fields: Sql;
}

/** Adds accounts; `fields` are those of accounts that are read, `leadFields` must hold the field `account`. */
export function addAccountFacts(
  program: Program,
  facts: LeadFacts,
  leadFields: Sql,
  fields: readonly string[],
): AccountFacts {
  const { dialect, moment } = program;
  const { until } = moment;
  const members = addRelation(
    program,
    'members',
    dialect.select({
      columns: [sql`f.owner_id AS lead_number`, sql`v.as_written AS account_id`],
      from: as(leadFields, 'f'),
      joins: [
        join(facts.leads, 'l', [sql`l.owner_id`, sql`f.owner_id`]),
        join(tableOf(program, 'plain_values'), 'v', [sql`v.value_id`, sql`f.value_id`]),
      ],
      where: [sql`f.field = 'account'`, sql`v.as_written IS NOT NULL`],
    }),
  );
  const { sourcePlaces: places, merged } = facts;
  const history = addFieldHistory(program, 'account', { places, merged, fields });
  const ofLeads = dialect.select({
    columns: [sql`m.account_id AS owner_id`, sql`l.created AS happened_at`, sql`l.created AS known_at`],
    from: as(members, 'm'),
    joins: [join(facts.leads, 'l', [sql`l.owner_id`, sql`m.lead_number`])],
  });
  // A lead's creation may lie after the moment; its account is then as old as it.
  const times = unionAll([
    dialect.select({
      columns: [
        sql`v.account_id AS owner_id`,
        sql`CASE WHEN v.happened_at <= ${until} THEN v.happened_at END AS dated`,
        sql`CASE WHEN v.happened_at IS NULL THEN v.known_at END AS known`,
      ],
      from: as(tableOf(program, 'account_values'), 'v'),
      where: isKnown(program, sql`v.known_at`),
    }),
    sql`SELECT c.owner_id AS owner_id, c.happened_at AS dated, NULL AS known\nFROM ${nest(ofLeads)} c`,
  ]);
  const earliest = dialect.select({
    columns: [sql`t.owner_id AS owner_id`, sql`MIN(t.dated) AS dated`, sql`MIN(t.known) AS known`],
    from: as(nest(times), 't'),
    groupBy: [sql`t.owner_id`],
  });
  const accounts = addRelation(
    program,
    'accounts',
    dialect.select({
      columns: [sql`e.owner_id AS owner_id`, sql`COALESCE(e.dated, e.known) AS created`],
      from: as(nest(earliest), 'e'),
      where: [sql`(e.dated IS NOT NULL OR e.known <= ${until})`],
    }),
  );
  return { members, accounts, fields: addFields(program, 'account', history, accounts) };
}
