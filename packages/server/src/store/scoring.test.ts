import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IdentityLink } from '../identity/identity.ts';
import { appendFacts } from './append-facts.ts';
import { markCrossingsDue, readBacklog, type TakenLead, takeDue } from './due-lead.ts';
import { appendLinks, appendVerdicts, readAround } from './identity-link.ts';
import { holdPartition, moveIdentities } from './move-identity.ts';
import { listMessages, recordDelivery, retryMessage, takeMessages } from './outbox.ts';
import { listPassages } from './passage.ts';
import { readAllFacts, readFacts } from './read-facts.ts';
import { listScores, readAllScores, readScores } from './score.ts';
import type { Store, StoreKind } from './store.ts';
import { openTestHomes, type TestHomes } from './test-home.ts';
import { type ScoreChange, writeScores } from './write-scores.ts';

const kinds: readonly StoreKind[] = ['sqlite', 'postgres'];

describe.each(kinds)('scoring on %s', (kind) => {
  let homes: TestHomes;
  let store: Store;

  beforeAll(async () => {
    homes = await openTestHomes(kind);
  });
  beforeEach(async () => {
    store = await (await homes.create()).open();
  });
  afterAll(() => homes.close());

  it('writes scores, passages and messages, and clears the leads, in one go', async () => {
    await addVisits(store, ['a', 'b']);
    const taken = await take(store, 's1');
    const changes = [change('a', 0, 12_000), change('b', 0, 7_000)];
    expect(await writeScores(store, { by: 's1', taken, changes })).toEqual({ written: 2, refused: [] });
    expect(await readScores(store, ['a'])).toEqual([
      { model: 'm', unit: 'a', ...changes[0]!.score, revision: 1 },
    ]);
    expect(await listPassages(store, 'a', 9)).toEqual(changes[0]!.passages);
    expect((await listMessages(store, 'waiting', 9)).map(({ passage }) => passage).toSorted()).toEqual([
      'p-a-0',
      'p-b-0',
    ]);
    expect(await readBacklog(store)).toEqual({ count: 0, oldest: undefined });
    const [first] = await listScores(store, 'm', 1);
    expect(first!.unit).toBe('a');
    expect(
      (await listScores(store, 'm', 9, { total: first!.total, unit: 'a' })).map(({ unit }) => unit),
    ).toEqual(['b']);
    const pieces: string[][] = [];
    for await (const piece of readAllScores(store, 'm', 1)) pieces.push(piece.map(({ unit }) => unit));
    expect(pieces).toEqual([['a'], ['b']]);
  });

  it('writes nothing of a batch that fails', async () => {
    await addVisits(store, ['a']);
    const taken = await take(store, 's1');
    const bad = { ...change('a', 0, 1000), outbox: [{ ...message('x', 0), dueAt: 0.5 }] };
    await expect(writeScores(store, { by: 's1', taken, changes: [bad] })).rejects.toThrow();
    expect(await readScores(store, ['a'])).toEqual([]);
    expect(await listPassages(store, 'a', 9)).toEqual([]);
    expect((await readBacklog(store)).count).toBe(1);
  });

  it('keeps a lead due that was marked again while it was being scored', async () => {
    await addVisits(store, ['a', 'b']);
    const taken = await take(store, 's1');
    await addVisits(store, ['a']);
    expect(await take(store, 's2')).toEqual([]);
    await writeScores(store, { by: 's1', taken, changes: [change('a', 0, 1), change('b', 0, 1)] });
    expect((await take(store, 's2')).map(({ lead }) => lead)).toEqual(['a']);
  });

  it('refuses what is late: the lead is with another scorer, or its score has been written since', async () => {
    await addVisits(store, ['a', 'b']);
    const late = await take(store, 's1', 0);
    const present = await take(store, 's2', 2_000);
    expect(present).toHaveLength(2);
    const lateChanges = [change('a', 0, 1), change('b', 0, 1)];
    expect(await writeScores(store, { by: 's1', taken: late, changes: lateChanges })).toEqual({
      written: 0,
      refused: lateChanges,
    });
    await writeScores(store, { changes: [change('a', 0, 5)] });
    const stale = change('a', 0, 9);
    const result = await writeScores(store, {
      by: 's2',
      taken: present,
      changes: [stale, change('b', 0, 9)],
    });
    expect(result).toEqual({ written: 1, refused: [stale] });
    expect((await readScores(store, ['a']))[0]!.total).toBe(5);
    expect(await listPassages(store, 'a', 9)).toHaveLength(1);
    expect((await take(store, 's3')).map(({ lead }) => lead)).toEqual(['a']);
  });

  it('drops the score of a lead that left the audience', async () => {
    await writeScores(store, { changes: [change('a', 0, 5)] });
    const gone = { model: 'm', unit: 'a', score: undefined, seen: 1 };
    expect((await writeScores(store, { changes: [gone] })).written).toBe(1);
    expect(await readScores(store, ['a'])).toEqual([]);
    expect((await writeScores(store, { changes: [gone] })).refused).toEqual([gone]);
  });

  it('scores every lead with several scorers at work while facts arrive, and loses none', async () => {
    const leads = Array.from({ length: 60 }, (_, i) => `lead-${i}`);
    const seen = new Map<string, number>();
    let isFeeding = true;
    const inHand = new Set<string>();
    const work = async (by: string): Promise<void> => {
      for (;;) {
        const taken = await takeDue(store, { by, limit: 7, now: 0, leaseMs: 1e9 });
        if (taken.length === 0) {
          if (!isFeeding && (await readBacklog(store)).count === 0) return;
          await new Promise((resolve) => setTimeout(resolve, 2));
          continue;
        }
        for (const { lead } of taken) {
          expect(inHand.has(lead)).toBe(false);
          inHand.add(lead);
        }
        const names = taken.map(({ lead }) => lead);
        const { activities } = await readFacts(store, names);
        const scores = await readScores(store, names);
        const changes = names.map((lead) => {
          const count = activities.filter((activity) => activity.lead === lead).length;
          return change(lead, scores.find(({ unit }) => unit === lead)?.revision ?? 0, count);
        });
        for (const { lead } of taken) inHand.delete(lead);
        const { refused } = await writeScores(store, { by, taken, changes });
        expect(refused).toEqual([]);
        for (const { unit, score } of changes) seen.set(unit, score!.total);
      }
    };
    const feed = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) await addVisits(store, leads);
      isFeeding = false;
    };
    await Promise.all([feed(), work('s1'), work('s2'), work('s3')]);
    expect([...seen.values()]).toEqual(leads.map(() => 10));
  });

  it('marks leads due whose crossing has come', async () => {
    await addVisits(store, ['a', 'b', 'c']);
    const taken = await take(store, 's1');
    const crossing = (lead: string, at: number) => {
      const given = change(lead, 0, 1);
      return { ...given, score: { ...given.score!, nextCrossingAt: at } };
    };
    const changes = [crossing('a', 100), crossing('b', 200), change('c', 0, 1)];
    await writeScores(store, { by: 's1', taken, changes });
    expect(await markCrossingsDue(store, 150, 10)).toBe(1);
    expect(await markCrossingsDue(store, 150, 10)).toBe(0);
    expect((await take(store, 's2')).map(({ lead }) => lead)).toEqual(['a']);
  });

  it('marks one lead of an account due whose crossing has come', async () => {
    const fieldValues = ['a', 'b', 'c'].map((lead) => ({
      lead,
      field: 'account',
      value: lead === 'c' ? 'other' : 'acme',
      at: 1,
      knownAt: 1,
      source: 'crm',
    }));
    await appendFacts(store, { fieldValues }, { now: 1, due: false });
    const given = change('acme', 0, 1);
    await writeScores(store, { changes: [{ ...given, score: { ...given.score!, nextCrossingAt: 100 } }] });
    expect(await markCrossingsDue(store, 99, 10)).toBe(0);
    expect(await markCrossingsDue(store, 100, 10)).toBe(1);
    expect((await take(store, 's1')).map(({ lead }) => lead)).toEqual(['a']);
  });

  it('keeps the leads due for which a refused score was made', async () => {
    await addVisits(store, ['a', 'b']);
    const taken = await take(store, 's1');
    await writeScores(store, { changes: [change('acme', 0, 5)] });
    const late = { ...change('acme', 0, 9), leads: ['a'] };
    expect((await writeScores(store, { by: 's1', taken, changes: [late] })).refused).toEqual([late]);
    expect((await take(store, 's2')).map(({ lead }) => lead)).toEqual(['a']);
  });

  it('sends messages with back-off until they are done or dead, always under one key', async () => {
    await writeScores(store, {
      changes: [{ ...change('a', 0, 1), outbox: [message('k', 10), message('k', 99)] }],
    });
    const options = { by: 's1', limit: 9, leaseMs: 100 };
    expect(await takeMessages(store, { ...options, now: 9 })).toEqual([]);
    const both = await Promise.all(
      ['s1', 's2'].map((by) => takeMessages(store, { ...options, by, now: 10 })),
    );
    expect(both.map(({ length }) => length).toSorted()).toEqual([0, 1]);
    const [by, other] = both[0]!.length === 1 ? ['s1', 's2'] : ['s2', 's1'];
    expect(await recordDelivery(store, other, 'k', { ok: true, now: 11 })).toBe(false);
    expect(await recordDelivery(store, by, 'k', { ok: false, now: 11, error: '503', retryAt: 50 })).toBe(
      true,
    );
    expect(await takeMessages(store, { ...options, now: 49 })).toEqual([]);
    expect(await takeMessages(store, { ...options, now: 50 })).toMatchObject([{ key: 'k', attempts: 2 }]);
    // The sender fell silent: after its lease another one tries.
    expect(await takeMessages(store, { ...options, now: 149 })).toEqual([]);
    expect(await takeMessages(store, { ...options, now: 150 })).toMatchObject([{ key: 'k', attempts: 3 }]);
    await recordDelivery(store, 's1', 'k', { ok: false, now: 151, error: '410' });
    expect(await listMessages(store, 'dead', 9)).toMatchObject([{ key: 'k', lastError: '410' }]);
    expect(await retryMessage(store, 'k', 200)).toBe(true);
    expect(await takeMessages(store, { ...options, now: 200 })).toMatchObject([{ key: 'k', attempts: 1 }]);
    await recordDelivery(store, 's1', 'k', { ok: true, now: 201 });
    expect(await listMessages(store, 'done', 9)).toMatchObject([{ key: 'k', payload: { hello: 1 } }]);
    expect(await retryMessage(store, 'k', 202)).toBe(false);
  });

  describe('moves identities', () => {
    const move = (identities: readonly string[], to: string) =>
      store.write(async (transaction) => {
        await holdPartition(transaction, kind);
        const moves = identities.map((identity) => ({ identity, to }));
        await moveIdentities(transaction, kind, moves, 1);
      });
    const countActivities = async (lead: string) => (await readFacts(store, [lead])).activities.length;
    const due = async (by: string) => (await take(store, by)).map(({ lead }) => lead);

    it('to another lead, so that the facts of both are those of one', async () => {
      await addVisits(store, ['anonymous', 'anna']);
      await writeScores(store, { changes: [change('anonymous', 0, 5), change('anna', 0, 3)] });
      await move(['anonymous'], 'anna');
      await move(['anonymous'], 'anna');
      expect(await countActivities('anna')).toBe(2);
      expect(await countActivities('anonymous')).toBe(0);
      expect((await readFacts(store, ['anna'])).identities).toEqual({ anna: 'anna', anonymous: 'anna' });
      expect((await listScores(store, 'm', 9)).map(({ unit }) => unit)).toEqual(['anna']);
      expect(await due('s1')).toEqual(['anna']);
      expect((await addVisits(store, ['anonymous'])).leads).toEqual(['anna']);
    });

    it('and back, with the stage that the lead had', async () => {
      await addVisits(store, ['a', 'b', 'c']);
      await writeScores(store, { by: 's0', taken: await take(store, 's0'), changes: [change('a', 0, 5)] });
      await move(['a', 'b', 'new'], 'c');
      expect(await countActivities('c')).toBe(3);
      expect(await listScores(store, 'm', 9)).toEqual([]);
      expect(await due('s1')).toEqual(['c']);
      await move(['a', 'b'], 'a');
      expect(await countActivities('a')).toBe(2);
      expect((await listScores(store, 'm', 9)).map(({ unit, stage }) => [unit, stage])).toEqual([
        ['a', 'lead'],
      ]);
      expect(await due('s2')).toEqual(['a']);
      const all: string[] = [];
      for await (const { identities } of readAllFacts(store, 1)) all.push(...Object.values(identities!));
      expect(all).toEqual(['a', 'a', 'c', 'c']);
    });

    it('while they are being scored, and lists no score that comes too late', async () => {
      await addVisits(store, ['anonymous', 'anna']);
      const taken = await take(store, 's1');
      await move(['anonymous'], 'anna');
      const late = change('anonymous', 0, 5);
      const result = await writeScores(store, { by: 's1', taken, changes: [late, change('anna', 0, 3)] });
      expect(result.refused).toEqual([late]);
      expect(await due('s2')).toEqual(['anna']);
      expect((await writeScores(store, { changes: [late] })).written).toBe(1);
      expect((await listScores(store, 'm', 9)).map(({ unit }) => unit)).toEqual(['anna']);
    });

    it('at the same time as facts arrive for them, and misses none', async () => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      await addVisits(store, names);
      await Promise.all([
        ...names.map((to) => move(names, to)),
        ...names.map((lead) => addVisits(store, [lead])),
        addVisits(store, names),
      ]);
      const present = await store.db.selectFrom('identities').select('lead').distinct().execute();
      expect(present).toHaveLength(1);
      expect(await countActivities(present[0]!.lead)).toBe(15);
      expect(await due('s1')).toEqual([present[0]!.lead]);
    });
  });

  it('keeps links and verdicts, and finds those that name an identity', async () => {
    const link = (from: string, to: string): IdentityLink => ({
      kind: 'identified',
      from: { id: from, kind: 'anonymous' },
      to: { id: to, kind: 'user', space: 'crm' },
      at: 1,
      knownAt: 2,
      source: 'web',
    });
    const verdict = { identities: ['u1', 'u2'] as const, verdict: 'apart' as const, at: 3, by: 'ann' };
    await store.write(async (transaction) => {
      await appendLinks(transaction, kind, [link('a', 'u1'), link('b', 'u1'), link('c', 'u2')]);
      await appendVerdicts(transaction, kind, [verdict]);
    });
    const around = (identities: readonly string[]) =>
      store.read((transaction) => readAround(transaction, kind, identities));
    expect(await around(['u1', 'a'])).toEqual({
      links: [link('a', 'u1'), link('b', 'u1')],
      verdicts: [verdict],
    });
    expect(await around(['c'])).toEqual({ links: [link('c', 'u2')], verdicts: [] });
    expect(await around([])).toEqual({ links: [], verdicts: [] });
  });
});

function take(store: Store, by: string, now = 0): Promise<TakenLead[]> {
  return takeDue(store, { by, limit: 100, now, leaseMs: 1_000 });
}

function addVisits(store: Store, leads: readonly string[]) {
  const activities = leads.map((lead) => ({
    lead,
    type: 'Page Viewed',
    at: 1,
    knownAt: 1,
    source: 'web',
    id: randomUUID(),
  }));
  return appendFacts(store, { activities }, { now: 1 });
}

function change(unit: string, seen: number, total: number): ScoreChange {
  const id = `p-${unit}-${seen}`;
  return {
    model: 'm',
    unit,
    seen,
    score: {
      version: 1,
      total,
      dimensions: { fit: total },
      grade: 'A1',
      stage: 'lead',
      stageSince: 1,
      coverage: 500,
      at: 1,
    },
    passages: [
      {
        id,
        model: 'm',
        version: 1,
        unit,
        output: 'stage',
        to: 'lead',
        direction: 'up',
        at: 1,
        knownAt: 1,
        reason: { code: 'stayed' },
      },
    ],
    outbox: [{ ...message(id, 0), passage: id }],
  };
}

function message(key: string, dueAt: number) {
  return { key, kind: 'webhook', payload: { hello: 1 }, dueAt, createdAt: 1 };
}
