import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** How many facts to make up, from which seed. */
export interface FactSize {
  readonly leads: number;
  readonly activities: number;
  readonly seed: number;
}

/** Paths of the made-up files, all rows unsorted, all values as a tool would export them. */
export interface FactFiles {
  readonly leads: string;
  readonly accounts: string;
  readonly outcomes: string;
  readonly activities: string;
}

/** The moment the benchmarks score at: 1 July 2026, 12:00 UTC. */
export const scoredAt = Date.UTC(2026, 6, 1, 12);

const values = {
  country: ['BE', 'NL', 'SE', 'DE', 'FR', 'LU', 'GB', 'US', 'DK', 'NO', 'IT', 'ES', 'PL', 'CH', 'AT', 'IE'],
  industry: [
    'Software',
    'Manufacturing',
    'Retail',
    'Health care',
    'Logistics',
    'Banking',
    'Insurance',
    'Government',
    'Education',
    'Media',
    'Energy',
    'Construction',
  ],
  employees: ['1-9', '10-49', '50-199', '200-499', '500-999', '1000+', '12', '75', '250', '4200'],
  seniority: ['C-level', 'VP', 'Director', 'Manager', 'Senior', 'Junior', 'Intern'],
  department: ['Marketing', 'Sales', 'IT', 'Finance', 'Operations', 'HR'],
  emailKind: ['business', 'business', 'business', 'free', 'disposable', 'role', 'invalid'],
  leadSource: ['Webinar', 'Trade fair', 'Website', 'Referral', 'Cold list', 'Partner'],
  technology: ['Salesforce', 'HubSpot', 'Dynamics', 'Odoo', 'SAP', 'None'],
  language: ['nl', 'fr', 'en', 'sv', 'de'],
  device: ['desktop', 'mobile', 'tablet', 'tv'],
  title: ['Manager', 'Director', 'Specialist', 'Head', 'Consultant', 'Officer', 'Lead', 'Assistant'],
  section: ['pricing', 'blog', 'product', 'docs', 'careers', 'customers', 'events', 'demo', 'legal', 'about'],
};

/** Activity types from the most to the least frequent; a smaller square of a draw takes an earlier one. */
export const activityTypes = [
  'Page Viewed',
  'Email Delivered',
  'Email Opened',
  'Email Clicked',
  'Video Watched',
  'Form Submitted',
  'Content Downloaded',
  'Webinar Attended',
  'Chat Started',
  'Product Used',
  'Demo Requested',
  'Email Unsubscribed',
];

/** A number from 0 up to, not including, 1 that depends on a row, a seed and which draw of that row it is. */
const draw = (row: string, seed: number, which: number) =>
  `((hash(${row} * 64 + ${which} + ${seed} * 1000003) >> 11)::DOUBLE / 9007199254740992)`;

/** One of some texts, the earlier the likelier by `bend`; NULL in `missing` of the rows. */
function pick(
  list: readonly string[],
  row: string,
  seed: number,
  which: number,
  bend = 1,
  missing = 0,
): string {
  const u = draw(row, seed, which);
  const text = `[${list.map((each) => `'${each}'`).join(', ')}][1 + floor(${list.length} * pow(${u}, ${bend}))::INT]`;
  return missing === 0 ? text : `CASE WHEN ${draw(row, seed, which + 32)} >= ${missing} THEN ${text} END`;
}

function leadSelect({ leads, seed }: FactSize): string {
  const one = (list: readonly string[], which: number, bend = 1, missing = 0.1) =>
    pick(list, 'i', seed, which, bend, missing);
  const u = (which: number) => draw('i', seed, which);
  return `SELECT
    format('{:08x}-lead', (i * 2654435761) % 4294967296) AS lead_id,
    ${one(values.country, 1, 1.5)} AS country,
    ${one(values.industry, 2)} AS industry,
    ${one(values.employees, 3)} AS employees,
    ${one(values.seniority, 4, 0.6)} AS seniority,
    ${one(values.department, 5)} AS department,
    ${one(values.emailKind, 6, 1, 0.02)} AS email_kind,
    ${one(values.leadSource, 7)} AS lead_source,
    ${one(values.technology, 8, 1, 0.4)} AS technology,
    ${one(values.language, 9)} AS language,
    ${pick(values.title, 'i', seed, 10)} || ' ' || ${pick(values.department, 'i', seed, 11)} || ' '
      || (i % 700) AS job_title,
    CASE WHEN ${u(12)} >= 0.3 THEN floor(pow(10, 4 + 4 * ${u(13)}))::BIGINT END AS annual_revenue,
    ${u(14)} < 0.3 AS newsletter,
    'account-' || floor(${leads} / 8 * pow(${u(15)}, 1.3))::INT AS account,
    TIMESTAMP '2024-07-01' + to_days(floor(365 * ${u(16)})::INT) AS created_at
  FROM range(${leads}) t(i) ORDER BY hash(i + ${seed})`;
}

function activitySelect({ leads, activities, seed }: FactSize): string {
  const u = (which: number) => draw('body', seed, which);
  const types = `[${activityTypes.map((type) => `'${type}'`).join(', ')}]`;
  const sections = `[${values.section.map((each) => `'${each}'`).join(', ')}]`;
  return `SELECT
    substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-a' || substr(h, 18, 3) || '-'
      || substr(h, 21, 12) AS id,
    format('{:08x}-lead', (rank * 2654435761) % 4294967296) AS lead_id,
    ${types}[1 + type] AS type,
    TIMESTAMP '2026-07-01 11:59:59' - to_milliseconds(floor(pow(age, 1.4) * 63072000000)::BIGINT) AS occurred_at,
    CASE WHEN type IN (0, 4, 6) THEN '/' || ${sections}[1 + page % 10] || '/' || (page // 10) END AS path,
    CASE WHEN type IN (1, 2, 3, 5, 7, 11) THEN 'campaign-' || floor(400 * pow(${u(4)}, 2))::INT END AS campaign,
    CASE WHEN type <> 1 THEN ${pick(values.device, 'body', seed, 5, 1.5)} END AS device,
    CASE WHEN type IN (4, 5, 6, 7) THEN 'topic-' || floor(60 * ${u(6)})::INT END AS topic,
    CASE WHEN type IN (4, 9) THEN floor(500000 * pow(${u(7)}, 3)) / 100 END AS amount,
    type IN (2, 3) AND ${u(8)} < 0.08 AS automated
  FROM (
    SELECT body, md5((original * 31 + ${seed})::VARCHAR) AS h,
      (floor(${activityTypes.length} * pow(${u(1)}, 2.2)))::INT AS type,
      floor(${Math.floor(leads * 0.97)} * pow(${u(2)}, 1.6))::BIGINT AS rank,
      floor(200000 * pow(${u(3)}, 2))::INT AS page,
      ${u(9)} AS age
    FROM (
      SELECT original, CASE WHEN original <> i AND ${draw('i', seed, 31)} < 0.1 THEN i ELSE original END AS body
      FROM (
        SELECT i, CASE WHEN i > 0 AND ${draw('i', seed, 30)} < 0.005 THEN (hash(i + ${seed}) % i)::BIGINT ELSE i END
          AS original
        FROM range(${activities}) t(i)
      )
    )
  )`;
}

function accountSelect({ leads, seed }: FactSize): string {
  return `SELECT 'account-' || i AS account,
    ${pick(values.industry, 'i', seed, 20, 1, 0.1)} AS industry,
    ${pick(values.employees, 'i', seed, 21, 1, 0.1)} AS employees,
    ${pick(values.country, 'i', seed, 22, 1.5, 0.1)} AS country
  FROM range(${Math.ceil(leads / 8)}) t(i)`;
}

function outcomeSelect({ leads, seed }: FactSize): string {
  return `SELECT format('{:08x}-lead', (i * 2654435761) % 4294967296) AS lead_id,
    ${pick(['lost', 'rejected', 'accepted', 'won'], 'i', seed, 25)} AS outcome,
    TIMESTAMP '2025-07-01' + to_days(floor(360 * ${draw('i', seed, 26)})::INT) AS occurred_at
  FROM range(${leads}) t(i) WHERE ${draw('i', seed, 27)} < 0.06`;
}

const selects = {
  leads: leadSelect,
  accounts: accountSelect,
  outcomes: outcomeSelect,
  activities: activitySelect,
};
const formats = {
  parquet: '(FORMAT parquet, COMPRESSION snappy)',
  csv: '(FORMAT csv, HEADER)',
};

/**
 * Makes up leads, accounts, outcomes and activities and writes each to a file in `folder`, unless it is there already.
 * The same size and seed give the same rows: 0.5% of the activities repeat an earlier id, a tenth of those with
 * another body; a few leads hold most activities; `path` has up to 200,000 different values.
 */
export async function writeFacts(
  folder: string,
  size: FactSize,
  format: 'parquet' | 'csv',
): Promise<FactFiles> {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', temp_directory: folder });
  const connection = await instance.connect();
  const name = (what: string) =>
    join(folder, `${what}-${size.leads}-${size.activities}-${size.seed}.${format}`);
  const files = {
    leads: name('leads'),
    accounts: name('accounts'),
    outcomes: name('outcomes'),
    activities: name('activities'),
  };
  for (const what of ['leads', 'accounts', 'outcomes', 'activities'] as const)
    if (!existsSync(files[what]))
      await copyOut(connection, selects[what](size), files[what], formats[format]);
  connection.closeSync();
  instance.closeSync();
  return files;
}

async function copyOut(connection: DuckDBConnection, select: string, file: string, options: string) {
  await connection.run(`COPY (${select}) TO '${file}.part' ${options}`);
  await rename(`${file}.part`, file);
}
