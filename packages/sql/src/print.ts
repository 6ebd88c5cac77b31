import type { Program, Relation } from './program.ts';
import { indent, type Sql } from './sql.ts';

/** One text: the relations that a SELECT reads as named parts (WITH), then the SELECT. */
export function printQuery(program: Program, query: Sql): string {
  const relations = findNeeded(program.relations, [query]);
  const shared = findShared(relations, [], false);
  const parts = relations.map((relation) => {
    const as = shared.has(relation) ? 'AS MATERIALIZED' : 'AS NOT MATERIALIZED';
    return `${relation.name} ${as} (\n${indent(relation.select)}\n)`;
  });
  return `WITH ${parts.join(',\n')}\n${query}`;
}

/** Relations that a script keeps, each with those that only it reads as named parts. */
export interface Script {
  readonly statements: readonly string[];
  readonly names: readonly Sql[];
}

/** A statement for each relation that is to be kept, is read more than once, or by one of the SELECTs. */
export function printScript({ relations, dialect }: Program, queries: readonly Sql[]): Script {
  const needed = findNeeded(relations, queries);
  const kept = findShared(needed, queries, !dialect.namesParts);
  const statements = [...kept].map((relation) => {
    const { name, select } = relation;
    const before = needed.slice(0, needed.indexOf(relation)).filter((one) => !kept.has(one));
    return dialect.keep(name, dialect.withParts(findNeeded(before, [select]), select));
  });
  return { statements: [...dialect.scriptStart, ...statements], names: [...kept].map(({ name }) => name) };
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

/**
 * Those that are to be kept, that several read, and those that a query reads. Where `keepsJoined`, also those that have
 * joins and those that these read: ClickHouse 18.16 looks into nested joins anew for every SELECT that they are nested in.
 */
function findShared(
  relations: readonly Relation[],
  queries: readonly Sql[],
  keepsJoined: boolean,
): Set<Relation> {
  const asked = new Set(queries.flatMap(findNames));
  const joining = relations.filter(({ select }) => keepsJoined && select.includes('JOIN '));
  const joined = new Set(joining.flatMap(({ name, select }) => [name, ...findNames(select)]));
  const readings = relations.flatMap(({ select }) => findNames(select));
  const isShared = ({ name, isKept }: Relation): boolean =>
    isKept || asked.has(name) || joined.has(name) || readings.filter((read) => read === name).length > 1;
  return new Set(relations.filter(isShared));
}

/** Words after FROM and JOIN. A literal that holds such words can only add names, and so have more kept. */
function findNames(select: Sql): string[] {
  return [...select.matchAll(/\b(?:FROM|JOIN) ([a-z_0-9]+)\b/g)].map((match) => match[1]!);
}
