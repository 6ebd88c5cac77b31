import type { DerivedField } from '../derived-field.ts';
import { makeCompanyName } from './company-name.ts';
import { readCompanyQuality } from './company-quality.ts';
import { findCountryOfHost, findWebsiteDomain, readCountry } from './country.ts';
import { type EmailReading, readEmail } from './email.ts';
import type { Derivation } from './evidence.ts';
import { readJobTitle } from './job-title.ts';
import { readNameQuality } from './name-quality.ts';

/** The given fields that others are derived from. */
export const givenFields = [
  'firstName',
  'lastName',
  'fullName',
  'email',
  'company',
  'country',
  'jobTitle',
  'website',
] as const;
export type GivenField = (typeof givenFields)[number];

/** The given texts of a lead at one moment, trimmed; an absent one is missing. */
export type GivenTexts = Partial<Record<GivenField | DerivedField, string>>;

/**
 * Everything that can be derived from what is given; a field of which nothing can be said is absent.
 *
 * A value that is given for a derived field stands ("given"), also for `seniority` and the like. A given country is
 * written as its code (one that is not recognised stays as it is), and only without any the country of the
 * e-mail address is taken, then that of the website. A company is made from the domain only where none is given and the
 * domain is a company's own; `companyQuality` still says that it was missing.
 */
export function readLead(given: GivenTexts): Partial<Record<DerivedField, Derivation>> {
  const email = given.email === undefined ? undefined : readEmail(given.email);
  const title = given.jobTitle === undefined ? undefined : readJobTitle(given.jobTitle);
  const found: Record<DerivedField, Derivation | undefined> = {
    emailDomain: email?.domain,
    emailKind: email?.kind,
    country: undefined,
    seniority: title?.seniority,
    department: title?.department,
    nameQuality: readNameQuality(given),
    companyQuality: readCompanyQuality(given.company),
    company: undefined,
  };
  for (const field of Object.keys(found) as DerivedField[]) {
    const value = given[field];
    if (value !== undefined) found[field] = { value, evidence: { reason: 'given', field, matched: value } };
  }
  found.country = findLeadCountry(given, email);
  found.company ??= findLeadCompany(email);
  return found as Partial<Record<DerivedField, Derivation>>;
}

function findLeadCountry(given: GivenTexts, email: EmailReading | undefined): Derivation | undefined {
  const { country: text } = given;
  if (text !== undefined) {
    return (
      readCountry(text) ?? {
        value: text,
        evidence: { reason: 'country_not_recognised', field: 'country', matched: text },
      }
    );
  }
  const emailDomain = email?.kind.value === 'disposable' ? undefined : email?.domain?.value;
  const ofEmail = emailDomain === undefined ? undefined : findCountryOfHost(emailDomain);
  if (ofEmail !== undefined) {
    return {
      value: ofEmail,
      evidence: { reason: 'email_country_domain', field: 'email', matched: emailDomain! },
    };
  }
  const website = given.website === undefined ? undefined : findWebsiteDomain(given.website);
  const ofWebsite = website === undefined ? undefined : findCountryOfHost(website);
  if (ofWebsite === undefined) return undefined;
  return {
    value: ofWebsite,
    evidence: { reason: 'website_country_domain', field: 'website', matched: website! },
  };
}

function findLeadCompany(email: EmailReading | undefined): Derivation | undefined {
  if (email?.domain === undefined || !email.companyDomain) return undefined;
  const value = makeCompanyName(email.domain.value);
  if (value === undefined) return undefined;
  return { value, evidence: { reason: 'email_domain', field: 'email', matched: email.domain.value } };
}
