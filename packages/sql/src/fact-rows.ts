import { type Activity, type Facts, type FieldValue, foldText, type Model } from '@leadline/core';
import { getAcceptedActivities, getActivityContent, getPlainText } from '@leadline/core/compiler';
import { getDecayRows } from './decay-rows.ts';
import { type FactBook, listNumbers, numberOf, startBook } from './fact-book.ts';
import { readStoredText, toStoredId, toStoredText } from './stored-text.ts';
import type { Cell, Row, TableRows } from './table.ts';
import { addValue, getPatternRows, listValueRows } from './value-rows.ts';

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
  const book = startBook();
  const rankings = facts.sourceRankings ?? [];
  const merged = Object.entries(facts.identities ?? {}).map(
    ([identity, lead]) => [numberOf(book.leads, identity), numberOf(book.leads, lead)] as const,
  );
  const rows = {
    lead_values: facts.fieldValues.flatMap((one): Row[] =>
      one.lead === undefined ? [] : [[numberOf(book.leads, one.lead), ...getValueCells(book, one)]],
    ),
    account_values: facts.fieldValues.flatMap((one): Row[] =>
      one.lead === undefined && one.account !== undefined
        ? [[toStoredId(one.account), ...getValueCells(book, one)]]
        : [],
    ),
    activities: getAcceptedActivities(facts.activities).map((one) => getActivityRow(book, one)),
    outcomes: (facts.outcomes ?? []).map(
      (one): Row => [numberOf(book.leads, one.lead), one.outcome, one.at, one.knownAt],
    ),
    adjustments: (facts.adjustments ?? []).map(
      (one): Row => [
        named(book, one.lead),
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
        one.lead === undefined ? null : named(book, one.lead),
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
    stages: stages.map((one): Row => [named(book, one.id), one.model, one.stage, one.since]),
  };
  const mergedInto = new Map(merged);
  return {
    ...rows,
    leads: [...book.leads].map(([id, number]): Row => {
      return [number, toStoredId(id), mergedInto.get(number) ?? null];
    }),
    activity_types: listNumbers(book.types),
    properties: listNumbers(book.properties),
    ...listValueRows(book.values),
    pattern_matches: getPatternRows(book.values, models),
  };
}

/** Properties by the place of their column in `activities`: what `compileModel` is to be told. */
export function listProperties({ properties }: Pick<TableRows, 'properties'>): string[] {
  return properties.map(([, property]) => readStoredText(property as string));
}

/** The stored id of a lead (or account) that gets a number too. */
function named(book: FactBook, id: string): string {
  numberOf(book.leads, id);
  return toStoredId(id);
}

function getValueCells(book: FactBook, { field, at, knownAt, source, value }: FieldValue): Cell[] {
  return [
    toStoredId(field),
    at ?? null,
    knownAt,
    toStoredId(source),
    value === null ? null : toStoredText(getPlainText(value)),
    value === null ? null : addValue(book.values, value),
  ];
}

function getActivityRow(book: FactBook, activity: Activity): Row {
  const { lead, type, at, knownAt, source, id, properties = {} } = activity;
  const content = toStoredText(getActivityContent(activity));
  const automated = Number(activity.automated ?? false);
  const values: Cell[] = [];
  for (const [name, value] of Object.entries(properties)) {
    values[numberOf(book.properties, name)] = value === undefined ? null : addValue(book.values, value);
  }
  return [
    numberOf(book.leads, lead),
    numberOf(book.types, type),
    at,
    knownAt,
    automated,
    toStoredId(source),
    id === undefined ? `content ${content}` : `id ${toStoredId(id)}`,
    content + automated,
    ...Array.from(values, (value) => value ?? null),
  ];
}
