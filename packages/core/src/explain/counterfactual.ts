import { listRules, placeKey, placeOf } from '../document/rule-place.ts';
import { listChoices, listRuleFields, listTypes } from '../document/rule-subject.ts';
import type { Facts } from '../fact.ts';
import { buildColumns } from '../kernel/column-builder.ts';
import type { Model } from '../model.ts';
import type { Score } from '../score.ts';
import { type Addition, addToFacts, listAdditions, type RepeatedAddition } from './addition.ts';
import { searchAdditions } from './addition-search.ts';
import { type Goal, listNecessary, type MostGiven, makeReachTest, reachesGoal } from './goal.ts';
import { findNewestOutcome, startTimeline, type Timeline } from './timeline.ts';

/** What to reach, for whom, and how far to look. */
export interface CounterfactualOptions {
  readonly goal: Goal;
  readonly at: number;
  readonly knownAt?: number;
  readonly members?: readonly Model[];
  /** Most kinds of addition together; default 3. */
  readonly mostKinds?: number;
  /** Most occurrences together; default 10. */
  readonly mostOccurrences?: number;
  /** Default 20. */
  readonly mostResults?: number;
  /** Most combinations to score; default 5,000. */
  readonly mostTrials?: number;
}

/** Additions that together reach the goal, and the score they lead to. */
export interface Counterfactual {
  readonly additions: readonly RepeatedAddition[];
  readonly occurrences: number;
  readonly score: Score;
}

export interface Counterfactuals {
  /** The goal is reached as it is; then there is nothing to add. */
  readonly reached: boolean;
  /** Fewest occurrences first, then fewest kinds, then the order of the model. Each was scored. */
  readonly found: readonly Counterfactual[];
  /** False when trials ran out before all combinations within the limits had been looked at. */
  readonly complete: boolean;
}

/**
 * What would bring a lead to a stage, grade or total: activities that a rule counts, once or more, and fields that get
 * the value a rule asks for. The values are the model's own (the first that makes a criterion true, the best row of a
 * table). Under a model of accounts `lead` is the account, and activities are added to the first of its leads.
 */
export function findCounterfactuals(
  model: Model,
  facts: Facts,
  lead: string,
  options: CounterfactualOptions,
): Counterfactuals {
  const { goal, at, mostKinds = 3, mostOccurrences = 10, mostResults = 20, mostTrials = 5000 } = options;
  const start = startTimeline(model, facts, at, options);
  const outcome = findNewestOutcome(start, Math.max(0, start.ids.indexOf(lead)));
  const trial = startTrials(model, facts, lead, start, options);
  const base = trial([]);
  if (base !== undefined && reachesGoal(model, goal, base, outcome))
    return { reached: true, found: [], complete: true };
  const additions = listAdditions(model, at).filter((addition) => changesAnything(addition, base));
  const test = makeReachTest(model, listNecessary(model, goal), base);
  const canReach = makeFilter(model, additions, base, trial, test);
  const limits = { mostKinds, mostOccurrences, mostResults, mostTrials };
  const { found, complete } = searchAdditions(additions, limits, canReach, (combination) => {
    const score = trial(combination);
    return score !== undefined && reachesGoal(model, goal, score, outcome) ? score : undefined;
  });
  return {
    reached: false,
    complete,
    found: found.map(({ additions: combination, result: score }) => ({
      additions: combination,
      occurrences: combination.reduce((sum, { times }) => sum + times, 0),
      score,
    })),
  };
}

/** Scores the unit as it would be with additions. */
function startTrials(
  model: Model,
  facts: Facts,
  unit: string,
  start: Timeline,
  options: CounterfactualOptions,
): (additions: readonly RepeatedAddition[]) => Score | undefined {
  const { at } = options;
  const { plan } = start;
  const owner = findOwner(start, facts, unit, options);
  return (additions) => {
    const timeline = startTimeline(model, addToFacts(facts, owner, additions, at), at, { ...options, plan });
    const index = timeline.ids.indexOf(unit);
    if (index < 0) return undefined;
    const scores = timeline.scoreAt(at, { range: [index, index + 1], contributions: true });
    return timeline.readAt(scores, index, at);
  };
}

function findOwner(
  { plan, columns }: Timeline,
  facts: Facts,
  unit: string,
  { at, knownAt }: CounterfactualOptions,
) {
  if (plan.scoresAccounts) {
    const { ids = [], offsets, leads } = columns.accounts ?? {};
    const account = ids.indexOf(unit);
    const first = account < 0 ? undefined : leads?.[offsets?.[account] ?? 0];
    return { lead: first === undefined ? unit : columns.ids[first]!, account: unit, scoresAccounts: true };
  }
  // Which account a lead belongs to is only in columns made for a model that asks for it.
  const asking: Model = {
    leadline: 1,
    id: 'asking',
    name: 'asking',
    dimensions: {
      any: {
        kind: 'engagement',
        groups: { any: { rules: [{ id: 'any', name: 'any', activity: 'any', of: 'account', points: 0 }] } },
      },
    },
  };
  const { accounts, ids } = buildColumns(facts, [asking], {
    until: at,
    knownAt: knownAt ?? Number.POSITIVE_INFINITY,
  });
  const account = accounts?.ids[accounts.of[ids.indexOf(unit)] ?? -1];
  return { lead: unit, account, scoresAccounts: false };
}

/** A field that has the value already changes nothing. */
function changesAnything(addition: Addition, base: Score | undefined): boolean {
  if (addition.kind === 'activity') return true;
  const values = new Map<string, unknown>();
  for (const contribution of base?.contributions ?? [])
    if (contribution.kind === 'rule' && contribution.evidence.reads === 'fields')
      for (const [field, value] of Object.entries(contribution.evidence.values)) values.set(field, value);
  return Object.entries(addition.values).some(
    ([field, value]) => !values.has(field) || JSON.stringify(values.get(field)) !== JSON.stringify(value),
  );
}

/**
 * Refuses kinds of addition that cannot reach the goal with at most so many times each. A rule that none of them touches
 * gives what it gives now; one that a single kind touches gives at most what that kind was seen to bring it to, scored at
 * every number of times; any other counts with all it can ever give.
 */
function makeFilter(
  model: Model,
  additions: readonly Addition[],
  base: Score | undefined,
  trial: (additions: readonly RepeatedAddition[]) => Score | undefined,
  reaches: (most: MostGiven) => boolean,
): (kinds: readonly number[], mostTimes: readonly number[]) => boolean {
  const rules = listRules(model).map((placed) => ({ placed, key: placeKey(placeOf(placed)) }));
  const touched = additions.map(
    (addition) => new Set(rules.filter(({ placed }) => touches(addition, placed.rule)).map(({ key }) => key)),
  );
  const personal = new Set(rules.filter(({ placed }) => placed.persona !== undefined).map(({ key }) => key));
  const now = readGiven(base);
  const seen: Map<string, number>[][] = additions.map(() => []);
  const mostAlone = (kind: number, mostTimes: number) => {
    const byTimes = seen[kind]!;
    const addition = additions[kind]!;
    const most = addition.kind === 'field' ? 1 : mostTimes;
    for (let times = byTimes.length + 1; times <= most; times++) {
      const given = readGiven(trial([{ addition, times }]));
      const before = byTimes.at(-1);
      for (const key of touched[kind]!)
        given.set(key, Math.max(given.get(key) ?? 0, before?.get(key) ?? Number.NEGATIVE_INFINITY));
      byTimes.push(given);
    }
    return byTimes[most - 1]!;
  };
  return (kinds, mostTimes) => {
    // Outside the audience nothing is known of what rules give.
    if (base === undefined) return true;
    const given = new Map(now);
    const free = new Set<string>();
    let anyPersona = false;
    for (const { key } of rules) {
      const by = kinds.flatMap((kind, index) =>
        touched[kind]!.has(key) ? [{ kind, most: mostTimes[index]! }] : [],
      );
      if (by.length === 0) continue;
      if (personal.has(key)) anyPersona = true;
      else if (by.length > 1) free.add(key);
      else given.set(key, mostAlone(by[0]!.kind, by[0]!.most).get(key) ?? 0);
    }
    return reaches({ given, free, anyPersona });
  };
}

function readGiven(score: Score | undefined): Map<string, number> {
  return new Map(
    (score?.contributions ?? []).flatMap((contribution) =>
      contribution.kind === 'rule' ? [[placeKey(contribution), contribution.points] as const] : [],
    ),
  );
}

/** Whether an addition could matter to a rule: it reads such a type or field, or what other models make of them. */
function touches(addition: Addition, rule: ReturnType<typeof listRules>[number]['rule']): boolean {
  if ('members' in rule) return true;
  if (addition.kind === 'field')
    return listRuleFields(rule).some((field) => Object.hasOwn(addition.values, field));
  const types = listChoices(rule).flatMap(listTypes);
  return addition.activities.some(({ type }) => types.includes(type));
}
