/**
 * What a person is known by: the id a product gave them, their e-mail address, or the id of a browser that nobody has
 * put a name to yet. Ordered from the strongest to the weakest proof of who it is.
 */
export const identityKinds = ['user', 'email', 'anonymous'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export interface Identity {
  readonly id: string;
  readonly kind: IdentityKind;
  /** Of user ids: whose ids they are, such as `salesforce`. Absent: the ids of one's own product. */
  readonly space?: string;
}

/**
 * Something that says that two identities are one person. `from` is the weaker one, or for an alias the one given up.
 *
 * - `identified`: a browser said who its visitor is
 * - `address`: a user has this e-mail address
 * - `alias`: the sender says outright that two ids are one
 */
export type LinkKind = 'identified' | 'address' | 'alias';

export interface IdentityLink {
  readonly kind: LinkKind;
  readonly from: Identity;
  readonly to: Identity;
  /** When it was so, in milliseconds UTC. */
  readonly at: number;
  readonly knownAt: number;
  readonly source: string;
}
