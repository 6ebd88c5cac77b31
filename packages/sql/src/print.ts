import type { Program, Relation } from './program.ts';
import { indent, type Sql, sql, toSql } from './sql.ts';

/** A SELECT over the first so many relations of a program. */
export interface Query {
  readonly select: Sql;
  readonly scope: number;
}

/** One text: every relation as a named part (WITH), then the query. */
export function printQuery({ relations, dialect }: Program, { select, scope }: Query): string {
  return `WITH ${printParts(relations.slice(0, scope), ' AS MATERIALIZED')}\n${select}${dialect.queryEnd}`;
}

/** Relations that a script keeps, each with those that only it reads as named parts. */
export interface Script {
  readonly statements: readonly string[];
  readonly names: readonly Sql[];
}

/** A statement for each relation that is wide, is read more than once, or by a query; it keeps the relation's rows. */
export function printScript({ relations, dialect }: Program, queries: readonly Query[]): Script {
  const asked = new Set(queries.flatMap(({ select }) => findNames(select)));
  const readings = relations.flatMap(({ select }) => findNames(select));
  const isKept = ({ name, isWide }: Relation): boolean =>
    isWide || asked.has(name) || readings.filter((read) => read === name).length !== 1;
  const kept = relations.filter(isKept);
  const statements = kept.map((relation) => {
    const { name, select } = relation;
    const parts = findParts(relations.slice(0, relations.indexOf(relation)), isKept, select);
    const whole = parts.length === 0 ? select : sql`WITH ${toSql(printParts(parts, ' AS'))}\n${select}`;
    return dialect.keep(name, whole);
  });
  return { statements, names: kept.map(({ name }) => name) };
}

function printParts(relations: readonly Relation[], as: ' AS' | ' AS MATERIALIZED'): string {
  return relations.map(({ name, select }) => `${name}${as} (\n${indent(select)}\n)`).join(',\n');
}

/** Of the relations before a SELECT those that it reads and that are not kept, and those that they read, in their order. */
function findParts(
  relations: readonly Relation[],
  isKept: (relation: Relation) => boolean,
  select: Sql,
): Relation[] {
  const wanted = new Set<Relation>();
  const visit = (text: Sql): void => {
    const names = new Set(findNames(text));
    for (const relation of relations) {
      if (!names.has(relation.name) || isKept(relation) || wanted.has(relation)) continue;
      wanted.add(relation);
      visit(relation.select);
    }
  };
  visit(select);
  return relations.filter((relation) => wanted.has(relation));
}

/** Words after FROM and JOIN. A literal that holds such words can only add names, and so have more kept. */
function findNames(select: Sql): string[] {
  return [...select.matchAll(/\b(?:FROM|JOIN) ([a-z_0-9]+)\b/g)].map((match) => match[1]!);
}
