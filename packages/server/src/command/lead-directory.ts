import { type Facts, findSuggestion } from '@leadline/core';

/** How a lead (or account) is called on a list. */
export interface LeadCard {
  readonly id: string;
  /** Its name, else its e-mail address, else its id. */
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
}

/** Who is who: names of leads, and leads by what people call them. */
export interface LeadDirectory {
  readonly ids: readonly string[];
  get(id: string): LeadCard;
  /** The lead with this id or e-mail address, without regard to case; undefined if there is none. */
  find(text: string): string | undefined;
  /** Leads with this id, e-mail address or name; several if a name is shared. */
  findAll(text: string): readonly string[];
  /** The nearest name, address or id, for "did you mean". */
  suggest(text: string): string | undefined;
}

const shown = [
  'name',
  'fullName',
  'firstName',
  'lastName',
  'company',
  'companyName',
  'email',
  'domain',
] as const;

/** Returns the directory of all leads of some facts, or of all accounts. Names are those that hold as of `at`. */
export function createDirectory(facts: Facts, at: number, of: 'leads' | 'accounts' = 'leads'): LeadDirectory {
  const values = new Map<string, Map<string, { text: string; at: number }>>();
  const open = (id: string): Map<string, { text: string; at: number }> => {
    const found = values.get(id) ?? new Map<string, { text: string; at: number }>();
    values.set(id, found);
    return found;
  };
  for (const { lead, account, field, value, at: from = -Infinity } of facts.fieldValues) {
    const id = of === 'leads' ? lead : account;
    if (id === undefined) continue;
    const fields = open(id);
    if (!(shown as readonly string[]).includes(field) || from > at || typeof value !== 'string') continue;
    if ((fields.get(field)?.at ?? -Infinity) <= from) fields.set(field, { text: value, at: from });
  }
  if (of === 'leads') {
    for (const { lead } of facts.activities) open(facts.identities?.[lead] ?? lead);
    for (const { lead } of facts.outcomes ?? []) open(lead);
  }
  const byText = new Map<string, string[]>();
  const remember = (text: string | undefined, id: string): void => {
    if (text === undefined || text === '') return;
    const key = text.trim().toLowerCase();
    const ids = byText.get(key) ?? [];
    // Each lead remembers all its names in a row.
    if (ids.at(-1) !== id) ids.push(id);
    byText.set(key, ids);
  };
  const cards = new Map<string, LeadCard>();
  for (const [id, fields] of values) {
    const text = (field: (typeof shown)[number]): string | undefined => fields.get(field)?.text;
    const full = [text('firstName'), text('lastName')].filter((part) => part !== undefined).join(' ');
    const company = of === 'leads' ? (text('company') ?? text('companyName')) : undefined;
    const email = text('email');
    const name = [
      text('name'),
      text('fullName'),
      full,
      of === 'accounts' ? text('companyName') : '',
      email,
    ].find((one) => one !== undefined && one !== '');
    cards.set(id, {
      id,
      name: name ?? id,
      ...(company === undefined ? {} : { company }),
      ...(email === undefined ? {} : { email }),
    });
    for (const known of [id, email, name]) remember(known, id);
  }
  const findAll = (wanted: string): readonly string[] => byText.get(wanted.trim().toLowerCase()) ?? [];
  return {
    ids: [...values.keys()],
    get: (id) => cards.get(id) ?? { id, name: id },
    find: (wanted) => (cards.has(wanted) ? wanted : findAll(wanted)[0]),
    findAll: (wanted) => (cards.has(wanted) ? [wanted] : findAll(wanted)),
    suggest: (wanted) => suggest(wanted, byText),
  };
}

/** The nearest known text by letters, else one that holds the wanted text. */
function suggest(wanted: string, known: ReadonlyMap<string, readonly string[]>): string | undefined {
  const text = wanted.trim().toLowerCase();
  const near = findSuggestion(text, known.keys());
  if (near !== undefined || text.length < 3) return near;
  for (const key of known.keys()) if (key.includes(text)) return key;
  return undefined;
}
