export { getDerivedSource, isDerivedSource } from '../derived-field.ts';
export { makeCompanyName } from './company-name.ts';
export { readCompanyQuality } from './company-quality.ts';
export { findCountryOfHost, findWebsiteDomain, readCountry } from './country.ts';
export {
  type DerivedFieldValue,
  type DeriveOptions,
  deriveFieldHistory,
  deriveFieldValues,
} from './derive-field-values.ts';
export { type EmailReading, readEmail } from './email.ts';
export { type Derivation, type Evidence, type EvidenceReason, evidenceReasons } from './evidence.ts';
export { type JobTitleReading, readJobTitle } from './job-title.ts';
export { type GivenField, type GivenTexts, givenFields, readLead } from './lead-reading.ts';
export { type GivenNames, readNameQuality } from './name-quality.ts';
export { findInForce, readHistory, type ValueSpan } from './value-history.ts';
export { derivationVersion } from './version.ts';
