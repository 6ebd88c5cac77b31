/** What a person decided about two identities; it goes before all links, and a newer verdict before an older one. */
export interface Verdict {
  /** The lesser text first. */
  readonly identities: readonly [string, string];
  readonly verdict: 'together' | 'apart';
  /** When it was decided, in milliseconds UTC. */
  readonly at: number;
  readonly by: string;
}
