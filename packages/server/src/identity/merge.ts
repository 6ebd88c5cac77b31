import { compareText } from '@leadline/core';
import { getLead, type Partition } from './partition.ts';
import type { Verdict } from './verdict.ts';

/** When a person decided and who it was. */
export type VerdictOrigin = Pick<Verdict, 'at' | 'by'>;

/** Returns the verdict that makes one lead of two, undefined if they are one already. */
export function mergeLeads(
  partition: Partition,
  a: string,
  b: string,
  origin: VerdictOrigin,
): Verdict | undefined {
  if (getLead(partition, a) === getLead(partition, b)) return undefined;
  return decide(a, b, 'together', origin);
}

/**
 * Returns the verdict that takes back a merge. Whatever has happened since, the two identities that were merged are then
 * of different leads, and the partition is the one that all other links and verdicts give.
 */
export function unmergeLeads(merge: Verdict, origin: VerdictOrigin): Verdict {
  return decide(merge.identities[0], merge.identities[1], 'apart', origin);
}

/** Returns the verdict that two identities are not one person, whatever links say. */
export function separateIdentities(a: string, b: string, origin: VerdictOrigin): Verdict {
  return decide(a, b, 'apart', origin);
}

function decide(a: string, b: string, verdict: Verdict['verdict'], { at, by }: VerdictOrigin): Verdict {
  return { identities: compareText(a, b) <= 0 ? [a, b] : [b, a], verdict, at, by };
}
