import { explainHint } from '../explain/finding-sentence.ts';
import { simulateStages } from '../explain/replay.ts';
import { dayOf } from '../explain/stage.ts';
import type { Facts } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Model } from '../model.ts';
import { findLead } from '../value/lead-facts.ts';
import { findFactHints, listLeads } from './fact-hint.ts';
import type { Hint, WordlessHint } from './hint.ts';
import { findModelHints } from './model-hint.ts';

/** Options of `auditModel`; without facts only `model` is looked at. */
export interface AuditOptions {
  /** Moment to score the facts at; needed with facts. */
  readonly at: number;
  readonly knownAt?: number;
  readonly members?: readonly Model[];
  /** Most leads to score, chosen evenly by id; default 2,000. */
  readonly mostLeads?: number;
  /** Days that stages are replayed over, for at most 200 of the leads; default 90, 0 for none. */
  readonly replayDays?: number;
}

const mostReplayed = 200;
/** Entering a stage this often within the replayed days is going back and forth. */
const oftenEntered = 3;

/**
 * What in a model is worth a look: rules that cannot count or never did, the same thing counted twice, thresholds out of
 * reach, stages that let a lead in and out. Warnings come first. Nothing here stands in the way of publishing; what
 * does is found when a model is parsed.
 */
export function auditModel(model: Model, facts?: Facts, options?: AuditOptions): Hint[] {
  const hints = findModelHints(model);
  if (facts && options) hints.push(...auditFacts(model, facts, options));
  const said = hints.map((hint) => ({ ...hint, sentence: explainHint(hint, model, 'en') }) as Hint);
  return said.sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'));
}

function auditFacts(model: Model, facts: Facts, options: AuditOptions): WordlessHint[] {
  const { at, knownAt, members, mostLeads = 2000, replayDays = 90 } = options;
  const known = {
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(members === undefined ? {} : { members }),
  };
  const sampled = sampleLeads(model, facts, mostLeads);
  const { scores } = scoreFacts(model, sampled, { at, contributions: true, ...known });
  const hints = findFactHints(model, sampled, scores, at);
  if (replayDays < 1 || !model.stages?.length) return hints;
  const few = sampleLeads(model, sampled, mostReplayed);
  const moves = simulateStages(model, few, {
    fromDay: dayOf(at) - replayDays + 1,
    toDay: dayOf(at),
    ...known,
  });
  return [...hints, ...findRestless(model, moves, replayDays)];
}

/** The facts of at most so many leads. A model of accounts needs all leads of an account, so it keeps them all. */
function sampleLeads(model: Model, facts: Facts, most: number): Facts {
  const leads = listLeads(facts);
  if (leads.length <= most || model.score === 'accounts') return facts;
  const step = leads.length / most;
  const kept = new Set(Array.from({ length: most }, (_, index) => leads[Math.floor(index * step)]!));
  const keeps = ({ lead }: { readonly lead?: string }) =>
    lead === undefined || kept.has(findLead(facts, lead));
  return {
    ...facts,
    fieldValues: facts.fieldValues.filter(keeps),
    activities: facts.activities.filter(keeps),
    outcomes: (facts.outcomes ?? []).filter(keeps),
  };
}

function findRestless(model: Model, moves: ReturnType<typeof simulateStages>, days: number): WordlessHint[] {
  return (model.stages ?? []).flatMap(({ id }): WordlessHint[] => {
    const entries = [...moves.values()]
      .map((ofLead) => ofLead.filter(({ to }) => to === id).length)
      .filter((count) => count >= oftenEntered);
    if (entries.length === 0) return [];
    const params = { stage: id, most: Math.max(...entries), leads: entries.length, days };
    return [{ code: 'stage_moves', severity: 'warning', params, rules: [] }];
  });
}
