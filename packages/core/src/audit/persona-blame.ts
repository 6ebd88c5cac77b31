import { findGroup } from '../document/rule-place.ts';
import { clampPoints, toMillipoints } from '../explain/reach.ts';
import type { Facts } from '../fact.ts';
import { scoreFacts } from '../kernel/score-facts.ts';
import type { Dimension, Model } from '../model.ts';
import type { RuleContribution } from '../score.ts';
import { findReason, type Suspect, suspectReasons } from './blame.ts';

/** Who to score, and when. */
export interface PersonaQuestion {
  readonly facts: Facts;
  /** The lead or account. */
  readonly unit: string;
  readonly at: number;
  readonly members?: readonly Model[];
}

/**
 * The rules of a persona of which one alone, giving as much as it `needs`, would make it the best: each persona is scored
 * by itself, and the wanted one has to come past all others and its least sum. Ordered as other suspects are.
 */
export function findPersonaSuspects(model: Model, wanted: string, question: PersonaQuestion): Suspect[] {
  const found = Object.entries(model.dimensions ?? {}).find(([, { personas }]) => personas?.includes(wanted));
  if (found === undefined) return [];
  const [id, dimension] = found;
  const personas = dimension.personas ?? [];
  const place = personas.indexOf(wanted);
  const own = listPersonaRules(model, id, dimension, wanted, question);
  // Of equal sums the persona that stands first is the best.
  const others = personas.flatMap((persona, index) =>
    index === place
      ? []
      : [
          sumGroups(model, listPersonaRules(model, id, dimension, persona, question)) +
            (index < place ? 1 : 0),
        ],
  );
  const least = dimension.personaAtLeast === undefined ? [] : [toMillipoints(dimension.personaAtLeast)];
  const needed = Math.max(...others, ...least);
  const lack = needed - sumGroups(model, own);
  if (lack <= 0) return [];
  return own
    .flatMap((contribution) => {
      const { group, rule, points: gave } = contribution;
      const raised = own.map((one) => (one === contribution ? { ...one, points: gave + lack } : one));
      if (sumGroups(model, raised) < needed) return [];
      const why = findReason(model, contribution, gave + lack);
      return [
        { kind: 'rule' as const, place: { dimension: id, group, rule }, gave, needs: gave + lack, why },
      ];
    })
    .sort((a, b) => suspectReasons.indexOf(a.why) - suspectReasons.indexOf(b.why));
}

/** What a persona's rules give when it is the only one. */
function listPersonaRules(
  model: Model,
  id: string,
  { personaAtLeast: _least, ...dimension }: Dimension,
  persona: string,
  { facts, unit, at, members = [] }: PersonaQuestion,
): RuleContribution[] {
  const alone = {
    ...model,
    dimensions: { ...model.dimensions, [id]: { ...dimension, personas: [persona] } },
  };
  const { scores } = scoreFacts(alone, facts, { at, members, contributions: true });
  const contributions = scores.find((score) => score.id === unit)?.contributions ?? [];
  return contributions.filter(
    (one): one is RuleContribution => one.kind === 'rule' && one.group.startsWith(`${persona}/`),
  );
}

/** Sum of a persona's rules, each of its groups within its cap. */
function sumGroups(model: Model, rules: readonly RuleContribution[]): number {
  return [...Map.groupBy(rules, ({ group }) => group)].reduce((sum, [group, own]) => {
    const points = own.reduce((total, one) => total + one.points, 0);
    return sum + clampPoints(points, findGroup(model, own[0]!.dimension, group)?.cap);
  }, 0);
}
