import type { Plan, StageCondition } from '@leadline/core';
import { getThousandths } from '@leadline/core/compiler';
import { addRelation, dayOf, tableOf } from './program.ts';
import { readUnitId, type ScoredModel } from './scored-unit.ts';
import { allOf, anyOf, as, chooseFirst, join, leftJoin, nest, type Sql, sql, toSql } from './sql.ts';
import { toStoredId } from './stored-text.ts';

/**
 * The stage of each unit after the moment, given the present one in the table `stages`: `unit_id`, `previous_stage` and
 * `stage`, NULL for none. Disqualified, or outside the audience: none at once.
 */
export function compileStages(model: ScoredModel, scored: Sql, newestOutcome: Sql): Sql {
  const { program, prefix, plan } = model;
  const { dialect } = program;
  const stages = plan.model.stages ?? [];
  const holds = (condition: StageCondition): Sql => compileCondition(model, condition);
  const present = dialect.select({
    columns: [
      plan.scoresAccounts ? sql`g.unit_id AS unit_id` : sql`l.lead_number AS unit_id`,
      sql`g.stage AS stage`,
      sql`g.since AS since`,
    ],
    from: as(tableOf(program, 'stages'), 'g'),
    joins: plan.scoresAccounts
      ? []
      : [join(tableOf(program, 'leads'), 'l', [sql`l.lead_id`, sql`g.unit_id`])],
    where: [sql`g.model = ${dialect.text(toStoredId(plan.model.id))}`],
  });
  const standing = addRelation(
    program,
    `${prefix}standing`,
    dialect.select({
      columns: [
        sql`m.unit_id AS unit_id`,
        sql`s.stage AS previous_stage`,
        sql`CASE WHEN m.in_audience = 1 AND m.disqualified IS NULL THEN 1 ELSE 0 END AS can_have_stage`,
        sql`${program.moment.day} - ${dayOf(program, sql`s.since`)} AS days_held`,
        sql`${chooseFirst(
          stages.map(({ id }, i) => ({ when: sql`s.stage = ${dialect.text(id)}`, give: i })),
          -1,
        )} AS present`,
        ...stages.flatMap(({ enter, leave }, i) => [
          sql`CASE WHEN ${holds(enter)} THEN 1 ELSE 0 END AS ${toSql(`enters_${i}`)}`,
          sql`CASE WHEN ${leave ? holds(leave) : sql`1 = 0`} THEN 1 ELSE 0 END AS ${toSql(`leaves_${i}`)}`,
        ]),
      ],
      from: as(scored, 'm'),
      joins: [
        leftJoin(newestOutcome, 'o', [sql`o.unit_id`, sql`m.unit_id`]),
        leftJoin(nest(present), 's', [sql`s.unit_id`, sql`m.unit_id`]),
      ],
    }),
  );
  const none = sql`CAST(NULL AS ${dialect.nullable(dialect.types.text)})`;
  const enters = stages
    .map(({ id }, i) => ({
      when: sql`p.present < ${i} AND ${toSql(`p.enters_${i}`)} = 1`,
      give: dialect.text(id),
    }))
    .toReversed();
  const stays = stages.map(({ id, holdDays = 0 }, i) => ({
    when: sql`p.present = ${i} AND (${toSql(`p.leaves_${i}`)} = 0 OR p.days_held < ${holdDays})`,
    give: dialect.text(id),
  }));
  const falls = stages
    .map(({ id, enter }, i) => ({
      when: allOf([
        sql`p.present > ${i}`,
        sql`${toSql(`p.leaves_${i}`)} = 0`,
        ...(readsOutcome(enter) ? [sql`${toSql(`p.enters_${i}`)} = 1`] : []),
      ]),
      give: dialect.text(id),
    }))
    .toReversed();
  const next = chooseFirst(
    [{ when: sql`p.can_have_stage = 0`, give: none }, ...enters, ...stays, ...falls],
    none,
  );
  const { id, joins } = readUnitId(model, 'p');
  return dialect.select({
    columns: [sql`${id} AS unit_id`, sql`p.previous_stage AS previous_stage`, sql`${next} AS stage`],
    from: as(standing, 'p'),
    joins,
  });
}

function readsOutcome(condition: StageCondition): boolean {
  if ('outcome' in condition) return true;
  return getParts(condition).some(readsOutcome);
}

function getParts(condition: StageCondition): readonly StageCondition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'none' in condition ? condition.none : [];
}

/** True if a stage condition holds for a scored unit `m` whose newest outcome is `o`. */
function compileCondition(model: ScoredModel, condition: StageCondition): Sql {
  const { text } = model.program.dialect;
  const parts = getParts(condition).map((part) => compileCondition(model, part));
  if ('all' in condition) return allOf(parts);
  if ('any' in condition) return anyOf(parts);
  if ('none' in condition) return sql`NOT ${anyOf(parts.map((part) => sql`(${part})`))}`;
  if ('outcome' in condition) return sql`COALESCE(o.outcome, '') = ${text(condition.outcome)}`;
  if ('grade' in condition) {
    return anyOf(condition.grade.map((grade) => sql`COALESCE(m.grade, '') = ${text(grade)}`));
  }
  if ('dimension' in condition) return compares(condition, getDimension(model.plan, condition.dimension));
  return compares(condition.total, sql`m.total`);
}

function getDimension(plan: Plan, id: string): Sql {
  const index = plan.dimensions.findIndex((dimension) => dimension.id === id);
  return index < 0 ? sql`0` : toSql(`m.dimension_${index}`);
}

const comparisons = { gte: sql`>=`, gt: sql`>`, lte: sql`<=`, lt: sql`<` } as const;

function compares(
  bounds: { readonly [Key in keyof typeof comparisons]?: number | undefined },
  value: Sql,
): Sql {
  const keys = Object.keys(comparisons) as (keyof typeof comparisons)[];
  return allOf(
    keys.flatMap((key) => {
      const bound = bounds[key];
      return bound === undefined ? [] : [sql`${value} ${comparisons[key]} ${getThousandths(bound)}`];
    }),
  );
}
