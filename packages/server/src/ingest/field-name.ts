import type { ValueKind } from '@leadline/core';
import { compactHeader } from '../file/header.ts';
import { type Meaning, meanings } from '../file/meaning.ts';

/** A field that a trait gives, with the kind that its text is read as; none for a trait that only its sender knows. */
export interface NamedField {
  readonly field: string;
  readonly kind?: ValueKind;
}

/** Traits that Segment's specification names, and what they are called here; compared by letters and digits. */
const traitNames: Readonly<Record<string, string>> = {
  name: 'fullName',
  title: 'jobTitle',
  position: 'jobTitle',
  surname: 'lastName',
  organization: 'company',
  organisation: 'company',
  'company.name': 'company',
  'company.industry': 'industry',
  'company.website': 'website',
  'company.employees': 'employees',
  'company.employee count': 'employees',
  'company.revenue': 'revenue',
  'employee count': 'employees',
  'number of employees': 'employees',
  'annual revenue': 'revenue',
  created: 'createdAt',
  mobile: 'mobilePhone',
  zip: 'postalCode',
  'address.city': 'city',
  'address.country': 'country',
  'address.state': 'region',
  'address.region': 'region',
  'address.street': 'street',
  'address.postal code': 'postalCode',
  'address.postcode': 'postalCode',
  'address.zip': 'postalCode',
};

/** Traits of an account, where they differ. */
const accountTraitNames: Readonly<Record<string, string>> = {
  name: 'name',
  title: 'title',
  company: 'name',
  organization: 'name',
  organisation: 'name',
};

/** Under these, facts of a lead would be read as something else: an account's fields, or who belongs to which account. */
const reserved = /^account(?:\.|$)/;

const kinds = new Map<string, ValueKind>();
const fieldOfLetters = new Map<string, string>();
for (const { target, field, kind } of Object.values(meanings) as Meaning[]) {
  if ((target !== 'field' && target !== 'email') || field === undefined) continue;
  kinds.set(field, kind);
  fieldOfLetters.set(compactHeader(field), field);
}
const leadFields = new Map([...fieldOfLetters, ...compactKeys(traitNames)]);
const accountFields = new Map([...leadFields, ...compactKeys(accountTraitNames)]);

/** Answers given before: a sender's traits have the same few names in every event. */
const asked = { lead: new Map<string, NamedField>(), account: new Map<string, NamedField>() };
const mostAsked = 10_000;

/**
 * Returns the field that a trait gives: "job_title", "jobTitle" and Segment's "title" are all `jobTitle`, so that rules
 * read what files and trackers say alike. A trait that is not known keeps its name.
 */
export function nameTraitField(trait: string, of: 'lead' | 'account'): NamedField {
  const answered = asked[of].get(trait);
  if (answered !== undefined) return answered;
  const named = findTraitField(trait, of === 'lead' ? leadFields : accountFields);
  if (asked[of].size < mostAsked) asked[of].set(trait, named);
  return named;
}

function findTraitField(trait: string, fields: ReadonlyMap<string, string>): NamedField {
  const known = fields.get(compactHeader(trait));
  if (known === undefined) return { field: reserved.test(trait) ? `trait.${trait}` : trait };
  const kind = kinds.get(known);
  return kind === undefined ? { field: known } : { field: known, kind };
}

function compactKeys(names: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(names).map(([name, field]) => [compactHeader(name), field]);
}
