import type {
  Activity,
  Adjustment,
  Facts,
  FieldValue,
  Outcome,
  OutcomeKind,
  PlainValue,
} from '../../packages/core/src/fact.ts';
import { outcomeKinds } from '../../packages/core/src/fact.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import { readByReference } from './value.ts';

/** A lead or an account. */
export interface Owner {
  readonly of: 'lead' | 'account';
  readonly id: string;
}

/** JSON with sorted keys. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareBytes(a, b)))
      : part,
  );
}

/** Order of the UTF-8 bytes; texts that differ only in their lone surrogates by those. */
export function compareBytes(a: string, b: string): number {
  const order = Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
  if (order !== 0 || a === b) return order;
  return a < b ? -1 : 1;
}

function textOf(value: PlainValue): string {
  return typeof value === 'string' ? value : canonicalText(value);
}

/** Cleared is least. */
function compareValues(a: PlainValue | null, b: PlainValue | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return compareBytes(textOf(a), textOf(b));
}

function withoutRepeats<T>(facts: readonly T[], key: (fact: T) => string): T[] {
  return [...new Map(facts.map((fact) => [key(fact), fact])).values()];
}

/** Of activities with one key the first that was known counts; the key of one without id is its content. */
function acceptedActivities(activities: readonly Activity[]): Activity[] {
  const accepted = new Map<string, Activity>();
  for (const activity of activities) {
    const { lead, type, at, source, id } = activity;
    const properties = activity.properties ?? {};
    const key = canonicalText(id === undefined ? { source, lead, type, at, properties } : { source, id });
    const before = accepted.get(key);
    if (before === undefined || comesBefore(activity, before)) accepted.set(key, activity);
  }
  return [...accepted.values()];
}

function comesBefore(a: Activity, b: Activity): boolean {
  if (a.knownAt !== b.knownAt) return a.knownAt < b.knownAt;
  return compareBytes(canonicalText(a), canonicalText(b)) < 0;
}

/**
 * The facts known at a moment, with every identity replaced by its lead. All questions take a cut-off: what happened
 * after it does not exist.
 */
export interface World {
  readonly fieldValues: readonly FieldValue[];
  readonly activities: readonly Activity[];
  readonly outcomes: readonly Outcome[];
  readonly adjustments: readonly Adjustment[];
  readonly suppressions: NonNullable<Facts['suppressions']>;
  readonly sourceRankings: NonNullable<Facts['sourceRankings']>;
  readonly leads: readonly string[];
  readonly accounts: readonly string[];
  /** The same field values, activities and outcomes once more, by lead or account. */
  readonly of: Readonly<Record<Owner['of'], ReadonlyMap<string, OwnFacts>>>;
}

interface OwnFacts {
  readonly fieldValues: FieldValue[];
  readonly activities: Activity[];
  readonly outcomes: Outcome[];
}

export function worldOf(facts: Facts, knownAt: number | undefined): World {
  const known = <T extends { readonly knownAt: number }>(all: readonly T[] | undefined): T[] =>
    (all ?? []).filter((fact) => knownAt === undefined || fact.knownAt <= knownAt);
  const leadOf = (identity: string): string =>
    facts.identities !== undefined && Object.hasOwn(facts.identities, identity)
      ? facts.identities[identity]!
      : identity;
  const merged = <T extends { readonly lead?: string }>(all: readonly T[]): T[] =>
    all.map((fact) => (fact.lead === undefined ? fact : { ...fact, lead: leadOf(fact.lead) }));

  const fieldValues = merged(known(facts.fieldValues));
  const activities = merged(acceptedActivities(known(facts.activities)));
  const outcomes = merged(known(facts.outcomes));
  const adjustments = merged(withoutRepeats(known(facts.adjustments), canonicalText));
  const leads = [...fieldValues, ...activities, ...outcomes].flatMap((fact) => fact.lead ?? []);
  const world = {
    fieldValues,
    activities,
    outcomes,
    adjustments,
    suppressions: merged(known(facts.suppressions)),
    sourceRankings: known(facts.sourceRankings),
    leads: [...new Set(leads)],
  };
  const given = fieldValues.flatMap((fact) => fact.account ?? []);
  const belonged = fieldValues.flatMap((fact) =>
    fact.lead !== undefined && fact.field === 'account' && typeof fact.value === 'string' ? fact.value : [],
  );
  const of = { lead: new Map<string, OwnFacts>(), account: new Map<string, OwnFacts>() };
  const own = (kind: Owner['of'], id: string): OwnFacts => {
    const before = of[kind].get(id) ?? { fieldValues: [], activities: [], outcomes: [] };
    of[kind].set(id, before);
    return before;
  };
  for (const fact of fieldValues) {
    if (fact.lead !== undefined) own('lead', fact.lead).fieldValues.push(fact);
    if (fact.account !== undefined) own('account', fact.account).fieldValues.push(fact);
  }
  for (const fact of activities) own('lead', fact.lead).activities.push(fact);
  for (const fact of outcomes) own('lead', fact.lead).outcomes.push(fact);
  return { ...world, accounts: [...new Set([...given, ...belonged])], of };
}

function factsOf(world: World, owner: Owner): OwnFacts {
  return world.of[owner.of].get(owner.id) ?? { fieldValues: [], activities: [], outcomes: [] };
}

type Dated = FieldValue & { readonly at: number };

/** Undated values with the moment they hold from: the first of a source from creation, a later different one when known. */
function datedBy(values: readonly FieldValue[], creation: number): Dated[] {
  const dated: Dated[] = [];
  const bySource = new Map<string, FieldValue[]>();
  for (const value of values) {
    if (value.at !== undefined) dated.push({ ...value, at: value.at });
    else bySource.set(value.source, [...(bySource.get(value.source) ?? []), value]);
  }
  for (const undated of bySource.values()) {
    undated.sort((a, b) => a.knownAt - b.knownAt || compareValues(a.value, b.value));
    undated.forEach((value, n) => {
      if (n === 0) dated.push({ ...value, at: creation });
      else if (compareValues(value.value, undated[n - 1]!.value) !== 0)
        dated.push({ ...value, at: Math.max(creation, value.knownAt) });
    });
  }
  return dated;
}

function rankOfSource(world: World, source: string, cutOff: number): number {
  const newest = world.sourceRankings
    .filter((ranking) => ranking.at <= cutOff)
    .sort(
      (a, b) =>
        b.at - a.at ||
        b.knownAt - a.knownAt ||
        compareBytes(canonicalText(b.sources), canonicalText(a.sources)),
    )[0];
  const place = newest?.sources.indexOf(source) ?? -1;
  return place === -1 ? Number.POSITIVE_INFINITY : place;
}

function newestOf(world: World, dated: readonly Dated[], cutOff: number): Dated | undefined {
  const rank = (value: Dated): number => rankOfSource(world, value.source, cutOff);
  const order = (a: Dated, b: Dated): number => {
    if (a.at !== b.at) return b.at - a.at;
    if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1;
    return b.knownAt - a.knownAt || compareValues(b.value, a.value);
  };
  return dated.filter((value) => value.at <= cutOff).sort(order)[0];
}

/** The lead's creation; undefined when it has no fact up to the cut-off. */
export function creationOf(world: World, lead: string, cutOff: number): number | undefined {
  const { fieldValues: values, activities, outcomes } = factsOf(world, { of: 'lead', id: lead });
  const datedFacts = [
    ...values.flatMap((value) => value.at ?? []),
    ...activities.map((activity) => activity.at),
    ...outcomes.map((outcome) => outcome.at),
  ].filter((at) => at <= cutOff);
  const undated = values.filter((value) => value.at === undefined);
  const createdAt = newestOf(
    world,
    datedBy(
      values.filter((value) => value.field === 'createdAt'),
      Number.NEGATIVE_INFINITY,
    ),
    cutOff,
  );
  const given = readByReference('date', createdAt?.value);
  const creation =
    given?.is === 'date'
      ? given.ms
      : least(datedFacts.length > 0 ? datedFacts : undated.map((fact) => fact.knownAt));
  if (creation === undefined) return undefined;
  return datedFacts.length > 0 || creation <= cutOff ? creation : undefined;
}

function least(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.min(...times);
}

/** A field's value as of the cut-off, as it was given; undefined where there is none or it was cleared. */
export function fieldAsOf(world: World, owner: Owner, field: string, cutOff: number): PlainValue | undefined {
  const creation =
    owner.of === 'lead' ? creationOf(world, owner.id, cutOff) : accountCreation(world, owner.id, cutOff);
  if (creation === undefined) return undefined;
  const values = factsOf(world, owner).fieldValues.filter((value) => value.field === field);
  return newestOf(world, datedBy(values, creation), cutOff)?.value ?? undefined;
}

/** The account a lead belongs to as of the cut-off; its id is compared as written. */
export function accountOf(world: World, lead: string, cutOff: number): string | undefined {
  const given = fieldAsOf(world, { of: 'lead', id: lead }, 'account', cutOff);
  return typeof given === 'string' && foldText(given) !== '' ? given : undefined;
}

/** The leads that belong to an account as of the cut-off. */
export function membersOf(world: World, account: string, cutOff: number): string[] {
  return world.leads.filter(
    (lead) => creationOf(world, lead, cutOff) !== undefined && accountOf(world, lead, cutOff) === account,
  );
}

/** The earliest creation among its leads and its own dated fields, else when its first field was known. */
export function accountCreation(world: World, account: string, cutOff: number): number | undefined {
  const own = factsOf(world, { of: 'account', id: account }).fieldValues;
  const dated = own.flatMap((value) => value.at ?? []).filter((at) => at <= cutOff);
  const created = membersOf(world, account, cutOff).map((lead) => creationOf(world, lead, cutOff)!);
  const earliest = least([...dated, ...created]);
  if (earliest !== undefined) return earliest;
  const known = least(own.filter((value) => value.at === undefined).map((value) => value.knownAt));
  return known !== undefined && known <= cutOff ? known : undefined;
}

/** Outcomes of some leads up to the cut-off, oldest first; equal times in the order of `outcomeKinds`. */
export function outcomesOf(world: World, leads: readonly string[], cutOff: number): Outcome[] {
  return leads
    .flatMap((lead) => factsOf(world, { of: 'lead', id: lead }).outcomes)
    .filter((outcome) => outcome.at <= cutOff)
    .sort((a, b) => a.at - b.at || outcomeKinds.indexOf(a.outcome) - outcomeKinds.indexOf(b.outcome));
}

/** R: the newest outcome of these kinds up to the cut-off. */
export function countedSince(
  world: World,
  lead: string,
  kinds: readonly OutcomeKind[] | undefined,
  cutOff: number,
): number | undefined {
  return outcomesOf(world, [lead], cutOff)
    .filter((outcome) => kinds?.includes(outcome.outcome))
    .at(-1)?.at;
}

/** Activities of some leads up to the cut-off and after each lead's own R, newest first. */
export function activitiesOf(
  world: World,
  leads: readonly string[],
  countSince: readonly OutcomeKind[] | undefined,
  cutOff: number,
): Activity[] {
  return leads
    .flatMap((lead) => {
      const since = countedSince(world, lead, countSince, cutOff);
      const own = factsOf(world, { of: 'lead', id: lead }).activities;
      return own.filter((activity) => activity.at <= cutOff && (since === undefined || activity.at > since));
    })
    .sort((a, b) => b.at - a.at);
}
