import { findName } from './column-name.ts';
import { bagOfHeader, compactHeader } from './header.ts';
import type { FileRole } from './mapping.ts';
import { historyIndex } from './name-index.ts';

/** The role of a file that no known tool wrote, and whether it is a long history of fields. */
export interface FoundRole {
  readonly role: FileRole;
  readonly isHistory: boolean;
}

/** Meanings that only a person has, and facts that people and companies share. */
const personal = ['email', 'firstName', 'lastName', 'jobTitle', 'mobilePhone', 'salutation', 'birthday'];
const facts = [
  ...personal,
  'fullName',
  'phone',
  'company',
  'industry',
  'employees',
  'country',
  'city',
  'source',
  'website',
];
/** Names that many kinds of thing have: alone they make no lead. */
const bare = new Set([
  'id',
  'uuid',
  'recordid',
  'externalid',
  'name',
  'title',
  'type',
  'status',
  'label',
  'url',
  'role',
  'position',
  'note',
  'notes',
]);

/**
 * Decides by its headers what the rows of a file are. What happened to whom and when is activities; who won and when is
 * outcomes; a field, its value and when is a history; a company without a person is an account; who has a name or an
 * address is a lead. Undefined if none is said.
 */
export function findRole(headers: readonly string[]): FoundRole | undefined {
  const leads = meaningsIn(headers, 'leads');
  const activities = meaningsIn(headers, 'activities');
  const outcomes = meaningsIn(headers, 'outcomes');
  const accounts = meaningsIn(headers, 'accounts');
  const isOf = (found: ReadonlySet<string>, ...names: string[]): boolean =>
    names.some((name) => found.has(name));
  const hasLead = isOf(leads, 'leadId', 'email') || activities.has('anonymousId');
  const factCount = facts.filter((name) => leads.has(name) && !onlyBare(headers, name)).length;
  const history = headers.map(
    (header) =>
      historyIndex.byLetters.get(compactHeader(header)) ?? historyIndex.byWords.get(bagOfHeader(header)),
  );
  const changes = new Set(history.map((found) => found?.meaning));
  const isChange = changes.has('historyField') && changes.has('historyValue') && changes.has('at');
  if (isChange && factCount < 3 && headers.length < 12) {
    if (hasLead) return { role: 'leads', isHistory: true };
    if (isOf(accounts, 'accountId', 'accountDomain')) return { role: 'accounts', isHistory: true };
  }
  if (
    isOf(activities, 'leadId', 'email', 'anonymousId') &&
    activities.has('type') &&
    activities.has('at') &&
    factCount < 4
  )
    return { role: 'activities', isHistory: false };
  const namesLead = hasLead || isOf(outcomes, 'leadIds', 'leadNames');
  const ends = isOf(outcomes, 'outcomeAt', 'wonAt', 'lostAt', 'lostReason');
  if (outcomes.has('outcome') && ends && namesLead && factCount < 4)
    return { role: 'outcomes', isHistory: false };
  const isPerson = personal.some((name) => leads.has(name) && !onlyBare(headers, name));
  const isCompany = isOf(accounts, 'accountName', 'accountDomain');
  const companyFacts = ['industry', 'employees', 'revenue', 'website'].filter((name) =>
    leads.has(name),
  ).length;
  if (
    isCompany &&
    !isPerson &&
    (accounts.has('accountDomain') || leads.has('accountId') || companyFacts > 0)
  ) {
    return { role: 'accounts', isHistory: false };
  }
  if (isPerson || headers.some((header) => isLeadId(header))) return { role: 'leads', isHistory: false };
  return factCount > 1 || (factCount > 0 && headers.length < 4)
    ? { role: 'leads', isHistory: false }
    : undefined;
}

function meaningsIn(headers: readonly string[], role: FileRole): ReadonlySet<string> {
  return new Set(
    headers
      .map((header) => findName(header, role, undefined)?.found.meaning)
      .filter((one) => one !== undefined),
  );
}

/** Whether a meaning stands only under a name that anything may have. */
function onlyBare(headers: readonly string[], meaning: string): boolean {
  const named = headers.filter((header) => findName(header, 'leads', undefined)?.found.meaning === meaning);
  return named.every((header) => bare.has(compactHeader(header)));
}

const isLeadId = (header: string): boolean =>
  !bare.has(compactHeader(header)) && findName(header, 'leads', undefined)?.found.meaning === 'leadId';
