import { addRelation, isKnown, tableOf } from './program.ts';
import { as, join, nest, type Sql, sql, toSql } from './sql.ts';
import { toStoredId } from './stored-text.ts';
import type { Units } from './unit.ts';

/** Adds the adjustments that count today, each once: `unit_id`, `dimension`, `points`, `reason`, `given_by`, `until_day`. */
export function addAdjustments({ program, prefix, plan }: Units): Sql {
  const { dialect, moment } = program;
  const given = sql`SELECT DISTINCT unit_id, model, dimension, points, from_day, until_day, reason, given_by, known_at
FROM ${tableOf(program, 'adjustments')}`;
  const ofLead = !plan.scoresAccounts;
  return addRelation(
    program,
    `${prefix}adjustments`,
    dialect.select({
      columns: [
        ofLead ? sql`COALESCE(l.merged_into, l.lead_number) AS unit_id` : sql`a.unit_id AS unit_id`,
        ...['dimension', 'points', 'reason', 'given_by', 'until_day'].map((name) =>
          toSql(`a.${name} AS ${name}`),
        ),
      ],
      from: as(nest(given), 'a'),
      joins: ofLead ? [join(tableOf(program, 'leads'), 'l', [sql`l.lead_id`, sql`a.unit_id`])] : [],
      where: [
        sql`a.model = ${dialect.text(toStoredId(plan.model.id))}`,
        ...isKnown(program, sql`a.known_at`),
        sql`a.from_day <= ${moment.day}`,
        sql`(a.until_day IS NULL OR a.until_day > ${moment.day})`,
      ],
    }),
  );
}

/** Adds `adjustment_<dimension>` per unit. */
export function addAdjustmentSums(
  { program, prefix, plan }: Pick<Units, 'program' | 'prefix' | 'plan'>,
  adjustments: Sql,
): Sql {
  const { dialect } = program;
  const columns = plan.dimensions.map(({ id }, i) => {
    const sum = sql`SUM(CASE WHEN a.dimension = ${dialect.text(toStoredId(id))} THEN a.points ELSE 0 END)`;
    return sql`${dialect.asInteger(sum)} AS ${toSql(`adjustment_${i}`)}`;
  });
  return addRelation(
    program,
    `${prefix}adjustment_sums`,
    dialect.select({
      columns: [sql`a.unit_id AS unit_id`, ...columns],
      from: as(adjustments, 'a'),
      groupBy: [sql`a.unit_id`],
    }),
  );
}
