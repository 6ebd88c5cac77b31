import type { Activity, Adjustment, FieldValue, Outcome, SourceRanking, Suppression } from '@leadline/core';

/** What became of a fact: accepted, known already, or refused since its key stands for another body. */
export type Arrival = 'new' | 'duplicate' | 'conflict';

/** A value of a field, and the id that its source gave to the message that brought it, if it has one. */
export interface ReceivedValue extends FieldValue {
  /** A second value of the same field in a message of the same id is not accepted: a client's retry changes nothing. */
  readonly message?: string;
}

/** Facts to append, in the order they were received. */
export interface FactBatch {
  readonly fieldValues?: readonly ReceivedValue[];
  readonly activities?: readonly Activity[];
  readonly outcomes?: readonly Outcome[];
  readonly adjustments?: readonly Adjustment[];
  readonly suppressions?: readonly Suppression[];
  readonly sourceRankings?: readonly SourceRanking[];
}

/** What became of a batch, fact by fact. */
export interface AppendResult {
  readonly fieldValues: readonly Arrival[];
  readonly activities: readonly Arrival[];
  readonly outcomes: readonly Arrival[];
  /** Leads that something new is known of, merges followed; all of them are due. */
  readonly leads: readonly string[];
}
