import type { Group, Model } from '../model.ts';
import type { Rule } from '../rule.ts';
import { ruleKind } from '../rule.ts';
import { type BareDifference, compare, compareKeys, getOwn, unite } from './diff-value.ts';
import { type Difference, describeDifference } from './difference.ts';
import type { Path, Subject } from './problem.ts';

/**
 * What a later model says otherwise than an earlier one. Ids tell what is the same thing (names of expectations,
 * reasons of disqualifications), so order, formatting and spelled-out defaults make no difference; a rule that went to
 * another group is moved, not removed and added.
 */
export function diffModels(before: Model, after: Model): Difference[] {
  const found: BareDifference[] = [];
  const subject: Subject = { kind: 'model' };
  for (const key of [
    'id',
    'name',
    'description',
    'score',
    'audience',
    'fields',
    'activities',
    'suppress',
    'countSince',
  ] as const) {
    compare(found, subject, [key], [key], before[key], after[key]);
  }
  compareNamed(
    found,
    'disqualification',
    ['disqualify'],
    nameBy(before.disqualify, 'reason'),
    nameBy(after.disqualify, 'reason'),
  );
  compareOwners(found, 'dimension', before.dimensions, after.dimensions);
  compare(found, subject, ['total'], ['total'], before.total, after.total);
  compareOwners(found, 'persona', before.personas, after.personas);
  compareRules(found, before, after);
  for (const key of ['grades', 'temperature', 'journey'] as const)
    compare(found, subject, [key], [key], before[key], after[key]);
  compareNamed(found, 'stage', ['stages'], nameBy(before.stages, 'id'), nameBy(after.stages, 'id'));
  compareNamed(
    found,
    'combination',
    ['combinations'],
    nameBy(before.combinations, 'name'),
    nameBy(after.combinations, 'name'),
  );
  compareNamed(found, 'expectation', ['expect'], nameBy(before.expect, 'name'), nameBy(after.expect, 'name'));
  return found.map((difference) => ({ ...difference, sentence: describeDifference(difference) }));
}

/** What is known by a key, with its place in the list and the title people read. */
interface Named {
  readonly value: Record<string, unknown>;
  readonly index: number;
  readonly title: string;
}

function nameBy(list: readonly object[] | undefined, key: string): Map<string, Named> {
  const named = new Map<string, Named>();
  for (const [index, entry] of (list ?? []).entries()) {
    const value = entry as Record<string, unknown>;
    const id = String(value[key]);
    // Two entries of one name are told apart by their number.
    const unique = named.has(id) ? `${id} (${index + 1})` : id;
    named.set(unique, { value, index, title: String(value.name ?? unique) });
  }
  return named;
}

function compareNamed(
  found: BareDifference[],
  kind: Subject['kind'],
  path: Path,
  before: Map<string, Named>,
  after: Map<string, Named>,
): void {
  for (const [id, { value, index, title }] of before) {
    if (!after.has(id))
      found.push({
        code: 'removed',
        path: [...path, index],
        subject: { kind, name: title },
        what: [],
        before: value,
      });
  }
  for (const [id, { value, index, title }] of after) {
    const subject = { kind, name: title };
    const old = before.get(id);
    if (!old) found.push({ code: 'added', path: [...path, index], subject, what: [], after: value });
    else compareKeys(found, subject, [...path, index], [], old.value, value);
  }
  // The order of stages and disqualifications decides; that of examples does not.
  if (kind === 'expectation' || kind === 'combination') return;
  const kept = [...before.keys()].filter((id) => after.has(id));
  const now = [...after.keys()].filter((id) => before.has(id));
  if (kept.join('\n') !== now.join('\n')) {
    found.push({ code: 'reordered', path, subject: { kind: 'model' }, what: path, before: kept, after: now });
  }
}

/** A dimension or a persona. */
interface Owner {
  readonly name?: string | undefined;
  readonly groups: Record<string, Group>;
}

type Owners = Readonly<Record<string, Owner>> | undefined;

/** Compares dimensions or personas in all but their rules. */
function compareOwners(
  found: BareDifference[],
  kind: 'dimension' | 'persona',
  before: Owners = {},
  after: Owners = {},
): void {
  const root = kind === 'dimension' ? 'dimensions' : 'personas';
  for (const id of unite(before, after)) {
    const [old, now] = [getOwn(before, id), getOwn(after, id)];
    const subject = { kind, name: String((now ?? old)?.name ?? id) };
    const path = [root, id];
    if (!now) found.push({ code: 'removed', path, subject, what: [], before: old });
    else if (!old) found.push({ code: 'added', path, subject, what: [], after: now });
    else {
      const { groups: oldGroups, ...oldRest } = old;
      const { groups, ...rest } = now;
      compareKeys(found, subject, path, [], oldRest, rest);
      compareGroups(found, [...path, 'groups'], oldGroups, groups);
    }
  }
}

function compareGroups(
  found: BareDifference[],
  path: Path,
  before: Record<string, Group>,
  after: Record<string, Group>,
): void {
  for (const id of unite(before, after)) {
    const [old, now] = [getOwn(before, id), getOwn(after, id)];
    const subject = { kind: 'group' as const, name: String((now ?? old)?.name ?? id) };
    const at = [...path, id];
    if (!now) found.push({ code: 'removed', path: at, subject, what: [], before: old });
    else if (!old) found.push({ code: 'added', path: at, subject, what: [], after: now });
    else {
      const { rules: _old, ...oldRest } = old;
      const { rules: _now, ...rest } = now;
      compareKeys(found, subject, at, [], oldRest, rest);
    }
  }
}

interface PlacedRule {
  readonly rule: Rule;
  readonly path: Path;
  /** The group it stands in, to tell a move, and what people call it. */
  readonly place: string;
  readonly title: string;
}

/** Rules of dimensions by id, wherever they stand; those of a persona within that persona. */
function placeRules(model: Model): Map<string, PlacedRule> {
  const placed = new Map<string, PlacedRule>();
  for (const root of ['dimensions', 'personas'] as const) {
    for (const [id, owner] of Object.entries<Owner>(model[root] ?? {})) {
      for (const [group, { name, rules }] of Object.entries(owner.groups)) {
        for (const [index, rule] of rules.entries()) {
          placed.set(root === 'personas' ? `${id}/${rule.id}` : rule.id, {
            rule,
            path: [root, id, 'groups', group, 'rules', index],
            place: `${id}/${group}`,
            title: `${owner.name ?? id} › ${name ?? group}`,
          });
        }
      }
    }
  }
  return placed;
}

function compareRules(found: BareDifference[], before: Model, after: Model): void {
  const [olds, nows] = [placeRules(before), placeRules(after)];
  for (const [id, { rule, path }] of olds) {
    if (!nows.has(id))
      found.push({
        code: 'removed',
        path,
        subject: { kind: 'rule', name: rule.name },
        what: [],
        before: rule,
      });
  }
  for (const [id, { rule, path, place, title }] of nows) {
    const subject = { kind: 'rule' as const, name: rule.name };
    const old = olds.get(id);
    if (!old) {
      found.push({ code: 'added', path, subject, what: [], after: rule });
      continue;
    }
    if (old.place !== place)
      found.push({ code: 'moved', path, subject, what: [], before: old.title, after: title });
    if (ruleKind(old.rule) === ruleKind(rule))
      compareKeys(found, subject, path, [], toMap(old.rule), toMap(rule));
    else found.push({ code: 'replaced', path, subject, what: [], before: old.rule, after: rule });
  }
}

function toMap(rule: Rule): Record<string, unknown> {
  return { ...rule };
}
