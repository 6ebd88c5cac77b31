import {
  type Adjustment,
  type Facts,
  type FieldValue,
  foldText,
  type Outcome,
  type OutcomeKind,
  type PlainValue,
  type SourceRanking,
  type Suppression,
} from '@leadline/core';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { toActivity } from './activity-row.ts';
import { differences } from './difference.ts';
import type { Store, StoreReader } from './store.ts';
import type {
  AdjustmentRow,
  FieldValueRow,
  OutcomeRow,
  SourceRankingRow,
  SuppressionRow,
  Tables,
} from './tables.ts';

/**
 * All facts about some leads, as of one moment: everything that came under their identities, the values of every account
 * they have ever belonged to, what is on suppression lists of them, and all rankings of sources. A lead that was merged
 * into another one has none.
 */
export function readFacts(store: Store, leads: readonly string[]): Promise<Facts> {
  return store.read((transaction) => readFactsWithin({ kind: store.kind, db: transaction }, leads));
}

/** The leads that belong, or once belonged, to one of the accounts that some leads belong to; these leads included. */
export async function findColleagues(
  store: StoreReader,
  leads: readonly string[],
  limit: number,
): Promise<string[]> {
  const { oneOf } = differences[store.kind];
  const { rows } = await sql<{ lead: string }>`
    select distinct others.lead
    from identities as own
    join field_values as given on given.identity = own.identity and given.field = 'account'
    join field_values as same on same.value = given.value and same.field = 'account' and same.identity is not null
    join identities as others on others.identity = same.identity
    where own.lead ${oneOf(leads)} limit ${limit}`.execute(store.db);
  return [...new Set([...leads, ...rows.map(({ lead }) => lead)])];
}

/**
 * All facts of the store as of the moment this starts, in pieces of so many leads, by the bytes of their ids. A piece
 * holds all that `readFacts` would return for its leads.
 */
export async function* readAllFacts(store: Store, leadsAtOnce = 2_000): AsyncGenerator<Facts> {
  const transaction = await store.db
    .startTransaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute();
  try {
    for (let after = ''; ; ) {
      const { rows } = await sql<{ lead: string }>`
        select distinct lead from identities where lead > ${after} order by lead
        limit ${leadsAtOnce}`.execute(transaction);
      if (rows.length === 0) return;
      const leads = rows.map(({ lead }) => lead);
      yield await readFactsWithin({ kind: store.kind, db: transaction }, leads);
      after = leads.at(-1)!;
    }
  } finally {
    await transaction.rollback().execute();
  }
}

/** `readFacts` as a part of a transaction, which has to see the store as of one moment. */
export async function readFactsWithin({ kind, db }: StoreReader, leads: readonly string[]): Promise<Facts> {
  const ask = async <Table extends keyof Tables>(
    table: Table,
    column: keyof Tables[Table] & string,
    texts: readonly string[],
  ): Promise<Selectable<Tables[Table]>[]> => {
    if (texts.length === 0) return [];
    const query = differences[kind].rowsWith(table, column, texts) as RawBuilder<Selectable<Tables[Table]>>;
    return (await query.execute(db)).rows;
  };
  const partition = await ask('identities', 'lead', leads);
  const identities = partition.map(({ identity }) => identity);
  const activities = await ask('activities', 'identity', identities);
  const outcomes = await ask('outcomes', 'identity', identities);
  const ofLeads = await ask('field_values', 'identity', identities);
  const accounts = readTexts(ofLeads, 'account');
  const ofAccounts = await ask('field_values', 'account', accounts);
  const units = [...identities, ...accounts];
  const adjustments = await ask('adjustments', 'unit', units);
  const domains = readTexts([...ofLeads, ...ofAccounts], 'emailDomain').map(foldText);
  const suppressions = [
    ...(await ask('suppressions', 'unit', units)),
    ...(await ask('suppressions', 'domain', [...new Set(domains)])),
  ];
  const rankings = await db.selectFrom('source_rankings').selectAll().execute();
  return {
    fieldValues: [...ofLeads, ...ofAccounts].map(toFieldValue),
    activities: activities.map(toActivity),
    outcomes: outcomes.map(toOutcome),
    adjustments: adjustments.map(toAdjustment),
    suppressions: suppressions.map(toSuppression),
    sourceRankings: rankings.map(toSourceRanking),
    identities: Object.fromEntries(partition.map(({ identity, lead }) => [identity, lead])),
  };
}

/** The texts that a field has had, each once. */
function readTexts(rows: readonly Pick<FieldValueRow, 'field' | 'value'>[], field: string): string[] {
  const texts = new Set<string>();
  for (const row of rows) {
    if (row.field !== field) continue;
    const value: unknown = JSON.parse(row.value);
    if (typeof value === 'string') texts.add(value);
  }
  return [...texts];
}

function toFieldValue({
  identity,
  account,
  field,
  value,
  at,
  known_at,
  source,
}: Selectable<FieldValueRow>): FieldValue {
  return {
    ...(identity !== null && { lead: identity }),
    ...(account !== null && { account }),
    field,
    value: JSON.parse(value) as PlainValue | null,
    ...(at !== null && { at }),
    knownAt: known_at,
    source,
  };
}

function toOutcome({ identity, at, outcome, reason, known_at }: OutcomeRow): Outcome {
  return {
    lead: identity,
    outcome: outcome as OutcomeKind,
    ...(reason !== null && { reason }),
    at,
    knownAt: known_at,
  };
}

function toAdjustment(row: Selectable<AdjustmentRow>): Adjustment {
  const { unit, model, dimension, points, from_day, until_day, reason, made_by, known_at } = row;
  return {
    lead: unit,
    model,
    dimension,
    points,
    from: from_day,
    ...(until_day !== null && { until: until_day }),
    reason,
    by: made_by,
    knownAt: known_at,
  };
}

function toSuppression({ list, unit, domain, at, known_at }: Selectable<SuppressionRow>): Suppression {
  return {
    list,
    ...(unit !== null && { lead: unit }),
    ...(domain !== null && { domain }),
    at,
    knownAt: known_at,
  };
}

function toSourceRanking({ sources, at, known_at }: Selectable<SourceRankingRow>): SourceRanking {
  return { sources: JSON.parse(sources) as string[], at, knownAt: known_at };
}
