import type { IdentityLink } from './identity.ts';
import { type Conflict, getLead, partitionIdentities } from './partition.ts';
import type { Verdict } from './verdict.ts';

/**
 * What is stored about some identities: every link and verdict that names one of them, and every one that names an
 * identity those name, and so on. Links that were not followed belong to it, since a late event may change that.
 */
export interface IdentityState {
  readonly links: readonly IdentityLink[];
  readonly verdicts: readonly Verdict[];
}

/** An identity that now belongs to another lead than before; its facts stay with it and come along. */
export interface Move {
  readonly identity: string;
  readonly from: string;
  readonly to: string;
}

/** What an event changes about who is who. */
export interface Resolution {
  /** The lead that the event's facts belong to. */
  readonly lead: string;
  readonly moves: readonly Move[];
  /** Links of the event that were not followed. */
  readonly conflicts: readonly Conflict[];
  /** Links of the event that the state does not hold yet; only these need to be stored. */
  readonly newLinks: readonly IdentityLink[];
}

/**
 * Decides whose an event is and which identities change lead by it. A link that is known already, with an `at` no later,
 * says nothing new.
 */
export function resolveEvent(
  { links, verdicts }: IdentityState,
  eventLinks: readonly IdentityLink[],
  identity: string,
): Resolution {
  const newLinks = listNewLinks(links, eventLinks);
  const before = partitionIdentities(links, verdicts);
  const after = newLinks.length === 0 ? before : partitionIdentities([...links, ...newLinks], verdicts);
  const moves: Move[] = [];
  for (const [id, to] of after.leads) {
    const from = getLead(before, id);
    if (from !== to) moves.push({ identity: id, from, to });
  }
  const conflicts = after.conflicts.filter(({ link }) => newLinks.includes(link));
  return { lead: getLead(after, identity), moves, conflicts, newLinks };
}

/** Those of an event's links that stored ones do not say already. */
export function listNewLinks(
  links: readonly IdentityLink[],
  eventLinks: readonly IdentityLink[],
): IdentityLink[] {
  const earliest = new Map<string, number>();
  for (const link of links) {
    const key = getLinkKey(link);
    earliest.set(key, Math.min(link.at, earliest.get(key) ?? link.at));
  }
  return eventLinks.filter((link) => {
    const key = getLinkKey(link);
    const known = earliest.get(key);
    if (known !== undefined && known <= link.at) return false;
    earliest.set(key, link.at);
    return true;
  });
}

/** Links of one key say the same thing; only the earliest of them counts. */
export function getLinkKey({ kind, from, to }: IdentityLink): string {
  return JSON.stringify([kind, from.id, from.kind, from.space, to.id, to.kind, to.space]);
}
