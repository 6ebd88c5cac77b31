import type { Dimension, Group, Model, Persona } from '../model.ts';
import type { Rule } from '../rule.ts';
import type { RuleContribution } from '../score.ts';

/** A rule with where it stands; for a persona's rule `group` is "<persona id>/<group id>", as in contributions. */
export interface PlacedRule {
  readonly dimension: string;
  readonly group: string;
  readonly rule: Rule;
  readonly persona?: string;
}

/** Names one rule among all of a model: ids of rules are unique within a group only as far as personas go. */
export type RulePlace = Pick<RuleContribution, 'dimension' | 'group' | 'rule'>;

/** All rules in document order; those of a dimension's personas come after its own groups. */
export function listRules(model: Model): PlacedRule[] {
  const placed: PlacedRule[] = [];
  for (const [dimension, { groups, personas = [] }] of Object.entries(model.dimensions ?? {})) {
    for (const [group, { rules }] of Object.entries(groups))
      for (const rule of rules) placed.push({ dimension, group, rule });
    for (const persona of personas)
      for (const [group, { rules }] of Object.entries(getOwn(model.personas, persona)?.groups ?? {}))
        for (const rule of rules) placed.push({ dimension, group: `${persona}/${group}`, rule, persona });
  }
  return placed;
}

/** The place of a rule as contributions name it. */
export function placeOf({ dimension, group, rule }: PlacedRule): RulePlace {
  return { dimension, group, rule: rule.id };
}

/** One text per place, to compare and look up by. */
export function placeKey({ dimension, group, rule }: RulePlace): string {
  return `${dimension}/${group}/${rule}`;
}

/** The rule at a place; undefined where this version of the model has none. */
export function findRule(model: Model, { dimension, group, rule }: RulePlace): Rule | undefined {
  return findGroup(model, dimension, group)?.rules.find(({ id }) => id === rule);
}

/** A group by the id contributions use, so also a persona's. */
export function findGroup(model: Model, dimension: string, group: string): Group | undefined {
  const own = getOwn(getOwn(model.dimensions, dimension)?.groups, group);
  if (own) return own;
  const slash = group.indexOf('/');
  return slash < 0 ? undefined : getOwn(findPersona(model, group)?.groups, group.slice(slash + 1));
}

/** The persona a group belongs to. */
export function findPersona(model: Model, group: string): Persona | undefined {
  const slash = group.indexOf('/');
  return slash < 0 ? undefined : getOwn(model.personas, group.slice(0, slash));
}

/** A dimension by its id. */
export function findDimension(model: Model, dimension: string): Dimension | undefined {
  return getOwn(model.dimensions, dimension);
}

/** An entry of a record, never one that every object inherits. */
export function getOwn<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
