import fc from 'fast-check';
import type { Identity, IdentityLink, LinkKind } from '../identity.ts';
import type { Verdict } from '../verdict.ts';

/** An id as tests write them: u1 is a user, a1 a browser, what has an @ an address. */
function identify(id: string): Identity {
  return { id, kind: id.includes('@') ? 'email' : id.startsWith('u') ? 'user' : 'anonymous' };
}

/** Returns a link known at once. */
export function makeLink(kind: LinkKind, from: string, to: string, at: number): IdentityLink {
  return { kind, from: identify(from), to: identify(to), at, knownAt: at, source: 'website' };
}

const users = ['u1', 'u2', 'u3'];
const addresses = ['x@acme.example', 'y@acme.example', 'z@acme.example'];
const browsers = ['a1', 'a2', 'a3'];
export const anyId = fc.constantFrom(...users, ...addresses, ...browsers);

/** Any link between few identities, so that they meet. */
export function anyLink(): fc.Arbitrary<IdentityLink> {
  const at = fc.nat({ max: 5 });
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...browsers), fc.constantFrom(...users, ...addresses), at)
      .map(([a, b, t]) => makeLink('identified', a, b, t)),
    fc
      .tuple(fc.constantFrom(...addresses), fc.constantFrom(...users), at)
      .map(([a, b, t]) => makeLink('address', a, b, t)),
    // An alias does not say what the old id was.
    fc
      .tuple(anyId, fc.constantFrom(...users), at)
      .map(
        ([a, b, t]): IdentityLink => ({ ...makeLink('alias', a, b, t), from: { id: a, kind: 'anonymous' } }),
      ),
  );
}

/** Links and verdicts in the order in which they arrive. */
export function anyHistory(): fc.Arbitrary<{ links: IdentityLink[]; verdicts: Verdict[] }> {
  const verdict = fc
    .tuple(anyId, anyId, fc.constantFrom('together' as const, 'apart' as const), fc.nat({ max: 5 }))
    .filter(([a, b]) => a < b)
    .map(([a, b, said, at]): Verdict => ({ identities: [a, b], verdict: said, at, by: 'ann' }));
  return fc.record({
    links: fc.array(anyLink(), { maxLength: 10 }),
    verdicts: fc.array(verdict, { maxLength: 3 }),
  });
}
