import { countryCodes, findCountryByCode, findCountryByName } from './country-name.ts';
import { findAsciiHost, findDomain } from './email.ts';
import type { Derivation } from './evidence.ts';
import { Cache } from './word.ts';

/**
 * Country-code domains that say nothing of where their owner is: sold to everyone for how they read (.io, .ai, .tv),
 * given away (.tk), or in use elsewhere (.nu in Sweden and the Netherlands, .su, .eu).
 */
const domainsOfEveryone: ReadonlySet<string> = new Set(
  (
    'ac ag ai am as bz cc cd cf co cx dj fm ga gd gg gl gq gs gt hn im io is la lc ly me ml ms mu nf nu pm pn pw re ' +
    'sc sh so st su sx tc tf tk tl to tv vc vg vu wf ws yt'
  ).split(' '),
);

const texts = new Cache<Derivation | null>(20_000);

/**
 * The ISO 3166 alpha-2 code of a country as people write it ("België", "Holland", "the UK", "SWE"), or undefined.
 * Reads names in English, Dutch, Swedish, French and German, most countries' own names, and codes of two and three
 * letters. England, Scotland, Wales and Northern Ireland are GB. Of "Ghent, Belgium" and "Belgium (BE)" it reads the
 * parts, the last one first. Codes are read before names.
 */
export function readCountry(text: string): Derivation | undefined {
  return texts.read(text, readCountryText) ?? undefined;
}

function readCountryText(text: string): Derivation | null {
  const whole = readCountryPart(text);
  if (whole !== null) return whole;
  for (const part of text.split(/[,;/()|]|\s[-–—]\s/).reverse()) {
    const found = readCountryPart(part);
    if (found !== null) return found;
  }
  return null;
}

function readCountryPart(text: string): Derivation | null {
  const matched = text.trim();
  if (matched === '') return null;
  const byCode = findCountryByCode(matched);
  if (byCode !== undefined)
    return { value: byCode, evidence: { reason: 'country_code', field: 'country', matched } };
  const byName = findCountryByName(matched);
  if (byName !== undefined)
    return { value: byName, evidence: { reason: 'country_name', field: 'country', matched } };
  return null;
}

/** The country whose domain a host name ends in (".be"), or undefined if that domain is used by everyone. */
export function findCountryOfHost(host: string): string | undefined {
  const suffix = host.slice(host.lastIndexOf('.') + 1);
  if (suffix === 'uk') return 'GB';
  const code = suffix.toUpperCase();
  return countryCodes.has(code) && !domainsOfEveryone.has(suffix) ? code : undefined;
}

/** The registrable domain of a website's address, with or without https:// and path, or undefined. */
export function findWebsiteDomain(website: string): string | undefined {
  const host = website
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/?#]*@/, '')
    .replace(/[:/?#].*$/s, '')
    .replace(/\.$/, '');
  const ascii = findAsciiHost(host);
  return ascii === undefined ? undefined : findDomain(ascii);
}
