import { type Model, type Plan, planModel } from '@leadline/core';
import { boundModel, mostMillipoints } from '@leadline/core/compiler';
import { addAccountFacts } from './account.ts';
import { compileContributions } from './contribution.ts';
import type { Dialect } from './dialect.ts';
import { addFields } from './field-history.ts';
import { addLeadFacts } from './lead-facts.ts';
import { addMeasured, type MeasuredUnits, type MemberTotals } from './measured-unit.ts';
import { printQuery, printScript } from './print.ts';
import type { Moment, Program } from './program.ts';
import { addScored, readUnitId, type ScoredModel, type ScoredUnits } from './scored-unit.ts';
import { as, type Sql, sql, toSql } from './sql.ts';
import { compileStages } from './stage.ts';
import type { TableNames } from './table.ts';
import { tableNames } from './table.ts';
import { addNewestOutcome, type Units } from './unit.ts';

export interface CompileOptions {
  readonly dialect: Dialect;
  /** Moment of the scores in milliseconds UTC; it stands in the text, so that a text says all of what it gives. */
  readonly at: number;
  /** Facts stored later do not exist; default: all are known. */
  readonly knownAt?: number;
  /** Facts that happened later do not exist though the moment is later (a forecast); default `at`. */
  readonly until?: number;
  /** The queries that the script is for; default all. Contributions keep many columns: leave them out where not wanted. */
  readonly queries?: readonly (keyof ModelQueries<string>)[];
  /** Models of leads whose totals `members` rules read. */
  readonly members?: readonly Model[];
  /** Properties by the place of their column in `activities`, as the table `properties` says; others are missing. */
  readonly properties?: readonly string[];
  /** Where the tables of facts are; default `leadline_<table>`. */
  readonly tables?: TableNames;
}

/** A model as SQL. Each text but `script` is one query; engines that run each named part anew have no such queries. */
export interface CompiledModel {
  /** Statements that keep parts of the work under their names, to be run once before the queries of `read`. */
  readonly script: readonly string[];
  /** Statements that drop what the script made. */
  readonly cleanUp: readonly string[];
  /** The queries over what the script kept. */
  readonly read: ModelQueries<string>;
  /** The queries as one text each that needs no script; undefined where the dialect cannot. */
  readonly whole: ModelQueries<string> | undefined;
}

/**
 * - scores: `unit_id`, `total`, `dimension_<id>`, `grade`, `persona`, `temperature`, `journey`, `disqualified`, `coverage`
 * - outside: `unit_id` of those outside the audience
 * - contributions: see `compileContributions`
 * - stages: `unit_id`, `previous_stage`, `stage`; the present ones are in the table `stages`
 */
export interface ModelQueries<Text> {
  readonly scores: Text;
  readonly outside: Text;
  readonly contributions: Text;
  readonly stages: Text;
}

const dayMs = 86_400_000;

/**
 * Compiles a model that `parseModel` accepted to SQL over the tables of docs/warehouse.md.
 *
 * @throws RangeError for what the dialect cannot say exactly: sums that could overflow, text it cannot hold, names it
 * would cut off, too many columns
 */
export function compileModel(model: Model, options: CompileOptions): CompiledModel {
  const { dialect, at, until = at, knownAt, properties = [], tables = {} } = options;
  const moment: Moment = { at, day: Math.floor(at / dayMs), until: Math.min(at, until), knownAt };
  const program: Program = { dialect, names: tables, moment, properties, relations: [] };
  const members = (options.members ?? []).map(planModel);
  const plan = planModel(model);
  for (const one of [plan, ...members]) checkBound(one.model);

  const base = addBase(program, [plan, ...members]);
  const totals: MemberTotals = new Map(
    members.map((member, i) => [
      member.model.id,
      addModel({ ...base, program, prefix: `member_${i}_`, plan: member }, new Map()).scored,
    ]),
  );
  const units: Units = { ...base, program, prefix: '', plan };
  const queries = compileQueries(units, addModel(units, totals));
  checkNames(program, tables);
  const asked = options.queries ?? (Object.keys(queries) as (keyof typeof queries)[]);
  const { statements, names } = printScript(
    program,
    asked.map((name) => queries[name]),
  );
  return {
    script: statements,
    cleanUp: names.map(dialect.drop),
    read: queries,
    whole: dialect.namesParts ? mapQueries(queries, (query) => printQuery(program, query)) : undefined,
  };
}

function mapQueries<From, To>(queries: ModelQueries<From>, change: (query: From) => To): ModelQueries<To> {
  const { scores, outside, contributions, stages } = queries;
  return {
    scores: change(scores),
    outside: change(outside),
    contributions: change(contributions),
    stages: change(stages),
  };
}

const accountPrefix = 'account.';

/** Whether scores of a lead depend on its account, and so on the account's other leads. */
export function readsAccounts({ scoresAccounts, accountReadings, fields }: Plan): boolean {
  return (
    scoresAccounts ||
    accountReadings.readings.length > 0 ||
    fields.some(({ name }) => name.startsWith(accountPrefix))
  );
}

/** Adds what models share: the facts at the moment. */
function addBase(program: Program, plans: readonly Plan[]): Pick<Units, 'facts' | 'leadFields' | 'accounts'> {
  const named = (plan: Plan): string[] => [
    ...plan.fields.map(({ name }) => name),
    ...(plan.suppress.length > 0 ? ['emailDomain'] : []),
  ];
  const ofLeads = plans.filter(({ scoresAccounts }) => !scoresAccounts).flatMap(named);
  const ofAccounts = [
    ...plans.filter(({ scoresAccounts }) => scoresAccounts).flatMap(named),
    ...ofLeads
      .filter((name) => name.startsWith(accountPrefix))
      .map((name) => name.slice(accountPrefix.length)),
  ];
  const needsAccounts = plans.some(readsAccounts);
  const leadNames = ofLeads.filter((name) => !name.startsWith(accountPrefix));
  const facts = addLeadFacts(program, [...leadNames, ...(needsAccounts ? ['account'] : [])]);
  const leadFields = addFields(program, 'lead', facts.history, facts.leads);
  const accounts = needsAccounts
    ? addAccountFacts(program, facts, leadFields, [...new Set(ofAccounts)])
    : undefined;
  return { facts, leadFields, accounts };
}

function addModel(units: Units, members: MemberTotals): ScoredUnits & Pick<MeasuredUnits, 'adjustments'> {
  const { measured, adjustments } = addMeasured(units, members);
  return { ...addScored(units, measured), adjustments };
}

function compileQueries(
  units: Units,
  { scored, parts, adjustments }: ReturnType<typeof addModel>,
): ModelQueries<Sql> {
  const { program, plan } = units;
  const model: ScoredModel = units;
  const { id, joins } = readUnitId(model, 'm');
  const scores = program.dialect.select({
    columns: [
      sql`${id} AS unit_id`,
      sql`m.total AS total`,
      ...plan.dimensions.map(
        ({ id }, d) => sql`${toSql(`m.dimension_${d}`)} AS ${quoteColumn(program, `dimension_${id}`)}`,
      ),
      ...['grade', 'persona', 'temperature', 'journey', 'disqualified', 'coverage'].map((name) =>
        toSql(`m.${name} AS ${name}`),
      ),
    ],
    from: as(scored, 'm'),
    joins,
    where: [sql`m.in_audience = 1`],
  });
  const outside = program.dialect.select({
    columns: [sql`${id} AS unit_id`],
    from: as(scored, 'm'),
    joins,
    where: [sql`m.in_audience = 0`],
  });
  const contributions = compileContributions(model, parts, adjustments);
  const stages = compileStages(model, scored, addNewestOutcome(units));
  return { scores, outside, contributions, stages };
}

function quoteColumn({ dialect }: Program, name: string): Sql {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > dialect.mostNameBytes) {
    throw new RangeError(
      `Cannot name the column "${name}" in ${dialect.name}: at most ${dialect.mostNameBytes} bytes`,
    );
  }
  return dialect.quoteName(name);
}

function checkBound(model: Model): void {
  if (boundModel(model) * 1000 > mostMillipoints) {
    throw new RangeError(`Cannot compile "${model.id}": its points could add up beyond what is exact`);
  }
}

/** A table and a part of one name would be taken for one another. */
function checkNames(program: Program, tables: TableNames): void {
  const parts = new Set<string>(program.relations.map(({ name }) => name));
  for (const table of tableNames) {
    const name = tables[table];
    if (typeof name === 'string' && parts.has(name.toLowerCase())) {
      throw new RangeError(
        `Cannot read table "${name}": a part of the query has that name; name it with its schema`,
      );
    }
  }
}
