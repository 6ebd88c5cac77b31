import type { Activity } from '@leadline/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendFacts } from './append-facts.ts';
import { addAuditEntry, listAuditEntries } from './audit-entry.ts';
import { addDeadLetters, listDeadLetters, removeDeadLetters } from './dead-letter.ts';
import { readBacklog, releaseDue, takeDue } from './due-lead.ts';
import { addJob, endJob, findJob, reportProgress, takeJob } from './job.ts';
import { addKey, findKey, listKeys, noteKeyUse, revokeKey } from './key.ts';
import { loadActivities } from './load-activities.ts';
import {
  findDraft,
  listActiveVersions,
  listVersions,
  publishVersion,
  retireModel,
  saveDraft,
} from './model-version.ts';
import { findColleagues, readAllFacts, readFacts } from './read-facts.ts';
import { findSetting, saveSetting } from './setting.ts';
import type { Store, StoreKind } from './store.ts';
import { openTestHomes, type TestHomes } from './test-home.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];
const day = 86_400_000;

describe.each(kinds)('a store on %s', (kind) => {
  let homes: TestHomes;
  let store: Store;

  beforeAll(async () => {
    homes = await openTestHomes(kind);
    store = await (await homes.create()).open();
  });
  afterAll(() => homes.close());

  describe('appends facts', () => {
    it('once, however often they are sent', async () => {
      const batch = {
        activities: [visit('once', 'a', day), visit('once', 'b', 2 * day)],
        fieldValues: [value('once', 'country', 'BE')],
        outcomes: [{ lead: 'once', outcome: 'won' as const, at: day, knownAt: day }],
      };
      const first = await appendFacts(store, batch, { now: day });
      const again = await appendFacts(store, batch, { now: day });
      expect(first).toEqual({
        activities: ['new', 'new'],
        fieldValues: ['new'],
        outcomes: ['new'],
        leads: ['once'],
      });
      expect(again).toEqual({
        activities: ['duplicate', 'duplicate'],
        fieldValues: ['duplicate'],
        outcomes: ['duplicate'],
        leads: [],
      });
      const facts = await readFacts(store, ['once']);
      expect(facts.activities.map(({ id }) => id).sort()).toEqual(['a', 'b']);
      expect(facts.fieldValues).toEqual([value('once', 'country', 'BE')]);
      expect(facts.outcomes).toHaveLength(1);
      expect(facts.identities).toEqual({ once: 'once' });
    });

    it('and keeps the first body known under a key, the others as conflicts', async () => {
      const first = visit('conflict', 'c', day);
      const batch = { activities: [first, { ...first, type: 'Demo Asked' }, first] };
      const inOneBatch = await appendFacts(store, batch, { now: 0 });
      expect(inOneBatch.activities).toEqual(['new', 'conflict', 'duplicate']);
      for (const other of [
        { ...first, lead: 'conflict-2' },
        { ...first, at: 0 },
        { ...first, automated: true },
      ])
        expect((await appendFacts(store, { activities: [other] }, { now: 0 })).activities).toEqual([
          'conflict',
        ]);
      expect((await readFacts(store, ['conflict'])).activities).toEqual([first]);
      const recorded = await store.db.selectFrom('conflicts').select('id').where('id', '=', 'c').execute();
      expect(recorded).toHaveLength(4);
    });

    it('tells activities without an id apart by content and by how often it stood in the batch', async () => {
      const { id: _, ...anonymous } = visit('no-id', '', day);
      const batch = { activities: [anonymous, anonymous, { ...anonymous, at: 0 }] };
      expect((await appendFacts(store, batch, { now: 0 })).activities).toEqual(['new', 'new', 'new']);
      expect((await appendFacts(store, batch, { now: 0 })).activities).toEqual([
        'duplicate',
        'duplicate',
        'duplicate',
      ]);
    });

    it('of the past, and undated corrections, without changing older ones', async () => {
      const undated = (text: string, knownAt: number) => ({ ...value('late', 'city', text), knownAt });
      const send = async (text: string, knownAt: number) =>
        (await appendFacts(store, { fieldValues: [undated(text, knownAt)] }, { now: 0 })).fieldValues[0];
      expect(await send('Gent', 1)).toBe('new');
      expect(await send('Gent', 2)).toBe('duplicate');
      expect(await send('Brugge', 3)).toBe('new');
      expect(await send('Gent', 4)).toBe('new');
      const backDated = { ...value('late', 'city', 'Luik'), at: -day, knownAt: 5 };
      expect((await appendFacts(store, { fieldValues: [backDated] }, { now: 0 })).fieldValues).toEqual([
        'new',
      ]);
      const { fieldValues } = await readFacts(store, ['late']);
      expect(fieldValues.map((one) => one.value)).toEqual(['Gent', 'Brugge', 'Gent', 'Luik']);
    });

    it('takes one value of a field from a message', async () => {
      const of = (text: string, message: string) => ({ ...value('message', 'title', text), message });
      const send = async (text: string, message: string) =>
        (await appendFacts(store, { fieldValues: [of(text, message)] }, { now: 0 })).fieldValues[0];
      expect(await send('CTO', 'm1')).toBe('new');
      expect(await send('CIO', 'm2')).toBe('new');
      expect(await send('CTO', 'm1')).toBe('duplicate');
      expect(await send('CEO', 'm2')).toBe('conflict');
    });

    it('with any text', async () => {
      const text = 'a\0b \ud800 \u2028 "quote" \\ \' ; -- 🎯\r\n\t';
      const activity = { ...visit(`hostile ${text}`, `id ${text}`, day), properties: { [text]: text } };
      const batch = { activities: [activity], fieldValues: [value(`hostile ${text}`, 'note', text)] };
      const { leads } = await appendFacts(store, batch, { now: 0 });
      expect((await appendFacts(store, batch, { now: 0 })).activities).toEqual(['duplicate']);
      expect(leads).toEqual(['hostile a\uFFFDb \uFFFD \u2028 "quote" \\ \' ; -- 🎯\r\n\t']);
      const facts = await readFacts(store, leads);
      expect(facts.activities[0]!.properties).toEqual({ [text]: text });
      expect(facts.fieldValues[0]!.value).toBe(text);
    });

    it('or none of a batch', async () => {
      const bad = { ...visit('none', 'n2', day), knownAt: 0.5 };
      const batch = { activities: [visit('none', 'n1', day), bad] };
      await expect(appendFacts(store, batch, { now: 0 })).rejects.toThrow();
      expect((await readFacts(store, ['none'])).activities).toEqual([]);
    });

    it('refuses more than fits into a transaction', async () => {
      const activities = Array.from({ length: 5001 }, (_, i) => visit('many', `${i}`, day));
      await expect(appendFacts(store, { activities }, { now: 0 })).rejects.toThrow(RangeError);
    });

    it('of many callers at once, a bad one harming none of the others', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, i) => {
          const activity = visit(`caller-${i}`, `caller-${i}`, day);
          const activities = [i % 10 === 3 ? { ...activity, at: 0.5 } : activity];
          return appendFacts(store, { activities }, { now: 0 });
        }),
      );
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
      const all = Array.from({ length: 50 }, (_, i) => `caller-${i}`);
      expect((await readFacts(store, all)).activities).toHaveLength(45);
    });

    it('once where several callers send the same at the same time', async () => {
      const batch = {
        activities: Array.from({ length: 20 }, (_, i) => visit(`race-${i}`, `race-${i}`, day)),
      };
      const reversed = { activities: batch.activities.toReversed() };
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, i) => appendFacts(store, i % 2 === 0 ? batch : reversed, { now: 0 })),
      );
      const arrivals = results.flatMap(({ activities }) => activities);
      expect(arrivals.filter((arrival) => arrival === 'new')).toHaveLength(20);
      expect(arrivals.filter((arrival) => arrival === 'duplicate')).toHaveLength(140);
    });
  });

  it('loads many activities at once with the result of appending them one by one', async () => {
    const first = visit('lead-1', 'x', day);
    const pieces = [
      [visit('lead-2', 'b', 3 * day), first, visit('lead-1', 'a', 2 * day)],
      [first, { ...first, type: 'Demo Asked' }, visit('lead-1', 'c\0', 0)],
    ];
    const [loaded, appended] = [await (await homes.create()).open(), await (await homes.create()).open()];
    expect(await loadActivities(loaded, pieces, 0)).toEqual({ added: 4, duplicates: 1, conflicts: 1 });
    await appendFacts(appended, { activities: pieces.flat() }, { now: 0, due: false });
    for (const table of ['activities', 'leads', 'identities', 'conflicts', 'due_leads'] as const) {
      const read = async ({ db }: Store) =>
        (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
      expect(await read(loaded)).toEqual(await read(appended));
    }
    const more = [[first, visit('lead-3', 'd', day)]];
    expect(await loadActivities(loaded, more, 0)).toEqual({ added: 1, duplicates: 1, conflicts: 0 });
    expect((await appendFacts(loaded, { activities: [first] }, { now: 0 })).activities).toEqual([
      'duplicate',
    ]);
  });

  it('reads what is known of accounts, corrections and lists with their leads', async () => {
    const batch = {
      fieldValues: [
        value('anna', 'account', 'acme'),
        value('bert', 'account', 'acme'),
        value('anna', 'emailDomain', 'acme.example'),
        { account: 'acme', field: 'employees', value: { lo: 50, hi: null }, knownAt: 1, source: 'crm' },
      ],
      adjustments: [
        {
          lead: 'anna',
          model: 'm',
          dimension: 'fit',
          points: 1000,
          from: 1,
          reason: 'met',
          by: 'x',
          knownAt: 1,
        },
      ],
      suppressions: [{ list: 'competitors', domain: 'ACME.example', at: 1, knownAt: 1 }],
      sourceRankings: [{ sources: ['crm', 'web'], at: 1, knownAt: 1 }],
    };
    expect((await appendFacts(store, batch, { now: 0 })).leads.toSorted()).toEqual(['anna', 'bert']);
    const facts = await readFacts(store, ['anna']);
    expect(facts.fieldValues).toContainEqual(batch.fieldValues[3]);
    expect(facts.adjustments).toEqual(batch.adjustments);
    expect(facts.suppressions).toEqual([{ list: 'competitors', domain: 'acme.example', at: 1, knownAt: 1 }]);
    expect(facts.sourceRankings).toEqual(batch.sourceRankings);
    expect((await findColleagues(store, ['anna'], 100)).toSorted()).toEqual(['anna', 'bert']);
    const more = { account: 'acme', field: 'employees', value: 70, at: 2, knownAt: 2, source: 'crm' };
    const { leads } = await appendFacts(store, { fieldValues: [more] }, { now: 0 });
    expect(leads.toSorted()).toEqual(['anna', 'bert']);
  });

  it('reads all facts in pieces, as of one moment, and may stop in between', async () => {
    const own = await (await homes.create()).open();
    const leads = Array.from({ length: 25 }, (_, i) => `lead-${String(i).padStart(2, '0')}`);
    await appendFacts(own, { activities: leads.map((lead) => visit(lead, lead, day)) }, { now: 0 });
    const read: string[] = [];
    for await (const facts of readAllFacts(own, 10)) {
      read.push(...facts.activities.map(({ lead }) => lead).sort());
      await appendFacts(own, { activities: [visit('zz', 'zz', day)] }, { now: 0 });
    }
    expect(read).toEqual(leads);
    for await (const facts of readAllFacts(own, 10)) {
      expect(facts.activities).toHaveLength(10);
      break;
    }
  });

  it('refuses its own db inside a transaction', async () => {
    await expect(store.write(() => store.db.selectFrom('settings').selectAll().execute())).rejects.toThrow(
      "Cannot use the store's own db inside a transaction; use the one that is passed in",
    );
    await store.write((transaction) => transaction.selectFrom('settings').selectAll().execute());
    await store.db.selectFrom('settings').selectAll().execute();
  });

  it('undoes a transaction that fails, and only that', async () => {
    const set = (name: string, fails: boolean) =>
      store.write(async (transaction) => {
        const row = { name, value: '1', updated_at: 0, updated_by: 'x' };
        await transaction.insertInto('settings').values(row).execute();
        if (fails) throw new Error('not this one');
      });
    const results = await Promise.allSettled([set('t1', false), set('t2', true), set('t3', false)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([
      await findSetting(store, 't1'),
      await findSetting(store, 't2'),
      await findSetting(store, 't3'),
    ]).toEqual([1, undefined, 1]);
  });

  it('does not write in a transaction that reads', async () => {
    const write = store.read((transaction) =>
      sql`insert into settings values ('r', '1', 0, 'x')`.execute(transaction),
    );
    await expect(write).rejects.toThrow(/may only be read/);
  });

  describe('lets scorers take leads', () => {
    let own: Store;
    const leads = Array.from({ length: 40 }, (_, i) => `due-${i}`);
    const take = (by: string, now = 0) => takeDue(own, { by, limit: 15, now, leaseMs: 1000 });
    beforeAll(async () => {
      own = await (await homes.create()).open();
      await appendFacts(own, { activities: leads.map((lead) => visit(lead, lead, day)) }, { now: 7 });
    });

    it('each one once', async () => {
      expect(await readBacklog(own)).toEqual({ count: 40, oldest: 7 });
      const rounds = await Promise.all(['s1', 's2', 's3', 's4'].map((by) => take(by)));
      const more = await Promise.all(['s1', 's2'].map((by) => take(by)));
      const taken = [...rounds, ...more].flat().map(({ lead }) => lead);
      expect(taken.toSorted()).toEqual(leads.toSorted());
      expect(await take('s5')).toEqual([]);
    });

    it('again when they were given back, or the time of their scorer is over', async () => {
      const later = await take('s6', 1001);
      expect(later).toHaveLength(15);
      await releaseDue(
        own,
        's6',
        later.map(({ lead }) => lead),
      );
      expect(await take('s7', 1001)).toHaveLength(15);
    });
  });

  it('keeps drafts and published versions of models', async () => {
    const draft = { model: 'm', document: 'one', updatedAt: 1, updatedBy: 'ann' };
    await saveDraft(store, { ...draft, document: 'zero' });
    await saveDraft(store, draft);
    expect(await findDraft(store, 'm')).toEqual(draft);
    const publication = {
      model: 'm',
      document: 'one',
      publishedAt: 2,
      publishedBy: 'ann',
      reason: 'start',
      seen: 0,
    };
    expect(await publishVersion(store, publication)).toBe(1);
    expect(await findDraft(store, 'm')).toBeUndefined();
    expect(await publishVersion(store, publication)).toBeUndefined();
    expect(await publishVersion(store, { ...publication, document: 'two', seen: 1 })).toBe(2);
    expect((await listVersions(store, 'm')).map(({ version, document }) => [version, document])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ]);
    expect(await listActiveVersions(store)).toMatchObject([{ model: 'm', version: 2, publishedBy: 'ann' }]);
    expect(await retireModel(store, 'm')).toBe(true);
    expect(await retireModel(store, 'm')).toBe(false);
    expect(await listActiveVersions(store)).toEqual([]);
  });

  it('finds keys by their secret, which it does not keep', async () => {
    const secret = 'wk_0123456789abcdef0123456789abcdef';
    const key = {
      id: 'k1',
      kind: 'write' as const,
      name: 'site',
      scopes: ['facts'],
      createdAt: 1,
      createdBy: 'ann',
    };
    await addKey(store, key, secret);
    expect(await findKey(store, secret)).toEqual({ ...key, prefix: 'wk_01234' });
    expect(await findKey(store, `${secret}0`)).toBeUndefined();
    expect(JSON.stringify(await store.db.selectFrom('keys').selectAll().execute())).not.toContain(secret);
    await noteKeyUse(store, ['k1'], 5);
    expect(await revokeKey(store, 'k1', 6)).toBe(true);
    expect(await findKey(store, secret)).toBeUndefined();
    expect(await listKeys(store)).toMatchObject([{ id: 'k1', revokedAt: 6, lastUsedAt: 5 }]);
  });

  it('keeps settings, an audit trail and dead letters', async () => {
    await saveSetting(store, 'quiet', { from: 22 }, { now: 1, by: 'ann' });
    await saveSetting(store, 'quiet', { from: 21 }, { now: 2, by: 'ann' });
    expect(await findSetting(store, 'quiet')).toEqual({ from: 21 });
    expect(await findSetting(store, 'other')).toBeUndefined();

    const entry = { at: 1, who: 'ann', what: 'model.published', subject: 'm', detail: { version: 1 } };
    await store.write((transaction) => addAuditEntry(transaction, entry));
    await store.write((transaction) => addAuditEntry(transaction, { ...entry, subject: 'n' }));
    const [newest] = await listAuditEntries(store, { limit: 1 });
    expect(newest).toMatchObject({ subject: 'n', detail: { version: 1 } });
    expect(await listAuditEntries(store, { limit: 9, before: newest!.number })).toMatchObject([entry]);

    const letters = [1, 2, 3].map((at) => ({
      id: `l${at}`,
      source: 'web',
      reason: 'no type',
      body: '{\0}',
      at,
    }));
    await addDeadLetters(store, [...letters, ...letters]);
    const page = await listDeadLetters(store, 2);
    expect(page.map(({ id }) => id)).toEqual(['l3', 'l2']);
    expect(page[0]!.body).toBe('{\uFFFD}');
    expect((await listDeadLetters(store, 2, page[1])).map(({ id }) => id)).toEqual(['l1']);
    await removeDeadLetters(store, { ids: ['l3'] });
    await removeDeadLetters(store, { before: 2 });
    expect((await listDeadLetters(store, 9)).map(({ id }) => id)).toEqual(['l2']);
  });

  it('hands a job to one worker at a time, and on when that one falls silent', async () => {
    await addJob(store, { id: 'j1', kind: 'import', input: { rows: 3 }, createdAt: 1, createdBy: 'ann' });
    const take = (by: string, now: number) => takeJob(store, { by, kinds: ['import'], now, leaseMs: 100 });
    expect(await take('w1', 0)).toMatchObject({ id: 'j1', state: 'running', input: { rows: 3 } });
    expect(await take('w2', 50)).toBeUndefined();
    const report = { id: 'j1', progress: { row: 2 }, now: 50, leaseMs: 100 };
    expect(await reportProgress(store, { by: 'w1', ...report })).toBe(true);
    expect(await take('w2', 120)).toBeUndefined();
    expect(await take('w2', 151)).toMatchObject({ progress: { row: 2 } });
    expect(await reportProgress(store, { by: 'w1', ...report })).toBe(false);
    expect(await endJob(store, 'j1', { state: 'done', result: { ok: 3 } }, 200)).toBe(true);
    expect(await endJob(store, 'j1', { state: 'cancelled' }, 201)).toBe(false);
    expect(await findJob(store, 'j1')).toMatchObject({ state: 'done', result: { ok: 3 }, endedAt: 200 });
  });
});

function visit(lead: string, id: string, at: number): Activity {
  return {
    lead,
    type: 'Page Viewed',
    at,
    properties: { path: '/pricing' },
    knownAt: 2 * day,
    source: 'web',
    id,
  };
}

function value(lead: string, field: string, text: string) {
  return { lead, field, value: text, knownAt: 1, source: 'crm' };
}
