import type { Program, Relation } from './program.ts';
import { indent, type Sql, sql, toSql } from './sql.ts';

/** One text: the relations that a SELECT reads as named parts (WITH), then the SELECT. */
export function printQuery(program: Program, query: Sql): string {
  const relations = findNeeded(program.relations, [query]);
  const shared = findShared(relations, []);
  const parts = relations.map((relation) =>
    printPart(relation, shared.has(relation) ? ' AS MATERIALIZED' : ' AS NOT MATERIALIZED'),
  );
  return `WITH ${parts.join(',\n')}\n${query}${program.dialect.queryEnd}`;
}

/** Relations that a script keeps, each with those that only it reads as named parts. */
export interface Script {
  readonly statements: readonly string[];
  readonly names: readonly Sql[];
}

/** A statement for each relation that is to be kept, is read more than once, or by one of the SELECTs. */
export function printScript({ relations, dialect }: Program, queries: readonly Sql[]): Script {
  const needed = findNeeded(relations, queries);
  const kept = findShared(needed, queries);
  const statements = [...kept].map((relation) => {
    const { name, select } = relation;
    const before = needed.slice(0, needed.indexOf(relation)).filter((one) => !kept.has(one));
    const parts = findNeeded(before, [select]).map((part) => printPart(part, dialect.inlinePart));
    const whole = parts.length === 0 ? select : sql`WITH ${toSql(parts.join(',\n'))}\n${select}`;
    return dialect.keep(name, whole);
  });
  return { statements, names: [...kept].map(({ name }) => name) };
}

function printPart({ name, select }: Relation, as: string): string {
  return `${name}${as} (\n${indent(select)}\n)`;
}

/** Of some relations, in their order, those that the SELECTs read, and those that these read. */
function findNeeded(relations: readonly Relation[], queries: readonly Sql[]): Relation[] {
  const byName = new Map<string, Relation>(relations.map((relation) => [relation.name, relation]));
  const needed = new Set<Relation>();
  const visit = (text: Sql): void => {
    for (const name of findNames(text)) {
      const relation = byName.get(name);
      if (!relation || needed.has(relation)) continue;
      needed.add(relation);
      visit(relation.select);
    }
  };
  queries.forEach(visit);
  return relations.filter((relation) => needed.has(relation));
}

/** Those that are to be kept, that several read, and those that a query reads. */
function findShared(relations: readonly Relation[], queries: readonly Sql[]): Set<Relation> {
  const asked = new Set(queries.flatMap(findNames));
  const readings = relations.flatMap(({ select }) => findNames(select));
  const isShared = ({ name, isKept }: Relation): boolean =>
    isKept || asked.has(name) || readings.filter((read) => read === name).length > 1;
  return new Set(relations.filter(isShared));
}

/** Words after FROM and JOIN. A literal that holds such words can only add names, and so have more kept. */
function findNames(select: Sql): string[] {
  return [...select.matchAll(/\b(?:FROM|JOIN) ([a-z_0-9]+)\b/g)].map((match) => match[1]!);
}
