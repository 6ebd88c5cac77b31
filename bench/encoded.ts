import { readFileSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Columns, getDecayFactors, readValue } from '@leadline/core';
import { appendNumbers, type NumberItems, quoteText } from '../packages/server/src/bulk/bulk-database.ts';

const dayMs = 86_400_000;

/** Fields of leads that `score.sql` reads by code, with the names they have there. */
const codedFields = {
  country: 'country',
  industry: 'industry',
  employees: 'employees',
  technology: 'technology',
  language: 'language',
  seniority: 'seniority',
  department: 'department',
  jobTitle: 'job_title',
  leadSource: 'lead_source',
  emailKind: 'email_kind',
};

/** A DuckDB in memory that holds the kernel's columns as tables, encoded and sorted: SQL's best case. */
export async function openEncoded(columns: Columns, at: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '6GB' });
  const connection = await instance.connect();
  await fillActivities(connection, columns);
  await fillLeads(connection, columns);
  await fillDays(connection, Math.floor(at / dayMs), columns.activities.firstDay);
  await connection.run(readSql('encoded'));
  await connection.run('DROP TABLE raw_activities');
  return connection;
}

export const readSql = (name: 'encoded' | 'score' | 'cold' | 'warehouse') =>
  readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');

async function fillActivities(connection: DuckDBConnection, { activities, unitCount }: Columns) {
  const { offsets, day, timeOfDay, type, types, properties, firstDay } = activities;
  const rowCount = day.length;
  const leads = new Int32Array(rowCount);
  for (let unit = 0; unit < unitCount; unit++) leads.fill(unit, offsets[unit]!, offsets[unit + 1]!);
  const amount = properties.get('amount')!;
  const thousandths = amount.values.map((value) => (readValue(value, 'number') as number | undefined) ?? 0);
  await connection.run(
    `CREATE TABLE raw_activities (lead INTEGER, day INTEGER, time_of_day INTEGER, type INTEGER, path INTEGER,
       campaign INTEGER, amount INTEGER)`,
  );
  await appendNumbers(connection, 'raw_activities', [
    leads,
    Int32Array.from(day, (each) => firstDay + each),
    Int32Array.from(timeOfDay),
    Int32Array.from(type),
    Int32Array.from(properties.get('path')!.codes),
    Int32Array.from(properties.get('campaign')!.codes),
    Int32Array.from(amount.codes, (code) => thousandths[code]!),
  ]);
  const names = types.flatMap((name, index) => [
    `(${index * 2}, ${quoteText(name)}, false)`,
    `(${index * 2 + 1}, ${quoteText(name)}, true)`,
  ]);
  await connection.run(
    `CREATE TABLE dictionary_type (code INTEGER, value VARCHAR, automated BOOLEAN);
     INSERT INTO dictionary_type VALUES ${names.join(', ')}`,
  );
  for (const name of ['path', 'campaign'])
    await fillDictionary(connection, `dictionary_${name}`, properties.get(name)!.values);
}

async function fillLeads(connection: DuckDBConnection, { fields, unitCount, created, outcomes }: Columns) {
  const arrays: NumberItems[] = [Int32Array.from({ length: unitCount }, (_, unit) => unit)];
  const declared = ['lead INTEGER'];
  for (const [field, name] of Object.entries(codedFields)) {
    const column = fields.get(field)!;
    arrays.push(Int32Array.from(column.codes));
    declared.push(`${name} INTEGER`);
    const plain = column.values.map((value) =>
      typeof value === 'object' && 'lo' in value
        ? `${value.lo}${value.hi === null ? '+' : `-${value.hi}`}`
        : value,
    );
    await fillDictionary(connection, `dictionary_${name}`, plain);
  }
  const revenue = fields.get('annualRevenue')!;
  const newsletter = fields.get('newsletter')!;
  const won = outcomes.kinds.indexOf('won');
  const isWon = new Uint8Array(unitCount);
  for (let unit = 0; unit < unitCount; unit++)
    for (let i = outcomes.offsets[unit]!; i < outcomes.offsets[unit + 1]!; i++)
      if (outcomes.kind[i] === won) isWon[unit] = 1;
  arrays.push(
    Float64Array.from(revenue.codes, (code) => (code === 0 ? -1 : Number(revenue.values[code]))),
    Uint8Array.from(newsletter.codes, (code) => (code === 0 ? 2 : Number(newsletter.values[code]))),
    Int32Array.from(created, (ms) => Math.floor(ms / dayMs)),
    isWon,
  );
  await connection.run(
    `CREATE TABLE lead_codes (${declared.join(', ')}, revenue DOUBLE, newsletter UTINYINT, created_day INTEGER, won UTINYINT)`,
  );
  await appendNumbers(connection, 'lead_codes', arrays);
  await connection.run(
    `CREATE TABLE raw_leads AS SELECT * EXCLUDE (revenue, newsletter, won), nullif(revenue, -1)::BIGINT AS annual_revenue,
       CASE WHEN newsletter < 2 THEN newsletter = 1 END AS newsletter, won = 1 AS is_won
     FROM lead_codes; DROP TABLE lead_codes`,
  );
}

async function fillDictionary(connection: DuckDBConnection, table: string, values: readonly unknown[]) {
  await connection.run(`CREATE TABLE ${table} (code INTEGER, value VARCHAR)`);
  const appender = await connection.createAppender(table);
  for (const [code, value] of values.entries()) {
    appender.appendInteger(code);
    if (value === undefined) appender.appendNull();
    else appender.appendVarchar(String(value));
    appender.endRow();
  }
  appender.closeSync();
}

/** The weights of `score.sql`, by day: `today` and back to the first day. */
export async function fillDays(connection: DuckDBConnection, today: number, firstDay: number): Promise<void> {
  const length = today - firstDay + 1;
  const inWindow = (factors: Int32Array, to: number, from = 0) =>
    factors.map((factor, age) => (age >= from && age < to ? factor : 0));
  const half = (days: number) => getDecayFactors({ halfLifeDays: days }, length);
  const line = (days: number) => getDecayFactors({ linearDays: days }, length);
  const ones = new Int32Array(length).fill(1);
  const steps = [
    { fromAge: 30, percent: 50 },
    { fromAge: 90, percent: 12.5 },
    { fromAge: 365, percent: 0 },
  ];
  const weights: Record<string, Int32Array> = {
    h14_120: inWindow(half(14), 120),
    h21_90: inWindow(half(21), 90),
    h30: Int32Array.from(half(30)),
    h30_180: inWindow(half(30), 180),
    h45: Int32Array.from(half(45)),
    h60_365: inWindow(half(60), 365),
    l60: Int32Array.from(line(60)),
    l90: Int32Array.from(line(90)),
    l180: Int32Array.from(line(180)),
    steps: Int32Array.from(getDecayFactors({ steps }, length)),
    w30: inWindow(ones, 30),
    w30_60: inWindow(ones, 60, 30),
    w180: inWindow(ones, 180),
  };
  await connection.run(
    `SET VARIABLE today = ${today};
     CREATE TABLE days (day INTEGER, ${Object.keys(weights)
       .map((name) => `${name} INTEGER`)
       .join(', ')})`,
  );
  const days = Int32Array.from({ length }, (_, age) => today - age);
  await appendNumbers(connection, 'days', [days, ...Object.values(weights)]);
}
