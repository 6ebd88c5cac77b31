import type { EventFacts } from '../ingest/event.ts';
import type { RefusedEvent } from '../ingest/read-calls.ts';
import type { Passage } from '../store/passage.ts';
import type { StoredScore } from '../store/score.ts';

/** The facts of one request, to be stored together. */
export interface IngestBatch {
  readonly source: string;
  /** When the request came in, in milliseconds UTC. */
  readonly receivedAt: number;
  readonly accepted: readonly EventFacts[];
  /** For the dead-letter list. */
  readonly refused: readonly RefusedEvent[];
}

/** Where facts go. */
export interface IngestPort {
  /**
   * Stores a batch; resolves once it would survive a crash, since the sender is told so then. An activity whose
   * (source, id) is known already changes nothing. Rejects only if another attempt may succeed: the sender is asked to
   * repeat the whole batch, so a batch that can never be stored must be put aside and not be rejected.
   */
  append(batch: IngestBatch): Promise<void>;
}

/** A source of events, as its write key names it. */
export interface WriteSource {
  /** Part of every fact it sends; never changes. */
  readonly id: string;
}

export interface KeyPort {
  /** Returns the source of a write key, undefined if there is none or it was withdrawn. Rejects if it cannot be known now. */
  findSource(writeKey: string): Promise<WriteSource | undefined>;
}

/** Where scores are read. All of it rejects if it cannot be known now. */
export interface LeadPort {
  /** Whether an API key may read; false if there is none or it was withdrawn. */
  mayRead(apiKey: string): Promise<boolean>;
  /** The highest scores of a model; undefined if no version of it scores. */
  list(model: string, limit: number): Promise<readonly StoredScore[] | undefined>;
  /** What is stored of the lead (or account) that an identity is part of; undefined if nothing is known of it. */
  find(id: string): Promise<LeadScores | undefined>;
}

/** One lead with its scores under all models, and its latest passages. */
export interface LeadScores {
  readonly lead: string;
  readonly scores: readonly StoredScore[];
  readonly passages: readonly Passage[];
}

/** Something the server cannot do without, such as its store. */
export interface ReadinessPort {
  /** Returns the names of what is not ready; empty if all is. */
  listUnready(): Promise<readonly string[]>;
}
