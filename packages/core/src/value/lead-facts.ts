import type { Activity, Facts, FieldValue, Outcome } from '../fact.ts';
import { findFieldValue, type SourceRank } from './field-history.ts';
import { compareText } from './text.ts';
import { readDate } from './value.ts';

/** The facts of one lead, its identities brought together. */
export interface LeadFacts {
  readonly fields: Map<string, FieldValue[]>;
  readonly activities: Activity[];
  readonly outcomes: Outcome[];
}

/** Facts by lead and, of fields, by account. */
export interface GroupedFacts {
  readonly leads: ReadonlyMap<string, LeadFacts>;
  readonly accounts: ReadonlyMap<string, Map<string, FieldValue[]>>;
  /** Leads that belonged to an account at any time. */
  readonly leadsOfAccount: (account: string) => readonly LeadFacts[];
}

/**
 * Puts facts together by lead. Field values, activities and outcomes make a lead; adjustments and suppressions do not.
 * Of activities with one (source, id) the first accepted stays; without an id the content stands for it.
 */
export function groupFacts(facts: Facts): GroupedFacts {
  const leads = new Map<string, LeadFacts>();
  const accounts = new Map<string, Map<string, FieldValue[]>>();
  const getLead = (identity: string): LeadFacts => {
    const id = findLead(facts, identity);
    let lead = leads.get(id);
    if (lead === undefined) {
      lead = { fields: new Map(), activities: [], outcomes: [] };
      leads.set(id, lead);
    }
    return lead;
  };
  for (const value of facts.fieldValues) {
    if (value.lead !== undefined) addFieldValue(getLead(value.lead).fields, value);
    else if (value.account !== undefined) {
      let fields = accounts.get(value.account);
      if (fields === undefined) {
        fields = new Map();
        accounts.set(value.account, fields);
      }
      addFieldValue(fields, value);
    }
  }
  for (const activity of getAcceptedActivities(facts.activities))
    getLead(activity.lead).activities.push(activity);
  for (const outcome of facts.outcomes ?? []) getLead(outcome.lead).outcomes.push(outcome);
  let belonged: Map<string, LeadFacts[]> | undefined;
  const leadsOfAccount = (account: string): readonly LeadFacts[] => {
    belonged ??= groupByAccountEver(leads.values());
    return belonged.get(account) ?? [];
  };
  return { leads, accounts, leadsOfAccount };
}

function groupByAccountEver(leads: Iterable<LeadFacts>): Map<string, LeadFacts[]> {
  const belonged = new Map<string, LeadFacts[]>();
  for (const lead of leads) {
    for (const account of new Set((lead.fields.get('account') ?? []).map(({ value }) => value))) {
      if (typeof account !== 'string') continue;
      const others = belonged.get(account);
      if (others) others.push(lead);
      else belonged.set(account, [lead]);
    }
  }
  return belonged;
}

/** The lead that an identity is part of at present. */
export function findLead(facts: Facts, identity: string): string {
  return facts.identities && Object.hasOwn(facts.identities, identity)
    ? facts.identities[identity]!
    : identity;
}

function addFieldValue(fields: Map<string, FieldValue[]>, value: FieldValue): void {
  const values = fields.get(value.field);
  if (values) values.push(value);
  else fields.set(value.field, [value]);
}

/**
 * Of activities with one (source, id) the first that was known. Known at the same moment, the body with the lesser text
 * counts as the first, so that arrival does not matter.
 */
export function getAcceptedActivities(activities: readonly Activity[]): Activity[] {
  const accepted: Activity[] = [];
  const places = new Map<string, Map<string, number>>();
  for (const activity of activities) {
    let ofSource = places.get(activity.source);
    if (ofSource === undefined) {
      ofSource = new Map();
      places.set(activity.source, ofSource);
    }
    const key = activity.id === undefined ? `\0${getActivityContent(activity)}` : activity.id;
    const place = ofSource.get(key);
    if (place === undefined) ofSource.set(key, accepted.push(activity) - 1);
    else if (isAcceptedBefore(activity, accepted[place]!)) accepted[place] = activity;
  }
  return accepted;
}

function isAcceptedBefore(a: Activity, b: Activity): boolean {
  return a.knownAt === b.knownAt ? compareText(getCanonical(a), getCanonical(b)) < 0 : a.knownAt < b.knownAt;
}

/** The text that stands for an activity without an id: identity, type, time, properties by name. */
export function getActivityContent({ lead, type, at, properties }: Activity): string {
  return getCanonical({ lead, type, at, properties: properties ?? {} });
}

/** JSON with sorted keys. */
function getCanonical(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
      : part,
  );
}

/**
 * When a lead was created: its `createdAt` as of the cut-off (an undated one being the oldest), else the earliest `at`
 * of a dated fact, else the earliest `knownAt`. NaN when none of its facts exists yet.
 */
export function getCreation(lead: LeadFacts, until: number, knownAt: number, rank: SourceRank): number {
  let dated = Number.POSITIVE_INFINITY;
  let known = Number.POSITIVE_INFINITY;
  const see = (fact: { readonly at?: number; readonly knownAt: number }): void => {
    if (fact.knownAt > knownAt) return;
    if (fact.at === undefined || fact.at <= until) known = Math.min(known, fact.knownAt);
    if (fact.at !== undefined && fact.at <= until) dated = Math.min(dated, fact.at);
  };
  for (const values of lead.fields.values()) values.forEach(see);
  lead.activities.forEach(see);
  lead.outcomes.forEach(see);
  const stated = lead.fields.get('createdAt');
  const value = stated && findFieldValue(stated, Number.NEGATIVE_INFINITY, until, knownAt, rank);
  const given = typeof value === 'string' ? readDate(value.trim()) : undefined;
  const created = given ?? (dated < Number.POSITIVE_INFINITY ? dated : known);
  const exists = dated <= until || created <= until;
  return exists && created < Number.POSITIVE_INFINITY ? created : Number.NaN;
}
