import type { Generated } from 'kysely';

/**
 * The rows of every table, as code reads and writes them. Ids are texts; times are milliseconds since 1970 UTC; `0` and
 * `1` stand for false and true; JSON is text. Columns ending in `_day` are days since 1970-01-01 UTC.
 */
export interface Tables {
  leads: LeadRow;
  identities: IdentityRow;
  identity_links: IdentityLinkRow;
  identity_verdicts: IdentityVerdictRow;
  accounts: AccountRow;
  field_values: FieldValueRow;
  activities: ActivityRow;
  conflicts: ConflictRow;
  outcomes: OutcomeRow;
  adjustments: AdjustmentRow;
  suppressions: SuppressionRow;
  source_rankings: SourceRankingRow;
  models: ModelRow;
  model_drafts: ModelDraftRow;
  model_versions: ModelVersionRow;
  scores: ScoreRow;
  passages: PassageRow;
  due_leads: DueLeadRow;
  outbox: OutboxRow;
  dead_letters: DeadLetterRow;
  keys: KeyRow;
  audit_entries: AuditRow;
  settings: SettingRow;
  jobs: JobRow;
}

/** Every identity that facts came under has been a lead of its own; one that no identity is part of is merged. */
export interface LeadRow {
  id: string;
  known_at: number;
  owner: string | null;
}

/** The present partition: which lead an identity is part of. */
export interface IdentityRow {
  identity: string;
  lead: string;
  known_at: number;
}

/** That two identities are one person, as a fact; whether it is followed, the partition says. */
export interface IdentityLinkRow {
  number: Generated<number>;
  kind: 'identified' | 'address' | 'alias';
  from_id: string;
  from_kind: 'user' | 'email' | 'anonymous';
  from_space: string | null;
  to_id: string;
  to_kind: 'user' | 'email' | 'anonymous';
  to_space: string | null;
  at: number;
  known_at: number;
  source: string;
}

/** What a person decided about two identities, the lesser text being `one`. */
export interface IdentityVerdictRow {
  number: Generated<number>;
  one: string;
  other: string;
  verdict: 'together' | 'apart';
  at: number;
  made_by: string;
}

export interface AccountRow {
  id: string;
  known_at: number;
  owner: string | null;
}

/** Exactly one of `identity` and `account` is given. */
export interface FieldValueRow {
  number: Generated<number>;
  identity: string | null;
  account: string | null;
  field: string;
  /** JSON; `null` as a text clears the field. */
  value: string;
  at: number | null;
  known_at: number;
  source: string;
  /** Id that the source gave to the message that brought it. */
  message: string | null;
}

export interface ActivityRow {
  identity: string;
  at: number;
  source: string;
  id: string;
  type: string;
  /** JSON; null for none. */
  properties: string | null;
  automated: number;
  known_at: number;
}

/** A fact that came under the key of another one with a different body, and was not accepted. */
export interface ConflictRow {
  source: string;
  id: string;
  body_hash: string;
  /** JSON of the activity. */
  body: string;
  known_at: number;
}

export interface OutcomeRow {
  identity: string;
  at: number;
  outcome: string;
  reason: string | null;
  known_at: number;
}

export interface AdjustmentRow {
  number: Generated<number>;
  /** A lead or an identity; an account under a model of accounts. */
  unit: string;
  model: string;
  dimension: string;
  points: number;
  from_day: number;
  until_day: number | null;
  reason: string;
  made_by: string;
  known_at: number;
}

/** Exactly one of `unit` (a lead or an account) and `domain` is given. */
export interface SuppressionRow {
  number: Generated<number>;
  list: string;
  unit: string | null;
  domain: string | null;
  at: number;
  known_at: number;
}

export interface SourceRankingRow {
  number: Generated<number>;
  /** JSON list. */
  sources: string;
  at: number;
  known_at: number;
}

export interface ModelRow {
  id: string;
  /** The published version that scores; null for none. */
  active_version: number | null;
}

export interface ModelDraftRow {
  model: string;
  document: string;
  /** The version it was started from; null for none. */
  based_on: number | null;
  updated_at: number;
  updated_by: string;
}

export interface ModelVersionRow {
  model: string;
  version: number;
  document: string;
  published_at: number;
  published_by: string;
  reason: string;
}

/** The latest score of a lead (or account) under a model. Points are millipoints. */
export interface ScoreRow {
  model: string;
  unit: string;
  version: number;
  total: number;
  /** JSON: dimension to millipoints. */
  dimensions: string;
  grade: string | null;
  temperature: string | null;
  journey: string | null;
  persona: string | null;
  stage: string | null;
  stage_since: number | null;
  /** The reason; null when it is not. */
  disqualified: string | null;
  coverage: number;
  at: number;
  next_crossing_at: number | null;
  /** Rises by one with every writing. */
  revision: number;
  /** 1 while the lead is merged into another one: kept for when that is undone, and in no list. */
  merged: number;
}

export interface PassageRow {
  id: string;
  model: string;
  version: number;
  unit: string;
  /** What changed: stage, grade, temperature. */
  output: string;
  from_value: string | null;
  to_value: string | null;
  direction: string;
  at: number;
  known_at: number;
  /** JSON. */
  reason: string;
}

export interface DueLeadRow {
  lead: string;
  since: number;
  /** Rises each time the lead is marked again. */
  generation: number;
  taken_until: number | null;
  taken_by: string | null;
}

export interface OutboxRow {
  key: string;
  kind: string;
  /** JSON. */
  payload: string;
  passage: string | null;
  state: 'waiting' | 'done' | 'dead';
  due_at: number;
  attempts: number;
  taken_until: number | null;
  taken_by: string | null;
  last_error: string | null;
  created_at: number;
  ended_at: number | null;
}

export interface DeadLetterRow {
  id: string;
  source: string;
  reason: string;
  body: string;
  at: number;
}

export interface KeyRow {
  id: string;
  kind: 'write' | 'api';
  name: string;
  /** The first characters of the secret, to tell keys apart. */
  prefix: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  /** JSON list. */
  scopes: string;
  created_at: number;
  created_by: string;
  revoked_at: number | null;
  last_used_at: number | null;
}

export interface AuditRow {
  number: Generated<number>;
  at: number;
  who: string;
  what: string;
  /** What it was done to. */
  subject: string;
  /** JSON; null for none. */
  detail: string | null;
}

export interface SettingRow {
  name: string;
  /** JSON. */
  value: string;
  updated_at: number;
  updated_by: string;
}

export interface JobRow {
  id: string;
  kind: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** JSON. */
  input: string;
  /** JSON; null before the first. */
  progress: string | null;
  /** JSON; null before the end. */
  result: string | null;
  error: string | null;
  created_at: number;
  created_by: string;
  taken_until: number | null;
  taken_by: string | null;
  ended_at: number | null;
}
