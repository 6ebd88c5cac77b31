/** Why a value was derived. A closed list, so that a screen has a sentence for each in every language. */
export const evidenceReasons = [
  'field_cleared',
  'given',
  'address_malformed',
  'domain_unknown_suffix',
  'domain_reserved',
  'domain_disposable',
  'role_address',
  'domain_free',
  'domain_of_company',
  'email_domain',
  'country_name',
  'country_code',
  'country_not_recognised',
  'email_country_domain',
  'website_country_domain',
  'title_word',
  'name_missing',
  'name_placeholder',
  'keyboard_run',
  'repeated_letters',
  'no_word',
  'digits',
  'mixed_capitals',
  'web_address',
  'name_plausible',
] as const;
export type EvidenceReason = (typeof evidenceReasons)[number];

/** What a derived value rests on. */
export interface Evidence {
  readonly reason: EvidenceReason;
  /** The given field it was read from; the first that was looked at if none was there. */
  readonly field: string;
  /** The words, domain or part that decided, as found after folding; empty if nothing was there to find. */
  readonly matched: string;
}

/** A derived value with its evidence. */
export interface Derivation<V extends string = string> {
  readonly value: V;
  readonly evidence: Evidence;
}
