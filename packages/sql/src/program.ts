import { getTableName } from './create-tables.ts';
import type { Dialect } from './dialect.ts';
import { type Sql, sql, toSql } from './sql.ts';
import type { Table, TableNames } from './table.ts';

/** Which facts exist, and the moment of the scores. Times are milliseconds UTC, `day` is days since 1970-01-01 UTC. */
export interface Moment {
  readonly at: number;
  readonly day: number;
  /** Latest time of a fact. */
  readonly until: number;
  /** Latest time a fact was stored; undefined: all are known. */
  readonly knownAt: number | undefined;
}

/** A SELECT with a name, that later ones read. */
export interface Relation {
  readonly name: Sql;
  readonly select: Sql;
  /** Whether a script keeps its rows though only one other relation reads them. */
  readonly isKept: boolean;
}

/** A query in the making: relations in the order they build on one another. */
export interface Program {
  readonly dialect: Dialect;
  readonly names: TableNames;
  readonly moment: Moment;
  /** Properties by the place of their column in `activities`. */
  readonly properties: readonly string[];
  readonly relations: Relation[];
}

/** Adds a relation and returns its name. */
export function addRelation({ relations }: Program, name: string, select: Sql, isKept = false): Sql {
  const quoted = toSql(name);
  relations.push({ name: quoted, select, isKept });
  return quoted;
}

export function tableOf({ dialect, names }: Program, table: Table): Sql {
  return getTableName(dialect, names, table);
}

/** The condition that a fact was stored in time. */
export function isKnown({ moment }: Program, knownAt: Sql): Sql[] {
  return moment.knownAt === undefined ? [] : [sql`${knownAt} <= ${moment.knownAt}`];
}

const dayMs = 86_400_000;
/** Days by which times are moved so that division, which cuts towards zero, is the floor. */
const shiftDays = 1_000_000;

/** The day of a time, in days since 1970-01-01 UTC. */
export function dayOf({ dialect }: Program, time: Sql): Sql {
  const shifted = sql`${time} + ${shiftDays * dayMs}`;
  return sql`(${dialect.divide(shifted, sql`${dayMs}`)} - ${shiftDays})`;
}
