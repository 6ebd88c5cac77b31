import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildColumns,
  type Facts,
  type FieldValue,
  type Model,
  type OutcomeKind,
  type PlainValue,
  parseModel,
  planModel,
  readScore,
  scoreColumns,
  scoreFacts,
} from '@leadline/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBulkDatabase, readRows } from './bulk-database.ts';
import type { BulkFiles, BulkFormat } from './bulk-file.ts';
import { loadColumns } from './load-columns.ts';
import { scoreBulk } from './score-bulk.ts';
import { scoreInThreads, splitUnits } from './score-threads.ts';

const day = 86_400_000;
const at = Date.UTC(2026, 2, 10, 9, 30);

/** One cell of each row as text; what is missing is empty. */
type Row = Readonly<Record<string, string>>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-bulk-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files in bulk', () => {
  for (const format of ['parquet', 'csv', 'ndjson'] as const)
    it(`score like the same rows as facts, lead by lead, from ${format}`, async () => {
      const rows = makeRows(400, 6000, 7);
      const files = await writeFiles(format, rows);
      for (const model of [leadModel, accountReadingModel]) {
        const { columns } = await load(files, model);
        const small = scoreFacts(model, toFacts(rows), { at, knownAt: at });
        const plan = planModel(model);
        const scores = scoreColumns(plan, columns, { at });
        const bulk = columns.ids.flatMap(
          (id, unit) => readScore(scores, unit, { id, model: model.id, at }) ?? [],
        );
        expect(bulk.length).toBeGreaterThan(300);
        expect(bulk).toEqual(small.scores);
        expect(new Set(bulk.map(({ total }) => total)).size).toBeGreaterThan(50);
      }
    });

  it('score accounts like the same rows as facts', async () => {
    const rows = makeRows(300, 3000, 8);
    const { columns } = await load(await writeFiles('parquet', rows), accountModel, [leadModel]);
    const small = scoreFacts(accountModel, toFacts(rows), { at, knownAt: at, members: [leadModel] });
    const members = new Map([[leadModel.id, scoreColumns(planModel(leadModel), columns, { at })]]);
    const scores = scoreColumns(planModel(accountModel), columns, { at, members });
    const bulk = columns.accounts!.ids.flatMap(
      (id, unit) => readScore(scores, unit, { id, model: accountModel.id, at }) ?? [],
    );
    expect(bulk.length).toBeGreaterThan(20);
    expect(bulk).toEqual(small.scores);
  });

  it('hold the same rows as columns built from facts', async () => {
    const rows = makeRows(200, 3000, 9);
    const { columns } = await load(await writeFiles('csv', rows), leadModel);
    const small = buildColumns(toFacts(rows), [leadModel], { until: at, knownAt: at });
    expect(columns.ids).toEqual(small.ids);
    expect([...columns.created]).toEqual([...small.created]);
    expect([...columns.activities.offsets]).toEqual([...small.activities.offsets]);
    expect([...columns.outcomes.at]).toEqual([...small.outcomes.at]);
    const timesOf = ({ firstDay, day: days, timeOfDay }: typeof columns.activities) =>
      Array.from(days, (d, r) => (firstDay + d) * day + timeOfDay[r]!);
    expect(timesOf(columns.activities)).toEqual(timesOf(small.activities));
  });

  it('count every row once: accepted, rejected, repeated', async () => {
    const rows: Row[] = [
      activity({ id: 'a', lead: 'anna', type: 'Visit', time: '2026-03-01T10:00:00Z' }),
      activity({ id: 'a', lead: 'anna', type: 'Visit', time: '2026-03-01T10:00:00Z' }),
      // The same key under another lead: the body that comes first as text is accepted.
      activity({ id: 'b', lead: 'bert', type: 'Visit', time: '2026-03-01T10:00:00Z' }),
      activity({ id: 'b', lead: 'anna', type: 'Visit', time: '2026-03-01T10:00:00Z' }),
      activity({ id: '', lead: 'anna', type: 'Visit', time: '2026-03-02T10:00:00Z' }),
      activity({ id: '', lead: 'anna', type: 'Visit', time: '2026-03-02T10:00:00Z' }),
      activity({ id: 'c', lead: '', type: 'Visit', time: '2026-03-02T10:00:00Z' }),
      activity({ id: 'd', lead: 'anna', type: '', time: '2026-03-02T10:00:00Z' }),
      activity({ id: 'e', lead: 'anna', type: 'Visit', time: 'yesterday' }),
      // A bad row takes no key.
      activity({ id: 'e', lead: 'anna', type: 'Visit', time: '2026-03-03' }),
      activity({ id: 'f', lead: 'anna', type: 'Visit', time: '2026-12-03' }),
    ];
    for (const format of ['csv', 'parquet'] as const) {
      const files = await writeFiles(format, { leads: [], accounts: [], outcomes: [], activities: rows });
      const { reports, columns } = await load(files, visitModel);
      const report = reports.find(({ role }) => role === 'activities')!;
      expect(report.rows).toEqual({
        read: 11,
        accepted: 6,
        rejected: 3,
        duplicates: 1,
        conflicts: 1,
        later: 1,
      });
      expect(report.rejects.map(({ reason, row }) => [reason, row])).toEqual([
        ['lead_missing', 7],
        ['type_missing', 8],
        ['time_invalid', 9],
      ]);
      expect(columns.ids).toEqual(['anna', 'bert']);
      expect([...columns.activities.offsets]).toEqual([0, 5, 5]);
    }
  });

  it('name the line of what is no row in a CSV file', async () => {
    const path = join(folder, 'broken.csv');
    await writeFile(
      path,
      'lead,type,time\nanna,Visit,2026-03-01\nanna,Visit,2026-03-01,too,many\nbert,Visit,2026-03-01\n',
    );
    const { reports } = await load(
      { activities: [{ path, leadId: 'lead', type: 'type', at: 'time' }] },
      visitModel,
    );
    expect(reports[0]!.rows).toEqual({
      read: 3,
      accepted: 2,
      rejected: 1,
      duplicates: 0,
      conflicts: 0,
      later: 0,
    });
    expect(reports[0]!.rejects).toMatchObject([{ reason: 'row_invalid', line: 3 }]);
  });

  it('take times as text in stated formats and as numbers', async () => {
    const path = join(folder, 'times.csv');
    await writeFile(path, 'lead;type;written;counted\nanna;Visit;"01/02/2026 13:05";1767225600\n');
    for (const [column, expected] of [
      [{ column: 'written', formats: ['%d/%m/%Y %H:%M'] }, Date.UTC(2026, 1, 1, 13, 5)],
      [{ column: 'counted', unit: 'seconds' }, Date.UTC(2026, 0, 1)],
    ] as const) {
      const { columns } = await load(
        { activities: [{ path, leadId: 'lead', type: 'type', at: column }] },
        visitModel,
      );
      const { firstDay, day: days, timeOfDay } = columns.activities;
      expect((firstDay + days[0]!) * day + timeOfDay[0]!).toBe(expected);
    }
  });

  it('say which column is not there', async () => {
    const path = join(folder, 'few.csv');
    await writeFile(path, 'lead,type\nanna,Visit\n');
    await expect(
      load({ activities: [{ path, leadId: 'lead', type: 'type', at: 'when' }] }, visitModel),
    ).rejects.toThrow(/Cannot read few.csv/);
  });

  it('leave one file with all scores, whichever threads made them', async () => {
    const rows = makeRows(500, 4000, 11);
    const files = await writeFiles('parquet', rows);
    const small = scoreFacts(leadModel, toFacts(rows), { at, knownAt: at });
    for (const [format, threads] of [
      ['csv', 1],
      ['parquet', 3],
      ['ndjson', 2],
    ] as const) {
      const out = join(folder, `scored-${threads}.${format}`);
      const steps = new Set<string>();
      const report = await scoreBulk({
        ...files,
        model: leadModel,
        at,
        out,
        threads,
        onProgress: ({ step }) => steps.add(step),
      });
      expect(report.scored).toBe(small.scores.length);
      expect([...steps]).toEqual(['stage', 'number', 'fields', 'activities', 'score', 'write']);
      const reader = { csv: 'read_csv', parquet: 'read_parquet', ndjson: 'read_json' }[format];
      const database = await openBulkDatabase();
      const written = await readRows(
        database.connection,
        `SELECT lead, total, fit, engagement, grade, coverage FROM ${reader}('${out}') ORDER BY lead`,
      );
      await database.close();
      expect(written).toEqual(
        small.scores.map(({ id, total, dimensions, grade, coverage }) => [
          id,
          total / 1000,
          dimensions.fit! / 1000,
          dimensions.engagement! / 1000,
          grade ?? null,
          coverage / 1000,
        ]),
      );
    }
  });

  it('keep an older output when the scores cannot be made', async () => {
    const out = join(folder, 'kept.csv');
    await writeFile(out, 'old');
    const missing = { path: join(folder, 'none.csv'), leadId: 'lead', type: 'type', at: 'time' };
    await expect(scoreBulk({ activities: [missing], model: visitModel, at, out })).rejects.toThrow(
      /Cannot read none.csv/,
    );
    expect(await readFile(out, 'utf8')).toBe('old');
  });
});

describe('threads', () => {
  it('score the same as one, and share the work by rows', async () => {
    const rows = makeRows(600, 5000, 12);
    const { columns } = await load(await writeFiles('parquet', rows), leadModel);
    const alone = scoreColumns(planModel(leadModel), columns, { at });
    for (const threads of [1, 2, 5]) {
      const shared = await scoreInThreads(leadModel, columns, { at, threads });
      for (const name of ['state', 'total', 'grade', 'persona', 'coverage'] as const)
        expect([...shared[name]]).toEqual([...alone[name]]);
      const ranges = splitUnits(columns, false, threads);
      expect(ranges[0]![0]).toBe(0);
      expect(ranges.at(-1)![1]).toBe(columns.unitCount);
      for (const [i, [from]] of ranges.entries()) if (i > 0) expect(from).toBe(ranges[i - 1]![1]);
    }
  });
});

async function load(files: BulkFiles, model: Model, members: readonly Model[] = []) {
  const database = await openBulkDatabase();
  try {
    return await loadColumns(database, files, { models: [model, ...members], until: at });
  } finally {
    await database.close();
  }
}

interface Rows {
  readonly leads: readonly Row[];
  readonly accounts: readonly Row[];
  readonly outcomes: readonly Row[];
  readonly activities: readonly Row[];
}

const columnsOf = {
  leads: ['lead', 'country', 'title', 'revenue', 'account', 'since'],
  accounts: ['account', 'industry', 'size'],
  outcomes: ['lead', 'outcome', 'time'],
  activities: ['id', 'lead', 'type', 'time', 'path', 'amount', 'machine', 'topic'],
};

function activity(cells: { id: string; lead: string; type: string; time: string }): Row {
  return { path: '', amount: '', machine: 'false', topic: '', ...cells };
}

/** Rows with gaps, repeats of a key under another lead, leads of several rows and texts that need quoting. */
function makeRows(leadCount: number, activityCount: number, seed: number): Rows {
  const random = createRandom(seed);
  const one = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const iso = (ms: number) => new Date(ms).toISOString();
  const leadId = (i: number) => (i % 17 === 0 ? `Zoë "${i}"` : `lead-${i}`);
  const leads: Row[] = [];
  for (let i = 0; i < leadCount; i++)
    for (let times = random() < 0.05 ? 2 : 1; times > 0; times--)
      leads.push({
        lead: leadId(i),
        country: one(['BE', ' be ', 'NL', 'Sweden', '']),
        title: one(['Head of IT', 'CIO', 'Marketing, sales', 'Direktör "x"', '']),
        revenue: one(['100', '2500.5', '1e3', '-3.25', '', 'many']),
        account: one(['acme', 'globex', 'initech', 'Umbrella', '', `solo-${i}`]),
        since: one(['', '', '2025-01-01', '2026-02-01T10:00:00+02:00', 'soon']),
      });
  const accounts = ['acme', 'globex', 'initech', 'alone'].map((account) => ({
    account,
    industry: one(['Software', 'Retail', '']),
    size: one(['12', '300', '']),
  }));
  const outcomes: Row[] = [];
  for (let i = 0; i < leadCount; i += 9)
    outcomes.push({
      lead: leadId(i),
      outcome: one(['won', 'lost', 'rejected']),
      time: iso(at - random() * 90 * day),
    });
  const activities: Row[] = [];
  for (let i = 0; i < activityCount; i++) {
    const before = activities[Math.floor(random() * i)];
    const row = {
      id: random() < 0.05 ? '' : `id-${i}`,
      lead: leadId(Math.floor(leadCount * 1.1 * random() ** 2)),
      type: one(['Visit', 'Visit', 'Mail opened', 'Form', 'Unread']),
      time: iso(
        random() < 0.3
          ? at - Math.floor(400 * random() ** 2) * day
          : at - 400 * day * random() ** 2 + day / 2,
      ),
      path: one(['', '/pricing/a', '/Pricing/B', '/blog/1', '/blog/2', "/it's"]),
      amount: one(['', '12.5', '0.001', '-40', '0.1234', 'x']),
      machine: one(['true', 'false', 'false', '']),
      topic: one(['a', 'b', '']),
    };
    const luck = random();
    if (before && luck < 0.02) activities.push(before);
    else if (before && luck < 0.04) activities.push({ ...row, id: before.id! });
    else activities.push(row);
  }
  return { leads, accounts, outcomes, activities };
}

/** A number from 0 up to 1, the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

let fileCount = 0;

async function writeFiles(format: BulkFormat, rows: Rows): Promise<BulkFiles> {
  const name = (role: string) => join(folder, `${fileCount}-${role}.${format}`);
  fileCount++;
  const database = await openBulkDatabase();
  for (const role of ['leads', 'accounts', 'outcomes', 'activities'] as const) {
    const columns = columnsOf[role];
    const csv = [columns, ...rows[role].map((row) => columns.map((column) => row[column]!))]
      .map((cells) => cells.map((cell) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(','))
      .join('\n');
    const path = `${name(role)}.csv`;
    await writeFile(format === 'csv' ? name(role) : path, `${csv}\n`);
    if (format === 'csv') continue;
    const types = columns.map((column) => `'${column}': 'VARCHAR'`).join(', ');
    await database.connection.run(
      `SET preserve_insertion_order = true;
       COPY (SELECT * FROM read_csv('${path}', header = true, delim = ',', quote = '"', columns = {${types}}))
       TO '${name(role)}' (FORMAT ${format === 'parquet' ? 'parquet' : 'json'})`,
    );
  }
  await database.close();
  return {
    leads: [
      {
        path: name('leads'),
        leadId: 'lead',
        fields: {
          country: 'country',
          title: 'title',
          revenue: 'revenue',
          account: 'account',
          createdAt: 'since',
        },
      },
    ],
    accounts: [
      { path: name('accounts'), accountId: 'account', fields: { industry: 'industry', employees: 'size' } },
    ],
    outcomes: [{ path: name('outcomes'), leadId: 'lead', outcome: 'outcome', at: 'time' }],
    activities: [
      {
        path: name('activities'),
        leadId: 'lead',
        type: 'type',
        at: 'time',
        id: 'id',
        automated: 'machine',
        properties: { path: 'path', amount: 'amount', topic: 'topic' },
      },
    ],
  };
}

/** Text of what the models declare as a number, as a number where it is one. */
function readNumber(name: string, text: string): PlainValue {
  const isNumber = ['revenue', 'employees', 'amount'].includes(name) && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

/** The same rows as facts. */
function toFacts(rows: Rows): Facts {
  const known = { knownAt: at, source: 'file' };
  const fieldsOf = (
    key: 'lead' | 'account',
    row: Row,
    names: Readonly<Record<string, string>>,
  ): FieldValue[] =>
    Object.entries(names)
      .filter(([, column]) => row[column] !== '')
      .map(([field, column]) => ({
        ...known,
        [key]: row[key]!,
        field,
        value: readNumber(field, row[column]!),
      }));
  return {
    fieldValues: [
      ...rows.leads.flatMap((row) =>
        fieldsOf('lead', row, {
          country: 'country',
          title: 'title',
          revenue: 'revenue',
          account: 'account',
          createdAt: 'since',
          // A lead is known by its row, whatever else that says.
          row: 'lead',
        }),
      ),
      ...rows.accounts.flatMap((row) =>
        fieldsOf('account', row, { industry: 'industry', employees: 'size', row: 'account' }),
      ),
    ],
    outcomes: rows.outcomes.map(({ lead, outcome, time }) => ({
      ...known,
      lead: lead!,
      outcome: outcome as OutcomeKind,
      at: Date.parse(time!),
    })),
    activities: rows.activities.map(({ id, lead, type, time, path, amount, machine, topic }, row) => {
      const properties: Record<string, PlainValue> = {};
      for (const [name, value] of Object.entries({ path, amount, topic }))
        if (value) properties[name] = readNumber(name, value);
      const automated = machine === 'true' && { automated: true };
      // Rows without an id are never the same activity; readers of files number them.
      const key = id || `row ${row}`;
      return { ...known, lead: lead!, type: type!, at: Date.parse(time!), properties, ...automated, id: key };
    }),
  };
}

const visitModel = parseModel(`
leadline: 1
id: visits
name: Visits
dimensions:
  activity: { kind: engagement, groups: { all: { rules: [{ id: visit, name: Visit, activity: Visit, points: 1 }] } } }
`);

const leadModel = parseModel(`
leadline: 1
id: leads
name: Leads
fields: { country: text, title: text, revenue: number, account.industry: text, account.employees: number }
activities: { Visit: { path: text, amount: number }, Form: { amount: number } }
countSince: [lost]
audience: { none: [{ outcome: won }] }
dimensions:
  fit:
    kind: fit
    groups:
      all:
        rules:
          - { id: be, name: Belgium, when: { field: country, equals: BE }, points: 5, otherwise: -1, unknown: 0.5 }
          - { id: title, name: Title, when: { field: title, contains: it }, points: 2 }
          - { id: revenue, name: Revenue, field: revenue, ranges: [{ from: 0, to: 1000, points: 1 }, { from: 1000, points: 3 }], otherwise: -2 }
          - { id: industry, name: Industry, field: account.industry, values: { software: 4 }, unknown: -1 }
          - { id: size, name: Size, field: account.employees, ranges: [{ from: 100, points: 3 }] }
  engagement:
    kind: engagement
    cap: { max: 60 }
    groups:
      all:
        rules:
          - { id: pricing, name: Pricing, activity: Visit, where: { property: path, starts_with: /pricing }, decay: { halfLifeDays: 20 }, points: 3 }
          - { id: wide, name: Wide, activity: Visit, distinct: path, withinDays: 200, points: 0.7 }
          - { id: sum, name: Sum, activity: [Visit, Form], sum: amount, decay: { linearDays: 300 }, points: 0.11 }
          - { id: opens, name: Opens, activity: Mail opened, every: 2, points: 1.1, includeAutomated: true }
          - { id: quiet, name: Quiet, silence: [Visit, Form], tiers: [{ from: 5, points: -1 }, { from: 50, points: -4 }], never: { points: -3, afterDays: 20 } }
          - { id: then, name: Then, sequence: { first: Visit, then: Form, withinDays: 10 }, points: 2 }
grades: { fit: { A: 6, B: 2, C: -10 }, engagement: { 1: 10, 2: 3, 3: -100 }, unknownBelow: 500 }
`);

const accountReadingModel = parseModel(`
leadline: 1
id: account-reading
name: By account
dimensions:
  engagement:
    kind: engagement
    groups:
      all:
        rules:
          - { id: visits, name: Visits, activity: Visit, of: account, decay: { halfLifeDays: 90 }, points: 0.13 }
          - { id: people, name: People, activity: [Visit, Form], of: account, distinct: lead, withinDays: 90, points: 1.5 }
`);

const accountModel = parseModel(`
leadline: 1
id: accounts
name: Accounts
score: accounts
fields: { industry: text, employees: number }
dimensions:
  fit:
    kind: fit
    groups: { all: { rules: [{ id: industry, name: Industry, field: industry, values: { software: 4 }, unknown: -1 }] } }
  engagement:
    kind: engagement
    groups:
      all:
        rules:
          - { id: visits, name: Visits, activity: Visit, decay: { halfLifeDays: 90 }, points: 0.13 }
          - { id: members, name: Members, members: { model: leads, take: max }, points: 0.5 }
`);
