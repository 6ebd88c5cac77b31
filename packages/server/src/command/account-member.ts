import type { Facts, FieldValue } from '@leadline/core';
import { readEmail } from '@leadline/core/derive';

/**
 * Returns which account each lead belongs to where no file says so: the domain of its e-mail address, unless that is a
 * provider of free or throw-away mail. A lead that any file gives an account keeps that one throughout.
 */
export function deriveAccounts({ fieldValues }: Facts): FieldValue[] {
  const given = new Set(fieldValues.filter((value) => value.field === 'account').map((value) => value.lead));
  return fieldValues.flatMap((value) => {
    const { lead, field, value: email, knownAt, at } = value;
    if (lead === undefined || field !== 'email' || typeof email !== 'string' || given.has(lead)) return [];
    const { companyDomain, domain } = readEmail(email);
    if (!companyDomain || domain === undefined) return [];
    const dated = at === undefined ? {} : { at };
    return [{ lead, field: 'account', value: domain.value, ...dated, source: value.source, knownAt }];
  });
}
