import type { Program } from './program.ts';
import { indent, type Sql } from './sql.ts';

/** A SELECT over the first so many relations of a program. */
export interface Query {
  readonly select: Sql;
  readonly scope: number;
}

/** One text: every relation as a named part (WITH), then the query. */
export function printQuery({ relations, dialect }: Program, { select, scope }: Query): string {
  const parts = relations
    .slice(0, scope)
    .map(({ name, select }) => `${name} AS MATERIALIZED (\n${indent(select)}\n)`);
  return `WITH ${parts.join(',\n')}\n${select}${dialect.queryEnd}`;
}

/** A statement per relation, which keeps its rows. */
export function printScript({ relations, dialect }: Program): string[] {
  return relations.map(({ name, select }) => dialect.keep(name, select));
}
