import type {
  Activity,
  Adjustment,
  Facts,
  FieldValue,
  Outcome,
  OutcomeKind,
  PlainValue,
  SourceRanking,
  Suppression,
  ValueKind,
} from '../packages/core/src/fact.ts';
import type { Model, Stage } from '../packages/core/src/model.ts';
import type { Decay } from '../packages/core/src/rule.ts';

/** Times in cases are ISO texts, adjustments' points and expected points are decimals. See README.md. */
type Said<Fact, Times extends string> = Partial<Omit<Fact, Times>> & Partial<Record<Times, string>>;

export interface CaseFacts {
  /** Undated fields of the lead "ann". */
  readonly lead?: Readonly<Record<string, PlainValue | null>>;
  readonly leads?: Readonly<Record<string, Readonly<Record<string, PlainValue | null>>>>;
  readonly accounts?: Readonly<Record<string, Readonly<Record<string, PlainValue | null>>>>;
  readonly fieldValues?: readonly (Said<FieldValue, 'at' | 'knownAt'> &
    Pick<FieldValue, 'field' | 'value'>)[];
  readonly activities?: readonly (Said<Omit<Activity, 'id'>, 'at' | 'knownAt'> & {
    readonly id?: string | null;
    readonly daysAgo?: number;
    readonly times?: number;
  })[];
  readonly outcomes?: readonly (Said<Outcome, 'at' | 'knownAt'> & Pick<Outcome, 'outcome'>)[];
  readonly adjustments?: readonly Said<Adjustment, 'from' | 'until' | 'knownAt'>[];
  readonly suppressions?: readonly (Said<Suppression, 'at' | 'knownAt'> & Pick<Suppression, 'list'>)[];
  readonly sourceRankings?: readonly (Said<SourceRanking, 'at' | 'knownAt'> &
    Pick<SourceRanking, 'sources'>)[];
  readonly identities?: Readonly<Record<string, string>>;
}

export type CaseModel = string | Readonly<Record<string, unknown>>;

/** What is expected of one lead: a total, all that is named, outside the audience, or `null` for no such lead. */
export type Expected = number | 'outside' | null | ExpectedScore;

export interface ExpectedScore {
  readonly total?: number;
  readonly dimensions?: Readonly<Record<string, number>>;
  readonly grade?: string | null;
  readonly persona?: string | null;
  readonly temperature?: string | null;
  readonly journey?: string | null;
  readonly disqualified?: string | null;
  readonly coverage?: number;
  readonly contributions?: Readonly<Record<string, number | null>>;
  readonly uncapped?: Readonly<Record<string, number>>;
  readonly evidence?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface ScoreCase {
  readonly name: string;
  readonly model?: CaseModel;
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
  readonly members?: readonly CaseModel[];
  readonly facts: CaseFacts;
  readonly at?: string | Readonly<Record<string, string>>;
  readonly knownAt?: string;
  readonly until?: string;
  readonly expect: Readonly<Record<string, Expected>>;
}

/** Values of one field against one criterion. */
export interface CriterionCase {
  readonly name: string;
  readonly kind: ValueKind;
  readonly criterion: Readonly<Record<string, unknown>>;
  readonly is: readonly (readonly [PlainValue | null, true | false | 'unknown'])[];
}

/** Values of one field against one table. */
export interface TableCase {
  readonly name: string;
  readonly kind: ValueKind;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly gives: readonly (readonly [PlainValue | null, number])[];
}

/** Ages in days against the parts per million that are left. */
export interface DecayCase {
  readonly name: string;
  readonly decay: Decay;
  readonly factors: readonly (readonly [number, number])[];
}

/** One step of the stages. */
export interface StepCase {
  readonly name: string;
  readonly step: {
    readonly model: string | { readonly stages: Stage[] };
    readonly stage?: string;
    readonly since?: string;
    readonly score: {
      readonly total: number;
      readonly dimensions?: Readonly<Record<string, number>>;
      readonly grade?: string;
      readonly disqualified?: string;
    };
    readonly newestOutcome?: OutcomeKind;
    readonly at?: string;
  };
  readonly expect: string | null;
}

export type Case = ScoreCase | CriterionCase | TableCase | DecayCase | StepCase;

export interface CaseFile {
  readonly topic: string;
  /** Models that cases name instead of writing them out. */
  readonly models?: Readonly<Record<string, CaseModel>>;
  readonly cases: readonly Case[];
}

/** A case with nothing left out and every time in milliseconds: what an evaluator is asked. */
export interface Question {
  readonly model: Model;
  /** Models of leads whose totals `members` rules read. */
  readonly members: readonly Model[];
  readonly facts: Facts;
  readonly at: number | ReadonlyMap<string, number>;
  readonly knownAt?: number;
  readonly until?: number;
}
