import type { Criterion } from '../../packages/core/src/criterion.ts';
import type { Facts, PlainValue } from '../../packages/core/src/fact.ts';
import type { Dimension, Group, Model } from '../../packages/core/src/model.ts';
import type { ActivityRule, Cap } from '../../packages/core/src/rule.ts';
import {
  type CapContribution,
  type Contribution,
  type JourneyPhase,
  journeyPhases,
  type RuleContribution,
  type Score,
} from '../../packages/core/src/score.ts';
import { foldText } from '../../packages/core/src/value/text.ts';
import { fieldsOf, isChosen, readField, testLead } from './criterion.ts';
import { clamp, dayOf, thousandths } from './decimal.ts';
import {
  accountCreation,
  accountOf,
  activitiesOf,
  countedSince,
  creationOf,
  fieldAsOf,
  membersOf,
  outcomesOf,
  type World,
  worldOf,
} from './facts.ts';
import { giveByReference, type Reading } from './rule.ts';

export interface ReferenceOptions {
  /** The moment of the score, or one for each lead (or account). */
  readonly at: number | ReadonlyMap<string, number>;
  /** Facts stored later do not exist; absent: all are known. */
  readonly knownAt?: number;
  /** Facts that happened later do not exist, though the score is of a later moment (a forecast). */
  readonly until?: number;
  readonly contributions?: boolean;
  /** Models of leads whose totals `members` rules read. */
  readonly members?: readonly Model[];
}

export interface ReferenceResult {
  readonly scores: Score[];
  /** Those that exist and are outside the audience. */
  readonly outside: string[];
}

/** Scores every lead (or account) by the plain meaning of the model: exact, one at a time, and slow. */
export function scoreByReference(model: Model, facts: Facts, options: ReferenceOptions): ReferenceResult {
  const world = worldOf(facts, options.knownAt);
  const scores: Score[] = [];
  const outside: string[] = [];
  for (const id of model.score === 'accounts' ? world.accounts : world.leads) {
    const at = typeof options.at === 'number' ? options.at : options.at.get(id);
    if (at === undefined) continue;
    const reading = readUnit(world, model, id, at, Math.min(at, options.until ?? at), options.members ?? []);
    if (reading === undefined) continue;
    const score = scoreUnit(world, reading, id);
    if (score === undefined) outside.push(id);
    else scores.push(options.contributions ? score : withoutContributions(score));
  }
  return { scores, outside };
}

function withoutContributions(score: Score): Score {
  const { contributions: _, ...rest } = score;
  return rest;
}

interface Unit extends Reading {
  readonly cutOff: number;
}

function readUnit(
  world: World,
  model: Model,
  id: string,
  at: number,
  cutOff: number,
  memberModels: readonly Model[],
): Unit | undefined {
  const ofAccount = model.score === 'accounts';
  const creation = ofAccount ? accountCreation(world, id, cutOff) : creationOf(world, id, cutOff);
  if (creation === undefined) return undefined;
  const account = ofAccount ? id : accountOf(world, id, cutOff);
  const colleagues = account === undefined ? [id] : membersOf(world, account, cutOff);
  const own = ofAccount ? colleagues : [id];
  const accountField = (field: string): PlainValue | undefined =>
    account === undefined ? undefined : fieldAsOf(world, { of: 'account', id: account }, field, cutOff);
  const since = own.flatMap((lead) => countedSince(world, lead, model.countSince, cutOff) ?? []);
  return {
    model,
    at,
    cutOff,
    field: (name) => {
      if (ofAccount) return accountField(name);
      return name.startsWith('account.')
        ? accountField(name.slice('account.'.length))
        : fieldAsOf(world, { of: 'lead', id }, name, cutOff);
    },
    activities: activitiesOf(world, own, model.countSince, cutOff),
    accountActivities: activitiesOf(world, colleagues, model.countSince, cutOff),
    outcomes: outcomesOf(world, own, cutOff),
    neverSince: Math.max(creation, ...since),
    memberTotals: (memberModel) => {
      const found = memberModels.find((one) => one.id === memberModel);
      if (found === undefined) throw new ReferenceError(`Cannot find the model "${memberModel}"`);
      return own.flatMap((lead) => {
        const member = readUnit(world, found, lead, at, cutOff, []);
        const score = member && scoreUnit(world, member, lead);
        return score === undefined ? [] : BigInt(score.total);
      });
    },
  };
}

/** Undefined outside the audience. */
function scoreUnit(world: World, unit: Unit, id: string): Score | undefined {
  const { model, at } = unit;
  if (model.audience !== undefined && testLead(unit, model.audience) !== true) return undefined;
  const contributions: Contribution[] = [];
  const dimensions: Record<string, bigint> = {};
  let persona: string | undefined;
  for (const [name, dimension] of Object.entries(model.dimensions ?? {})) {
    const given = giveDimension(world, unit, id, name, dimension);
    dimensions[name] = given.points;
    contributions.push(...given.contributions);
    persona ??= given.persona;
  }
  const sum = Object.values(dimensions).reduce((a, b) => a + b, 0n);
  const total = bounded(sum, model.total);
  if (total !== sum) contributions.push({ kind: 'cap', of: 'total', points: Number(total - sum) });

  const coverage = coverageOf(unit);
  const grade = gradeOf(model, dimensions, coverage);
  return {
    id,
    model: model.id,
    at,
    total: Number(total),
    dimensions: Object.fromEntries(
      Object.entries(dimensions).map(([name, points]) => [name, Number(points)]),
    ),
    ...present({
      grade,
      persona,
      temperature: temperatureOf(unit, total, dimensions, grade),
      journey: journeyOf(unit),
      disqualified: disqualifiedBy(world, unit, id),
    }),
    coverage,
    contributions,
  };
}

function present<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

type Bounds = { readonly cap?: Cap | undefined; readonly floor?: number | undefined } | undefined;

function bounded(points: bigint, bounds: Bounds): bigint {
  const bound = (decimal: number | undefined): bigint | undefined =>
    decimal === undefined ? undefined : thousandths(decimal);
  const least = bound(bounds?.cap?.min) ?? bound(bounds?.floor);
  return clamp(points, least, bound(bounds?.cap?.max));
}

interface GivenGroup {
  readonly points: bigint;
  readonly contributions: readonly Contribution[];
}

function giveGroup(unit: Unit, dimension: string, name: string, group: Group): GivenGroup {
  const contributions: Contribution[] = [];
  let sum = 0n;
  for (const rule of group.rules) {
    const given = giveByReference(unit, rule);
    const points = bounded(given.points, rule);
    sum += points;
    const contribution: RuleContribution = {
      kind: 'rule',
      dimension,
      group: name,
      rule: rule.id,
      points: Number(points),
      uncapped: Number(given.points),
      evidence: given.evidence,
    };
    contributions.push(contribution);
  }
  const points = bounded(sum, group);
  if (points !== sum) {
    const cap: CapContribution = {
      kind: 'cap',
      of: 'group',
      dimension,
      group: name,
      points: Number(points - sum),
    };
    contributions.push(cap);
  }
  return { points, contributions };
}

function giveGroups(
  unit: Unit,
  dimension: string,
  groups: Readonly<Record<string, Group>>,
  prefix = '',
): GivenGroup {
  const given = Object.entries(groups).map(([name, group]) =>
    giveGroup(unit, dimension, prefix + name, group),
  );
  return {
    points: given.reduce((sum, group) => sum + group.points, 0n),
    contributions: given.flatMap((group) => group.contributions),
  };
}

function giveDimension(
  world: World,
  unit: Unit,
  id: string,
  name: string,
  dimension: Dimension,
): GivenGroup & { readonly persona?: string } {
  const groups = giveGroups(unit, name, dimension.groups);
  const contributions = [...groups.contributions];
  let sum = groups.points;

  const best = bestPersona(unit, name, dimension);
  if (best !== undefined) {
    sum += best.given.points;
    contributions.push(...best.given.contributions);
  }
  const today = dayOf(unit.at);
  for (const adjustment of world.adjustments) {
    const { from, until, reason, by } = adjustment;
    if (adjustment.lead !== id || adjustment.model !== unit.model.id || adjustment.dimension !== name)
      continue;
    if (today < BigInt(from) || (until !== undefined && today >= BigInt(until))) continue;
    sum += BigInt(adjustment.points);
    const end = until === undefined ? {} : { until };
    contributions.push({
      kind: 'adjustment',
      dimension: name,
      points: adjustment.points,
      reason,
      by,
      ...end,
    });
  }
  const points = bounded(sum, dimension);
  if (points !== sum) {
    contributions.push({ kind: 'cap', of: 'dimension', dimension: name, points: Number(points - sum) });
  }
  return best === undefined ? { points, contributions } : { points, contributions, persona: best.id };
}

/** The persona with the greatest sum, the first named of equals; undefined where none reaches `personaAtLeast`. */
function bestPersona(
  unit: Unit,
  name: string,
  dimension: Dimension,
): { readonly id: string; readonly given: GivenGroup } | undefined {
  let best: { id: string; given: GivenGroup } | undefined;
  for (const id of dimension.personas ?? []) {
    const given = giveGroups(unit, name, unit.model.personas![id]!.groups, `${id}/`);
    if (best === undefined || given.points > best.given.points) best = { id, given };
  }
  const atLeast = dimension.personaAtLeast;
  if (best !== undefined && atLeast !== undefined && best.given.points < thousandths(atLeast))
    return undefined;
  return best;
}

/** Permille of the distinct fields in fit, audience and disqualify that are known. */
function coverageOf(unit: Unit): number {
  const { model } = unit;
  const groups = Object.values(model.dimensions ?? {})
    .filter((dimension) => dimension.kind === 'fit')
    .flatMap((dimension) => [
      ...Object.values(dimension.groups),
      ...(dimension.personas ?? []).flatMap((id) => Object.values(model.personas![id]!.groups)),
    ]);
  const criteria: Criterion[] = [...(model.disqualify ?? []).map((one) => one.when)];
  if (model.audience !== undefined) criteria.push(model.audience);
  const fields = new Set(criteria.flatMap(fieldsOf));
  for (const rule of groups.flatMap((group) => group.rules)) {
    if ('when' in rule) for (const field of fieldsOf(rule.when)) fields.add(field);
    if ('field' in rule) fields.add(rule.field);
  }
  if (fields.size === 0) return 1000;
  const known = [...fields].filter((field) => readField(unit, field) !== undefined).length;
  return Math.floor((1000 * known) / fields.size);
}

/** The mark with the highest threshold that is reached; below all of them the one with the lowest. */
function markOf(marks: Readonly<Record<string, number>>, points: bigint): string {
  const falling = Object.entries(marks).sort(([, a], [, b]) => b - a);
  const reached = falling.find(([, threshold]) => points >= thousandths(threshold));
  return (reached ?? falling.at(-1)!)[0];
}

function gradeOf(
  model: Model,
  dimensions: Readonly<Record<string, bigint>>,
  coverage: number,
): string | undefined {
  if (model.grades === undefined) return undefined;
  const sumOf = (kind: Dimension['kind']): bigint =>
    Object.entries(model.dimensions ?? {})
      .filter(([, dimension]) => dimension.kind === kind)
      .reduce((sum, [name]) => sum + dimensions[name]!, 0n);
  const { fit, engagement, unknownBelow } = model.grades;
  const tooLittle = unknownBelow !== undefined && coverage < unknownBelow;
  return `${tooLittle ? '?' : markOf(fit, sumOf('fit'))}${markOf(engagement, sumOf('engagement'))}`;
}

function temperatureOf(
  unit: Unit,
  total: bigint,
  dimensions: Readonly<Record<string, bigint>>,
  grade: string | undefined,
): string | undefined {
  const { temperature } = unit.model;
  if (temperature === undefined) return undefined;
  if ('categories' in temperature) {
    const first = temperature.categories.find((category) => testLead(unit, category.when) === true);
    return first?.is ?? temperature.otherwise;
  }
  if (Array.isArray(temperature.hot) || Array.isArray(temperature.warm)) {
    const lists = temperature as { readonly hot: readonly string[]; readonly warm: readonly string[] };
    if (grade !== undefined && lists.hot.includes(grade)) return 'hot';
    return grade !== undefined && lists.warm.includes(grade) ? 'warm' : 'cold';
  }
  const value = temperature.of === 'total' ? total : dimensions[temperature.of]!;
  if (value >= thousandths(temperature.hot)) return 'hot';
  return value >= thousandths(temperature.warm) ? 'warm' : 'cold';
}

/** The furthest phase whose tagged activities, each counted once, reach their number in the journey's window. */
function journeyOf(unit: Unit): JourneyPhase | undefined {
  const { model } = unit;
  const window = BigInt(model.journey?.withinDays ?? 90);
  const groups = [
    ...Object.values(model.dimensions ?? {}).flatMap((dimension) => Object.values(dimension.groups)),
    ...Object.values(model.personas ?? {}).flatMap((persona) => Object.values(persona.groups)),
  ];
  const tagged = groups
    .flatMap((group) => group.rules)
    .filter((rule): rule is ActivityRule => 'activity' in rule);
  return [...journeyPhases].reverse().find((phase) => {
    const rules = tagged.filter((rule) => rule.journey === phase);
    const counted = unit.activities.filter(
      (activity) =>
        dayOf(unit.at) - dayOf(activity.at) < window &&
        rules.some((rule) => isChosen(model, { ...rule, types: rule.activity }, activity, unit.at)),
    );
    return rules.length > 0 && counted.length >= (model.journey?.[phase] ?? 1);
  });
}

function disqualifiedBy(world: World, unit: Unit, id: string): string | undefined {
  const { model, cutOff } = unit;
  const domain = readField(unit, 'emailDomain');
  const isOn = (list: string): boolean =>
    world.suppressions.some(
      (one) =>
        one.list === list &&
        one.at <= cutOff &&
        (one.lead !== undefined
          ? one.lead === id
          : domain?.is === 'text' && foldText(one.domain ?? '') === domain.text),
    );
  const list = model.suppress?.find(isOn);
  if (list !== undefined) return `Suppressed: ${list}`;
  return model.disqualify?.find((one) => testLead(unit, one.when) === true)?.reason;
}
