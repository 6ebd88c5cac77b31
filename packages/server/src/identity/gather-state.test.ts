import { expect, test } from 'vitest';
import { gatherIdentityState, type IdentityReader } from './gather-state.ts';
import type { IdentityLink } from './identity.ts';
import { separateIdentities } from './merge.ts';
import { getLead, partitionIdentities } from './partition.ts';

const links = ['a1 u1', 'a2 u1', 'a2 u2', 'a3 u3', 'a4 u4'].map((pair, at): IdentityLink => {
  const [from, to] = pair.split(' ') as [string, string];
  return {
    kind: 'identified',
    from: { id: from, kind: 'anonymous' },
    to: { id: to, kind: 'user' },
    at,
    knownAt: at,
    source: 'website',
  };
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

function stored(): IdentityReader {
  return {
    readAround: async (ids) => ({
      links: links.filter(({ from, to }) => ids.includes(from.id) || ids.includes(to.id)),
      verdicts: verdicts.filter(({ identities }) => identities.some((id) => ids.includes(id))),
    }),
  };
}
