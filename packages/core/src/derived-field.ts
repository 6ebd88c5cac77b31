import type { ValueKind } from './fact.ts';

/**
 * The fields that Leadline itself derives from given ones, with their kinds. A model may read them without any lead
 * ever being given them. This file knows their names and values only; what finds them is `@leadline/core/derive`.
 */
export const derivedFieldKinds = {
  emailDomain: 'text',
  emailKind: 'text',
  country: 'text',
  seniority: 'text',
  department: 'text',
  nameQuality: 'text',
  companyQuality: 'text',
  company: 'text',
} as const satisfies Record<string, ValueKind>;

export type DerivedField = keyof typeof derivedFieldKinds;

/** In the order of precedence: an address that is several of these is the first of them. */
export const emailKinds = ['invalid', 'disposable', 'role', 'free', 'business'] as const;
export type EmailKind = (typeof emailKinds)[number];

/** From the highest to the lowest. A title that holds several ranks is the highest, but for the words that lower it. */
export const seniorities = [
  'owner',
  'c_level',
  'vp',
  'director',
  'head',
  'manager',
  'senior',
  'staff',
  'junior',
  'intern',
] as const;
export type Seniority = (typeof seniorities)[number];

export const departments = [
  'marketing',
  'sales',
  'it',
  'engineering',
  'product',
  'finance',
  'hr',
  'legal',
  'purchasing',
  'operations',
  'support',
  'administration',
  'general_management',
  'other',
] as const;
export type Department = (typeof departments)[number];

/** What can be said of a name, the worst first: of several names the worst decides. */
export const textQualities = ['gibberish', 'placeholder', 'missing', 'ok'] as const;
export type TextQuality = (typeof textQualities)[number];

const sourcePrefix = 'derived:';

/** The source that derived values carry: `derived:1` for the first derivation version. */
export function getDerivedSource(version: string): string {
  return sourcePrefix + version;
}

/**
 * Whether values of this source were derived. Where `at` is equal, a derived value comes before all given ones,
 * whatever the ranking of sources says: it was made from the strongest of them (`country` "België" becomes "BE").
 */
export function isDerivedSource(source: string): boolean {
  return source.startsWith(sourcePrefix);
}
