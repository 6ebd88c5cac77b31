import type { Plan } from '@leadline/core';
import type { Criterion, UnitCriterion } from '@leadline/core/compiler';
import type { Leaf } from './leaf.ts';
import { readingName } from './measured-unit.ts';
import {
  labelCategory,
  labelDisqualified,
  labelGrade,
  labelJourney,
  labelPersona,
  labelTemperature,
} from './outputs.ts';
import { compilePoints } from './points.ts';
import { addRelation, type Program, tableOf } from './program.ts';
import { addUp, as, hold, type Join, join, mostColumns, type Sql, sql, toSql } from './sql.ts';
import { listFieldTests } from './unit.ts';
import { compileCriterion, getOutcomeKey } from './unit-criterion.ts';

/** What adding up needs of a model. */
export interface ScoredModel {
  readonly program: Program;
  readonly prefix: string;
  readonly plan: Plan;
}

/** Names of the relations of scores. */
export interface ScoredUnits {
  /** What the scores are, and `in_audience`. */
  readonly scored: Sql;
  /** The same with all that they are added up from. */
  readonly parts: Sql;
}

/** The id of a unit that results are given by: a lead's number stands for it until then. */
export function readUnitId(
  { program, plan }: ScoredModel,
  alias: string,
): { readonly id: Sql; readonly joins: readonly Join[] } {
  const unit = toSql(`${alias}.unit_id`);
  if (plan.scoresAccounts) return { id: unit, joins: [] };
  return { id: sql`n.lead_id`, joins: [join(tableOf(program, 'leads'), 'n', [sql`n.lead_number`, unit])] };
}

/**
 * Adds the score of each unit that exists, from its measured row: `in_audience` (outside it nothing else counts), `total`,
 * `dimension_<n>`, `grade`, `persona` and so on; in its parts also `uncapped_<rule>`, `capped_<rule>`, `group_<n>`, and
 * what `group_sum_<n>`, `dimension_sum_<n>` and `total_sum` were before the cap.
 *
 * @throws RangeError for a model with too many rules for one row
 */
export function addScored(model: ScoredModel, measured: Sql): ScoredUnits {
  const { program, prefix, plan } = model;
  const width =
    plan.rules.length * 2 + (plan.groups.length + plan.dimensions.length + plan.personas.length) * 2;
  if (width > mostColumns) {
    throw new RangeError(
      `Cannot compile "${plan.model.id}": ${width} columns, at most ${mostColumns} fit in a row`,
    );
  }
  const { asInteger } = program.dialect;
  const add = (name: string, from: Sql, columns: readonly Sql[]): Sql =>
    addRelation(
      program,
      prefix + name,
      program.dialect.select({ columns: [sql`m.*`, ...columns], from: as(from, 'm') }),
    );
  const ruled = addRuled(model, measured);
  const capped = add(
    'capped_rules',
    ruled,
    plan.rules.map(({ min, max }, i) => {
      const uncapped = sql`m.${toSql(`uncapped_${i}`)}`;
      return sql`${asInteger(hold(uncapped, min, max))} AS ${toSql(`capped_${i}`)}`;
    }),
  );
  const summed = add(
    'group_sums',
    capped,
    plan.groups.map((_, g) => {
      const rules = plan.rules.flatMap(({ group }, i) => (group === g ? [toSql(`m.capped_${i}`)] : []));
      return sql`${addUp(rules)} AS ${toSql(`group_sum_${g}`)}`;
    }),
  );
  const grouped = add(
    'groups',
    summed,
    plan.groups.map(
      ({ min, max }, g) => sql`${hold(toSql(`m.group_sum_${g}`), min, max)} AS ${toSql(`group_${g}`)}`,
    ),
  );
  const withPersona = plan.personas.length > 0 ? addPersona(add, plan, grouped) : grouped;
  const named = add('personas', withPersona, [sql`${labelPersona(program, plan)} AS persona`]);
  const dimensionSums = add(
    'dimension_sums',
    named,
    plan.dimensions.map((_, d) => sql`${asInteger(sumDimension(plan, d))} AS ${toSql(`dimension_sum_${d}`)}`),
  );
  const dimensions = add(
    'dimensions',
    dimensionSums,
    plan.dimensions.map(
      ({ min, max }, d) =>
        sql`${hold(toSql(`m.dimension_sum_${d}`), min, max)} AS ${toSql(`dimension_${d}`)}`,
    ),
  );
  const totalSum = addUp(plan.dimensions.map((_, d) => toSql(`m.dimension_${d}`)));
  const totals = add('total_sums', dimensions, [sql`${asInteger(totalSum)} AS total_sum`]);
  const graded = add('totals', totals, [
    sql`${asInteger(hold(sql`m.total_sum`, plan.total.min, plan.total.max))} AS total`,
    sql`${labelGrade(program, plan)} AS grade`,
  ]);
  const parts = add('score_parts', graded, [sql`${labelTemperature(program, plan)} AS temperature`]);
  const columns = [
    'unit_id',
    'in_audience',
    'total',
    ...plan.dimensions.map((_, d) => `dimension_${d}`),
    ...['grade', 'persona', 'temperature', 'journey', 'disqualified', 'coverage'],
  ];
  const scored = program.dialect.select({
    columns: columns.map((name) => toSql(`m.${name} AS ${name}`)),
    from: as(parts, 'm'),
  });
  return { parts, scored: addRelation(program, `${prefix}scored`, scored) };
}

type Add = (name: string, from: Sql, columns: readonly Sql[]) => Sql;

/** The greatest sum of a persona's groups, and which persona it is of: -1 where it is too small. */
function addPersona(add: Add, plan: Plan, from: Sql): Sql {
  const sums = add(
    'persona_sums',
    from,
    plan.personas.map(({ firstGroup, endGroup }, p) => {
      const groups = Array.from({ length: endGroup - firstGroup }, (_, i) =>
        toSql(`m.group_${firstGroup + i}`),
      );
      return sql`${addUp(groups)} AS ${toSql(`persona_sum_${p}`)}`;
    }),
  );
  const [first, ...others] = plan.personas.map((_, p) => toSql(`m.persona_sum_${p}`));
  const greatest = others.reduce((best, sum) => sql`greatest(${best}, ${sum})`, first!);
  const best = add('best_personas', sums, [sql`${greatest} AS best_sum`]);
  const chosen = plan.personas.map((_, p) => sql`WHEN ${toSql(`m.persona_sum_${p}`)} = m.best_sum THEN ${p}`);
  const tooSmall = Number.isFinite(plan.personaAtLeast)
    ? sql`WHEN m.best_sum < ${plan.personaAtLeast} THEN -1 `
    : sql``;
  return add('chosen_personas', best, [
    sql`CASE ${tooSmall}${toSql(chosen.join(' '))} ELSE -1 END AS persona_index`,
  ]);
}

/** Groups, the chosen persona's fit, adjustments. */
function sumDimension(plan: Plan, d: number): Sql {
  const own = plan.personas[0]?.firstGroup ?? plan.groups.length;
  const terms = plan.groups.flatMap(({ dimension }, g) =>
    dimension === d && g < own ? [toSql(`m.group_${g}`)] : [],
  );
  if (d === plan.personaDimension && plan.personas.length > 0) {
    terms.push(sql`CASE WHEN m.persona_index >= 0 THEN m.best_sum ELSE 0 END`);
  }
  return addUp([...terms, toSql(`m.adjustment_${d}`)]);
}

/** Adds what criteria and rules say of each unit; labels that need no points are made here. */
function addRuled({ program, prefix, plan }: ScoredModel, measured: Sql): Sql {
  const { model } = plan;
  const tests = listFieldTests(plan);
  const slotOf = (ofAccount: boolean) => (slot: number) => toSql(`m.${readingName(slot, ofAccount)}`);
  const reads = {
    leaf: (leaf: Leaf) => toSql(`m.test_${tests.indexOf(JSON.stringify(leaf))}`),
    slot: slotOf(false),
    outcome: (outcome: number, withinDays: number) =>
      toSql(`m.outcome_${getOutcomeKey(outcome, withinDays)}`),
  };
  const holds = (written: Criterion, planned: UnitCriterion): Sql =>
    sql`${compileCriterion(reads, written, planned)} = 2`;
  const inAudience = model.audience && plan.audience ? holds(model.audience, plan.audience) : sql`1 = 1`;
  const disqualify = plan.disqualify.map(({ test }, i) => holds(model.disqualify![i]!.when, test));
  const categories =
    model.temperature && 'categories' in model.temperature && plan.temperature?.kind === 'categories'
      ? plan.temperature.tests.map((test, i) =>
          holds((model.temperature as { categories: { when: Criterion }[] }).categories[i]!.when, test),
        )
      : [];
  const known = plan.coverage.map((field) => toSql(`m.known_${field}`));
  const coverage =
    known.length === 0
      ? sql`1000`
      : program.dialect.divide(sql`1000 * (${addUp(known)})`, sql`${known.length}`);
  return addRelation(
    program,
    `${prefix}ruled`,
    program.dialect.select({
      columns: [
        sql`m.unit_id AS unit_id`,
        sql`CASE WHEN ${inAudience} THEN 1 ELSE 0 END AS in_audience`,
        sql`${coverage} AS coverage`,
        sql`${labelDisqualified(program, plan, disqualify)} AS disqualified`,
        sql`${labelJourney(program, plan, slotOf(false))} AS journey`,
        sql`${labelCategory(program, plan, categories)} AS category`,
        ...plan.dimensions.map((_, d) => toSql(`m.adjustment_${d} AS adjustment_${d}`)),
        ...plan.rules.map((rule, index) => {
          const truth = (): Sql =>
            compileCriterion(reads, (rule.rule as { when: Criterion }).when, rule.criterion!);
          const points = compilePoints({ program, index, slot: slotOf(rule.ofAccount), truth }, rule);
          return sql`${program.dialect.asInteger(points)} AS ${toSql(`uncapped_${index}`)}`;
        }),
      ],
      from: as(measured, 'm'),
    }),
  );
}
