import type { DuckDBConnection } from '@duckdb/node-api';
import type { Model, PlainValue } from '@leadline/core';
import { createTables, duckdb } from '@leadline/sql';
import { quoteText, readRows } from '../packages/server/src/bulk/bulk-database.ts';
import { getDecayRows } from '../packages/sql/src/decay-rows.ts';
import type { Cell, Row } from '../packages/sql/src/table.ts';
import { addValue, getPatternRows, listValueRows, startValues } from '../packages/sql/src/value-rows.ts';
import { readSize } from './fact-mapping.ts';
import type { FactFiles } from './facts.ts';

/** Columns of the made-up files with the fields and properties they are loaded as, and how a cell is read. */
const leadFields = {
  country: ['country', String],
  industry: ['industry', String],
  employees: ['employees', readSize],
  seniority: ['seniority', String],
  department: ['department', String],
  emailKind: ['email_kind', String],
  leadSource: ['lead_source', String],
  technology: ['technology', String],
  language: ['language', String],
  jobTitle: ['job_title', String],
  annualRevenue: ['annual_revenue', Number],
  newsletter: ['newsletter', (cell: string) => cell === 'true'],
  account: ['account', String],
  createdAt: ['created_at', (cell: string) => `${cell.replace(' ', 'T')}Z`],
} as const satisfies Readonly<Record<string, readonly [string, (cell: string) => PlainValue]>>;
const properties = {
  path: String,
  campaign: String,
  device: String,
  topic: String,
  amount: Number,
} as const satisfies Readonly<Record<string, (cell: string) => PlainValue>>;

/** The order of the property columns. */
export const warehouseProperties: readonly string[] = Object.keys(properties);

/**
 * Fills the tables of docs/warehouse.md in a DuckDB from the made-up files: repeats of an activity removed, rows in the
 * order of leads.
 */
export async function fillWarehouse(
  connection: DuckDBConnection,
  files: FactFiles,
  model: Model,
): Promise<void> {
  for (const statement of createTables(duckdb, {}, warehouseProperties.length))
    await connection.run(statement);
  const book = startValues();
  await connection.run(`CREATE TEMPORARY TABLE dictionary (name VARCHAR, cell VARCHAR, value_id BIGINT)`);
  const dictionary: Row[] = [];
  const collect = async (file: string, column: string, name: string, read: (cell: string) => PlainValue) => {
    const rows = await readRows(
      connection,
      `SELECT DISTINCT ${column}::VARCHAR FROM read_parquet(${quoteText(file)}) WHERE ${column} IS NOT NULL ORDER BY 1`,
    );
    for (const [cell] of rows) dictionary.push([name, String(cell), addValue(book, read(String(cell)))]);
  };
  for (const [field, [column, read]] of Object.entries(leadFields))
    await collect(files.leads, column, `field ${field}`, read);
  for (const [property, read] of Object.entries(properties))
    await collect(files.activities, property, `property ${property}`, read);
  await append(connection, 'dictionary', dictionary);
  const rows = {
    ...listValueRows(book),
    pattern_matches: getPatternRows(book, [model]),
    half_lives: getDecayRows([model]),
  };
  for (const [table, ofTable] of Object.entries(rows)) await append(connection, `leadline_${table}`, ofTable);

  const [leads, outcomes, activities] = [files.leads, files.outcomes, files.activities].map(
    (file) => `read_parquet(${quoteText(file)})`,
  );
  await connection.run(`
INSERT INTO leadline_properties VALUES ${warehouseProperties.map((name, i) => `(${i}, '${name}')`).join(', ')};
INSERT INTO leadline_leads
SELECT row_number() OVER (ORDER BY lead_id) - 1, lead_id, NULL
FROM (SELECT lead_id FROM ${leads} UNION SELECT lead_id FROM ${activities});
INSERT INTO leadline_activity_types
SELECT row_number() OVER (ORDER BY type) - 1, type FROM (SELECT DISTINCT type FROM ${activities});
INSERT INTO leadline_outcomes
SELECT lead_number, outcome, epoch_ms(occurred_at), 0 FROM ${outcomes} JOIN leadline_leads USING (lead_id);`);
  for (const [field, [column]] of Object.entries(leadFields))
    await connection.run(`
INSERT INTO leadline_lead_values
SELECT lead_number, '${field}', NULL, 0, 'leads', cell, value_id
FROM ${leads} f JOIN leadline_leads USING (lead_id)
JOIN dictionary d ON d.name = 'field ${field}' AND d.cell = f.${column}::VARCHAR`);
  await connection.run(`
CREATE TEMPORARY TABLE suspects AS SELECT id FROM ${activities} GROUP BY id HAVING count(*) > 1;
CREATE TEMPORARY TABLE dropped AS
SELECT file_row_number
FROM (
  SELECT file_row_number, row_number() OVER (
      PARTITION BY id ORDER BY epoch_ms(occurred_at), automated DESC, lead_id, file_row_number
    ) AS place
  FROM read_parquet(${quoteText(files.activities)}, file_row_number = true) WHERE id IN (SELECT id FROM suspects)
) WHERE place > 1;
CREATE TABLE sorted AS
SELECT lead_number, type_id, epoch_ms(occurred_at) AS happened_at, 0 AS known_at, automated::BIGINT AS automated,
  'activities' AS source, '' AS activity_key, '' AS body${warehouseProperties.map((name) => `, d_${name}.value_id AS property_${name}`).join('')}
FROM read_parquet(${quoteText(files.activities)}, file_row_number = true) f
JOIN leadline_leads USING (lead_id) JOIN leadline_activity_types t ON t.activity_type = f.type
${warehouseProperties.map((name) => `LEFT JOIN (FROM dictionary WHERE name = 'property ${name}') d_${name} ON d_${name}.cell = f.${name}::VARCHAR`).join('\n')}
WHERE file_row_number NOT IN (SELECT file_row_number FROM dropped);
INSERT INTO leadline_activities SELECT * FROM sorted ORDER BY lead_number, happened_at;
DROP TABLE sorted; DROP TABLE dropped; DROP TABLE suspects; DROP TABLE dictionary;
CREATE TABLE by_lead AS FROM leadline_lead_values ORDER BY lead_number;
DROP TABLE leadline_lead_values; ALTER TABLE by_lead RENAME TO leadline_lead_values`);
}

async function append(connection: DuckDBConnection, table: string, rows: readonly Row[]): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) appendCell(appender, cell);
    appender.endRow();
  }
  appender.closeSync();
}

function appendCell(appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>, cell: Cell): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === 'number') appender.appendBigInt(BigInt(cell));
  else appender.appendVarchar(cell);
}
