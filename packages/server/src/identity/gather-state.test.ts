import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherIdentityState, type IdentityReader } from './gather-state.ts';
import type { IdentityLink } from './identity.ts';
import { separateIdentities } from './merge.ts';
import { getLead, partitionIdentities } from './partition.ts';
import { resolveEvent } from './resolve.ts';
import { anyHistory, makeLink } from './testing/any-history.ts';
import type { Verdict } from './verdict.ts';

const links = ['a1 u1', 'a2 u1', 'a2 u2', 'a3 u3', 'a4 u4'].map((pair, at): IdentityLink => {
  const [from, to] = pair.split(' ') as [string, string];
  return makeLink('identified', from, to, at);
});
const verdicts = [separateIdentities('u2', 'u3', { at: 9, by: 'ann' })];

test('what is gathered says of its identities what all links say', async () => {
  const state = (await gatherIdentityState(stored(), ['a1']))!;
  expect(state.links).toHaveLength(4);
  const [part, whole] = [
    partitionIdentities(state.links, state.verdicts),
    partitionIdentities(links, verdicts),
  ];
  for (const id of ['a1', 'a2', 'a3', 'u1', 'u2', 'u3']) expect(getLead(part, id)).toBe(getLead(whole, id));
});

test('nothing is stored of an identity that is new', async () => {
  expect(await gatherIdentityState(stored(), ['new'])).toEqual({ links: [], verdicts: [] });
});

test('too many are left for later', async () => {
  expect(await gatherIdentityState(stored(), ['a1'], 3)).toBeUndefined();
});

test('event by event, with what is gathered for each, identities come to the leads that all links give', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory(), async (history) => {
      const known: IdentityLink[] = [];
      const leads = new Map(partitionIdentities([], history.verdicts).leads);
      for (const link of history.links) {
        const ids = [link.from.id, link.to.id];
        const state = (await gatherIdentityState(readerOf(known, history.verdicts), ids))!;
        const { moves, newLinks } = resolveEvent(state, [link], link.from.id);
        known.push(...newLinks);
        for (const { identity, to } of moves) leads.set(identity, to);
      }
      const whole = partitionIdentities(history.links, history.verdicts);
      for (const [identity, lead] of whole.leads) expect(leads.get(identity) ?? identity).toBe(lead);
    }),
    { numRuns: 1_000 },
  );
});

const stored = (): IdentityReader => readerOf(links, verdicts);

function readerOf(links: readonly IdentityLink[], verdicts: readonly Verdict[]): IdentityReader {
  return {
    readAround: async (ids) => ({
      links: links.filter(({ from, to }) => ids.includes(from.id) || ids.includes(to.id)),
      verdicts: verdicts.filter(({ identities }) => identities.some((id) => ids.includes(id))),
    }),
  };
}
