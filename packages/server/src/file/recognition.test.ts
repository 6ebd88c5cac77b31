import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import type { ColumnMapping } from './mapping.ts';
import { readFacts } from './read-facts.ts';
import { openSource } from './source-file.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const knownAt = Date.UTC(2024, 5, 1);

interface TrueColumn {
  readonly header: string;
  readonly meaning: string;
  readonly nl: string;
  readonly sv: string;
}

let folder = '';
let truth: ReadonlyMap<string, readonly TrueColumn[]>;
let synonyms: ReadonlyMap<string, readonly string[]>;
let decoys: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-recognition-'));
  truth = await readTruth();
  synonyms = await readSynonyms();
  decoys = await readLines('decoys.txt');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the 15 exports as the tools write them', () => {
  const tools: readonly (readonly [string, string, string])[] = [
    ['hubspot_contacts_export.csv', 'HubSpot contacts', 'leads'],
    ['hubspot_deals_export.csv', 'HubSpot deals', 'outcomes'],
    ['salesforce_leads_report.csv', 'Salesforce leads report', 'leads'],
    ['salesforce_dataloader_leads.csv', 'Salesforce leads', 'leads'],
    ['pipedrive_deals_import_export.csv', 'Pipedrive deals', 'outcomes'],
    ['zoho_leads_api_columns.csv', 'Zoho leads', 'leads'],
    ['mailchimp_audience_export.csv', 'Mailchimp audience', 'leads'],
    ['mailchimp_campaign_opens.csv', 'Mailchimp campaign opens', 'leads'],
    ['brevo_contacts_export.csv', 'Brevo contacts', 'leads'],
    ['activecampaign_contacts_export.csv', 'ActiveCampaign contacts', 'leads'],
    ['kit_subscribers_export.csv', 'Kit subscribers', 'leads'],
    ['systeme_io_contacts_export.csv', 'systeme.io contacts', 'leads'],
    ['google_contacts_export.csv', 'Google contacts', 'leads'],
    ['outlook_contacts_export.csv', 'Outlook contacts', 'leads'],
    ['meta_lead_ads_export.csv', 'Meta lead ads', 'leads'],
  ];

  test('are all here', async () => {
    const files = (await readdir(fixtures)).filter((name) => name.endsWith('.csv'));
    expect(files.sort()).toEqual(tools.map(([name]) => name).sort());
  });

  test.each(tools)('%s is %s, every column is what it is', async (name, tool, role) => {
    const { mapping } = await inspectFile({ path: join(fixtures, name) });
    expect(mapping).toMatchObject({ tool, role, language: 'en' });
    const found = mapping.columns.map(
      (column) => `${column.column} = ${judge(column, meaningOf(name, column.column)).verdict}`,
    );
    expect(found).toEqual(mapping.columns.map((column) => `${column.column} = found`));
  });

  test.each(tools)('%s loses no row', async (name) => {
    const { report } = await readFacts([{ path: join(fixtures, name) }], { knownAt });
    const { rows } = report.files[0]!;
    expect(rows).toMatchObject({ accepted: rows.read, rejected: 0, footers: 0 });
  });

  test.each(tools)('%s in Dutch and Swedish is %s too', async (name, tool) => {
    for (const language of ['nl', 'sv'] as const) {
      const columns = truth.get(name)!;
      const headers = columns.map((column) => column[language] || column.header);
      const { columns: found, mapping } = await inspectHeaders(headers, await rowsOf(name));
      const wrong = found.filter((column, i) => judge(column, columns[i]!.meaning).verdict === 'wrong');
      expect(wrong.map(({ column, target, field }) => ({ column, target, field, language }))).toEqual([]);
      if (columns.some((column) => column[language] !== '')) expect(mapping.tool).toBe(tool);
    }
  });
});

test('a thousand variants (renamed, reordered, dropped, in three languages, among decoys) hold no wrong mapping, and 95% of known columns', async () => {
  const random = createRandom(20_240_601);
  const tally = { known: 0, found: 0, own: 0 };
  const wrong: string[] = [];
  const missed = new Map<string, number>();
  const names = [...truth.keys()];
  for (let i = 0; i < 1000; i++) {
    const name = names[i % names.length]!;
    const variant = await makeVariant(name, random);
    const { columns, mapping } = await inspectHeaders(
      variant.map(({ header }) => header),
      transpose(variant),
    );
    for (const [place, { header, meaning }] of variant.entries()) {
      const { verdict, said } = judge(columns[place]!, meaning);
      if (verdict === 'wrong')
        wrong.push(`${name} (${mapping.tool ?? mapping.role}): "${header}" is ${meaning}, taken for ${said}`);
      if (meaning === 'own' || meaning === 'ignored') tally.own++;
      else {
        tally.known++;
        if (verdict === 'found') tally.found++;
        else missed.set(`${header} (${meaning})`, (missed.get(`${header} (${meaning})`) ?? 0) + 1);
      }
    }
  }
  const worst = [...missed].sort((a, b) => b[1] - a[1]).slice(0, 10);
  console.info(
    `variants: ${tally.found} of ${tally.known} known columns found (${((100 * tally.found) / tally.known).toFixed(2)}%), ` +
      `${wrong.length} wrong, ${tally.own} others left alone; most missed: ${worst.map(([text, count]) => `${text} ${count}`).join(', ')}`,
  );
  expect([...new Set(wrong)]).toEqual([]);
  expect(tally.found / tally.known).toBeGreaterThanOrEqual(0.95);
});

/** Compares a column with the truth. An own column may not be taken for a known one; a known one may be missed, not mistaken. */
function judge(
  column: ColumnMapping,
  meaning: string,
): { verdict: 'found' | 'missed' | 'wrong'; said: string } {
  const said = sayColumn(column);
  if (meaning === 'own' || meaning === 'ignored')
    return { verdict: said === 'own' || said === 'ignored' ? 'found' : 'wrong', said };
  if (said === meaning) return { verdict: 'found', said };
  // The status that tells won from lost is also the field; as the field alone it is missed and not mistaken.
  if (meaning === 'outcome' && said === 'field.leadStatus') return { verdict: 'missed', said };
  return { verdict: said === 'own' || said === 'ignored' ? 'missed' : 'wrong', said };
}

function sayColumn({ target, field, activity, outcome }: ColumnMapping): string {
  if (target === 'field' || target === 'property')
    return knownMeanings().has(`field.${field}`) ? `field.${field}` : 'own';
  if (target === 'rowDate') return `rowDate.${field}`;
  if (target === 'counter' || target === 'counterDate') return `${target}.${activity}`;
  return outcome === undefined ? target : `${target}.${outcome}`;
}

let meanings: Set<string> | undefined;
function knownMeanings(): Set<string> {
  meanings ??= new Set([...[...truth.values()].flat().map(({ meaning }) => meaning), ...synonyms.keys()]);
  return meanings;
}

const meaningOf = (name: string, header: string): string =>
  truth.get(name)!.find((column) => column.header === header)!.meaning;

interface VariantColumn {
  readonly header: string;
  readonly meaning: string;
  readonly cell: readonly string[];
}

/** One file as some user might have it: of one language, a fifth of its columns gone, some renamed, in another order. */
async function makeVariant(name: string, random: () => number): Promise<VariantColumn[]> {
  const language = (['header', 'nl', 'sv'] as const)[Math.floor(random() * 3)]!;
  const rows = await rowsOf(name);
  const isLeads = !name.includes('deals');
  const dropped = random() * 0.4;
  const columns: VariantColumn[] = [];
  for (const [i, column] of truth.get(name)!.entries()) {
    const isKey = column.meaning === 'email' || column.meaning === 'leadIds' || column.meaning === 'outcome';
    if (!isKey && random() < dropped) continue;
    const others = isLeads ? synonyms.get(column.meaning) : undefined;
    const own = column[language] || column.header;
    const header = others !== undefined && random() < 0.3 ? pick(others, random) : own;
    columns.push({
      header: restyle(header, random),
      meaning: column.meaning,
      cell: rows.map((row) => row[i] ?? ''),
    });
  }
  for (let i = 0; i < 4; i++) {
    const header = pick(decoys, random);
    if (columns.every((column) => column.header !== header))
      columns.push({ header, meaning: 'own', cell: rows.map(() => '') });
  }
  return columns
    .map((column) => ({ column, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ column }) => column);
}

/** Case, signs and spaces as people and programs write them. */
function restyle(header: string, random: () => number): string {
  const styles: ((text: string) => string)[] = [
    (text) => text,
    (text) => text,
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text.replace(/ /g, '_'),
    (text) => text.replace(/ /g, '-').toLowerCase(),
    (text) => ` ${text} `,
    (text) => `${text}:`,
    (text) => text.replace(/ /g, '  '),
    (text) => text.normalize('NFD'),
  ];
  return pick(styles, random)(header);
}

function transpose(columns: readonly VariantColumn[]): string[][] {
  return (columns[0]?.cell ?? []).map((_, i) => columns.map(({ cell }) => cell[i] ?? ''));
}

let files = 0;
async function inspectHeaders(headers: readonly string[], rows: readonly (readonly string[])[]) {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const path = join(folder, `${files++}.csv`);
  await writeFile(path, `${[headers, ...rows].map((row) => row.map(quote).join(',')).join('\n')}\n`);
  const { mapping } = await inspectFile({ path });
  return { columns: mapping.columns, mapping };
}

const rowCache = new Map<string, string[][]>();
async function rowsOf(name: string): Promise<string[][]> {
  const cached = rowCache.get(name);
  if (cached !== undefined) return cached;
  const source = await openSource(join(fixtures, name));
  const rows = source.table.sample.map((row) => row.cells.map((cell) => String(cell ?? '')));
  rowCache.set(name, rows);
  return rows;
}

async function readLines(name: string): Promise<string[]> {
  const text = await readFile(join(fixtures, name), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

async function readTruth(): Promise<Map<string, TrueColumn[]>> {
  const result = new Map<string, TrueColumn[]>();
  let columns: TrueColumn[] = [];
  for (const line of await readLines('truth.txt')) {
    if (line.startsWith('== ')) {
      columns = [];
      result.set(line.slice(3).trim(), columns);
      continue;
    }
    const [header = '', meaning = '', nl = '', sv = ''] = line.split('|').map((part) => part.trim());
    columns.push({ header, meaning, nl, sv });
  }
  return result;
}

async function readSynonyms(): Promise<Map<string, string[]>> {
  const pairs = (await readLines('synonyms.txt')).map((line) => line.split('|').map((part) => part.trim()));
  return new Map(
    pairs.map(([meaning = '', names = '']) => [meaning, names.split(';').map((one) => one.trim())]),
  );
}

/** Mulberry32: the same variants in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;
