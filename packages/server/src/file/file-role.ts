import { bagOfHeader, compactHeader } from './header.ts';
import type { FileRole } from './mapping.ts';
import { generalIndex, historyIndex, type NameIndex } from './name-index.ts';

/** The role of a file that no known tool wrote, and whether it is a long history of fields. */
export interface FoundRole {
  readonly role: FileRole;
  readonly isHistory: boolean;
}

/**
 * Decides by its headers what the rows of a file are. What happened to whom and when is activities; who won and when is
 * outcomes; a field, its value and when is a history; a company without a person is an account; who has a name or an
 * address is a lead. Undefined if none is said.
 */
export function findRole(headers: readonly string[]): FoundRole | undefined {
  const activities = meaningsIn(headers, generalIndex.activities);
  const outcomes = meaningsIn(headers, generalIndex.outcomes);
  const accounts = meaningsIn(headers, generalIndex.accounts);
  const leads = meaningsIn(headers, generalIndex.leads);
  const history = meaningsIn(headers, historyIndex);
  const hasLead = leads.has('leadId') || leads.has('email') || activities.has('anonymousId');
  const personal = [
    'firstName',
    'lastName',
    'fullName',
    'jobTitle',
    'phone',
    'mobilePhone',
    'industry',
    'employees',
    'country',
  ];
  const facts = personal.filter((name) => leads.has(name)).length;
  const hasHistory = history.has('historyField') && history.has('historyValue') && history.has('at');
  if (hasHistory && facts < 2 && headers.length < 12) {
    if (hasLead) return { role: 'leads', isHistory: true };
    if (accounts.has('accountId') || accounts.has('accountDomain'))
      return { role: 'accounts', isHistory: true };
  }
  if (hasLead && activities.has('type') && activities.has('at') && facts < 3)
    return { role: 'activities', isHistory: false };
  const named = outcomes.has('leadIds') || outcomes.has('leadNames');
  const ended =
    outcomes.has('outcomeAt') ||
    outcomes.has('wonAt') ||
    outcomes.has('lostAt') ||
    outcomes.has('lostReason');
  const isOutcome = outcomes.has('outcome') && ended && (hasLead || named) && facts < 3;
  if (isOutcome) return { role: 'outcomes', isHistory: false };
  const isCompany = accounts.has('accountName') || accounts.has('accountDomain');
  const hasPerson =
    leads.has('email') || leads.has('firstName') || leads.has('lastName') || leads.has('jobTitle');
  if (
    isCompany &&
    !hasPerson &&
    (!leads.has('leadId') || leads.has('accountId') || accounts.has('accountDomain'))
  ) {
    const isPersonName =
      headers.some((header) => compactHeader(header) === 'name') &&
      facts === 1 &&
      !accounts.has('accountDomain');
    if (!isPersonName || leads.has('industry') || leads.has('employees') || leads.has('website'))
      return { role: 'accounts', isHistory: false };
  }
  if (hasLead || facts > 0) return { role: 'leads', isHistory: false };
  return undefined;
}

function meaningsIn(headers: readonly string[], index: NameIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const header of headers) {
    const one = index.byLetters.get(compactHeader(header)) ?? index.byWords.get(bagOfHeader(header));
    if (one !== undefined) found.add(one.meaning);
  }
  return found;
}
