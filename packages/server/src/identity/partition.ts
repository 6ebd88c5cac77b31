import { compareText } from '@leadline/core';
import {
  type Identity,
  type IdentityKind,
  type IdentityLink,
  identityKinds,
  type LinkKind,
} from './identity.ts';
import type { Verdict } from './verdict.ts';

/** Why a link was not followed. It is shown to people, who may decide. */
export type ConflictReason = 'two_users' | 'two_addresses' | 'kept_apart';

export interface Conflict {
  readonly link: IdentityLink;
  readonly reason: ConflictReason;
}

/** Which identities are one lead. */
export interface Partition {
  /** Identity → lead, for every identity that a link or verdict names; any other is its own lead. */
  readonly leads: ReadonlyMap<string, string>;
  readonly conflicts: readonly Conflict[];
}

/** Identities found to be one so far. */
interface Cluster {
  readonly members: string[];
  /** Spaces of which it has a user id. */
  readonly spaces: Set<string>;
  hasAddress: boolean;
  /** Clusters' members it must not come together with. */
  readonly apart: Set<string>;
}

/** What all links together say of one identity. */
interface Known {
  kind: IdentityKind;
  space: string;
  firstAt: number;
}

/**
 * Returns which identities are one lead, as a function of the links and verdicts alone: the order they arrived in has no
 * part in it.
 *
 * 1. Verdicts of people, the newest first: together or apart. One that an accepted newer one excludes is passed over.
 * 2. Aliases. Only a verdict keeps them apart.
 * 3. Other links, the oldest first; of one moment addresses before browsers. A link is not followed if it would put two
 *    user ids of one space into one lead; nor, being a browser's, if both sides have an address already. A browser and a
 *    mailbox are shared more often than an id is given twice.
 *
 * A lead is called by the identity of it that was known first, user ids and addresses before browsers; of one moment
 * user ids first, then the lesser text.
 */
export function partitionIdentities(
  links: readonly IdentityLink[],
  verdicts: readonly Verdict[] = [],
): Partition {
  const known = describeIdentities(links, verdicts);
  const clusters = new Map<string, Cluster>();
  for (const [id, { kind, space }] of known) {
    const spaces = new Set(kind === 'user' ? [space] : []);
    clusters.set(id, { members: [id], spaces, hasAddress: kind === 'email', apart: new Set() });
  }
  for (const verdict of [...verdicts].sort(compareVerdicts)) applyVerdict(verdict, clusters);
  const conflicts: Conflict[] = [];
  for (const link of [...links].sort(compareLinks)) {
    const [from, to] = [clusters.get(link.from.id)!, clusters.get(link.to.id)!];
    if (from === to) continue;
    const reason = findConflict(link.kind, from, to);
    if (reason === undefined) join(from, to, clusters);
    else conflicts.push({ link, reason });
  }
  const leads = new Map<string, string>();
  for (const { members } of new Set(clusters.values())) {
    const lead = members.reduce((a, b) => (compareNames(a, b, known) <= 0 ? a : b));
    for (const id of members) leads.set(id, lead);
  }
  return { leads, conflicts };
}

/** Returns the lead that an identity is part of. */
export function getLead({ leads }: Partition, identity: string): string {
  return leads.get(identity) ?? identity;
}

function describeIdentities(
  links: readonly IdentityLink[],
  verdicts: readonly Verdict[],
): Map<string, Known> {
  const known = new Map<string, Known>();
  const note = ({ id, kind, space = '' }: Identity, at: number): void => {
    const before = known.get(id);
    if (before === undefined) {
      known.set(id, { kind, space, firstAt: at });
      return;
    }
    const stronger =
      rank(kind) - rank(before.kind) || (kind === 'user' ? compareText(space, before.space) : 0);
    if (stronger < 0) Object.assign(before, { kind, space });
    before.firstAt = Math.min(before.firstAt, at);
  };
  for (const { from, to, at } of links) {
    note(from, at);
    note(to, at);
  }
  // A verdict says nothing of what an identity is or since when it is known.
  for (const { identities } of verdicts)
    for (const id of identities)
      if (!known.has(id)) known.set(id, { kind: 'anonymous', space: '', firstAt: Number.POSITIVE_INFINITY });
  return known;
}

function applyVerdict({ identities: [a, b], verdict }: Verdict, clusters: Map<string, Cluster>): void {
  const [one, other] = [clusters.get(a)!, clusters.get(b)!];
  if (one === other) return;
  if (verdict === 'apart') {
    one.apart.add(b);
    other.apart.add(a);
  } else if (!isKeptApart(one, other)) join(one, other, clusters);
}

function findConflict(kind: LinkKind, from: Cluster, to: Cluster): ConflictReason | undefined {
  if (isKeptApart(from, to)) return 'kept_apart';
  if (kind === 'alias') return undefined;
  for (const space of from.spaces) if (to.spaces.has(space)) return 'two_users';
  return kind === 'identified' && from.hasAddress && to.hasAddress ? 'two_addresses' : undefined;
}

function isKeptApart(one: Cluster, other: Cluster): boolean {
  return one.apart.size > 0 && other.members.some((id) => one.apart.has(id));
}

/** The smaller becomes part of the larger. */
function join(one: Cluster, other: Cluster, clusters: Map<string, Cluster>): void {
  const [into, from] = one.members.length >= other.members.length ? [one, other] : [other, one];
  for (const id of from.members) {
    into.members.push(id);
    clusters.set(id, into);
  }
  for (const space of from.spaces) into.spaces.add(space);
  for (const id of from.apart) into.apart.add(id);
  into.hasAddress ||= from.hasAddress;
}

const rank = (kind: IdentityKind): number => identityKinds.indexOf(kind);

const linkOrder: Record<LinkKind, number> = { alias: 0, address: 1, identified: 2 };

function compareLinks(a: IdentityLink, b: IdentityLink): number {
  return (
    Number(a.kind !== 'alias') - Number(b.kind !== 'alias') ||
    a.at - b.at ||
    linkOrder[a.kind] - linkOrder[b.kind] ||
    compareText(a.from.id, b.from.id) ||
    compareText(a.to.id, b.to.id)
  );
}

function compareVerdicts(a: Verdict, b: Verdict): number {
  return (
    b.at - a.at ||
    compareText(a.verdict, b.verdict) ||
    compareText(a.identities[0], b.identities[0]) ||
    compareText(a.identities[1], b.identities[1])
  );
}

function compareNames(a: string, b: string, known: ReadonlyMap<string, Known>): number {
  const [one, other] = [known.get(a)!, known.get(b)!];
  return (
    Number(one.kind === 'anonymous') - Number(other.kind === 'anonymous') ||
    // Both may be Infinity, whose difference is no number.
    (one.firstAt === other.firstAt ? 0 : one.firstAt - other.firstAt) ||
    rank(one.kind) - rank(other.kind) ||
    compareText(a, b)
  );
}
