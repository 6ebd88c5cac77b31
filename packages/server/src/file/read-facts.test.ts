import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '@leadline/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FactFile, FileReport, ReadOptions } from './fact-file.ts';
import { inspectFile } from './inspect-file.ts';
import { readFacts } from './read-facts.ts';

const knownAt = Date.UTC(2024, 5, 1);
const at = (text: string): number => Date.parse(text);
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('files read together', () => {
  test('know a lead by its id and by its address as one', async () => {
    const { facts, report } = await read({
      'leads.csv':
        'Record ID,Email,First Name,Last Name,Job Title,Lifecycle Stage,Contact owner\n51,Ana@Acme.example,Ana,Example,CTO,lead,Sam\n',
      'activities.csv':
        'email,event,timestamp,path\nana@acme.example,page_view,2024-03-01T10:00:00Z,/pricing\n',
      'audience.csv': 'Email Address,First Name,LEID,EUID,MEMBER_RATING\nANA@acme.example,Ana,9,x,4\n',
    });
    expect(report.leads).toBe(1);
    expect(facts.identities).toEqual({ 'ana@acme.example': '51' });
    expect(new Set(facts.fieldValues.map(({ lead }) => lead))).toEqual(new Set(['51']));
    expect(facts.activities).toMatchObject([
      {
        lead: 'ana@acme.example',
        type: 'Page Viewed',
        at: at('2024-03-01T10:00:00Z'),
        properties: { path: '/pricing' },
      },
    ]);
  });

  test('of two tools keep the ids of the first and mark those of the second', async () => {
    const { facts } = await read({
      'hubspot.csv':
        'Record ID,Email,Lifecycle Stage,Contact owner,Original Source,HubSpot Score\n51,ana@acme.example,lead,Sam,Web,3\n',
      'salesforce.csv':
        'Id,IsDeleted,LastName,FirstName,Email,IsConverted,LastModifiedDate\n51,false,Other,Bo,bo@tiny.example,false,2024-01-01\n52,false,Example,Ana,ana@acme.example,false,2024-01-01\n',
    });
    expect(new Set(facts.fieldValues.map(({ lead }) => lead))).toEqual(new Set(['51', 'salesforce:51']));
    expect(facts.identities).toEqual({ 'salesforce:52': '51' });
  });

  test('put accounts under the domain, or under the id where leads name them by it', async () => {
    const accounts =
      'Record ID,Company name,Company Domain Name,Number of Employees\n5001,Acme,www.Acme.example,51-200\n';
    const byDomain = await read({ 'accounts.csv': accounts });
    expect(byDomain.facts.fieldValues[0]).toMatchObject({
      account: 'acme.example',
      field: 'name',
      value: 'Acme',
    });
    const byId = await read({
      'accounts.csv': accounts,
      'leads.csv':
        'Record ID,Email,Associated Company IDs,Lifecycle Stage,Contact owner\n51,ana@acme.example,5001;5002,lead,Sam\n',
    });
    expect(
      byId.facts.fieldValues.filter(({ account }) => account !== undefined).map(({ account }) => account),
    ).toContain('5001');
    expect(findValue(byId.facts, '51', 'account')).toBe('5001');
    expect(byId.report.accounts).toBe(1);
  });
});

describe('a file of leads', () => {
  test('turns counters into activities with ids that stay when they grow', async () => {
    const row = (opens: number): string =>
      `Email,Email Opens,Last Open Date,Clicks,Last Activity Date\nana@acme.example,${opens},2024-03-11,1,2024-03-14\n`;
    const before = await read({ 'leads.csv': row(2) });
    const after = await read({ 'leads.csv': row(3) });
    const idsOf = ({ facts }: { facts: Facts }): unknown[] => facts.activities.map(({ id }) => id);
    expect(before.facts.activities).toMatchObject([
      { type: 'Email Opened', at: at('2024-03-11'), id: 'ana@acme.example:Email Opens:1' },
      { type: 'Email Opened', at: at('2024-03-11'), id: 'ana@acme.example:Email Opens:2' },
      { type: 'Email Clicked', at: at('2024-03-14'), id: 'ana@acme.example:Clicks:1' },
    ]);
    expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(before)));
    expect(after.facts.activities).toHaveLength(4);
  });

  test.each([
    ['10001', 'counter_too_large'],
    ['2.5', 'counter_invalid'],
    ['-1', 'counter_invalid'],
    ['many', 'counter_invalid'],
  ])('refuses %s in a counter', async (count, code) => {
    const { file } = await read({
      'leads.csv': `Email,Email Opens\na@x.example,1\nb@x.example,2\nc@x.example,${count}\n`,
    });
    expect(file.rejects).toMatchObject([{ line: 4, column: 'Email Opens', value: count, reason: { code } }]);
    expect(file.facts.activities).toBe(3);
  });

  test('dates counters by the file where the row has no date, and says so', async () => {
    const { facts, file } = await read(
      { 'leads.csv': 'Email,Visits\na@x.example,2\n' },
      {},
      { at: at('2024-02-03') },
    );
    expect(facts.activities.map((activity) => activity.at)).toEqual([at('2024-02-03'), at('2024-02-03')]);
    expect(file.warnings.map(({ code }) => code)).toEqual(['file_date_used']);
  });

  test('drops identical repeats and rejects conflicting ones, with the line of the first', async () => {
    const { file } = await read({
      'leads.csv': 'Lead ID,Email\n1,a@x.example\n1,a@x.example\n1,b@x.example\n2,c@x.example\n',
    });
    expect(file.rows).toEqual({ read: 4, accepted: 2, rejected: 1, duplicates: 1, footers: 0, blank: 0 });
    expect(file.rejects[0]).toMatchObject({
      line: 4,
      column: 'Lead ID',
      reason: { code: 'id_conflict', params: { line: 2 } },
    });
  });

  test('that two ids share an address keeps both and warns', async () => {
    const { facts, report } = await read({
      'leads.csv': 'Lead ID,Email\n1,info@x.example\n2,info@x.example\n',
    });
    expect(report.leads).toBe(2);
    expect(facts.identities).toEqual({});
    expect(report.warnings).toMatchObject([
      { code: 'email_shared', params: { count: 1, example: 'info@x.example' } },
    ]);
  });

  test('takes placeholders for nothing', async () => {
    const { facts } = await read({
      'leads.csv': 'Email,City,Country,Industry\na@x.example,Select,-,N/A\nb@x.example,Gent,BE,IT\n',
    });
    expect(facts.fieldValues.map(({ lead, field }) => `${lead} ${field}`)).toEqual([
      'a@x.example email',
      'b@x.example email',
      'b@x.example city',
      'b@x.example country',
      'b@x.example industry',
    ]);
  });

  test('of Salesforce ends in a footer that is no row of it', async () => {
    const report = await readFile(
      join(import.meta.dirname, 'fixtures', 'salesforce_leads_report.csv'),
      'utf8',
    );
    const footer =
      '\n"Grand Totals (2 records)"\n\n"Leads by source"\n"Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Sam Sales  14/03/2024 10:12"\n';
    const { facts, file } = await read({ 'report.csv': `${report.trimEnd()}\n${footer}` });
    expect(file.rows).toEqual({ read: 9, accepted: 2, rejected: 0, duplicates: 0, footers: 5, blank: 2 });
    expect(facts.outcomes).toMatchObject([
      { lead: '00Q000000000001', outcome: 'won', at: at('2024-03-14') },
      { lead: '00Q000000000002', outcome: 'lost', at: at('2024-01-02') },
    ]);
    expect(findValue(facts, '00Q000000000001', 'revenue')).toEqual({
      lo: 2_500_000,
      hi: 2_500_000,
      currency: 'GBP',
    });
  });

  test('with a date of 1800 or 3100 rejects the row, or leaves out the cell if asked', async () => {
    const text =
      'Email,Create Date\na@x.example,31/12/1800\nb@x.example,01/01/3100\nc@x.example,31/12/2024\n';
    const { file } = await read({ 'leads.csv': text });
    expect(
      file.rejects.map(({ line, column, reason }) => [line, column, reason.code, reason.message]),
    ).toEqual([
      [
        2,
        'Create Date',
        'date_before_1900',
        '"31/12/1800" lies before 1900; correct the date or leave it out',
      ],
      [3, 'Create Date', 'date_after_2999', '"01/01/3100" lies after 2999; correct the date or leave it out'],
    ]);
    const kept = await read({ 'leads.csv': text }, { keepRowsWithBadCells: true });
    expect(kept.file.rows).toMatchObject({ accepted: 3, rejected: 0 });
    expect(kept.file.warnings).toMatchObject([{ code: 'cells_left_out', params: { count: 2 } }]);
  });

  test('reads decimals and dates as its columns show, and says what it assumes', async () => {
    const shown = await read({
      'leads.csv':
        'Email;Score a;Score b;Create Date\na@x.example;1.234,56;1.234;03/04/2024\nb@x.example;7;2.000;31/12/2024\n',
    });
    expect(findValue(shown.facts, 'a@x.example', 'scoreA')).toBe(1234.56);
    expect(findValue(shown.facts, 'a@x.example', 'scoreB')).toBe(1234);
    expect(findValue(shown.facts, 'a@x.example', 'createdAt')).toBe('2024-04-03');
    expect(shown.file.warnings).toEqual([]);
    const assumed = await read({ 'leads.csv': 'Email,Score b,Create Date\na@x.example,1.234,03/04/2024\n' });
    expect(assumed.file.warnings.map(({ code }) => code).sort()).toEqual([
      'dates_ambiguous',
      'decimals_ambiguous',
    ]);
    const given = await read(
      { 'leads.csv': 'Email,Score b,Create Date\na@x.example,1.234,03/04/2024\n' },
      {},
      { decimal: ',', dateOrder: 'mdy' },
    );
    expect(findValue(given.facts, 'a@x.example', 'scoreB')).toBe(1234);
    expect(findValue(given.facts, 'a@x.example', 'createdAt')).toBe('2024-03-04');
  });

  test('keeps a later value that is not what its unknown column seemed to hold as text', async () => {
    const rows = Array.from({ length: 2100 }, (_, i) => `a${i}@x.example,${i}`).join('\n');
    const { facts, file } = await read({ 'leads.csv': `Email,Loyalty\n${rows}\nz@x.example,gold\n` });
    expect(findValue(facts, 'a7@x.example', 'loyalty')).toBe(7);
    expect(findValue(facts, 'z@x.example', 'loyalty')).toBe('gold');
    expect(file.warnings).toMatchObject([
      { code: 'guessed_kind_failed', params: { column: 'Loyalty', count: 1, line: 2102 } },
    ]);
  });

  test('in a long form is a history of fields', async () => {
    const { facts, file } = await read({
      'history.csv':
        'contact_id,field,value,changed_at\n51,jobtitle,CTO,2024-03-01\n51,Aantal medewerkers,51-200,2024-04-01\n51,jobtitle,,2024-05-01\n51,Budget round,B,2024-05-02\n',
    });
    expect(file.mapping.role).toBe('leads');
    expect(facts.fieldValues).toMatchObject([
      { lead: '51', field: 'jobTitle', value: 'CTO', at: at('2024-03-01') },
      { lead: '51', field: 'employees', value: { lo: 51, hi: 200 }, at: at('2024-04-01') },
      { lead: '51', field: 'jobTitle', value: null, at: at('2024-05-01') },
      { lead: '51', field: 'budgetRound', value: 'B', at: at('2024-05-02') },
    ]);
  });
});

describe('a file of outcomes', () => {
  test('gives every contact of a deal its outcome, and an open deal none', async () => {
    const { facts, file } = await read({
      'deals.csv':
        'Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Closed Lost Reason,Associated Contact,Associated Contact IDs\n1,A,Closed Won,2024-05-02,Sam,,Ana (ana@x.example),51\n2,B,Closed Lost,2024-04-02,Sam,No budget,,52;53\n3,C,Negotiation,2024-12-02,Sam,,Bo (bo@x.example),54\n4,D,Closed Won,,Sam,,,55\n5,E,Closed Won,2024-01-01,Sam,,,\n',
    });
    expect(facts.outcomes).toMatchObject([
      { lead: '51', outcome: 'won', at: at('2024-05-02') },
      { lead: '52', outcome: 'lost', reason: 'No budget' },
      { lead: '53', outcome: 'lost', reason: 'No budget' },
    ]);
    expect(file.rejects.map(({ line, reason }) => [line, reason.code])).toEqual([
      [5, 'outcome_date_missing'],
      [6, 'lead_missing'],
    ]);
    expect(file.warnings).toContainEqual(
      expect.objectContaining({
        code: 'status_without_outcome',
        params: { column: 'Deal Stage', count: 1, example: 'Negotiation' },
      }),
    );
  });

  test('knows a contact by the address behind its name', async () => {
    const { facts } = await read({
      'deals.csv':
        'Deal Name,Deal Stage,Close Date,Associated Contact\nA,Gesloten - gewonnen,2024-05-02,Ana Example (Ana@x.example)\n',
    });
    expect(facts.outcomes).toMatchObject([{ lead: 'ana@x.example', outcome: 'won' }]);
  });

  test('takes what its values mean from the user', async () => {
    const { facts } = await read(
      {
        'deals.csv':
          'email,outcome,close date\na@x.example,Handtekening,2024-05-02\nb@x.example,Lost,2024-05-02\n',
      },
      {},
      { outcomes: { Handtekening: 'won', Lost: 'none' } },
    );
    expect(facts.outcomes).toMatchObject([{ lead: 'a@x.example', outcome: 'won' }]);
  });
});

describe('a file of activities', () => {
  test('names types as we do, and keeps other columns as properties', async () => {
    const { facts, file } = await read({
      'events.ndjson': [
        {
          userId: '51',
          event: 'E-mail geopend',
          timestamp: '2024-03-01T10:00:00Z',
          messageId: 'm1',
          properties: { campaign: 'Spring', n: 2 },
        },
        { userId: '51', event: 'Moon Landed', timestamp: '2024-03-01T10:00:00Z', messageId: 'm2' },
      ]
        .map((event) => JSON.stringify(event))
        .join('\n'),
    });
    expect(facts.activities).toMatchObject([
      { lead: '51', type: 'Email Opened', id: 'm1', properties: { campaign: 'Spring', n: 2 } },
      { lead: '51', type: 'Moon Landed', id: 'm2' },
    ]);
    expect(file.warnings).toMatchObject([{ code: 'types_unknown', params: { types: 'Moon Landed' } }]);
  });

  test('reads properties from a column of JSON', async () => {
    const { facts, file } = await read({
      'events.csv':
        'email,event,timestamp,properties\na@x.example,open,2024-03-01,"{""path"":""/x"",""utm"":{""source"":""mail""}}"\nb@x.example,open,2024-03-01,{oops\n',
    });
    expect(facts.activities[0]!.properties).toEqual({ path: '/x', 'utm.source': 'mail' });
    expect(file.rejects).toMatchObject([
      { line: 3, column: 'properties', reason: { code: 'properties_invalid' } },
    ]);
  });

  test('without ids gives the same ids each time, one for each equal row', async () => {
    const text =
      'email,event,timestamp,path,area\na@x.example,open,2024-03-01,/x,1\na@x.example,open,2024-03-01,/x,1\nb@x.example,open,2024-03-01,/x,1\n';
    const first = await read({ 'a.csv': text });
    const second = await read({ 'a.csv': text });
    const ids = first.facts.activities.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(second.facts.activities.map(({ id }) => id)).toEqual(ids);
    // The order of columns is no content.
    const turned = await read({
      'a.csv': 'area,path,timestamp,event,email\n1,/x,2024-03-01,open,a@x.example\n',
    });
    expect(turned.facts.activities[0]!.id).toBe(ids[0]);
  });

  test('with ids drops identical repeats and rejects conflicts', async () => {
    const { file } = await read({
      'a.csv':
        'event id,email,event,timestamp\n1,a@x.example,open,2024-03-01\n1,a@x.example,open,2024-03-01\n1,a@x.example,click,2024-03-01\n',
    });
    expect(file.rows).toMatchObject({ accepted: 1, duplicates: 1, rejected: 1 });
  });

  test('joins a visitor to the lead it turned out to be', async () => {
    const { facts, report } = await read({
      'a.csv':
        'anonymous id,email,event,timestamp\nv1,,page view,2024-03-01\nv1,a@x.example,form submission,2024-03-02\n',
    });
    expect(facts.activities.map(({ lead, type }) => [lead, type])).toEqual([
      ['v1', 'Page Viewed'],
      ['a@x.example', 'Form Submitted'],
    ]);
    expect(facts.identities).toEqual({ v1: 'a@x.example' });
    expect(report.leads).toBe(1);
  });

  test('marks what a machine did', async () => {
    const { facts } = await read({
      'a.csv':
        'email,event,timestamp,is bot\na@x.example,open,2024-03-01,true\nb@x.example,open,2024-03-01,false\n',
    });
    expect(facts.activities.map(({ automated }) => automated)).toEqual([true, undefined]);
  });

  test('without a type needs the one of all its rows', async () => {
    const text = 'contact_id,timestamp,page_url\n51,2024-03-01,/x\n';
    await expect(read({ 'forms.csv': text }, {}, { role: 'activities' })).rejects.toMatchObject({
      code: 'required_column_missing',
    });
    const { facts } = await read(
      { 'forms.csv': text },
      {},
      { role: 'activities', activityType: 'Form Submitted' },
    );
    expect(facts.activities).toMatchObject([
      { lead: '51', type: 'Form Submitted', properties: { pageUrl: '/x' } },
    ]);
  });
});

test('facts are handed over in batches, with the identities at the end', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},a${i}@x.example\n`).join('');
  const batches: Facts[] = [];
  const { facts, file } = await read(
    { 'leads.csv': `Lead ID,Email\n${rows}` },
    { onFacts: (batch) => void batches.push(batch) },
  );
  expect(facts.fieldValues).toEqual([]);
  expect(batches.length).toBeGreaterThan(1);
  expect(batches.flatMap(({ fieldValues }) => fieldValues)).toHaveLength(60_000);
  expect(file.facts.fieldValues).toBe(60_000);
});

test('an unknown time zone is refused', async () => {
  const files = { 'leads.csv': 'Email\na@x.example\n' };
  await expect(read(files, {}, { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
    code: 'time_zone_unknown',
  });
});

describe('rejects', () => {
  test('are written with file, line, column, value, reason and row, safe from formulas', async () => {
    const rejectsPath = join(folder, 'rejects.csv');
    const { report } = await read(
      { 'leads.csv': 'Email,Create Date,Notes\n=cmd@x.example,31/12/1800,"a\nb"\n' },
      { rejectsPath },
    );
    expect(report.rejectsPath).toBe(rejectsPath);
    const text = await readFile(rejectsPath, 'utf8');
    expect(text).toBe(
      '\ufefffile,line,column,value,reason,code,row\nleads.csv,2,Create Date,31/12/1800,"""31/12/1800"" lies before 1900; correct the date or leave it out",date_before_1900,"\'=cmd@x.example,31/12/1800,""a\nb"""\n',
    );
  });

  test('make no file where there are none, nor where a later file cannot be read', async () => {
    const rejectsPath = join(folder, 'rejects.csv');
    await read({ 'leads.csv': 'Email\na@x.example\n' }, { rejectsPath });
    const bad = {
      'a.csv': 'Email,Create Date\na@x.example,1800-01-01\n',
      'b.csv': `Email,Name\n"open,x\n${'y'.repeat(1_200_000)}`,
    };
    await expect(read(bad, { rejectsPath })).rejects.toMatchObject({
      code: 'quote_open',
      file: 'b.csv',
      line: 2,
    });
    expect((await readdir(folder)).filter((name) => name.includes('rejects'))).toEqual([]);
  });
});

describe('a mapping', () => {
  const text = 'Email,Mijn ding,Score\na@x.example,3,7\n';
  test('is plain JSON that can be given back as it is', async () => {
    const path = await write('leads.csv', text);
    const { mapping } = await inspectFile({ path });
    const copy = JSON.parse(JSON.stringify(mapping)) as typeof mapping;
    expect((await inspectFile({ path, mapping: copy })).mapping).toEqual(mapping);
  });

  test('can be changed column by column', async () => {
    const { facts, file } = await read(
      { 'leads.csv': text },
      {},
      {
        mapping: {
          columns: [
            { column: 'mijn DING', target: 'counter', activity: 'Page Viewed', kind: 'number' },
            { column: 'Score', target: 'ignored' },
          ],
        },
      },
    );
    expect(facts.activities).toHaveLength(3);
    expect(facts.fieldValues.map(({ field }) => field)).toEqual(['email']);
    expect(file.mapping.columns[1]).toMatchObject({ sure: 'given', because: { code: 'because_override' } });
  });

  test.each([
    [{ column: 'Nope', target: 'field' }, 'mapping_column_missing'],
    [{ column: 'Score', target: 'fields' }, 'mapping_invalid'],
    [{ column: 'Score', kind: 'int' }, 'mapping_invalid'],
    [{ column: 'Score', target: 'counter' }, 'mapping_invalid'],
  ])('%j is refused', async (column, code) => {
    await expect(
      read({ 'leads.csv': text }, {}, { mapping: { columns: [column as never] } }),
    ).rejects.toMatchObject({ code });
  });
});

async function write(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function read(
  files: Record<string, string>,
  options: Partial<ReadOptions> = {},
  file: Partial<FactFile> = {},
) {
  const given: FactFile[] = [];
  for (const [name, text] of Object.entries(files)) given.push({ ...file, path: await write(name, text) });
  const result = await readFacts(given, { knownAt, ...options });
  for (const { rows } of result.report.files) {
    expect(rows.read).toBe(rows.accepted + rows.rejected + rows.duplicates + rows.footers + rows.blank);
  }
  return { ...result, file: result.report.files[0] as FileReport };
}

function findValue(facts: Facts, lead: string, field: string): unknown {
  return facts.fieldValues.find((value) => value.lead === lead && value.field === field)?.value;
}
