import type { Columns, OutcomeColumns, UnitAdjustment } from '../columns.ts';
import { type Adjustment, type Facts, outcomeKinds, type PlainValue } from '../fact.ts';
import type { Model } from '../model.ts';
import { encodeColumn } from '../value/dictionary.ts';
import { findFieldValue, getSourceRank, type SourceRank } from '../value/field-history.ts';
import { findLead, type GroupedFacts, getCreation, groupFacts } from '../value/lead-facts.ts';
import { getSuppressed } from '../value/suppression.ts';
import { compareText } from '../value/text.ts';
import { readValue } from '../value/value.ts';
import { type AccountBuild, buildAccounts, type LeadBuild } from './account-builder.ts';
import { buildActivities } from './activity-builder.ts';
import { getColumnNeeds } from './column-needs.ts';

/** Which facts columns are built from. */
export interface Cutoff {
  /** Latest `at` of a fact; per lead where the moments differ. */
  readonly until: number | ((lead: string) => number);
  /** Latest `knownAt` of a fact. */
  readonly knownAt: number;
}

/**
 * Columns of all leads that the facts name, sorted by the UTF-8 bytes of their ids, with what the models read. The order
 * of the facts does not matter. Membership of accounts and fields are those of the cut-off.
 */
export function buildColumns(facts: Facts, models: readonly Model[], cutoff: Cutoff): Columns {
  const needs = getColumnNeeds(models);
  const grouped = groupFacts(facts);
  const leads = startLeads(facts, grouped, cutoff);
  const fieldOf = (lead: number, name: string): PlainValue | null => {
    const values = leads.facts[lead]!.fields.get(name);
    if (!values) return null;
    return findFieldValue(values, leads.created[lead]!, leads.until[lead]!, leads.knownAt, leads.rank[lead]!);
  };
  const latest =
    typeof cutoff.until === 'number' ? cutoff.until : leads.until.reduce((a, b) => Math.max(a, b), -Infinity);
  const accounts = buildAccounts(facts, needs, grouped, leads, fieldOf, latest);
  const readField = (lead: number, name: string): PlainValue | null =>
    name.startsWith('account.')
      ? accounts.getValue(lead, name.slice('account.'.length))
      : fieldOf(lead, name);
  const domains = leads.ids.map(
    (_, lead) => readValue(fieldOf(lead, 'emailDomain'), 'text') as string | undefined,
  );
  return {
    unitCount: leads.ids.length,
    ids: leads.ids,
    created: leads.created,
    fields: new Map(
      needs.fields.map((name) => [name, encodeColumn(leads.ids.map((_, lead) => readField(lead, name)))]),
    ),
    activities: buildActivities(leads, needs.properties),
    outcomes: buildOutcomes(leads),
    adjustments: buildAdjustments(facts, models, leads, accounts),
    suppressed: getSuppressed(
      facts,
      needs.lists,
      leads.knownAt,
      leads.ids,
      domains,
      (lead) => leads.until[lead]!,
    ),
    ...(needs.accounts && { accounts: accounts.columns }),
  };
}

function startLeads(facts: Facts, grouped: GroupedFacts, cutoff: Cutoff): LeadBuild {
  const ids = [...grouped.leads.keys()].sort(compareText);
  const { knownAt, until } = cutoff;
  const ranks = new Map<number, SourceRank>();
  const getRank = (moment: number): SourceRank => {
    let rank = ranks.get(moment);
    if (rank === undefined) {
      rank = getSourceRank(facts.sourceRankings ?? [], moment, knownAt);
      ranks.set(moment, rank);
    }
    return rank;
  };
  const moments = Float64Array.from(ids, (id) => (typeof until === 'number' ? until : until(id)));
  const rank = ids.map((_, lead) => getRank(moments[lead]!));
  const leadFacts = ids.map((id) => grouped.leads.get(id)!);
  const created = Float64Array.from(leadFacts, (lead, i) =>
    getCreation(lead, moments[i]!, knownAt, rank[i]!),
  );
  return { ids, facts: leadFacts, until: moments, created, rank, knownAt };
}

function buildOutcomes(leads: LeadBuild): OutcomeColumns {
  const offsets = new Uint32Array(leads.ids.length + 1);
  const rows = leads.facts.flatMap(({ outcomes }, lead) => {
    const until = leads.until[lead]!;
    const seen = outcomes.filter((outcome) => outcome.at <= until && outcome.knownAt <= leads.knownAt);
    offsets[lead + 1] = offsets[lead]! + seen.length;
    const kindOf = (i: number): number => outcomeKinds.indexOf(seen[i]!.outcome);
    const order = seen.map((_, i) => i).sort((a, b) => seen[a]!.at - seen[b]!.at || kindOf(a) - kindOf(b));
    return order.map((i) => ({ kind: kindOf(i), at: seen[i]!.at }));
  });
  return {
    offsets,
    kind: Uint8Array.from(rows, (row) => row.kind),
    at: Float64Array.from(rows, (row) => row.at),
    kinds: outcomeKinds,
  };
}

/** Under a model of accounts an adjustment's `lead` is the account's id. */
function buildAdjustments(
  facts: Facts,
  models: readonly Model[],
  leads: LeadBuild,
  accounts: AccountBuild,
): UnitAdjustment[] {
  const adjustments = facts.adjustments ?? [];
  if (adjustments.length === 0) return [];
  const ofAccounts = new Set(models.filter((model) => model.score === 'accounts').map((model) => model.id));
  const leadOf = new Map(leads.ids.map((id, unit) => [id, unit]));
  const accountOf = new Map(accounts.columns.ids.map((id, unit) => [id, unit]));
  const known = adjustments.filter((adjustment) => adjustment.knownAt <= leads.knownAt);
  return [...new Map(known.map((adjustment) => [getAdjustmentKey(adjustment), adjustment])).values()]
    .flatMap(({ lead, model, dimension, points, from, until, reason, by }) => {
      const unit = ofAccounts.has(model) ? accountOf.get(lead) : leadOf.get(findLead(facts, lead));
      if (unit === undefined) return [];
      return [{ unit, model, dimension, points, from, until: until ?? Number.POSITIVE_INFINITY, reason, by }];
    })
    .sort(
      (a, b) =>
        a.unit - b.unit ||
        a.from - b.from ||
        compareText(a.model, b.model) ||
        compareText(a.dimension, b.dimension) ||
        compareText(a.reason, b.reason) ||
        compareText(a.by, b.by) ||
        a.points - b.points ||
        (a.until === b.until ? 0 : a.until - b.until),
    );
}

/** A repeat of the same adjustment is the same adjustment. */
function getAdjustmentKey(adjustment: Adjustment): string {
  const { knownAt, lead, model, dimension, points, from, until, reason, by } = adjustment;
  return JSON.stringify([knownAt, lead, model, dimension, points, from, until, reason, by]);
}
