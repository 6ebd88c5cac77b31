import { readEmail } from '@leadline/core/derive';
import { foldEmail } from '../file/plain-text.ts';
import type { Identity, IdentityLink } from '../identity/identity.ts';
import { isPlaceholderId } from '../identity/placeholder-id.ts';
import { cleanText, getOwn } from './json-value.ts';
import { ingestLimits } from './limit.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Who an event is of, as far as it says. At least one is given. */
export interface Caller {
  readonly user?: Identity;
  readonly email?: Identity;
  readonly anonymous?: Identity;
}

/** When and by whom something was said. */
export interface LinkOrigin {
  readonly at: number;
  readonly knownAt: number;
  readonly source: string;
}

/**
 * Returns who an event is of: its `userId`, its `anonymousId`, and the e-mail address among its traits where it is a
 * valid one. A user id that is an address is that address. Ids that stand for nobody are left out; without any other
 * the event is refused.
 */
export function readCaller(body: unknown, traits: readonly unknown[]): Caller | Refusal {
  const userId = readId(getOwn(body, 'userId'));
  const anonymousId = readId(getOwn(body, 'anonymousId'));
  for (const id of [userId, anonymousId]) {
    if (id !== undefined && id.length > ingestLimits.idLength)
      return refuse('identity_too_long', { limit: ingestLimits.idLength });
  }
  const userAddress = findAddress(userId);
  const email = userAddress ?? traits.map((one) => findAddress(getOwn(one, 'email'))).find(Boolean);
  const caller: Caller = {
    ...(userId !== undefined &&
      userAddress === undefined &&
      !isPlaceholderId(userId) && { user: { id: userId, kind: 'user' } }),
    ...(email !== undefined && { email: { id: email, kind: 'email' } }),
    ...(anonymousId !== undefined &&
      !isPlaceholderId(anonymousId) && { anonymous: { id: anonymousId, kind: 'anonymous' } }),
  };
  if (Object.keys(caller).length > 0) return caller;
  const placeholder = userId ?? anonymousId;
  return placeholder === undefined
    ? refuse('identity_missing')
    : refuse('identity_placeholder', { id: placeholder });
}

/** Returns the identity that facts come under: the surest one, so that who shares a browser does not share facts. */
export function getIdentity({ user, email, anonymous }: Caller): Identity {
  return (user ?? email ?? anonymous)!;
}

/** Returns what the event says of who is who. */
export function linkCaller({ user, email, anonymous }: Caller, origin: LinkOrigin): IdentityLink[] {
  const links: IdentityLink[] = [];
  const known = user ?? email;
  if (anonymous !== undefined && known !== undefined && anonymous.id !== known.id)
    links.push({ kind: 'identified', from: anonymous, to: known, ...origin });
  if (user !== undefined && email !== undefined)
    links.push({ kind: 'address', from: email, to: user, ...origin });
  return links;
}

/** Returns the link that an alias call states: from `previousId` to the user it is now; none from an id to itself. */
export function linkAlias(body: unknown, caller: Caller, origin: LinkOrigin): IdentityLink[] | Refusal {
  const previousId = readId(getOwn(body, 'previousId'));
  const to = caller.user ?? caller.email;
  if (previousId === undefined || to === undefined) return refuse('alias_missing');
  if (previousId.length > ingestLimits.idLength)
    return refuse('identity_too_long', { limit: ingestLimits.idLength });
  if (isPlaceholderId(previousId)) return refuse('identity_placeholder', { id: previousId });
  const address = findAddress(previousId);
  // An alias does not say what the old id was; other events of it do.
  const from: Identity =
    address === undefined ? { id: previousId, kind: 'anonymous' } : { id: address, kind: 'email' };
  return from.id === to.id ? [] : [{ kind: 'alias', from, to, ...origin }];
}

/** Reads an id: text without spaces around, or a whole number; undefined for nothing and for what is no id. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  const id = cleanText(value).trim();
  return id === '' ? undefined : id;
}

/** The address as leads are joined by it, undefined if the value is no valid address. */
function findAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > ingestLimits.idLength || !value.includes('@'))
    return undefined;
  const address = foldEmail(cleanText(value));
  return readEmail(address).kind.value === 'invalid' ? undefined : address;
}
