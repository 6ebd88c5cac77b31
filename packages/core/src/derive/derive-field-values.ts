import { type DerivedField, derivedFieldKinds, getDerivedSource, isDerivedSource } from '../derived-field.ts';
import type { FieldValue, SourceRanking } from '../fact.ts';
import { getSourceRank, type SourceRank } from '../value/field-history.ts';
import { foldText } from '../value/text.ts';
import type { Derivation, Evidence } from './evidence.ts';
import { type GivenField, type GivenTexts, givenFields, readLead } from './lead-reading.ts';
import { findInForce, readHistory, type ValueSpan } from './value-history.ts';
import { derivationVersion } from './version.ts';

/** A derived value as it is stored: a field value, with what it rests on. */
export interface DerivedFieldValue extends FieldValue {
  readonly lead: string;
  readonly field: DerivedField;
  readonly value: string | null;
  readonly evidence: Evidence;
}

export interface DeriveOptions {
  /** The moment of deriving. Values that were not known by then do not exist for it; the results carry it. */
  readonly knownAt: number;
  /** Orders of rank, for given values of one moment; the newest known one counts. */
  readonly sourceRankings?: readonly SourceRanking[];
}

/**
 * Derives the fields of leads from their stored values, and returns the facts to add. Values of one lead or of many, in
 * any order; those of accounts are passed over. The stored values should hold what was derived before: only what that
 * does not say yet is returned, so that deriving twice adds nothing, and a newer list adds what it sees differently.
 *
 * A derived value has the `at` of the given value it follows from, is undated where that is, and has the source
 * `derived:<version>`. Of values with one `at`, a derived one comes first (see `isDerivedSource`). Where a given value
 * arrives late and changes what was derived from others, the derived value is stated again with their `at` and the
 * new `knownAt`; where those were undated, from `knownAt` on, since only the first undated value of a source holds
 * from creation. A cleared source clears what was derived from it.
 */
export function deriveFieldValues(
  values: readonly FieldValue[],
  options: DeriveOptions,
): DerivedFieldValue[] {
  const rank = getSourceRank(options.sourceRankings ?? [], Number.POSITIVE_INFINITY, options.knownAt);
  const results: DerivedFieldValue[] = [];
  for (const [lead, ofLead] of groupByLead(values)) deriveLead(lead, ofLead, options.knownAt, rank, results);
  return results;
}

/**
 * Derives as if it had been done at each moment that something became known, the earliest first: for facts that come
 * from files, where every replay at an earlier `knownAt` should see what would have been derived then.
 */
export function deriveFieldHistory(
  values: readonly FieldValue[],
  { sourceRankings = [] }: Pick<DeriveOptions, 'sourceRankings'> = {},
): DerivedFieldValue[] {
  const results: DerivedFieldValue[] = [];
  for (const [lead, ofLead] of groupByLead(values)) {
    const moments = new Set(ofLead.map((value) => value.knownAt));
    const known = [...ofLead];
    for (const knownAt of [...moments].sort((a, b) => a - b)) {
      const start = results.length;
      deriveLead(
        lead,
        known,
        knownAt,
        getSourceRank(sourceRankings, Number.POSITIVE_INFINITY, knownAt),
        results,
      );
      known.push(...results.slice(start));
    }
  }
  return results;
}

const derivedFields = Object.keys(derivedFieldKinds) as DerivedField[];
const readFields: ReadonlySet<string> = new Set([...givenFields, ...derivedFields]);

function groupByLead(values: readonly FieldValue[]): Map<string, FieldValue[]> {
  const leads = new Map<string, FieldValue[]>();
  for (const value of values) {
    if (value.lead === undefined) continue;
    const ofLead = leads.get(value.lead);
    if (ofLead === undefined) leads.set(value.lead, [value]);
    else ofLead.push(value);
  }
  return leads;
}

/** The histories of one lead: given values by field, and for derived fields also all values together. */
interface LeadHistory {
  readonly given: ReadonlyMap<string, readonly ValueSpan[]>;
  readonly stored: ReadonlyMap<string, readonly ValueSpan[]>;
  /** When the given values change, ascending. */
  readonly moments: readonly number[];
}

function deriveLead(
  lead: string,
  values: readonly FieldValue[],
  knownAt: number,
  rank: SourceRank,
  results: DerivedFieldValue[],
): void {
  const source = getDerivedSource(derivationVersion);
  const history = readLeadHistory(values, knownAt, rank);
  const undated = new Set<string>();
  for (const value of values) {
    if (value.source === source && value.at === undefined && value.knownAt <= knownAt)
      undated.add(value.field);
  }
  const moments = undated.size === 0 ? history.moments : addMoment(history.moments, knownAt);
  const last = new Map<DerivedField, { from: number; value: string | null }>();
  for (const at of moments) {
    const derived = readLead(readGivenTexts(history.given, at));
    for (const field of derivedFields) {
      const derivation = derived[field];
      const stored = findInForce(history.stored.get(field) ?? [], at);
      const added = last.get(field);
      const present =
        added !== undefined && (stored === undefined || added.from >= stored.from)
          ? added.value
          : stored?.value.value;
      if (isSame(derivation, present)) continue;
      const fromCreation = at === Number.NEGATIVE_INFINITY;
      if (fromCreation && undated.has(field)) continue;
      const value = derivation?.value ?? null;
      last.set(field, { from: at, value });
      results.push({
        lead,
        field,
        value,
        ...(fromCreation ? {} : { at }),
        knownAt,
        source,
        evidence: derivation?.evidence ?? { reason: 'field_cleared', field: clearedBy[field], matched: '' },
      });
    }
  }
}

/** The given field without which a derived one has nothing to rest on. */
const clearedBy: Readonly<Record<DerivedField, GivenField>> = {
  emailDomain: 'email',
  emailKind: 'email',
  country: 'country',
  seniority: 'jobTitle',
  department: 'jobTitle',
  nameQuality: 'lastName',
  companyQuality: 'company',
  company: 'company',
};

function readLeadHistory(values: readonly FieldValue[], knownAt: number, rank: SourceRank): LeadHistory {
  const given = new Map<string, FieldValue[]>();
  const derived = new Map<string, FieldValue[]>();
  let first = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (value.knownAt > knownAt) continue;
    const isDerived = isDerivedSource(value.source);
    if (!isDerived) first = Math.min(first, value.at ?? Number.NEGATIVE_INFINITY);
    if (!readFields.has(value.field)) continue;
    const byField = isDerived ? derived : given;
    const ofField = byField.get(value.field);
    if (ofField === undefined) byField.set(value.field, [value]);
    else ofField.push(value);
  }
  const histories = new Map<string, ValueSpan[]>();
  const moments = new Set<number>();
  // A lead with neither name nor company lacks them from its first value on.
  if (first < Number.POSITIVE_INFINITY) moments.add(first);
  for (const [field, ofField] of given) {
    const spans = readHistory(ofField, rank);
    histories.set(field, spans);
    for (const span of spans) moments.add(span.from);
  }
  const stored = new Map<string, readonly ValueSpan[]>(histories);
  for (const [field, ofField] of derived) {
    stored.set(field, readHistory([...(given.get(field) ?? []), ...ofField], rank));
  }
  return { given: histories, stored, moments: sortMoments(moments) };
}

function addMoment(moments: readonly number[], moment: number): number[] {
  return sortMoments(new Set([...moments, moment]));
}

function sortMoments(moments: ReadonlySet<number>): number[] {
  return [...moments].sort((a, b) => (a < b ? -1 : 1));
}

function readGivenTexts(given: LeadHistory['given'], at: number): GivenTexts {
  const texts: Record<string, string> = {};
  for (const [field, spans] of given) {
    const value = findInForce(spans, at)?.value.value;
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    if (text !== '') texts[field] = text;
  }
  return texts;
}

/** Whether readers of the stored value see the derived one already; text is compared folded, and empty is missing. */
function isSame(derivation: Derivation | undefined, present: FieldValue['value'] | undefined): boolean {
  const text = typeof present === 'string' || typeof present === 'number' ? foldText(String(present)) : '';
  return text === (derivation === undefined ? '' : foldText(derivation.value));
}
