import type { Decay, Reading } from '@leadline/core/compiler';
import { addRelation, type Program, tableOf } from './program.ts';
import { allOf, as, chooseFirst, joinSql, leftJoin, nest, type Sql, sql, toSql } from './sql.ts';

const million = 1_000_000;

/** What an activity adds by its age, as columns of one relation with a row for each age. */
export interface Weights {
  readonly keys: string[];
  readonly readings: Reading[];
}

/** The column with what a reading adds by age. Readings of one decay and window share it. */
export function weightColumn(weights: Weights, reading: Reading): Sql {
  const { decay, fromAge, reach } = reading;
  const key = JSON.stringify([decay, fromAge, reach]);
  let index = weights.keys.indexOf(key);
  if (index < 0) {
    index = weights.keys.push(key) - 1;
    weights.readings.push(reading);
  }
  return toSql(`weight_${index}`);
}

/** Adds the relation `age`, `weight_0`, ... for every age that activities have; outside a reading's window it is 0. */
export function addWeights(program: Program, prefix: string, weights: Weights, activities: Sql): Sql {
  const { dialect } = program;
  const ages = nest(sql`SELECT DISTINCT age FROM ${activities}`);
  const halfLives = [
    ...new Set(
      weights.readings.flatMap(({ decay }) => (decay && 'halfLifeDays' in decay ? [decay.halfLifeDays] : [])),
    ),
  ];
  const columns = weights.readings.map((reading, i) => {
    const factor = decayFactor(program, reading.decay, sql`a.age`);
    const isInside = allOf([
      ...(reading.fromAge > 0 ? [sql`a.age >= ${reading.fromAge}`] : []),
      ...(Number.isFinite(reading.reach) ? [sql`a.age < ${reading.reach}`] : []),
    ]);
    const weight = sql`CASE WHEN ${isInside} THEN ${factor} ELSE 0 END`;
    return sql`CAST(${weight} AS ${dialect.smallInteger}) AS ${toSql(`weight_${i}`)}`;
  });
  if (halfLives.length === 0) {
    return addRelation(
      program,
      `${prefix}weights`,
      dialect.select({ columns: [sql`a.age AS age`, ...columns], from: as(ages, 'a') }),
    );
  }
  const wanted = joinSql(
    halfLives.map((days) => sql`${days}`),
    ', ',
  );
  const factors = nest(
    dialect.select({
      columns: [sql`h.age AS age`, sql`h.half_life_days AS half_life_days`, sql`h.factor AS factor`],
      from: as(tableOf(program, 'half_lives'), 'h'),
      where: [sql`h.half_life_days IN (${wanted})`],
    }),
  );
  return addRelation(
    program,
    `${prefix}weights`,
    dialect.select({
      columns: [sql`a.age AS age`, ...columns],
      from: as(ages, 'a'),
      joins: [leftJoin(factors, 'h', [sql`h.age`, sql`a.age`])],
      groupBy: [sql`a.age`],
    }),
  );
}

/** What is left after an age, in parts per million. Half-lives are looked up, the others are made by whole division. */
function decayFactor({ dialect }: Program, decay: Decay | undefined, age: Sql): Sql {
  if (decay === undefined) return sql`${million}`;
  if ('halfLifeDays' in decay) {
    return sql`COALESCE(MAX(CASE WHEN h.half_life_days = ${decay.halfLifeDays} THEN h.factor END), 0)`;
  }
  if ('linearDays' in decay) {
    const { linearDays } = decay;
    const left = dialect.divide(sql`${million} * (${linearDays} - ${age})`, sql`${linearDays}`);
    return sql`CASE WHEN ${age} < ${linearDays} THEN ${left} ELSE 0 END`;
  }
  const steps = decay.steps.toReversed().map(({ fromAge, percent }) => ({
    when: sql`${age} >= ${fromAge}`,
    give: Math.round(percent * 10_000),
  }));
  return chooseFirst(steps, million);
}
