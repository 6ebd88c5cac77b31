import { type Facts, type FieldValue, foldText, type Model, type PlainValue } from '@leadline/core';
import { getActivityContent, getPlainText } from '@leadline/core/compiler';
import { getDecayRows } from './decay-rows.ts';
import { toStoredId, toStoredText } from './stored-text.ts';
import type { Row, TableRows } from './table.ts';
import { addValue, getPatternRows, listValueRows, startValues, type ValueBook } from './value-rows.ts';

/** The stage a lead (or account) is in under a model. */
export interface StageEntry {
  readonly id: string;
  readonly model: string;
  readonly stage: string;
  /** When it came into it, in milliseconds UTC. */
  readonly since: number;
}

/**
 * Facts as rows of the tables that a compiled model reads. Rows of values hold the values read as every kind, so they
 * serve any model; `models` are asked only for their patterns and half-lives.
 *
 * @throws RangeError for an id with half a character in it (a lone surrogate)
 */
export function getFactRows(
  facts: Facts,
  models: readonly Model[] = [],
  stages: readonly StageEntry[] = [],
): TableRows {
  const values = startValues();
  const rankings = facts.sourceRankings ?? [];
  const rows = {
    identities: Object.entries(facts.identities ?? {}).map(
      ([identity, lead]): Row => [toStoredId(identity), toStoredId(lead)],
    ),
    lead_values: facts.fieldValues.flatMap((value) => getFieldValueRow(values, value, value.lead)),
    account_values: facts.fieldValues.flatMap((value) =>
      value.lead === undefined ? getFieldValueRow(values, value, value.account) : [],
    ),
    ...getActivityRows(values, facts.activities),
    outcomes: (facts.outcomes ?? []).map(
      (one): Row => [toStoredId(one.lead), one.outcome, one.at, one.knownAt],
    ),
    adjustments: (facts.adjustments ?? []).map(
      (one): Row => [
        toStoredId(one.lead),
        toStoredId(one.model),
        toStoredId(one.dimension),
        one.points,
        one.from,
        one.until ?? null,
        toStoredText(one.reason),
        toStoredText(one.by),
        one.knownAt,
      ],
    ),
    suppressions: (facts.suppressions ?? []).map(
      (one): Row => [
        toStoredId(one.list),
        one.lead === undefined ? null : toStoredId(one.lead),
        one.domain === undefined || one.lead !== undefined ? null : foldText(one.domain) || null,
        one.at,
        one.knownAt,
      ],
    ),
    source_rankings: rankings.map(
      (one, i): Row => [i, toStoredText(JSON.stringify(one.sources)), one.at, one.knownAt],
    ),
    ranking_sources: rankings.flatMap((one, i) =>
      [...new Set(one.sources)].map((source, place): Row => [i, toStoredId(source), place]),
    ),
    half_lives: getDecayRows(models),
    stages: stages.map((one): Row => [toStoredId(one.id), one.model, one.stage, one.since]),
  };
  return { ...rows, ...listValueRows(values), pattern_matches: getPatternRows(values, models) };
}

function getFieldValueRow(values: ValueBook, fact: FieldValue, owner: string | undefined): Row[] {
  if (owner === undefined) return [];
  const { field, at, knownAt, source, value } = fact;
  return [
    [
      toStoredId(owner),
      toStoredId(field),
      at ?? null,
      knownAt,
      toStoredId(source),
      value === null ? null : toStoredText(getPlainText(value)),
      value === null ? null : addValue(values, value),
    ],
  ];
}

function getActivityRows(
  values: ValueBook,
  activities: Facts['activities'],
): Pick<TableRows, 'activities' | 'activity_properties'> {
  const properties: Row[] = [];
  const rows = activities.map((activity, i): Row => {
    const { lead, type, at, knownAt, automated, source, id } = activity;
    for (const [name, value] of Object.entries(activity.properties ?? {}) as [string, PlainValue][]) {
      properties.push([i, toStoredId(name), addValue(values, value)]);
    }
    const content = toStoredText(getActivityContent(activity));
    const isAutomated = Number(automated ?? false);
    return [
      i,
      toStoredId(lead),
      toStoredId(type),
      at,
      knownAt,
      isAutomated,
      toStoredId(source),
      id === undefined ? `content ${content}` : `id ${toStoredId(id)}`,
      content + isAutomated,
    ];
  });
  return { activities: rows, activity_properties: properties };
}
