import type { FieldValue } from '@leadline/core';
import {
  derivationVersion,
  findInForce,
  getDerivedSource,
  isDerivedSource,
  readEmail,
  readHistory,
} from '@leadline/core/derive';

/**
 * Returns what is to be added to the lead's field `account`, so that it is the account that was given, by a `group` call
 * or a file, and where none is, the domain of the e-mail address, unless that is of a provider of free or throw-away mail.
 *
 * `values` are all stored values of the fields `account` and `email` of one lead. A value that is added has the `at` of
 * the given one it follows from. What is stored already is not added again, so deriving twice adds nothing; where a late
 * account goes before a domain that was derived, it is stated again from then on.
 */
export function deriveAccount(values: readonly FieldValue[], lead: string, knownAt: number): FieldValue[] {
  const source = getDerivedSource(derivationVersion);
  const ofAccount = values.filter(({ field }) => field === 'account');
  const stored = readHistory(ofAccount, rankDerivedFirst);
  const given = readHistory(
    ofAccount.filter((value) => !isDerivedSource(value.source)),
    rankDerivedFirst,
  );
  const emails = readHistory(
    values.filter(({ field }) => field === 'email'),
    rankDerivedFirst,
  );
  const moments = new Set([...given, ...emails, ...stored].map(({ from }) => from));
  const added: FieldValue[] = [];
  for (const at of [...moments].sort((a, b) => (a < b ? -1 : 1))) {
    const account =
      findInForce(given, at)?.value.value ?? findAccountDomain(findInForce(emails, at)?.value.value) ?? null;
    const present = findInForce(stored, at);
    const last = added.at(-1);
    const isAddedNewer =
      last !== undefined && (present === undefined || (last.at ?? -Infinity) >= present.from);
    if (account === (isAddedNewer ? last.value : (present?.value.value ?? null))) continue;
    added.push({
      lead,
      field: 'account',
      value: account,
      ...(at !== Number.NEGATIVE_INFINITY && { at }),
      source,
      knownAt,
    });
  }
  return added;
}

/** The account that an e-mail address says by itself. */
export function findAccountDomain(email: unknown): string | undefined {
  if (typeof email !== 'string') return undefined;
  const { companyDomain, domain } = readEmail(email);
  return companyDomain ? domain?.value : undefined;
}

/** Of values of one moment the derived one comes first. */
export const rankDerivedFirst = (source: string): number => (isDerivedSource(source) ? -1 : 0);
