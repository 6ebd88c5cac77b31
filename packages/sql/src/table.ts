import type { ColumnType } from './dialect.ts';

export interface Column {
  readonly type: ColumnType;
  readonly nullable?: true;
}

const integer: Column = { type: 'integer' };
const text: Column = { type: 'text' };
const integerOrNull: Column = { type: 'integer', nullable: true };
const textOrNull: Column = { type: 'text', nullable: true };

const times = { happened_at: integer, known_at: integer };
const fieldValue = {
  field: text,
  happened_at: integerOrNull,
  known_at: integer,
  source: text,
  value: textOrNull,
  value_id: integerOrNull,
};

/** The tables that hold facts, with their columns; docs/warehouse.md says what each means. */
export const tableColumns = {
  leads: { lead_number: integer, lead_id: text, merged_into: integerOrNull },
  lead_values: { lead_number: integer, ...fieldValue },
  account_values: { account_id: text, ...fieldValue },
  plain_values: {
    value_id: integer,
    folded: textOrNull,
    text_id: integerOrNull,
    as_written: textOrNull,
    is_true: integerOrNull,
    moment: integerOrNull,
    lo: integerOrNull,
    hi: integerOrNull,
    currency: textOrNull,
    list: textOrNull,
  },
  value_texts: { value_id: integer, folded: text },
  pattern_matches: { pattern: text, value_id: integer },
  activity_types: { type_id: integer, activity_type: text },
  properties: { property_column: integer, property: text },
  activities: {
    lead_number: integer,
    type_id: integer,
    ...times,
    automated: integer,
    source: text,
    activity_key: text,
    body: text,
  },
  outcomes: { lead_number: integer, outcome: text, ...times },
  adjustments: {
    unit_id: text,
    model: text,
    dimension: text,
    points: integer,
    from_day: integer,
    until_day: integerOrNull,
    reason: text,
    given_by: text,
    known_at: integer,
  },
  suppressions: { list: text, lead_id: textOrNull, domain: textOrNull, ...times },
  source_rankings: { ranking_id: integer, sources: text, ...times },
  ranking_sources: { ranking_id: integer, source: text, place: integer },
  half_lives: { half_life_days: integer, age: integer, factor: integer },
  stages: { unit_id: text, model: text, stage: text, since: integer },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>;

export type Table = keyof typeof tableColumns;
export const tableNames = Object.keys(tableColumns) as Table[];

/** The columns of a table; `activities` also has one for each property, of value ids. */
export function listColumns(
  table: Table,
  propertyCount: number,
): { readonly name: string; readonly column: Column }[] {
  const fixed = Object.entries<Column>(tableColumns[table]).map(([name, column]) => ({ name, column }));
  if (table !== 'activities') return fixed;
  const ofProperties = Array.from({ length: propertyCount }, (_, i) => ({
    name: propertyColumn(i),
    column: integerOrNull,
  }));
  return [...fixed, ...ofProperties];
}

/** The column of `activities` that holds the value of a property, by the property's place. */
export function propertyColumn(place: number): string {
  return `property_${place}`;
}

/** What a cell holds: whole numbers, text, nothing. */
export type Cell = number | string | null;

/** One row of a table, its cells in the order of `listColumns`; cells left out at the end are NULL. */
export type Row = readonly Cell[];

/** Rows by table. */
export type TableRows = Readonly<Record<Table, readonly Row[]>>;

/** Names of tables in a database where they are not `leadline_<table>`; a name of several parts is a list. */
export type TableNames = Readonly<Partial<Record<Table, string | readonly string[]>>>;
