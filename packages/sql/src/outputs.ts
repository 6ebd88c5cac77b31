import type { Plan } from '@leadline/core';
import type { Scale } from '@leadline/core/compiler';
import type { Program } from './program.ts';
import { addUp, chooseFirst, joinSql, type Sql, sql, toSql } from './sql.ts';

/** No label. */
function none({ dialect }: Program): Sql {
  return sql`CAST(NULL AS ${dialect.nullable(dialect.types.text)})`;
}

/** The first label whose condition holds. */
function choose(program: Program, choices: readonly { when: Sql; label: string }[], otherwise?: string): Sql {
  const { text } = program.dialect;
  return chooseFirst(
    choices.map(({ when, label }) => ({ when, give: text(label) })),
    otherwise === undefined ? none(program) : text(otherwise),
  );
}

/** Letter by the sum of fit dimensions ("?" when too little is known), number by that of engagement dimensions. */
export function labelGrade(program: Program, { grades, dimensions }: Plan): Sql {
  if (!grades) return none(program);
  const sumOf = (kind: 'fit' | 'engagement'): Sql =>
    addUp(dimensions.flatMap((dimension, d) => (dimension.kind === kind ? [toSql(`m.dimension_${d}`)] : [])));
  const letter = labelStep(program, grades.fit, sumOf('fit'));
  const known =
    grades.unknownBelow > 0
      ? sql`CASE WHEN m.coverage < ${grades.unknownBelow} THEN '?' ELSE ${letter} END`
      : letter;
  return program.dialect.join(known, labelStep(program, grades.engagement, sumOf('engagement')));
}

/** The highest threshold that is reached; below all, the lowest. */
function labelStep(program: Program, { labels, from }: Scale, value: Sql): Sql {
  const choices = labels.slice(0, -1).map((label, i) => ({ when: sql`${value} >= ${from[i]!}`, label }));
  return choose(program, choices, labels.at(-1)!);
}

export function labelTemperature(program: Program, { temperature }: Plan): Sql {
  if (!temperature) return none(program);
  switch (temperature.kind) {
    case 'points': {
      const value = temperature.dimension < 0 ? sql`m.total` : toSql(`m.dimension_${temperature.dimension}`);
      const choices = [
        { when: sql`${value} >= ${temperature.hot}`, label: 'hot' },
        { when: sql`${value} >= ${temperature.warm}`, label: 'warm' },
      ];
      return choose(program, choices, 'cold');
    }
    case 'grade': {
      const isOf = (grades: ReadonlySet<string>): Sql => {
        const listed = joinSql([...grades].map(program.dialect.text), ', ');
        return grades.size === 0 ? sql`1 = 0` : sql`m.grade IN (${listed})`;
      };
      const choices = [
        { when: isOf(temperature.hot), label: 'hot' },
        { when: isOf(temperature.warm), label: 'warm' },
      ];
      return choose(program, choices, 'cold');
    }
    case 'categories':
      return sql`m.category`;
  }
}

/** The first category whose criteria, given as conditions, are true. */
export function labelCategory(program: Program, { temperature }: Plan, conditions: readonly Sql[]): Sql {
  if (temperature?.kind !== 'categories') return none(program);
  const { labels, otherwise } = temperature;
  const choices = conditions.map((when, i) => ({ when, label: labels[i]! }));
  return choose(program, choices, otherwise < 0 ? undefined : labels[otherwise]!);
}

/** The furthest phase that is reached. */
export function labelJourney(program: Program, { journey }: Plan, slot: (slot: number) => Sql): Sql {
  const choices = journey.map((phase) => ({
    when: sql`${slot(phase.slot)} >= ${phase.atLeast}`,
    label: phase.phase,
  }));
  return choose(program, choices);
}

/** Suppression lists come first, in document order, then the reasons of `disqualify`, given as conditions. */
export function labelDisqualified(program: Program, plan: Plan, conditions: readonly Sql[]): Sql {
  return choose(program, [
    ...plan.suppress.map((list, i) => ({
      when: sql`m.${toSql(`list_${i}`)} = 1`,
      label: `Suppressed: ${list}`,
    })),
    ...plan.disqualify.map(({ reason }, i) => ({ when: conditions[i]!, label: reason })),
  ]);
}

export function labelPersona(program: Program, { personas }: Plan): Sql {
  const choices = personas.map(({ id }, p) => ({ when: sql`m.persona_index = ${p}`, label: id }));
  return choose(program, choices);
}
