import fc from 'fast-check';
import type { Facts } from '../packages/core/src/fact.ts';
import type { Model } from '../packages/core/src/model.ts';
import { type Rule, ruleKind } from '../packages/core/src/rule.ts';
import type { Score } from '../packages/core/src/score.ts';
import { accountModel, leadModel, scoredAt, someFacts } from './generate.ts';
import { scoreByReference } from './reference.ts';

/** How often something was looked at, and how often it came to something. */
export interface Hits {
  readonly seen: number;
  readonly hit: number;
}

/** What random models and facts come to: without hits, a law that holds says nothing. */
export function measureHits(samples: number, seed: number): ReadonlyMap<string, Hits> {
  const hits = new Map<string, { seen: number; hit: number }>();
  const note = (name: string, isHit: boolean): void => {
    const before = hits.get(name) ?? { seen: 0, hit: 0 };
    hits.set(name, { seen: before.seen + 1, hit: before.hit + (isHit ? 1 : 0) });
  };
  for (const [model, facts, at] of fc.sample(fc.tuple(leadModel(), someFacts, scoredAt), {
    numRuns: samples,
    seed,
  })) {
    noteScores(model, facts, at, [], note);
  }
  const withMembers = fc.tuple(accountModel, leadModel(undefined, 'leads'), someFacts, scoredAt);
  for (const [model, members, facts, at] of fc.sample(withMembers, { numRuns: samples / 4, seed })) {
    noteScores(model, facts, at, [members], note);
  }
  return hits;
}

type Note = (name: string, isHit: boolean) => void;

function noteScores(model: Model, facts: Facts, at: number, members: readonly Model[], note: Note): void {
  const { scores, outside } = scoreByReference(model, facts, { at, members, contributions: true });
  const of = model.score ?? 'leads';
  note(`${of} scored`, scores.length > 0);
  if (model.audience !== undefined) for (const _ of outside) note(`${of} outside the audience`, true);
  const rules = new Map(rulesOf(model).map((rule) => [rule.id, rule]));
  for (const score of scores) {
    if (model.audience !== undefined) note(`${of} outside the audience`, false);
    noteOutputs(model, score, note);
    for (const one of score.contributions ?? []) {
      if (one.kind === 'rule') noteRule(rules.get(one.rule)!, one.uncapped !== 0, note);
      if (one.kind === 'cap') note(`cap of ${one.of}`, true);
      if (one.kind === 'adjustment') note('adjustment', true);
      if (one.kind === 'rule' && one.evidence.reads === 'fields') {
        for (const result of [true, false, 'unknown'])
          note(`field rule ${result}`, one.evidence.result === result);
      }
    }
  }
}

function noteRule(rule: Rule, gives: boolean, note: Note): void {
  note(nameOf(rule), gives);
  if ('of' in rule && rule.of === 'account') note('rule of the account', gives);
}

function noteOutputs(model: Model, score: Score, note: Note): void {
  if (model.personas !== undefined) note('persona', score.persona !== undefined);
  if (model.grades !== undefined) note('grade A', score.grade?.startsWith('A') ?? false);
  if (model.grades?.unknownBelow !== undefined) note('grade ?', score.grade?.startsWith('?') ?? false);
  if (model.temperature !== undefined) note('hot', score.temperature === 'hot');
  if (JSON.stringify(model.dimensions).includes('"journey":')) note('journey', score.journey !== undefined);
  if (model.suppress !== undefined) note('suppressed', score.disqualified?.startsWith('Suppressed') ?? false);
  if (model.disqualify !== undefined) note('disqualified', score.disqualified !== undefined);
  note('coverage between', score.coverage > 0 && score.coverage < 1000);
}

function rulesOf(model: Model): Rule[] {
  const groups = [...Object.values(model.dimensions ?? {}), ...Object.values(model.personas ?? {})].flatMap(
    (one) => Object.values(one.groups),
  );
  return groups.flatMap((group) => group.rules);
}

/** The kind of a rule, and for activities the way of counting. */
function nameOf(rule: Rule): string {
  const kind = ruleKind(rule);
  if (!('activity' in rule)) return `rule ${kind}`;
  const way = (['distinct', 'activeDays', 'sum', 'every', 'tiers'] as const).find(
    (key) => rule[key] !== undefined,
  );
  return `rule ${kind} ${way ?? 'count'}`;
}
