import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity, IdentityLink } from './identity.ts';
import { mergeLeads, separateIdentities, unmergeLeads } from './merge.ts';
import { getLead, type Partition, partitionIdentities } from './partition.ts';
import { type IdentityState, resolveEvent } from './resolve.ts';
import { anyId, anyLink, anyHistory as history, makeLink as link } from './testing/any-history.ts';
import type { Verdict } from './verdict.ts';

const by = 'ann';

describe('who is one lead', () => {
  test('a browser that becomes known is that lead, with all it did before', () => {
    expect(groups([link('identified', 'a1', 'u1', 5)])).toEqual({ u1: ['a1', 'u1'] });
  });

  test('a form gives the browser an address, a later sign-up the address a user', () => {
    const links = [link('identified', 'a1', 'x@acme.example', 1), link('address', 'x@acme.example', 'u1', 2)];
    expect(groups(links)).toEqual({ 'x@acme.example': ['a1', 'u1', 'x@acme.example'] });
  });

  test('a user who changes address keeps both', () => {
    const links = [link('address', 'x@acme.example', 'u1', 1), link('address', 'y@acme.example', 'u1', 2)];
    expect(groups(links)).toEqual({ u1: ['u1', 'x@acme.example', 'y@acme.example'] });
  });

  test('a browser two users sign in on belongs to the first of them', () => {
    const links = [link('identified', 'a1', 'u1', 1), link('identified', 'a1', 'u2', 2)];
    const partition = partitionIdentities(links);
    expect(getLead(partition, 'a1')).toBe('u1');
    expect(getLead(partition, 'u2')).toBe('u2');
    expect(partition.conflicts).toMatchObject([{ reason: 'two_users', link: { to: { id: 'u2' } } }]);
  });

  test('a browser two addresses are typed on belongs to the first of them', () => {
    const links = [
      link('identified', 'a1', 'x@acme.example', 1),
      link('identified', 'a1', 'y@acme.example', 2),
    ];
    expect(groups(links)).toEqual({
      'x@acme.example': ['a1', 'x@acme.example'],
      'y@acme.example': ['y@acme.example'],
    });
    expect(partitionIdentities(links).conflicts).toMatchObject([{ reason: 'two_addresses' }]);
  });

  test('an address that two users of one product have stays with the first; of two products they are one', () => {
    const shared = [
      link('address', 'info@acme.example', 'u1', 1),
      link('address', 'info@acme.example', 'u2', 2),
    ];
    expect(groups(shared)).toEqual({ u1: ['info@acme.example', 'u1'], u2: ['u2'] });
    const crm: Identity = { id: '003', kind: 'user', space: 'salesforce' };
    expect(groups([shared[0]!, { ...shared[1]!, to: crm }])).toEqual({
      u1: ['003', 'info@acme.example', 'u1'],
    });
  });

  test('an alias joins two users, whatever else says', () => {
    expect(groups([link('alias', 'u1', 'u2', 9), link('identified', 'a1', 'u1', 3)])).toEqual({
      u1: ['a1', 'u1', 'u2'],
    });
  });

  test('a late event from before changes whose a browser is', () => {
    const known: IdentityState = { links: [link('identified', 'a1', 'u2', 5)], verdicts: [] };
    const { lead, moves, newLinks } = resolveEvent(known, [link('identified', 'a1', 'u1', 1)], 'a1');
    expect(lead).toBe('u1');
    expect(moves).toEqual([{ identity: 'a1', from: 'u2', to: 'u1' }]);
    expect(newLinks).toHaveLength(1);
  });

  test('a link said again changes nothing and is not stored again', () => {
    const known: IdentityState = { links: [link('identified', 'a1', 'u1', 1)], verdicts: [] };
    expect(resolveEvent(known, [link('identified', 'a1', 'u1', 7)], 'a1')).toEqual({
      lead: 'u1',
      moves: [],
      conflicts: [],
      newLinks: [],
    });
  });

  test('what a person keeps apart, no link brings together', () => {
    const verdicts = [separateIdentities('u1', 'a1', { at: 9, by })];
    const links = [link('identified', 'a1', 'u1', 1), link('alias', 'a1', 'u1', 2)];
    expect(groups(links, verdicts)).toEqual({ a1: ['a1'], u1: ['u1'] });
    expect(partitionIdentities(links, verdicts).conflicts.map(({ reason }) => reason)).toEqual([
      'kept_apart',
      'kept_apart',
    ]);
  });

  test('the newest verdict about two leads counts', () => {
    const apart = separateIdentities('u1', 'u2', { at: 1, by });
    const together = mergeLeads(partitionIdentities([], [apart]), 'u1', 'u2', { at: 2, by })!;
    expect(groups([], [apart, together])).toEqual({ u1: ['u1', 'u2'] });
  });
});

describe('laws', () => {
  test('the order in which links and verdicts arrive does not matter', () => {
    const shuffled = history().chain(({ links, verdicts }) =>
      fc.record({
        links: fc.constant(links),
        verdicts: fc.constant(verdicts),
        otherLinks: fc.shuffledSubarray(links, { minLength: links.length }),
        otherVerdicts: fc.shuffledSubarray(verdicts, { minLength: verdicts.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ links, verdicts, otherLinks, otherVerdicts }) => {
        const one = partitionIdentities(links, verdicts);
        const other = partitionIdentities(otherLinks, otherVerdicts);
        expect(sorted(other)).toEqual(sorted(one));
        expect(other.conflicts.length).toBe(one.conflicts.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('event by event gives what all at once gives, and the moves lead from one to the other', () => {
    fc.assert(
      fc.property(history(), ({ links, verdicts }) => {
        const stored: IdentityLink[] = [];
        const leads = new Map(partitionIdentities([], verdicts).leads);
        for (const one of links) {
          const resolution = resolveEvent({ links: stored, verdicts }, [one], one.from.id);
          stored.push(...resolution.newLinks);
          for (const { identity, from, to } of resolution.moves) {
            expect(leads.get(identity) ?? identity).toBe(from);
            leads.set(identity, to);
          }
          expect(leads.get(one.from.id) ?? one.from.id).toBe(resolution.lead);
        }
        const whole = partitionIdentities(links, verdicts);
        for (const [identity, lead] of whole.leads) expect(leads.get(identity) ?? identity).toBe(lead);
      }),
      { numRuns: 1_000 },
    );
  });

  test('unmerging a merge gives back what was, also with what came in between', () => {
    const merged = fc.record({
      before: history(),
      a: anyId,
      b: anyId,
      since: fc.array(anyLink(), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(merged, ({ before: { links, verdicts }, a, b, since }) => {
        const merge = mergeLeads(partitionIdentities(links, verdicts), a, b, { at: 1_000, by });
        if (merge === undefined) return;
        const together = partitionIdentities(links, [...verdicts, merge]);
        expect(getLead(together, a)).toBe(getLead(together, b));
        const both = [...verdicts, merge, unmergeLeads(merge, { at: 1_001, by })];
        const was = partitionIdentities(links, verdicts);
        const is = partitionIdentities(links, both);
        for (const id of is.leads.keys()) expect(getLead(is, id)).toBe(getLead(was, id));
        const all = [...links, ...since];
        const later = partitionIdentities(all, both);
        expect(getLead(later, a)).not.toBe(getLead(later, b));
      }),
      { numRuns: 2_000 },
    );
  });

  test('without aliases and verdicts no lead has two user ids of one space, and a lead is one of its identities', () => {
    fc.assert(
      fc.property(history(), ({ links }) => {
        const plain = links.filter(({ kind }) => kind !== 'alias');
        const users = new Set(
          plain
            .flatMap(({ from, to }) => [from, to])
            .filter(isUser)
            .map(({ id }) => id),
        );
        for (const [lead, members] of Object.entries(groups(plain))) {
          expect(members).toContain(lead);
          expect(members.filter((id) => users.has(id)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('a hub that a hundred thousand browsers share is partitioned in time', () => {
    const links = Array.from({ length: 100_000 }, (_, i) => link('identified', `a${i}`, 'u1', i));
    expect(partitionIdentities(links).leads.size).toBe(100_001);
  });
});

const isUser = ({ kind }: Identity): boolean => kind === 'user';

function groups(links: readonly IdentityLink[], verdicts: readonly Verdict[] = []): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [id, lead] of partitionIdentities(links, verdicts).leads) {
    result[lead] ??= [];
    result[lead].push(id);
  }
  for (const members of Object.values(result)) members.sort();
  return result;
}

const sorted = ({ leads }: Partition): [string, string][] => [...leads].sort(([a], [b]) => (a < b ? -1 : 1));
