import type { Group } from '../model.ts';
import type { Cap } from '../rule.ts';
import { type Check, checkDistinct, report, reportKey, suggest } from './check.ts';
import type { Path } from './problem.ts';
import { checkRule } from './rule-check.ts';

/** Ids that a temperature or a screen uses for something else. */
const reservedIds = ['total', 'grade'];

/** Checks dimensions, their groups and rules, the personas that enter one of them, and the caps. */
export function checkDimensions(check: Check): void {
  const { dimensions = {}, personas = {}, total } = check.model;
  const ids = new Map<string, Path>();
  for (const [id, dimension] of Object.entries(dimensions)) {
    const path = ['dimensions', id];
    if (reservedIds.includes(id)) reportKey(check, 'dimension_reserved', path, { id });
    checkBounds(check, dimension, path);
    checkGroups(check, dimension.groups, [...path, 'groups'], ids);
    if (Object.keys(dimension.groups).length === 0 && !dimension.personas)
      report(check, 'empty_map', [...path, 'groups']);
  }
  for (const [id, persona] of Object.entries(personas)) {
    const path = ['personas', id, 'groups'];
    // Only the chosen persona's rules are in a score, so two personas may ask the same under one id.
    checkGroups(check, persona.groups, path, new Map(ids));
    if (Object.keys(persona.groups).length === 0) report(check, 'empty_map', path);
  }
  checkPersonaUse(check);
  if (total) checkBounds(check, total, ['total']);
}

function checkGroups(check: Check, groups: Record<string, Group>, path: Path, ids: Map<string, Path>): void {
  for (const [id, group] of Object.entries(groups)) {
    checkCap(check, group.cap, [...path, id, 'cap']);
    for (const [index, rule] of group.rules.entries()) {
      const at = [...path, id, 'rules', index];
      const first = ids.get(rule.id);
      if (first) report(check, 'rule_id_twice', [...at, 'id'], { id: rule.id, group: String(first.at(-3)) });
      else ids.set(rule.id, at);
      checkRule(check, rule, at);
    }
  }
}

function checkBounds(
  check: Check,
  bounds: { cap?: Cap | undefined; floor?: number | undefined },
  path: Path,
): void {
  checkCap(check, bounds.cap, [...path, 'cap']);
  if (bounds.cap && bounds.floor !== undefined) reportKey(check, 'cap_and_floor', [...path, 'floor']);
}

function checkCap(check: Check, cap: Cap | undefined, path: Path): void {
  if (cap && cap.min === undefined && cap.max === undefined) report(check, 'cap_empty', path);
}

function checkPersonaUse(check: Check): void {
  const { dimensions = {}, personas = {} } = check.model;
  let first: string | undefined;
  const used = new Set<string>();
  for (const [id, dimension] of Object.entries(dimensions)) {
    const path = ['dimensions', id, 'personas'];
    if (dimension.personaAtLeast !== undefined && !dimension.personas) {
      reportKey(check, 'persona_at_least_alone', ['dimensions', id, 'personaAtLeast']);
    }
    if (!dimension.personas) continue;
    if (dimension.kind !== 'fit') reportKey(check, 'personas_outside_fit', path, { kind: dimension.kind });
    if (first !== undefined) reportKey(check, 'personas_twice', path, { first });
    first ??= id;
    checkDistinct(check, dimension.personas, path);
    for (const [index, persona] of dimension.personas.entries()) {
      used.add(persona);
      if (Object.hasOwn(personas, persona)) continue;
      report(check, 'persona_unknown', [...path, index], {
        persona,
        ...suggest(check, persona, () => Object.keys(personas)),
      });
    }
  }
  for (const id of Object.keys(personas)) {
    if (!used.has(id)) reportKey(check, 'persona_unused', ['personas', id]);
  }
}
