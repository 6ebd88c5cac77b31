import type { Plan } from '@leadline/core';
import { readUnitId, type ScoredModel } from './scored-unit.ts';
import { as, type Join, join, nest, type Sql, sql, toSql, unionAll } from './sql.ts';

/** Columns of contributions, beside `unit_id`: as in `Contribution` of core. */
const texts = ['kind', 'cap_of', 'dimension', 'group_id', 'rule', 'reason', 'given_by'] as const;
const numbers = ['points', 'uncapped', 'until_day'] as const;
type ContributionColumn = (typeof texts)[number] | (typeof numbers)[number];

/**
 * A row for each rule (of personas those of the chosen one), each adjustment that counts and each cap that bit; points of
 * one unit add up to its total. `place` is their order in the model.
 */
export function compileContributions(model: ScoredModel, scored: Sql, adjustments: Sql | undefined): Sql {
  const { plan, program } = model;
  const { text } = program.dialect;
  let place = 0;
  const row = (
    joins: readonly Join[],
    cells: Partial<Record<ContributionColumn, Sql>>,
    ...where: Sql[]
  ): Sql => {
    const types = program.dialect;
    const columns = [
      ...texts.map(
        (name) =>
          sql`${cells[name] ?? sql`CAST(NULL AS ${types.nullable(types.types.text)})`} AS ${toSql(name)}`,
      ),
      ...numbers.map((name) => sql`${types.asInteger(cells[name] ?? sql`NULL`)} AS ${toSql(name)}`),
    ];
    return types.select({
      columns: [sql`m.unit_id AS unit_id`, sql`${place++} AS place`, ...columns],
      from: as(scored, 'm'),
      joins,
      where: [sql`m.in_audience = 1`, ...where],
    });
  };
  const bit = (
    of: 'group' | 'dimension' | 'total',
    name: string,
    sum: string,
    cells: Partial<Record<ContributionColumn, Sql>>,
    ...where: Sql[]
  ): Sql => {
    const [capped, uncapped] = [toSql(`m.${name}`), toSql(`m.${sum}`)];
    const cell = { kind: sql`'cap'`, cap_of: text(of), points: sql`${capped} - ${uncapped}`, ...cells };
    return row([], cell, sql`${capped} <> ${uncapped}`, ...where);
  };
  const rows = plan.dimensions.flatMap(({ id, kind: _ }, d): Sql[] => {
    const dimension = text(id);
    const groups = plan.groups.flatMap((group, g): Sql[] => {
      if (group.dimension !== d) return [];
      const chosen = isChosen(plan, g);
      const cells = { dimension, group_id: text(group.id) };
      const rules = plan.rules.flatMap(({ rule, group: of }, i): Sql[] => {
        if (of !== g) return [];
        const points = { points: toSql(`m.capped_${i}`), uncapped: toSql(`m.uncapped_${i}`) };
        return [row([], { kind: sql`'rule'`, rule: text(rule.id), ...cells, ...points }, ...chosen)];
      });
      return [...rules, bit('group', `group_${g}`, `group_sum_${g}`, cells, ...chosen)];
    });
    const given = {
      kind: sql`'adjustment'`,
      dimension,
      points: sql`a.points`,
      reason: sql`a.reason`,
      given_by: sql`a.given_by`,
      until_day: sql`a.until_day`,
    };
    const adjusted = adjustments
      ? [
          row(
            [join(adjustments, 'a', [sql`a.unit_id`, sql`m.unit_id`])],
            given,
            sql`a.dimension = ${dimension}`,
          ),
        ]
      : [];
    return [...groups, ...adjusted, bit('dimension', `dimension_${d}`, `dimension_sum_${d}`, { dimension })];
  });
  const all = unionAll([...rows, bit('total', 'total', 'total_sum', {})]);
  const { id, joins } = readUnitId(model, 'c');
  const columns = ['place', ...texts, ...numbers].map((name) => toSql(`c.${name} AS ${name}`));
  return program.dialect.select({
    columns: [sql`${id} AS unit_id`, ...columns],
    from: as(nest(all), 'c'),
    joins,
  });
}

/** Of the personas' groups only those of the chosen one count. */
function isChosen(plan: Plan, group: number): Sql[] {
  const persona = plan.personas.findIndex(
    ({ firstGroup, endGroup }) => group >= firstGroup && group < endGroup,
  );
  return persona < 0 ? [] : [sql`m.persona_index = ${persona}`];
}
