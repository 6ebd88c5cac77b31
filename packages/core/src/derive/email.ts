import { parse } from 'tldts';
import type { EmailKind } from '../derived-field.ts';
import { isDisposableDomain } from './disposable-domain.ts';
import type { Derivation, EvidenceReason } from './evidence.ts';
import { freeMailDomains } from './free-mail-domain.ts';
import { findRole } from './role-address.ts';
import { Cache, foldWords } from './word.ts';

/** What is known of an address. */
export interface EmailReading {
  readonly kind: Derivation<EmailKind>;
  /** The registrable domain in lower case and ASCII; absent if the address is invalid. */
  readonly domain?: Derivation;
  /** Whether the domain is a company's own, whatever the local part: true of info@acme.be. */
  readonly companyDomain: boolean;
}

/** What is known of the part after the @, the same for all its addresses. */
interface HostReading {
  readonly kind: Derivation<Exclude<EmailKind, 'role'>>;
  /** Absent if the host is invalid. */
  readonly domain?: Derivation;
}

const hosts = new Cache<HostReading>(100_000);

/**
 * Reads an e-mail address. An address that is several kinds at once is the first of: invalid, disposable, role (info@,
 * also at a free provider), free, business.
 *
 * The domain is the registrable one ("acme.be" of ann@mail.acme.be), so that a company's addresses meet. Under the
 * public suffixes that companies run, it is the customer's part ("acme.uk.com", "acme.github.io").
 *
 * Invalid: no or two @, spaces, quotes, dots at an edge or in a row, a domain that is an IP address, has no known
 * public suffix, or ends in .invalid, .test, .localhost or .local. Addresses below .example, and at example.com, .net
 * and .org, are read as ordinary business addresses, since samples and documentation are written with them.
 * Whether the mailbox exists is not asked: nothing leaves the machine.
 */
export function readEmail(address: string): EmailReading {
  const text = address.trim();
  const at = text.indexOf('@');
  const localPart = text.slice(0, Math.max(at, 0));
  if (!isLocalPart(localPart)) return { kind: invalid('address_malformed', text), companyDomain: false };
  const host = hosts.read(text.slice(at + 1).toLowerCase(), readHost);
  if (host.domain === undefined) return { kind: host.kind, companyDomain: false };

  const role = host.kind.value === 'disposable' ? undefined : findRole(foldWords(localPart));
  return {
    kind: role === undefined ? host.kind : derive('role', 'role_address', role),
    domain: host.domain,
    companyDomain: host.kind.value === 'business',
  };
}

/**
 * The registrable domain of a host name in lower case and ASCII, or undefined if it has none. `.example` counts as a
 * public suffix.
 */
export function findDomain(host: string): string | undefined {
  const parts = parse(host, { allowPrivateDomains: true });
  if (parts.isIp || parts.publicSuffix === null) return undefined;
  if (!parts.isIcann && !parts.isPrivate && parts.publicSuffix !== 'example') return undefined;
  // A host that is itself such a public suffix (mail@github.io) is a domain of the company that runs it.
  return parts.domain ?? (parts.isPrivate ? (parse(host).domain ?? undefined) : undefined);
}

/** The host in ASCII ("xn--mller-kva.de" of "müller.de"), or undefined if it is none. Expects lower case. */
export function findAsciiHost(host: string): string | undefined {
  let ascii = host;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  if (!/^[\x00-\x7f]*$/.test(host)) {
    if (/[\s/?#:@\\[\]%]/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
    ascii = new URL(`http://${host}`).hostname;
  }
  const isHost = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
  return ascii.length <= 253 && isHost.test(ascii) ? ascii : undefined;
}

const reservedSuffixes: ReadonlySet<string> = new Set(['invalid', 'test', 'localhost', 'local']);

function readHost(text: string): HostReading {
  const host = findAsciiHost(text);
  if (host === undefined) return { kind: invalid('address_malformed', text) };
  const suffix = host.slice(host.lastIndexOf('.') + 1);
  if (reservedSuffixes.has(suffix)) return { kind: invalid('domain_reserved', `.${suffix}`) };
  const domain = findDomain(host);
  if (domain === undefined) return { kind: invalid('domain_unknown_suffix', host) };
  return { kind: readHostKind(host, domain), domain: derive(domain, 'email_domain', host) };
}

function readHostKind(host: string, domain: string): HostReading['kind'] {
  const parents = listParents(host);
  const free = parents.find((parent) => freeMailDomains.has(parent));
  if (free !== undefined) return derive('free', 'domain_free', free);
  const disposable = parents.find(isDisposableDomain);
  if (disposable !== undefined) return derive('disposable', 'domain_disposable', disposable);
  return derive('business', 'domain_of_company', domain);
}

/** The host and the domains above it, down to two labels: "a.b.c" gives "a.b.c", "b.c". */
function listParents(host: string): string[] {
  const parents = [host];
  for (let dot = host.indexOf('.'); host.indexOf('.', dot + 1) > 0; dot = host.indexOf('.', dot + 1)) {
    parents.push(host.slice(dot + 1));
  }
  return parents;
}

function isLocalPart(text: string): boolean {
  return (
    text.length <= 64 &&
    /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u.test(text) &&
    !text.startsWith('.') &&
    !text.endsWith('.') &&
    !text.includes('..')
  );
}

function derive<V extends string>(value: V, reason: EvidenceReason, matched: string): Derivation<V> {
  return { value, evidence: { reason, field: 'email', matched } };
}

function invalid(reason: EvidenceReason, matched: string): Derivation<'invalid'> {
  return derive('invalid', reason, matched);
}
