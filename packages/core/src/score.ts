import type { PlainValue } from './fact.ts';

/** Buyer's journey phases, from the first to the furthest. */
export const journeyPhases = ['awareness', 'consideration', 'decision'] as const;
export type JourneyPhase = (typeof journeyPhases)[number];

/** What a model says of one lead (or account) at one moment. Points are whole millipoints everywhere. */
export interface Score {
  /** The lead's id, or the account's id under a model that scores accounts. */
  readonly id: string;
  readonly model: string;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly total: number;
  /** Capped sum of each dimension, by its id. */
  readonly dimensions: Readonly<Record<string, number>>;
  /** "A1" .. "D4"; "?2" where too little is known for a letter; undefined without `grades`. */
  readonly grade?: string;
  /** Id of the persona that fits best. */
  readonly persona?: string;
  readonly temperature?: string;
  readonly journey?: JourneyPhase;
  /** Why the lead is out of every qualified list; undefined when it is not. */
  readonly disqualified?: string;
  /** Known share of the fields that fit, audience and disqualify read, in permille. */
  readonly coverage: number;
  /** Present when asked for; their points sum to `total` exactly. */
  readonly contributions?: readonly Contribution[];
}

/** What one rule, adjustment or cap gave in one score. */
export type Contribution = RuleContribution | AdjustmentContribution | CapContribution;

export interface RuleContribution {
  readonly kind: 'rule';
  readonly dimension: string;
  /** Id of the group; a persona's group is "<persona id>/<group id>". */
  readonly group: string;
  readonly rule: string;
  /** After the rule's own cap. */
  readonly points: number;
  /** Before the rule's own cap. */
  readonly uncapped: number;
  readonly evidence: Evidence;
}

export interface AdjustmentContribution {
  readonly kind: 'adjustment';
  readonly dimension: string;
  readonly points: number;
  readonly reason: string;
  readonly by: string;
  /** First day it no longer counts (days since 1970-01-01 UTC). */
  readonly until?: number;
}

/** A cap (or floor) of a group, a dimension or the total that bit; points = capped - uncapped. */
export interface CapContribution {
  readonly kind: 'cap';
  readonly of: 'group' | 'dimension' | 'total';
  /** Absent for the total. */
  readonly dimension?: string;
  /** Only for a group. */
  readonly group?: string;
  readonly points: number;
}

/** What a rule read. */
export type Evidence =
  | {
      readonly reads: 'fields';
      /** Green, red, grey: how the criteria came out; for a table, `true` when a row matched. */
      readonly result: true | false | 'unknown';
      /** Every field the rule reads with its value, `null` where missing. */
      readonly values: Readonly<Record<string, PlainValue | null>>;
    }
  | {
      readonly reads: 'activities';
      /**
       * Whole occurrences: activities for count, every, sum and sequence; values for distinct; days for activeDays;
       * before decay, inside the window, after `atMostPerDay`.
       */
      readonly count: number;
      /** S (or E with `every`) in parts per million, after decay; T in thousandths for `sum`. */
      readonly weighted: number;
      /** When the newest counted activity was. */
      readonly newestAt?: number;
    }
  | {
      readonly reads: 'silence';
      /** Whole days since the newest such activity; absent when there was none. */
      readonly days?: number;
      readonly newestAt?: number;
    }
  | {
      readonly reads: 'rate';
      readonly of: number;
      readonly in: number;
    }
  | {
      readonly reads: 'trend';
      readonly recent: number;
      readonly earlier: number;
    }
  | {
      readonly reads: 'members';
      readonly members: number;
      /** The aggregated value in millipoints; absent without members. */
      readonly value?: number;
    };
