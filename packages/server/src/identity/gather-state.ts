import type { IdentityState } from './resolve.ts';

/** Reads stored links and verdicts. */
export interface IdentityReader {
  /** Returns every link and verdict that names one of these identities, links that were not followed included. */
  readAround(identities: readonly string[]): Promise<IdentityState>;
}

/**
 * Returns all that is stored about some identities and everybody they are linked with, which is what `resolveEvent` needs:
 * one read for each step away from them. Undefined if that is more than `most` identities (a kiosk, a test account): their
 * links are then to be stored all the same, and followed when all identities are partitioned at once.
 */
export async function gatherIdentityState(
  reader: IdentityReader,
  identities: readonly string[],
  most = 10_000,
): Promise<IdentityState | undefined> {
  const links = new Set<IdentityState['links'][number]>();
  const verdicts = new Set<IdentityState['verdicts'][number]>();
  const seen = new Set(identities);
  let edge = [...seen];
  while (edge.length > 0) {
    const around = await reader.readAround(edge);
    const found = new Set<string>();
    for (const link of around.links) {
      links.add(link);
      found.add(link.from.id).add(link.to.id);
    }
    for (const verdict of around.verdicts) {
      verdicts.add(verdict);
      for (const id of verdict.identities) found.add(id);
    }
    edge = [...found].filter((id) => !seen.has(id));
    for (const id of edge) seen.add(id);
    if (seen.size > most) return undefined;
  }
  return { links: [...links], verdicts: [...verdicts] };
}
